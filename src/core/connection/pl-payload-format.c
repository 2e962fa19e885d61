/* Payload as people read it: hex and text for display. Trusts no byte, and knows no connection. */

#include "core/connection/pl-payload.h"

#include <string.h>

#define MIDDLE_DOT "\302\267"

static const char digits[] = "0123456789abcdef";

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

/* Returns how many of @n bytes that takes: where there is no character, a dot stands for each. */
static gsize
pass_over (GString *text, PlCharset charset, gsize n)
{
  gsize length = MIN (pl_charset_get_unit (charset), n);

  for (gsize i = 0; i < length; i++)
    g_string_append (text, MIDDLE_DOT);

  return length;
}

/* Line ends and tabs are shown as what they are, or kept as what they do. */
static void
append_character (GString *text, gunichar c, gboolean keep_lines)
{
  if (keep_lines && (c == '\n' || c == '\t'))
    g_string_append_c (text, (char) c);
  else if (can_be_shown (c))
    g_string_append_unichar (text, c);
  else
    g_string_append (text, MIDDLE_DOT);
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
 * @charset: what to take them for
 * @data: bytes from anywhere
 * @n: how many
 * @n_before: bytes that can be read before @data
 * @n_after: bytes that can be read after them
 * @ret_ends: (out) (optional) (array length=n): for each byte where its character ends in the text
 *
 * Formats one row of a longer text so that it stays one row. A middle dot stands for line ends, control
 * characters, whatever would be invisible or change the direction of the text, and for each byte that is no
 * character. A character that runs into the next row is shown here, and only here.
 *
 * Returns: (transfer full): valid UTF-8 on one line: "HTTP/1.1 200 OK·"
 */
char *
pl_payload_format_text (PlCharset charset,
                        const guint8 *data,
                        gsize n,
                        gsize n_before,
                        gsize n_after,
                        guint16 *ret_ends)
{
  GString *text = g_string_sized_new (n + 16);
  gsize i = pl_charset_count_rest (charset, data, n, n_before, n_after);

  if (ret_ends != NULL)
    memset (ret_ends, 0, n * sizeof *ret_ends);
  while (i < n)
    {
      gunichar c = 0;
      gsize length = pl_charset_read (charset, data + i, n + n_after - i, &c);
      gsize end;

      if (length > 0)
        append_character (text, c, FALSE);
      else
        length = pass_over (text, charset, n - i);
      end = MIN (n, i + length);
      for (; i < end; i++)
        {
          if (ret_ends != NULL)
            ret_ends[i] = (guint16) text->len;
        }
    }

  return g_string_free (text, FALSE);
}

/**
 * pl_payload_dup_lines:
 * @charset: what to take them for
 * @data: bytes from anywhere
 * @n: how many
 *
 * Formats text to be pasted elsewhere: as pl_payload_format_text() does, but with its line ends (LF, also for
 * CR LF) and tabs. It has no other control characters, so a terminal takes no orders from it.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
pl_payload_dup_lines (PlCharset charset, const guint8 *data, gsize n)
{
  GString *text = g_string_sized_new (n + 16);
  gboolean is_return = FALSE; /* a CR whose LF may follow */

  for (gsize i = 0; i < n;)
    {
      gunichar c = 0;
      gsize length = pl_charset_read (charset, data + i, n - i, &c);

      if (is_return && (length == 0 || c != '\n'))
        append_character (text, '\r', TRUE);
      is_return = length > 0 && c == '\r';
      if (length == 0)
        length = pass_over (text, charset, n - i);
      else if (!is_return)
        append_character (text, c, TRUE);
      i += length;
    }
  if (is_return)
    append_character (text, '\r', TRUE);

  return g_string_free (text, FALSE);
}

/**
 * pl_payload_dup_c_array:
 * @data: bytes
 * @n: how many
 *
 * Formats bytes as the initialiser of an array in C, twelve a line: "0x48, 0x45, 0x4c,".
 *
 * Returns: (transfer full): "const unsigned char data[2] = {\n  0x0d, 0x0a,\n};\n"
 */
char *
pl_payload_dup_c_array (const guint8 *data, gsize n)
{
  GString *text = g_string_sized_new (n * 7 + 64);

  g_string_append_printf (text, "const unsigned char data[%" G_GSIZE_FORMAT "] = {", n);
  for (gsize i = 0; i < n; i++)
    {
      char byte[] = { '0', 'x', digits[data[i] >> 4], digits[data[i] & 15], ',', '\0' };

      g_string_append (text, i % 12 == 0 ? "\n  " : " ");
      g_string_append (text, byte);
    }
  g_string_append (text, "\n};\n");

  return g_string_free (text, FALSE);
}

/* Three octal digits end by themselves; hex digits would take in what follows. */
static void
append_c_byte (GString *text, guint8 byte, guint8 before)
{
  static const char names[] = "nrt\\\"";
  static const char values[] = "\n\r\t\\\"";
  const char *value = byte != 0 ? strchr (values, byte) : NULL;

  if (value != NULL)
    {
      g_string_append_c (text, '\\');
      g_string_append_c (text, names[value - values]);
    }
  else if (byte == '?' && before == '?') /* or it could be a trigraph */
    g_string_append (text, "\\?");
  else if (g_ascii_isprint (byte))
    g_string_append_c (text, (char) byte);
  else
    {
      char octal[] = { '\\', digits[byte >> 6], digits[byte >> 3 & 7], digits[byte & 7], '\0' };

      g_string_append (text, octal);
    }
}

/**
 * pl_payload_dup_c_string:
 * @data: bytes
 * @n: how many
 *
 * Formats bytes as a string in C, with a line of it for each line that they have: all that is not printable
 * ASCII is escaped.
 *
 * Returns: (transfer full): "\"GET / HTTP/1.1\\r\\n\"\n\"\\r\\n\"\n"
 */
char *
pl_payload_dup_c_string (const guint8 *data, gsize n)
{
  GString *text = g_string_sized_new (n + n / 4 + 16);

  g_string_append_c (text, '"');
  for (gsize i = 0; i < n; i++)
    {
      append_c_byte (text, data[i], i > 0 ? data[i - 1] : 0);
      if (data[i] == '\n' && i + 1 < n)
        g_string_append (text, "\"\n\"");
    }
  g_string_append (text, "\"\n");

  return g_string_free (text, FALSE);
}
