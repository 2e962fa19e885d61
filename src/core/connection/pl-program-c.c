/* A connection or a listener as a C program that makes the Berkeley calls itself. */

#include "core/connection/pl-program-private.h"

static const char say_text[] = "typedef struct sockaddr SA;\n"
                               "\n"
                               "static void say(const char *what, SA *end, socklen_t size)\n"
                               "{\n"
                               "  char host[64], port[8];\n"
                               "\n"
                               "  getnameinfo(end, size, host, sizeof host,\n"
                               "              port, sizeof port,\n"
                               "              NI_NUMERICHOST | NI_NUMERICSERV);\n"
                               "  fprintf(stderr, \"%s: %s port %s\\n\", what, host, port);\n"
                               "}\n"
                               "\n";

static const char *
get_domain (PlFamily family)
{
  switch (family)
    {
    case PL_FAMILY_IPV4:
      return "AF_INET";
    case PL_FAMILY_IPV6:
      return "AF_INET6";
    case PL_FAMILY_NONE:
    default:
      return "AF_UNSPEC";
    }
}

static const char *
get_type (const PlProgramInput *input)
{
  return pl_program_is_udp (input) ? "SOCK_DGRAM" : "SOCK_STREAM";
}

static void
include (GString *program, gboolean is_needed, const char *header)
{
  if (is_needed)
    g_string_append_printf (program, "#include <%s>\n", header);
}

static void
write_includes (GString *program, const PlProgramInput *input)
{
  gboolean is_client = !input->is_server;

  g_string_append (program, "#define _GNU_SOURCE\n");
  include (program, TRUE, "arpa/inet.h");
  include (program, is_client, "errno.h");
  include (program, input->peer.zone != NULL || input->local.zone != NULL, "net/if.h");
  include (program, TRUE, "netdb.h");
  include (program, input->no_delay, "netinet/tcp.h");
  include (program, is_client, "poll.h");
  include (program, TRUE, "stdio.h");
  include (program, TRUE, "sys/socket.h");
  include (program, is_client || !pl_program_is_udp (input), "unistd.h");
  g_string_append_c (program, '\n');
}

/* Declares and fills the address @variable. */
static void
write_address (GString *program,
               const char *variable,
               const char *host,
               const char *zone,
               PlFamily family,
               guint16 port)
{
  g_autofree char *quoted = pl_program_quote (host);
  const char *six = family == PL_FAMILY_IPV6 ? "6" : "";

  g_string_append_printf (program,
                          "  struct sockaddr_in%s %s = {\n"
                          "    .sin%s_family = %s, .sin%s_port = htons(%u) };\n",
                          six, variable, six, get_domain (family), six, port);
  g_string_append_printf (program, "  inet_pton(%s, %s, &%s.sin%s_addr);\n", get_domain (family), quoted,
                          variable, six);
  if (zone != NULL && g_ascii_isdigit (*zone))
    {
      g_string_append_printf (program, "  %s.sin6_scope_id = %s;\n", variable, zone);
    }
  else if (zone != NULL)
    {
      g_autofree char *quoted_zone = pl_program_quote (zone);

      g_string_append_printf (program, "  %s.sin6_scope_id = if_nametoindex(%s);\n", variable, quoted_zone);
    }
}

static void
write_options (GString *program, const PlProgramInput *input)
{
  if (input->no_delay)
    g_string_append (program, "  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY,\n"
                              "             &one, sizeof one);\n");
  if (input->keep_alive)
    g_string_append (program, "  setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE,\n"
                              "             &one, sizeof one);\n");
}

/* 1. A client */

static void
write_bind (GString *program, const PlProgramInput *input)
{
  if (!pl_program_is_bound (input))
    return;

  write_address (program, "local", pl_program_get_local_host (input), input->local.zone,
                 pl_program_get_local_family (input), input->local.port);
  if (input->local.port != 0)
    g_string_append (program, "  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR,\n"
                              "             &one, sizeof one);\n");
  g_string_append (program, "  if (bind(fd, (SA *) &local, sizeof local) != 0)\n"
                            "    error = errno;\n"
                            "  else ");
}

/* The connect() of UDP only notes whom to send to. */
static void
write_dial (GString *program, const PlProgramInput *input)
{
  gboolean has_one = input->no_delay || input->keep_alive || input->local.port != 0;

  g_string_append_printf (program,
                          "/* Returns a connected socket, or -1 with errno set. */\n"
                          "static int dial(const SA *peer, socklen_t size)\n"
                          "{\n"
                          "  int %serror = 0;\n"
                          "  socklen_t length = sizeof error;\n"
                          "  int type = %s | SOCK_NONBLOCK;\n"
                          "  int fd = socket(peer->sa_family, type, 0);\n"
                          "\n"
                          "  if (fd < 0)\n"
                          "    return -1;\n",
                          has_one ? "one = 1, " : "", get_type (input));
  write_options (program, input);
  if (!pl_program_is_bound (input))
    g_string_append (program, "  ");
  write_bind (program, input);
  g_string_append_printf (program,
                          "if (connect(fd, peer, size) != 0 &&\n"
                          "      errno != EINPROGRESS)\n"
                          "    error = errno;\n"
                          "  else if (poll(&(struct pollfd) { fd, POLLOUT, 0 }, 1,\n"
                          "                %d) == 0)\n"
                          "    error = ETIMEDOUT;\n"
                          "  else\n"
                          "    getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length);\n"
                          "  if (error == 0)\n"
                          "    return fd;\n"
                          "  close(fd);\n"
                          "  errno = error;\n"
                          "  return -1;\n"
                          "}\n"
                          "\n",
                          input->timeout_ms > 0 ? (int) input->timeout_ms : -1);
}

static void
write_call_of_dial (GString *program, const PlProgramInput *input)
{
  g_autofree char *quoted = pl_program_quote (input->peer.host);
  PlFamily family = pl_program_is_bound (input) ? pl_program_get_local_family (input) : input->family;

  if (input->peer.family != PL_FAMILY_NONE)
    {
      write_address (program, "peer", input->peer.host, input->peer.zone, input->peer.family,
                     input->peer.port);
      g_string_append (program, "  int fd = dial((SA *) &peer, sizeof peer);\n\n");
      return;
    }

  g_string_append_printf (program,
                          "  struct addrinfo hints = { .ai_family = %s,\n"
                          "                            .ai_socktype = %s };\n"
                          "  struct addrinfo *list;\n"
                          "  int fd = -1;\n"
                          "  int problem = getaddrinfo(%s, \"%u\",\n"
                          "                            &hints, &list);\n"
                          "\n"
                          "  if (problem != 0) {\n"
                          "    fprintf(stderr, \"%%s\\n\", gai_strerror(problem));\n"
                          "    return 1;\n"
                          "  }\n"
                          "  for (struct addrinfo *a = list; a && fd < 0;\n"
                          "       a = a->ai_next)\n"
                          "    fd = dial(a->ai_addr, a->ai_addrlen);\n"
                          "\n",
                          get_domain (family), get_type (input), quoted, input->peer.port);
}

static void
write_client (GString *program, const PlProgramInput *input)
{
  g_autofree char *payload = pl_program_quote_bytes (input->payload, input->payload_length);

  write_dial (program, input);
  g_string_append (program, "int main(void)\n"
                            "{\n");
  write_call_of_dial (program, input);
  g_string_append (program, "  if (fd < 0) {\n"
                            "    perror(\"connect\");\n"
                            "    return 1;\n"
                            "  }\n"
                            "\n"
                            "  struct sockaddr_storage end;\n"
                            "  socklen_t size = sizeof end;\n"
                            "  getsockname(fd, (SA *) &end, &size);\n"
                            "  say(\"local\", (SA *) &end, size);\n"
                            "  size = sizeof end;\n"
                            "  getpeername(fd, (SA *) &end, &size);\n"
                            "  say(\"peer\", (SA *) &end, size);\n"
                            "\n");
  if (input->payload_length > 0)
    g_string_append_printf (program, "  send(fd, %s, %zu, MSG_NOSIGNAL);\n", payload, input->payload_length);
  if (!pl_program_is_udp (input))
    g_string_append (program, "  shutdown(fd, SHUT_WR);\n");
  g_string_append_printf (program,
                          "\n"
                          "  char buffer[65536];\n"
                          "  ssize_t n;\n"
                          "  while (poll(&(struct pollfd) { fd, POLLIN, 0 }, 1,\n"
                          "              %d) > 0 &&\n"
                          "         (n = recv(fd, buffer, sizeof buffer, 0)) > 0)\n"
                          "    fwrite(buffer, 1, (size_t) n, stdout);\n"
                          "  close(fd);\n"
                          "}\n",
                          pl_program_is_udp (input) ? PL_PROGRAM_WAIT_S * 1000 : -1);
}

/* 2. A server */

static const char *
get_answer (const PlProgramInput *input)
{
  switch (input->answer)
    {
    case PL_PROGRAM_ECHO:
      return pl_program_is_udp (input) ? "    sendto(fd, buffer, (size_t) n, 0, (SA *) &end, size);\n"
                                       : "      send(fd, buffer, (size_t) n, MSG_NOSIGNAL);\n";
    case PL_PROGRAM_DISCARD:
      return pl_program_is_udp (input) ? "" : "      ;\n";
    case PL_PROGRAM_PRINT:
    default:
      return pl_program_is_udp (input) ? "    fwrite(buffer, 1, (size_t) n, stdout);\n"
                                       : "      fwrite(buffer, 1, (size_t) n, stdout);\n";
    }
}

static void
write_listening (GString *program, const PlProgramInput *input)
{
  if (pl_program_is_udp (input))
    g_string_append (program, "  if (bind(fd, (SA *) &local, sizeof local) != 0) {\n");
  else
    g_string_append_printf (program,
                            "  if (bind(fd, (SA *) &local, sizeof local) != 0 ||\n"
                            "      listen(fd, %u) != 0) {\n",
                            input->backlog);
  g_string_append (program, "    perror(\"bind\");\n"
                            "    return 1;\n"
                            "  }\n"
                            "\n"
                            "  struct sockaddr_storage end;\n"
                            "  socklen_t size = sizeof end;\n"
                            "  getsockname(fd, (SA *) &end, &size);\n"
                            "  say(\"listening\", (SA *) &end, size);\n"
                            "\n");
}

static void
write_peers (GString *program, const PlProgramInput *input)
{
  g_string_append_printf (program,
                          "  for (int listener = fd; ;) {\n"
                          "    size = sizeof end;\n"
                          "    fd = accept(listener, (SA *) &end, &size);\n"
                          "    if (fd < 0)\n"
                          "      continue;\n"
                          "    say(\"accepted\", (SA *) &end, size);\n"
                          "\n"
                          "    char buffer[4096];\n"
                          "    ssize_t n;\n"
                          "    while ((n = recv(fd, buffer, sizeof buffer, 0)) > 0)\n"
                          "%s"
                          "    close(fd);\n"
                          "  }\n"
                          "}\n",
                          get_answer (input));
}

static void
write_datagrams (GString *program, const PlProgramInput *input)
{
  g_string_append_printf (program,
                          "  for (;;) {\n"
                          "    static char buffer[65536];\n"
                          "    size = sizeof end;\n"
                          "    ssize_t n = recvfrom(fd, buffer, sizeof buffer, 0,\n"
                          "                         (SA *) &end, &size);\n"
                          "    if (n < 0)\n"
                          "      continue;\n"
                          "    say(\"from\", (SA *) &end, size);\n"
                          "%s"
                          "  }\n"
                          "}\n",
                          get_answer (input));
}

static void
write_server (GString *program, const PlProgramInput *input)
{
  PlFamily family = pl_program_get_local_family (input);

  g_string_append_printf (program,
                          "int main(void)\n"
                          "{\n"
                          "  int fd = socket(%s, %s, 0);\n",
                          get_domain (family), get_type (input));
  if (!pl_program_is_udp (input))
    g_string_append (program, "  int one = 1;\n"
                              "  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR,\n"
                              "             &one, sizeof one);\n");
  write_options (program, input);
  if (family == PL_FAMILY_IPV6)
    g_string_append_printf (program,
                            "  int v6only = %d;\n"
                            "  setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &v6only,\n"
                            "             sizeof v6only);\n",
                            !input->is_dual);
  write_address (program, "local", pl_program_get_local_host (input), input->local.zone, family,
                 input->local.port);
  write_listening (program, input);
  if (pl_program_is_udp (input))
    write_datagrams (program, input);
  else
    write_peers (program, input);
}

void
pl_program_write_c (GString *program, const PlProgramInput *input)
{
  write_includes (program, input);
  g_string_append (program, say_text);
  if (input->is_server)
    write_server (program, input);
  else
    write_client (program, input);
}
