/* Payload as people read it: hex and text for display. Trusts no byte, and knows no connection. */

#include "core/connection/pl-payload.h"

#include <string.h>

#define MIDDLE_DOT  "\302\267"
#define REPLACEMENT "\357\277\275" /* U+FFFD */

/* Characters that take no room, or turn others around, although Unicode counts them as letters or marks. */
static gboolean
is_filler (gunichar c)
{
  return c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 || c == 0x3164 ||
         c == 0xffa0 || (c >= 0x180b && c <= 0x180f) || (c >= 0xfe00 && c <= 0xfe0f) ||
         (c >= 0xe0000 && c <= 0xe0fff);
}

/* Among the formats is all that controls the direction of text. */
static gboolean
can_be_shown (gunichar c)
{
  const guint hidden = 1u << G_UNICODE_CONTROL | 1u << G_UNICODE_FORMAT | 1u << G_UNICODE_UNASSIGNED |
                       1u << G_UNICODE_PRIVATE_USE | 1u << G_UNICODE_SURROGATE |
                       1u << G_UNICODE_LINE_SEPARATOR | 1u << G_UNICODE_PARAGRAPH_SEPARATOR;

  return (hidden & 1u << g_unichar_type (c)) == 0 && !is_filler (c);
}

static gboolean
read_character (const guint8 *data, gsize n, gunichar *ret_c)
{
  /* A NUL is a character here, and incomplete to GLib. */
  *ret_c = data[0] == 0 ? 0 : g_utf8_get_char_validated ((const char *) data, (gssize) n);

  return *ret_c != (gunichar) -1 && *ret_c != (gunichar) -2;
}

/* How many bytes at the beginning belong to a character that began before it. */
static gsize
count_rest (const guint8 *data, gsize n, gsize n_before, gsize n_after)
{
  for (gsize back = 1; back <= MIN (n_before, 3); back++)
    {
      const guint8 *begin = data - back;
      gunichar c;

      if ((*begin & 0xc0) == 0x80)
        continue;
      if (*begin < 0x80 || !read_character (begin, back + n + n_after, &c))
        return 0;

      gsize length = (gsize) g_unichar_to_utf8 (c, NULL);

      return length > back ? MIN (length - back, n) : 0;
    }

  return 0;
}

/* Line ends and tabs are shown as what they are, or kept as what they do. */
static char *
format_text (const guint8 *data, gsize n, gsize n_before, gsize n_after, gboolean keep_lines)
{
  GString *text = g_string_sized_new (n + 16);
  gunichar c;

  for (gsize i = count_rest (data, n, n_before, n_after); i < n; i += (gsize) g_unichar_to_utf8 (c, NULL))
    {
      if (!read_character (data + i, n + n_after - i, &c))
        {
          g_string_append (text, REPLACEMENT);
          c = 0; /* one byte */
        }
      else if (keep_lines && (c == '\n' || c == '\t'))
        g_string_append_c (text, (char) c);
      else if (keep_lines && c == '\r' && i + 1 < n && data[i + 1] == '\n')
        continue;
      else if (can_be_shown (c))
        g_string_append_unichar (text, c);
      else
        g_string_append (text, MIDDLE_DOT);
    }

  return g_string_free (text, FALSE);
}

/**
 * pl_payload_format_hex:
 * @data: bytes
 * @n: how many, %PL_PAYLOAD_HEX_MAX at most
 * @ret_text: (out caller-allocates): the text
 *
 * Formats bytes as "48 45 4c 4c 4f 20 77 6f  72 6c 64": a wider gap after eight.
 *
 * Returns: @ret_text
 */
char *
pl_payload_format_hex (const guint8 *data, gsize n, char ret_text[PL_PAYLOAD_HEX_SIZE])
{
  static const char digits[] = "0123456789abcdef";
  char *at = ret_text;

  g_return_val_if_fail (n <= PL_PAYLOAD_HEX_MAX, NULL);

  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        *at++ = ' ';
      if (i == PL_PAYLOAD_HEX_MAX / 2)
        *at++ = ' ';
      *at++ = digits[data[i] >> 4];
      *at++ = digits[data[i] & 15];
    }
  *at = '\0';

  return ret_text;
}

/**
 * pl_payload_format_text:
 * @data: bytes from anywhere
 * @n: how many
 * @n_before: bytes that can be read before @data
 * @n_after: bytes that can be read after them
 *
 * Formats one row of a longer text so that it stays one row: UTF-8 is shown as it is, a middle dot stands for
 * line ends, control characters and whatever would be invisible or change the direction of the text, U+FFFD
 * for each byte that is not UTF-8. A character that runs into the next row is shown here, and only here.
 *
 * Returns: (transfer full): valid UTF-8 on one line: "HTTP/1.1 200 OK·"
 */
char *
pl_payload_format_text (const guint8 *data, gsize n, gsize n_before, gsize n_after)
{
  return format_text (data, n, n_before, n_after, FALSE);
}

/**
 * pl_payload_dup_lines:
 * @data: bytes from anywhere
 * @n: how many
 *
 * Formats text to be pasted elsewhere: as pl_payload_format_text() does, but with its line ends (LF, also for
 * CR LF) and tabs. It has no other control characters, so a terminal takes no orders from it.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
pl_payload_dup_lines (const guint8 *data, gsize n)
{
  return format_text (data, n, 0, 0, TRUE);
}
