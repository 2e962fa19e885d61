/* A connection or a listener as one command of a shell, for ncat or socat. What a tool cannot be told is left
 * out. */

#include "core/connection/pl-program-private.h"

#include <string.h>

/* A word of the shell: as it is if it means nothing else, else in quotes. */
static void
append_word (GString *program, const char *word)
{
  static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.:_-/=,@+";
  g_autofree char *quoted = NULL;

  if (*word != '\0' && strspn (word, plain) == strlen (word))
    {
      g_string_append (program, word);
      return;
    }
  quoted = g_shell_quote (word);
  g_string_append (program, quoted);
}

static void
append_option (GString *program, const char *option, const char *value)
{
  g_string_append_printf (program, " %s ", option);
  append_word (program, value);
}

/* Nothing that printf(1) or the quotes around it would read in another way is left as it is. */
static void
write_payload (GString *program, const PlProgramInput *input)
{
  g_string_append (program, "printf '");
  for (gsize i = 0; i < input->payload_length; i++)
    {
      guint8 byte = input->payload[i];

      if (byte == '\n')
        g_string_append (program, "\\n");
      else if (byte == '\r')
        g_string_append (program, "\\r");
      else if (!g_ascii_isprint (byte) || strchr ("'\\%", byte) != NULL || (byte == '-' && i == 0))
        g_string_append_printf (program, "\\%03o", byte);
      else
        g_string_append_c (program, (char) byte);
    }
  g_string_append_c (program, '\'');
}

/* 1. ncat */

/* With UDP it ends at the end of its input, whatever may still come. */
static void
write_ncat_input (GString *program, const PlProgramInput *input)
{
  if (input->payload_length == 0)
    return;

  if (pl_program_is_udp (input))
    g_string_append (program, "{ ");
  write_payload (program, input);
  if (pl_program_is_udp (input))
    g_string_append_printf (program, "; sleep %d; }", PL_PROGRAM_WAIT_S);
  g_string_append (program, " | ");
}

static void
write_ncat_client (GString *program, const PlProgramInput *input)
{
  g_autofree char *host = pl_program_dup_host (&input->peer);
  g_autofree char *local = pl_program_dup_host (&input->local);

  write_ncat_input (program, input);
  g_string_append (program, pl_program_is_udp (input) ? "ncat -u" : "ncat");
  if (input->peer.family == PL_FAMILY_NONE && input->family != PL_FAMILY_NONE)
    g_string_append (program, input->family == PL_FAMILY_IPV6 ? " -6" : " -4");
  if (input->timeout_ms > 0)
    g_string_append_printf (program, " -w %ums", input->timeout_ms);
  if (local != NULL)
    append_option (program, "-s", local);
  if (input->local.port != 0)
    g_string_append_printf (program, " -p %u", input->local.port);
  g_string_append_c (program, ' ');
  append_word (program, host);
  g_string_append_printf (program, " %u\n", input->peer.port);
}

/* Without an address ncat opens one socket for each family. */
static void
write_ncat_server (GString *program, const PlProgramInput *input)
{
  g_autofree char *local = pl_program_dup_host (&input->local);

  g_string_append (program, pl_program_is_udp (input) ? "ncat -u -l -k" : "ncat -l -k");
  if (!input->is_dual)
    g_string_append (program, pl_program_get_local_family (input) == PL_FAMILY_IPV6 ? " -6" : " -4");
  if (input->answer == PL_PROGRAM_ECHO)
    g_string_append (program, " -e /bin/cat");
  else
    g_string_append (program, " --recv-only");
  g_string_append_c (program, ' ');
  if (local != NULL && !input->is_dual)
    {
      append_word (program, local);
      g_string_append_c (program, ' ');
    }
  g_string_append_printf (program, "%u", input->local.port);
  g_string_append (program, input->answer == PL_PROGRAM_DISCARD ? " > /dev/null\n" : "\n");
}

void
pl_program_write_ncat (GString *program, const PlProgramInput *input)
{
  if (input->is_server)
    write_ncat_server (program, input);
  else
    write_ncat_client (program, input);
}

/* 2. socat */

/* Its addresses have a grammar of their own, in which an IPv6 address stands in brackets. */
static char *
dup_socat_host (const PlProgramEnd *end)
{
  g_autofree char *host = pl_program_dup_host (end);

  return end->family == PL_FAMILY_IPV6 ? g_strdup_printf ("[%s]", host) : g_steal_pointer (&host);
}

static const char *
get_digit (PlFamily family)
{
  switch (family)
    {
    case PL_FAMILY_IPV4:
      return "4";
    case PL_FAMILY_IPV6:
      return "6";
    case PL_FAMILY_NONE:
    default:
      return "";
    }
}

static void
add_socat_options (GString *address, const PlProgramInput *input)
{
  if (input->no_delay)
    g_string_append (address, ",nodelay");
  if (input->keep_alive)
    g_string_append (address, ",keepalive");
  if (input->local.host != NULL)
    {
      g_autofree char *local = dup_socat_host (&input->local);

      g_string_append_printf (address, ",bind=%s", local);
    }
}

static void
write_socat_client (GString *program, const PlProgramInput *input)
{
  g_autoptr (GString) address = g_string_new (pl_program_is_udp (input) ? "UDP" : "TCP");
  g_autofree char *host = dup_socat_host (&input->peer);
  PlFamily family = input->peer.family != PL_FAMILY_NONE ? input->peer.family : input->family;

  g_string_append_printf (address, "%s:%s:%u", get_digit (family), host, input->peer.port);
  add_socat_options (address, input);
  if (input->local.port != 0)
    g_string_append_printf (address, ",sourceport=%u", input->local.port);
  if (input->local.port != 0 && !pl_program_is_udp (input))
    g_string_append (address, ",reuseaddr");
  if (input->timeout_ms > 0 && !pl_program_is_udp (input))
    g_string_append_printf (address, ",connect-timeout=%u.%03u", input->timeout_ms / 1000,
                            input->timeout_ms % 1000);

  if (input->payload_length > 0)
    {
      write_payload (program, input);
      g_string_append (program, " | ");
    }
  g_string_append_printf (program, "socat -t %d - ", pl_program_is_udp (input) ? PL_PROGRAM_WAIT_S : 60);
  append_word (program, address->str);
  g_string_append_c (program, '\n');
}

static const char *
get_socat_answer (PlProgramAnswer answer)
{
  switch (answer)
    {
    case PL_PROGRAM_ECHO:
      return "PIPE";
    case PL_PROGRAM_DISCARD:
      return "OPEN:/dev/null";
    case PL_PROGRAM_PRINT:
    default:
      return "STDOUT";
    }
}

/* An echo of datagrams has a child for each; else they are only read. */
static void
add_socat_listening (GString *address, const PlProgramInput *input)
{
  const char *digit = get_digit (pl_program_get_local_family (input));

  if (!pl_program_is_udp (input))
    g_string_append_printf (address, "TCP%s-LISTEN:%u,reuseaddr,fork,backlog=%u", digit, input->local.port,
                            input->backlog);
  else if (input->answer == PL_PROGRAM_ECHO)
    g_string_append_printf (address, "UDP%s-RECVFROM:%u,fork", digit, input->local.port);
  else
    g_string_append_printf (address, "UDP%s-RECV:%u", digit, input->local.port);
}

static void
write_socat_server (GString *program, const PlProgramInput *input)
{
  g_autoptr (GString) address = g_string_new (NULL);

  add_socat_listening (address, input);
  if (pl_program_get_local_family (input) == PL_FAMILY_IPV6)
    g_string_append_printf (address, ",ipv6only=%d", !input->is_dual);
  add_socat_options (address, input);

  g_string_append_printf (program, "socat %s", input->answer == PL_PROGRAM_ECHO ? "" : "-u ");
  append_word (program, address->str);
  g_string_append_printf (program, " %s\n", get_socat_answer (input->answer));
}

void
pl_program_write_socat (GString *program, const PlProgramInput *input)
{
  if (input->is_server)
    write_socat_server (program, input);
  else
    write_socat_client (program, input);
}
