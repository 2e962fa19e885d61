/* A connection or a listener as a program in Common Lisp, with the COMM package of LispWorks 7. */

#include "core/connection/pl-program-private.h"

#include <string.h>

/* With its quotes; a Lisp string knows two characters that have to be escaped. */
static char *
dup_string (const char *text)
{
  GString *quoted = g_string_new ("\"");

  for (; *text != '\0'; text++)
    {
      if (strchr ("\"\\", *text) != NULL)
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *text);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}

/* Any family, or just one of them. */
static const char *
get_ipv6 (PlFamily family)
{
  switch (family)
    {
    case PL_FAMILY_IPV4:
      return "nil";
    case PL_FAMILY_IPV6:
      return "t";
    case PL_FAMILY_NONE:
    default:
      return ":any";
    }
}

static void
write_local (GString *program, const PlProgramInput *input, const char *indent)
{
  if (input->local.host != NULL)
    {
      g_autofree char *whole = pl_program_dup_host (&input->local);
      g_autofree char *quoted = dup_string (whole);

      g_string_append_printf (program, "\n%s:local-address %s", indent, quoted);
    }
  if (input->local.port != 0 || input->is_server)
    g_string_append_printf (program, "\n%s:local-port %u", indent, input->local.port);
}

static void
write_options (GString *program, const PlProgramInput *input, const char *indent)
{
  if (input->no_delay)
    g_string_append_printf (program, "\n%s:nodelay t", indent);
  if (input->keep_alive)
    g_string_append_printf (program, "\n%s:keepalive t", indent);
}

/* 1. A client */

static void
write_open (GString *program, const PlProgramInput *input)
{
  static const char *indent = "               ";
  g_autofree char *whole = pl_program_dup_host (&input->peer);
  g_autofree char *host = dup_string (whole);
  PlFamily family = input->peer.family == PL_FAMILY_NONE ? input->family : PL_FAMILY_NONE;

  g_string_append_printf (program,
                          "(let ((stream\n"
                          "        (comm:open-tcp-stream\n"
                          "%s%s %u\n"
                          "%s:direction :io\n"
                          "%s:element-type '(unsigned-byte 8)\n"
                          "%s:errorp t",
                          indent, host, input->peer.port, indent, indent, indent);
  if (input->timeout_ms > 0)
    g_string_append_printf (program, "\n%s:timeout %u.%03u", indent, input->timeout_ms / 1000,
                            input->timeout_ms % 1000);
  write_options (program, input, indent);
  g_string_append_printf (program, "\n%s:ipv6 %s", indent, get_ipv6 (family));
  write_local (program, input, indent);
  g_string_append (program, ")))\n");
}

static void
write_payload (GString *program, const PlProgramInput *input)
{
  if (input->payload_length == 0)
    return;

  g_string_append (program, "        (write-sequence\n"
                            "         (coerce '(");
  for (gsize i = 0; i < input->payload_length; i++)
    g_string_append_printf (program, "%s%u", i > 0 ? " " : "", input->payload[i]);
  g_string_append (program, ")\n"
                            "                 '(vector (unsigned-byte 8)))\n"
                            "         stream)\n"
                            "        (force-output stream)\n");
}

static void
write_client (GString *program, const PlProgramInput *input)
{
  write_open (program, input);
  g_string_append (program, "  (unwind-protect\n"
                            "      (progn\n"
                            "        (multiple-value-bind (address port)\n"
                            "            (comm:socket-stream-address stream)\n"
                            "          (format t \"local: ~A port ~D~%\"\n"
                            "                  (comm:ip-address-string address) port))\n"
                            "        (multiple-value-bind (address port)\n"
                            "            (comm:socket-stream-peer-address stream)\n"
                            "          (format t \"peer: ~A port ~D~%\"\n"
                            "                  (comm:ip-address-string address) port))\n");
  write_payload (program, input);
  g_string_append (program, "        (comm:socket-stream-shutdown stream :output)\n"
                            "        (loop for byte = (read-byte stream nil nil)\n"
                            "              while byte\n"
                            "              do (write-char (code-char byte))))\n"
                            "    (close stream)))\n");
}

/* 2. A server */

static const char *
get_answer (PlProgramAnswer answer)
{
  switch (answer)
    {
    case PL_PROGRAM_ECHO:
      return "          do (write-byte byte stream)\n"
             "             (force-output stream))))\n";
    case PL_PROGRAM_DISCARD:
      return "          do (progn))))\n";
    case PL_PROGRAM_PRINT:
    default:
      return "          do (write-char (code-char byte)))))\n";
    }
}

static void
write_server (GString *program, const PlProgramInput *input)
{
  PlFamily family = pl_program_get_local_family (input);

  g_string_append_printf (program,
                          "(defun talk (handle)\n"
                          "  (with-open-stream\n"
                          "      (stream (make-instance\n"
                          "               'comm:socket-stream\n"
                          "               :socket handle\n"
                          "               :direction :io\n"
                          "               :element-type '(unsigned-byte 8)))\n"
                          "    (loop for byte = (read-byte stream nil nil)\n"
                          "          while byte\n"
                          "%s"
                          "\n"
                          "(comm:start-up-server\n"
                          " :function (lambda (handle)\n"
                          "             (mp:process-run-function\n"
                          "              \"talk\" '() 'talk handle))\n"
                          " :announce t\n"
                          " :error t",
                          get_answer (input->answer));
  write_options (program, input, " ");
  g_string_append_printf (program, "\n :ipv6 %s", input->is_dual ? ":both" : get_ipv6 (family));
  write_local (program, input, " ");
  g_string_append_printf (program, "\n :backlog %u)\n", input->backlog);
}

void
pl_program_write_lisp (GString *program, const PlProgramInput *input)
{
  g_string_append (program, "(require \"comm\")\n"
                            "\n");
  if (input->is_server)
    write_server (program, input);
  else
    write_client (program, input);
}
