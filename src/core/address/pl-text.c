/* Typed text before it has a meaning: outer blanks, and how to show what may not be shown as it is. */
#include "core/address/pl-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DISPLAY_CHARS_MAX 48

/* White_Space of Unicode, of which GLib leaves out two control characters. */
static gboolean
is_blank (gunichar c)
{
  return c == '\v' || c == 0x85 || g_unichar_isspace (c);
}

/**
 * pl_text_trim:
 * @text: (inout): where the text starts
 * @length: (inout): bytes in @text
 *
 * Moves both bounds inwards over blanks, those of Unicode included: what is pasted from a web page often
 * carries a no-break space. Stops at bytes that are not UTF-8.
 *
 * Returns: whether there was a blank to leave out
 */
gboolean
pl_text_trim (const char **text, gsize *length)
{
  const char *start = *text;
  const char *end = start + *length;
  gsize old_length = *length;

  while (start < end && is_blank (g_utf8_get_char_validated (start, end - start)))
    start = g_utf8_next_char (start);
  while (start < end)
    {
      const char *last = g_utf8_find_prev_char (start, end);

      if (last == NULL || g_utf8_next_char (last) != end ||
          !is_blank (g_utf8_get_char_validated (last, end - last)))
        break;
      end = last;
    }

  *text = start;
  *length = (gsize) (end - start);
  return *length != old_length;
}

/**
 * pl_text_find_blank:
 * @text: valid UTF-8
 * @length: bytes in @text
 *
 * Returns: whether there is a blank or a control character anywhere in @text
 */
gboolean
pl_text_find_blank (const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_blank (c) || g_unichar_iscntrl (c))
        return TRUE;
    }
  return FALSE;
}

static void
append_escaped (GString *display, const char *bytes, const char *end)
{
  for (; bytes < end; bytes++)
    g_string_append_printf (display, "\\x%02x", (guint) (guchar) *bytes);
}

/**
 * pl_text_dup_utf8:
 * @text: any bytes
 * @length: bytes in @text
 *
 * Gives a text back as it is, so that a program knows it again; only bytes that are not UTF-8, and NUL,
 * become
 * `\xNN`.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
pl_text_dup_utf8 (const char *text, gsize length)
{
  GString *copy = g_string_sized_new (length);
  const char *end = text + length;

  while (text < end)
    {
      const char *bad;

      g_utf8_validate_len (text, (gsize) (end - text), &bad);
      g_string_append_len (copy, text, bad - text);
      text = bad < end ? bad + 1 : end;
      append_escaped (copy, bad, text);
    }

  return g_string_free (copy, FALSE);
}

/**
 * pl_text_dup_display:
 * @text: any bytes
 * @length: bytes in @text
 *
 * Makes a text that fits into a sentence: what is not UTF-8 or cannot be seen becomes `\xNN`, and what
 * is long is cut with an ellipsis. The bytes `a`, `NUL`, `0xff` give `a\x00\xff`.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
pl_text_dup_display (const char *text, gsize length)
{
  GString *display = g_string_new (NULL);
  const char *end = text + length;
  guint n_chars = 0;

  while (text < end && n_chars++ < DISPLAY_CHARS_MAX)
    {
      gunichar c = g_utf8_get_char_validated (text, end - text);
      const char *next = c < 0x110000 && c != 0 ? g_utf8_next_char (text) : text + 1;

      if (c < 0x110000 && g_unichar_isprint (c))
        g_string_append_len (display, text, next - text);
      else
        append_escaped (display, text, next);
      text = next;
    }
  if (text < end)
    g_string_append (display, "…");

  return g_string_free (display, FALSE);
}

/**
 * pl_text_dup_grouped:
 * @digits: a whole number in decimal digits
 *
 * Parts the digits into threes, so that a long number can be read: `4194304` gives `4,194,304`, or what
 * the language has in place of the comma. Not for copying.
 *
 * Returns: (transfer full): the number to show
 */
char *
pl_text_dup_grouped (const char *digits)
{
  GString *grouped = g_string_new (NULL);
  gsize length = strlen (digits);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        /* Translators: what parts the thousands of a long number: 4,194,304 */
        g_string_append (grouped, C_ ("thousands separator", ","));
      g_string_append_c (grouped, digits[i]);
    }
  return g_string_free (grouped, FALSE);
}
