/* A connection or a listener as a program in some language: values go in, text comes out. Knows no socket.
 *
 * Every value is written so that it cannot be anything but a value, whatever it contains: a zone, for one,
 * may be almost any text. */

#include "core/connection/pl-program.h"

#include "core/connection/pl-program-private.h"

#include <string.h>

static const struct
{
  const char *name;
  void (*write) (GString *program, const PlProgramInput *input);
} languages[] = {
  [PL_PROGRAM_C] = { "C (POSIX)", pl_program_write_c },
  [PL_PROGRAM_GIO] = { "C (GIO)", pl_program_write_gio },
  [PL_PROGRAM_PYTHON] = { "Python", pl_program_write_python },
  [PL_PROGRAM_LISP] = { "Common Lisp (LispWorks)", pl_program_write_lisp },
  [PL_PROGRAM_NCAT] = { "ncat", pl_program_write_ncat },
  [PL_PROGRAM_SOCAT] = { "socat", pl_program_write_socat },
};

gboolean
pl_program_is_udp (const PlProgramInput *input)
{
  return input->protocol == PL_PROTOCOL_UDP;
}

/* Whether a local end is asked for, of a client. */
gboolean
pl_program_is_bound (const PlProgramInput *input)
{
  return input->local.host != NULL || input->local.port != 0;
}

/* The family of the local end; a port alone is one of the peer's family. */
PlFamily
pl_program_get_local_family (const PlProgramInput *input)
{
  if (input->local.host != NULL)
    return input->local.family;
  if (input->family != PL_FAMILY_NONE)
    return input->family;

  return input->peer.family != PL_FAMILY_NONE ? input->peer.family : PL_FAMILY_IPV4;
}

const char *
pl_program_get_local_host (const PlProgramInput *input)
{
  if (input->local.host != NULL)
    return input->local.host;

  return pl_program_get_local_family (input) == PL_FAMILY_IPV6 ? "::" : "0.0.0.0";
}

/* With its zone: "fe80::1%eth0". */
char *
pl_program_dup_host (const PlProgramEnd *end)
{
  return end->zone != NULL ? g_strdup_printf ("%s%%%s", end->host, end->zone) : g_strdup (end->host);
}

/* As a string constant of C or Python, with its quotes. No byte above ASCII, and no trigraph. */
char *
pl_program_quote_bytes (const guint8 *bytes, gsize length)
{
  GString *quoted = g_string_new ("\"");

  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] == '\n')
        g_string_append (quoted, "\\n");
      else if (bytes[i] == '\r')
        g_string_append (quoted, "\\r");
      else if (bytes[i] == '"' || bytes[i] == '\\')
        g_string_append_printf (quoted, "\\%c", bytes[i]);
      else if (!g_ascii_isprint (bytes[i]) || (bytes[i] == '?' && i > 0 && bytes[i - 1] == '?'))
        g_string_append_printf (quoted, "\\%03o", bytes[i]);
      else
        g_string_append_c (quoted, (char) bytes[i]);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}

char *
pl_program_quote (const char *text)
{
  return pl_program_quote_bytes ((const guint8 *) text, strlen (text));
}

/**
 * pl_program_get_name:
 * @language: a language
 *
 * Returns: its name, such as "C (POSIX)"; not translated
 */
const char *
pl_program_get_name (PlProgramLanguage language)
{
  return languages[language].name;
}

/**
 * pl_program_dup:
 * @language: a language
 * @input: what to connect to, or where to listen
 *
 * A client connects, says both ends, sends its payload if it has one, ends writing, and prints what comes. A
 * server says where it listens, and answers one peer after the other. What a tool has no option for is left
 * out.
 *
 * Returns: (transfer full) (nullable): a whole program; %NULL of UDP in Lisp: `printf 'hello\n' | ncat
 * 127.0.0.1 40123`
 */
char *
pl_program_dup (PlProgramLanguage language, const PlProgramInput *input)
{
  GString *program;

  if (language == PL_PROGRAM_LISP && pl_program_is_udp (input))
    return NULL;

  program = g_string_new (NULL);
  languages[language].write (program, input);

  return g_string_free (program, FALSE);
}

/**
 * pl_program_input_clear:
 * @input: an input
 *
 * Frees what it owns.
 */
void
pl_program_input_clear (PlProgramInput *input)
{
  g_clear_pointer (&input->peer.host, g_free);
  g_clear_pointer (&input->peer.zone, g_free);
  g_clear_pointer (&input->local.host, g_free);
  g_clear_pointer (&input->local.zone, g_free);
}
