/* A connection or a listener as a program in Python. */

#include "core/connection/pl-program-private.h"

static const char *
get_family (PlFamily family)
{
  switch (family)
    {
    case PL_FAMILY_IPV4:
      return "socket.AF_INET";
    case PL_FAMILY_IPV6:
      return "socket.AF_INET6";
    case PL_FAMILY_NONE:
    default:
      return "socket.AF_UNSPEC";
    }
}

static const char *
get_kind (const PlProgramInput *input)
{
  return pl_program_is_udp (input) ? "socket.SOCK_DGRAM" : "socket.SOCK_STREAM";
}

/* What bind() and connect() take. Python drops the zone of a pair, so it takes four then. */
static char *
dup_address (const char *host, const char *zone, guint16 port)
{
  g_autofree char *quoted = pl_program_quote (host);
  g_autofree char *quoted_zone = NULL;

  if (zone == NULL)
    return g_strdup_printf ("(%s, %u)", quoted, port);
  if (g_ascii_isdigit (*zone))
    return g_strdup_printf ("(%s, %u, 0, %s)", quoted, port, zone);

  quoted_zone = pl_program_quote (zone);

  return g_strdup_printf ("(%s, %u, 0, socket.if_nametoindex(%s))", quoted, port, quoted_zone);
}

static void
write_options (GString *program, const PlProgramInput *input, const char *variable)
{
  if (input->no_delay)
    g_string_append_printf (program, "%s.setsockopt(\n    socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)\n",
                            variable);
  if (input->keep_alive)
    g_string_append_printf (program, "%s.setsockopt(\n    socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)\n",
                            variable);
}

/* 1. A client */

static void
write_dial (GString *program, const PlProgramInput *input)
{
  g_string_append (program, "def dial(family, kind, peer):\n"
                            "    s = socket.socket(family, kind)\n"
                            "    try:\n");
  if (input->no_delay)
    g_string_append (program,
                     "        s.setsockopt(\n            socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)\n");
  if (input->keep_alive)
    g_string_append (program,
                     "        s.setsockopt(\n            socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)\n");
  if (pl_program_is_bound (input))
    {
      g_autofree char *local = dup_address (pl_program_get_local_host (input), input->local.zone,
                                            input->local.port);

      if (input->local.port != 0 && !pl_program_is_udp (input))
        g_string_append (program,
                         "        s.setsockopt(\n            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\n");
      g_string_append_printf (program, "        s.bind(%s)\n", local);
    }
  if (input->timeout_ms > 0)
    g_string_append_printf (program, "        s.settimeout(%u.%03u)\n", input->timeout_ms / 1000,
                            input->timeout_ms % 1000);
  g_string_append (program, "        s.connect(peer)\n"
                            "        s.settimeout(None)\n"
                            "        return s\n"
                            "    except OSError:\n"
                            "        s.close()\n"
                            "        raise\n"
                            "\n"
                            "\n");
}

static void
write_call_of_dial (GString *program, const PlProgramInput *input)
{
  PlFamily family = pl_program_is_bound (input) ? pl_program_get_local_family (input) : input->family;
  g_autofree char *name = pl_program_quote (input->peer.host);
  g_autofree char *address = dup_address (input->peer.host, input->peer.zone, input->peer.port);

  if (input->peer.family != PL_FAMILY_NONE)
    {
      g_string_append_printf (program, "s = dial(%s, %s,\n         %s)\n", get_family (input->peer.family),
                              get_kind (input), address);
      return;
    }

  g_string_append_printf (program,
                          "s = None\n"
                          "for family, kind, _, _, peer in socket.getaddrinfo(\n"
                          "        %s, %u,\n"
                          "        %s, %s):\n"
                          "    try:\n"
                          "        s = dial(family, kind, peer)\n"
                          "        break\n"
                          "    except OSError as error:\n"
                          "        print(error, file=sys.stderr)\n"
                          "if s is None:\n"
                          "    sys.exit(1)\n",
                          name, input->peer.port, get_family (family), get_kind (input));
}

static void
write_client (GString *program, const PlProgramInput *input)
{
  g_autofree char *payload = pl_program_quote_bytes (input->payload, input->payload_length);

  write_dial (program, input);
  write_call_of_dial (program, input);
  g_string_append (program, "print(\"local:\", s.getsockname(), file=sys.stderr)\n"
                            "print(\"peer:\", s.getpeername(), file=sys.stderr)\n"
                            "\n");
  if (input->payload_length > 0)
    g_string_append_printf (program, "s.sendall(b%s)\n", payload);
  if (pl_program_is_udp (input))
    g_string_append_printf (program,
                            "s.settimeout(%d)\n"
                            "try:\n"
                            "    while True:\n"
                            "        sys.stdout.buffer.write(s.recv(65536))\n"
                            "except socket.timeout:\n"
                            "    pass\n",
                            PL_PROGRAM_WAIT_S);
  else
    g_string_append (program, "s.shutdown(socket.SHUT_WR)\n"
                              "while data := s.recv(65536):\n"
                              "    sys.stdout.buffer.write(data)\n");
  g_string_append (program, "s.close()\n");
}

/* 2. A server */

static const char *
get_answer (const PlProgramInput *input)
{
  switch (input->answer)
    {
    case PL_PROGRAM_ECHO:
      return pl_program_is_udp (input) ? "listener.sendto(data, peer)" : "s.sendall(data)";
    case PL_PROGRAM_DISCARD:
      return "pass";
    case PL_PROGRAM_PRINT:
    default:
      return "sys.stdout.buffer.write(data)";
    }
}

static void
write_socket (GString *program, const PlProgramInput *input)
{
  PlFamily family = pl_program_get_local_family (input);
  g_autofree char *local = dup_address (pl_program_get_local_host (input), input->local.zone,
                                        input->local.port);

  g_string_append_printf (program,
                          "listener = socket.socket(\n"
                          "    %s, %s)\n",
                          get_family (family), get_kind (input));
  if (!pl_program_is_udp (input))
    g_string_append (program, "listener.setsockopt(\n"
                              "    socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\n");
  write_options (program, input, "listener");
  if (family == PL_FAMILY_IPV6)
    g_string_append_printf (program,
                            "listener.setsockopt(\n"
                            "    socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, %d)\n",
                            !input->is_dual);
  g_string_append_printf (program, "listener.bind(%s)\n", local);
}

static void
write_peers (GString *program, const PlProgramInput *input)
{
  g_string_append_printf (program,
                          "while True:\n"
                          "    s, peer = listener.accept()\n"
                          "    print(\"accepted:\", peer, file=sys.stderr)\n"
                          "    try:\n"
                          "        while data := s.recv(65536):\n"
                          "            %s\n"
                          "    except OSError as error:\n"
                          "        print(error, file=sys.stderr)\n"
                          "    s.close()\n",
                          get_answer (input));
}

static void
write_datagrams (GString *program, const PlProgramInput *input)
{
  g_string_append_printf (program,
                          "while True:\n"
                          "    data, peer = listener.recvfrom(65536)\n"
                          "    print(\"from:\", peer, file=sys.stderr)\n"
                          "    %s\n",
                          get_answer (input));
}

static void
write_server (GString *program, const PlProgramInput *input)
{
  write_socket (program, input);
  if (!pl_program_is_udp (input))
    g_string_append_printf (program, "listener.listen(%u)\n", input->backlog);
  g_string_append (program, "print(\"listening:\", listener.getsockname(), file=sys.stderr)\n"
                            "\n");
  if (pl_program_is_udp (input))
    write_datagrams (program, input);
  else
    write_peers (program, input);
}

void
pl_program_write_python (GString *program, const PlProgramInput *input)
{
  g_string_append (program, "import socket\n"
                            "import sys\n"
                            "\n");
  if (input->is_server)
    {
      write_server (program, input);
      return;
    }
  g_string_append_c (program, '\n');
  write_client (program, input);
}
