/* Texts from a stream, any bytes, one after the other, in a bounded amount of memory. */

#include "cli/pl-cli-text-reader.h"

#include "core/address/pl-text.h"

#define TEXT_MAX 65536 /* nothing that we read is a tenth as long */

/**
 * pl_cli_read_text:
 * @file: a stream
 * @delimiter: what ends a text
 * @text: gets the text without its end; what is beyond 64 KiB is left out
 *
 * Returns: %FALSE at the end of @file
 */
gboolean
pl_cli_read_text (FILE *file, char delimiter, GString *text)
{
  int c = getc_unlocked (file);

  g_string_truncate (text, 0);
  if (c == EOF)
    return FALSE;

  for (; c != EOF && c != delimiter; c = getc_unlocked (file))
    {
      if (text->len < TEXT_MAX)
        g_string_append_c (text, (char) c);
    }

  return TRUE;
}

/**
 * pl_cli_dup_input:
 * @text: any bytes
 * @length: bytes in @text
 * @is_json: whether a program reads it, which wants it whole; a terminal wants neither control characters nor
 *   a long line
 *
 * Returns: (transfer full): @text as it is shown beside what it means
 */
char *
pl_cli_dup_input (const char *text, gsize length, gboolean is_json)
{
  return is_json ? pl_text_dup_utf8 (text, length) : pl_text_dup_display (text, length);
}
