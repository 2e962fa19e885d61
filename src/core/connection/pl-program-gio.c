/* A connection or a listener as a C program on GIO. */

#include "core/connection/pl-program-private.h"

static const char *
get_family (PlFamily family)
{
  return family == PL_FAMILY_IPV6 ? "G_SOCKET_FAMILY_IPV6" : "G_SOCKET_FAMILY_IPV4";
}

static void
write_start (GString *program, const PlProgramInput *input)
{
  if (input->no_delay || input->is_server)
    g_string_append (program, "#include <netinet/in.h>\n");
  if (input->no_delay)
    g_string_append (program, "#include <netinet/tcp.h>\n");
  g_string_append (program, "#include <gio/gio.h>\n"
                            "#include <stdio.h>\n"
                            "\n"
                            "static void\n"
                            "say (const char *what, GSocketAddress *end)\n"
                            "{\n"
                            "  g_autofree char *text = NULL;\n"
                            "\n"
                            "  text = g_socket_connectable_to_string (\n"
                            "    G_SOCKET_CONNECTABLE (end));\n"
                            "  g_printerr (\"%s: %s\\n\", what, text);\n"
                            "  g_object_unref (end);\n"
                            "}\n"
                            "\n"
                            "int\n"
                            "main (void)\n"
                            "{\n"
                            "  g_autoptr (GError) error = NULL;\n");
}

/* An address with its zone, as an expression. */
static char *
dup_address (const char *host, const char *zone, guint16 port)
{
  PlProgramEnd end = { .host = (char *) host, .zone = (char *) zone };
  g_autofree char *whole = pl_program_dup_host (&end);
  g_autofree char *quoted = pl_program_quote (whole);

  return g_strdup_printf ("g_inet_socket_address_new_from_string (\n      %s, %u)", quoted, port);
}

static void
write_options (GString *program, const PlProgramInput *input, const char *variable)
{
  if (input->no_delay)
    g_string_append_printf (program,
                            "  g_socket_set_option (%s, IPPROTO_TCP,\n"
                            "                       TCP_NODELAY, 1, NULL);\n",
                            variable);
  if (input->keep_alive)
    g_string_append_printf (program, "  g_socket_set_keepalive (%s, TRUE);\n", variable);
}

/* 1. A client */

static void
write_client_options (GString *program, const PlProgramInput *input)
{
  g_string_append (program, "  g_socket_client_set_enable_proxy (client, FALSE);\n");
  if (pl_program_is_udp (input))
    g_string_append (program, "  g_socket_client_set_socket_type (client, G_SOCKET_TYPE_DATAGRAM);\n"
                              "  g_socket_client_set_protocol (client, G_SOCKET_PROTOCOL_UDP);\n");
  if (input->family != PL_FAMILY_NONE && input->peer.family == PL_FAMILY_NONE)
    g_string_append_printf (program, "  g_socket_client_set_family (client, %s);\n",
                            get_family (input->family));
  if (input->timeout_ms > 0) /* whole seconds */
    g_string_append_printf (program, "  g_socket_client_set_timeout (client, %u);\n",
                            (input->timeout_ms + 999) / 1000);
  if (pl_program_is_bound (input))
    {
      g_autofree char *local = dup_address (pl_program_get_local_host (input), input->local.zone,
                                            input->local.port);

      g_string_append_printf (program,
                              "  g_autoptr (GSocketAddress) local =\n"
                              "    %s;\n"
                              "  g_socket_client_set_local_address (client, local);\n",
                              local);
    }
}

static void
write_connect (GString *program, const PlProgramInput *input)
{
  g_autofree char *name = pl_program_quote (input->peer.host);
  g_autofree char *address = dup_address (input->peer.host, input->peer.zone, input->peer.port);

  if (input->peer.family == PL_FAMILY_NONE)
    g_string_append_printf (program,
                            "  connection = g_socket_client_connect_to_host (\n"
                            "    client, %s, %u, NULL, &error);\n",
                            name, input->peer.port);
  else
    g_string_append_printf (program,
                            "  g_autoptr (GSocketAddress) peer =\n"
                            "    %s;\n"
                            "  if (peer != NULL) /* else its zone is not here */\n"
                            "    connection =\n"
                            "      g_socket_client_connect (client,\n"
                            "                               G_SOCKET_CONNECTABLE (peer),\n"
                            "                               NULL, &error);\n",
                            address);
}

static void
write_client (GString *program, const PlProgramInput *input)
{
  g_autofree char *payload = pl_program_quote_bytes (input->payload, input->payload_length);

  g_string_append (program, "  g_autoptr (GSocketClient) client = g_socket_client_new ();\n"
                            "  g_autoptr (GSocketConnection) connection = NULL;\n"
                            "  GSocket *socket;\n"
                            "  static char buffer[65536];\n"
                            "  gssize n;\n"
                            "\n");
  write_client_options (program, input);
  write_connect (program, input);
  g_string_append (program, "  if (connection == NULL)\n"
                            "    {\n"
                            "      g_printerr (\"%s\\n\",\n"
                            "                  error ? error->message : \"no such zone\");\n"
                            "      return 1;\n"
                            "    }\n"
                            "\n"
                            "  socket = g_socket_connection_get_socket (connection);\n");
  write_options (program, input, "socket");
  g_string_append_printf (program,
                          "  g_socket_set_timeout (socket, %d);\n"
                          "  say (\"local\",\n"
                          "       g_socket_get_local_address (socket, NULL));\n"
                          "  say (\"peer\",\n"
                          "       g_socket_get_remote_address (socket, NULL));\n"
                          "\n",
                          pl_program_is_udp (input) ? PL_PROGRAM_WAIT_S : 0);
  if (input->payload_length > 0)
    g_string_append_printf (program, "  g_socket_send (socket, %s, %zu, NULL, NULL);\n", payload,
                            input->payload_length);
  if (!pl_program_is_udp (input))
    g_string_append (program, "  g_socket_shutdown (socket, FALSE, TRUE, NULL);\n");
  g_string_append (program, "  while ((n = g_socket_receive (socket, buffer,\n"
                            "                                sizeof buffer,\n"
                            "                                NULL, NULL)) > 0)\n"
                            "    fwrite (buffer, 1, (size_t) n, stdout);\n"
                            "}\n");
}

/* 2. A server */

static const char *
get_answer (const PlProgramInput *input)
{
  switch (input->answer)
    {
    case PL_PROGRAM_ECHO:
      return pl_program_is_udp (input) ? "      g_socket_send_to (listener, from, buffer, (gsize) n,\n"
                                         "                        NULL, NULL);\n"
                                       : "        g_socket_send (peer, buffer, (gsize) n, NULL, NULL);\n";
    case PL_PROGRAM_DISCARD:
      return pl_program_is_udp (input) ? "" : "        ;\n";
    case PL_PROGRAM_PRINT:
    default:
      return pl_program_is_udp (input) ? "      fwrite (buffer, 1, (size_t) n, stdout);\n"
                                       : "        fwrite (buffer, 1, (size_t) n, stdout);\n";
    }
}

static void
write_socket (GString *program, const PlProgramInput *input)
{
  PlFamily family = pl_program_get_local_family (input);
  g_autofree char *local = dup_address (pl_program_get_local_host (input), input->local.zone,
                                        input->local.port);

  g_string_append_printf (program,
                          "  g_autoptr (GSocketAddress) local =\n"
                          "    %s;\n"
                          "  g_autoptr (GSocket) listener =\n"
                          "    g_socket_new (%s,\n"
                          "                  G_SOCKET_TYPE_%s,\n"
                          "                  G_SOCKET_PROTOCOL_%s, &error);\n"
                          "  static char buffer[65536];\n"
                          "  gssize n;\n"
                          "\n"
                          "  if (listener == NULL)\n"
                          "    {\n"
                          "      g_printerr (\"%%s\\n\", error->message);\n"
                          "      return 1;\n"
                          "    }\n",
                          local, get_family (family), pl_program_is_udp (input) ? "DATAGRAM" : "STREAM",
                          pl_program_is_udp (input) ? "UDP" : "TCP");
  write_options (program, input, "listener");
  if (family == PL_FAMILY_IPV6)
    g_string_append_printf (program,
                            "  g_socket_set_option (listener, IPPROTO_IPV6,\n"
                            "                       IPV6_V6ONLY, %d, NULL);\n",
                            !input->is_dual);
}

static void
write_listening (GString *program, const PlProgramInput *input)
{
  if (pl_program_is_udp (input))
    g_string_append (program, "  if (!g_socket_bind (listener, local, FALSE, &error))\n");
  else
    g_string_append_printf (program,
                            "  g_socket_set_listen_backlog (listener, %u);\n"
                            "  if (!g_socket_bind (listener, local, TRUE, &error) ||\n"
                            "      !g_socket_listen (listener, &error))\n",
                            input->backlog);
  g_string_append (program, "    {\n"
                            "      g_printerr (\"%s\\n\", error->message);\n"
                            "      return 1;\n"
                            "    }\n"
                            "  say (\"listening\",\n"
                            "       g_socket_get_local_address (listener, NULL));\n"
                            "\n"
                            "  for (;;)\n"
                            "    {\n");
}

static void
write_peers (GString *program, const PlProgramInput *input)
{
  g_string_append_printf (program,
                          "      g_autoptr (GSocket) peer =\n"
                          "        g_socket_accept (listener, NULL, NULL);\n"
                          "\n"
                          "      if (peer == NULL)\n"
                          "        continue;\n"
                          "      say (\"accepted\",\n"
                          "           g_socket_get_remote_address (peer, NULL));\n"
                          "      while ((n = g_socket_receive (peer, buffer,\n"
                          "                                    sizeof buffer,\n"
                          "                                    NULL, NULL)) > 0)\n"
                          "%s"
                          "    }\n"
                          "}\n",
                          get_answer (input));
}

static void
write_datagrams (GString *program, const PlProgramInput *input)
{
  g_string_append_printf (program,
                          "      g_autoptr (GSocketAddress) from = NULL;\n"
                          "\n"
                          "      n = g_socket_receive_from (listener, &from, buffer,\n"
                          "                                 sizeof buffer, NULL, NULL);\n"
                          "      if (n < 0)\n"
                          "        continue;\n"
                          "      say (\"from\", g_object_ref (from));\n"
                          "%s"
                          "    }\n"
                          "}\n",
                          get_answer (input));
}

static void
write_server (GString *program, const PlProgramInput *input)
{
  write_socket (program, input);
  write_listening (program, input);
  if (pl_program_is_udp (input))
    write_datagrams (program, input);
  else
    write_peers (program, input);
}

void
pl_program_write_gio (GString *program, const PlProgramInput *input)
{
  g_string_append (program, "/* cc FILE.c $(pkg-config --cflags --libs gio-2.0) */\n");
  write_start (program, input);
  if (input->is_server)
    write_server (program, input);
  else
    write_client (program, input);
}
