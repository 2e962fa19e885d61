/* Payload as people type it: text with escapes, or hex, and what is wrong with it. Knows no connection. */

#include "core/connection/pl-payload.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  GByteArray *bytes;
  PlCharset charset;
  const char *text;
  const char *at;     /* the next character */
  const char *escape; /* (nullable): the first escape */
  gsize escape_chars; /* of the text */
  guint escape_bytes; /* of the payload */
} Reader;

static void
append (Reader *self, const void *data, gsize n)
{
  g_byte_array_append (self->bytes, data, (guint) n);
}

static void
append_byte (Reader *self, guint8 byte)
{
  append (self, &byte, 1);
}

static guint
get_place (const char *text, const char *at)
{
  return (guint) g_utf8_strlen (text, at - text) + 1;
}

/* What can be shown inside a sentence, whatever was typed. */
static char *
dup_character (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return g_unichar_isgraph (c) ? g_strndup (at, (gsize) (g_utf8_next_char (at) - at))
                               : g_strdup_printf ("U+%04X", c);
}

static gboolean
append_character (Reader *self, gunichar c, PlVerdict *verdict)
{
  guint8 bytes[PL_CHARSET_CHARACTER_MAX];
  gsize n = pl_charset_write (self->charset, c, bytes);
  char utf8[PL_CHARSET_CHARACTER_MAX + 1] = "";
  g_autofree char *character = NULL;

  if (n > 0)
    {
      append (self, bytes, n);
      return TRUE;
    }

  g_unichar_to_utf8 (c, utf8);
  character = dup_character (utf8);
  pl_verdict_set (verdict, PL_SEVERITY_ERROR,
                  /* Translators: a place, a character and a charset, such as ISO-8859-1 */
                  _ ("Character %u: %s cannot be written in %s"), get_place (self->text, self->at), character,
                  pl_charset_to_string (self->charset));

  return FALSE;
}

/* Up to the next escape. */
static gboolean
read_plain (Reader *self, PlVerdict *verdict)
{
  for (; *self->at != '\0' && *self->at != '\\'; self->at = g_utf8_next_char (self->at))
    {
      if (!append_character (self, g_utf8_get_char (self->at), verdict))
        return FALSE;
    }

  return TRUE;
}

static gunichar
read_hex (const char **at, guint max_digits, guint *ret_n_digits)
{
  gunichar value = 0;

  for (*ret_n_digits = 0; *ret_n_digits < max_digits && g_ascii_isxdigit (**at); (*ret_n_digits)++, (*at)++)
    value = value * 16 + (gunichar) g_ascii_xdigit_value (**at);

  return value;
}

static gboolean
read_byte_escape (Reader *self, PlVerdict *verdict)
{
  const char *at = self->at + 2;
  guint n_digits;
  gunichar value = read_hex (&at, 2, &n_digits);

  if (n_digits < 2)
    {
      pl_verdict_set (verdict, PL_SEVERITY_ERROR,
                      /* Translators: %u counts the characters of what was typed; keep \x and \x0a */
                      _ ("Character %u: \\x needs two hex digits, such as \\x0a"),
                      get_place (self->text, self->at));
      return FALSE;
    }

  append_byte (self, (guint8) value);
  self->at = at;

  return TRUE;
}

static gboolean
read_character_escape (Reader *self, PlVerdict *verdict)
{
  const char *at = self->at + 2;
  gboolean is_braced = *at == '{';
  gunichar value;
  guint n_digits;

  at += is_braced ? 1 : 0;
  value = read_hex (&at, is_braced ? 6 : 4, &n_digits);
  if (is_braced ? n_digits == 0 || *at++ != '}' : n_digits < 4)
    {
      pl_verdict_set (verdict, PL_SEVERITY_ERROR,
                      /* Translators: keep \u, \u00fc and \u{1f50c} */
                      _ ("Character %u: \\u needs four hex digits or braces, such as \\u00fc or \\u{1f50c}"),
                      get_place (self->text, self->at));
      return FALSE;
    }
  if (!g_unichar_validate (value))
    {
      g_autofree char *escape = g_strndup (self->at, (gsize) (at - self->at));

      pl_verdict_set (verdict, PL_SEVERITY_ERROR,
                      /* Translators: %s is an escape that was typed, such as \ud800 */
                      _ ("Character %u: Unicode has no character %s"), get_place (self->text, self->at),
                      escape);
      return FALSE;
    }

  if (!append_character (self, value, verdict))
    return FALSE;
  self->at = at;

  return TRUE;
}

static gboolean
read_plain_escape (Reader *self, PlVerdict *verdict)
{
  static const char names[] = "nrt0\\";
  static const char values[] = "\n\r\t\0\\";
  g_autofree char *character = NULL;
  const char *name = self->at[1] != '\0' ? strchr (names, self->at[1]) : NULL;

  if (name != NULL)
    {
      if (!append_character (self, (guint8) values[name - names], verdict))
        return FALSE;
      self->at += 2;
      return TRUE;
    }
  if (self->at[1] == '\0')
    {
      pl_verdict_set (verdict, PL_SEVERITY_ERROR,
                      _ ("Character %u: \\ begins an escape that is not finished. Write \\\\ for one \\."),
                      get_place (self->text, self->at));
      return FALSE;
    }

  character = dup_character (self->at + 1);
  pl_verdict_set (verdict, PL_SEVERITY_ERROR,
                  /* Translators: %s is the character after the \; keep the list of escapes */
                  _ ("Character %u: \\%s is no escape. There are \\n \\r \\t \\0 \\\\ \\x0a \\u00fc."),
                  get_place (self->text, self->at), character);

  return FALSE;
}

static gboolean
read_escape (Reader *self, PlVerdict *verdict)
{
  const char *begin = self->at;
  guint n_before = self->bytes->len;
  gboolean is_read = begin[1] == 'x'   ? read_byte_escape (self, verdict)
                     : begin[1] == 'u' ? read_character_escape (self, verdict)
                                       : read_plain_escape (self, verdict);

  if (is_read && self->escape == NULL)
    {
      self->escape = begin;
      self->escape_chars = (gsize) (self->at - begin);
      self->escape_bytes = self->bytes->len - n_before;
    }

  return is_read;
}

/* Sentences are whole, or they could not be translated: what is inserted are numbers and what stays as it is.
 */
static void
praise_plain (PlVerdict *verdict, guint n, PlLineEnd line_end, const char *line_end_name)
{
  if (line_end == PL_LINE_END_NONE)
    pl_verdict_set (verdict, PL_SEVERITY_NOTE, ngettext ("%u byte", "%u bytes", n), n);
  else if (line_end == PL_LINE_END_CR_LF)
    pl_verdict_set (verdict, PL_SEVERITY_NOTE,
                    ngettext ("%u byte: CR LF adds two", "%u bytes: CR LF adds two", n), n);
  else
    pl_verdict_set (verdict, PL_SEVERITY_NOTE,
                    /* Translators: %s is LF or CR */
                    ngettext ("%u byte: %s adds it", "%u bytes: %s adds one", n), n, line_end_name);
}

static void
praise_short (PlVerdict *verdict, guint n, const char *escape, PlLineEnd line_end, const char *line_end_name)
{
  if (line_end == PL_LINE_END_NONE)
    pl_verdict_set (verdict, PL_SEVERITY_NOTE,
                    /* Translators: %s is an escape, such as \x01 */
                    ngettext ("%u byte: %s is one byte", "%u bytes: %s is one byte", n), n, escape);
  else if (line_end == PL_LINE_END_CR_LF)
    pl_verdict_set (
        verdict, PL_SEVERITY_NOTE,
        ngettext ("%u byte: %s is one byte, CR LF adds two", "%u bytes: %s is one byte, CR LF adds two", n),
        n, escape);
  else
    pl_verdict_set (
        verdict, PL_SEVERITY_NOTE,
        ngettext ("%u byte: %s is one byte, %s adds one", "%u bytes: %s is one byte, %s adds one", n), n,
        escape, line_end_name);
}

static void
praise_long (PlVerdict *verdict,
             guint n,
             const char *escape,
             guint escape_bytes,
             PlLineEnd line_end,
             const char *line_end_name)
{
  if (line_end == PL_LINE_END_NONE)
    pl_verdict_set (verdict, PL_SEVERITY_NOTE,
                    /* Translators: %s is an escape, such as \u00fc; the number after it is 2, 3 or 4 */
                    ngettext ("%u byte: %s is %u of them", "%u bytes: %s is %u of them", n), n, escape,
                    escape_bytes);
  else if (line_end == PL_LINE_END_CR_LF)
    pl_verdict_set (verdict, PL_SEVERITY_NOTE,
                    ngettext ("%u byte: %s is %u of them, CR LF adds two",
                              "%u bytes: %s is %u of them, CR LF adds two", n),
                    n, escape, escape_bytes);
  else
    pl_verdict_set (
        verdict, PL_SEVERITY_NOTE,
        ngettext ("%u byte: %s is %u of them, %s adds one", "%u bytes: %s is %u of them, %s adds one", n), n,
        escape, escape_bytes, line_end_name);
}

static void
praise (Reader *self, PlLineEnd line_end, PlVerdict *verdict)
{
  const char *line_end_name = line_end == PL_LINE_END_LF ? "LF" : "CR";
  g_autofree char *escape = g_strndup (self->escape, self->escape_chars);
  guint n = self->bytes->len;

  if (n == 0)
    pl_verdict_set (verdict, PL_SEVERITY_NOTE, _ ("Nothing to send yet"));
  else if (self->charset != PL_CHARSET_UTF_8)
    pl_verdict_set (verdict, PL_SEVERITY_NOTE,
                    /* Translators: %s is a charset, such as ISO-8859-1 */
                    ngettext ("%u byte in %s", "%u bytes in %s", n), n, pl_charset_to_string (self->charset));
  else if (self->escape == NULL)
    praise_plain (verdict, n, line_end, line_end_name);
  else if (self->escape_bytes == 1)
    praise_short (verdict, n, escape, line_end, line_end_name);
  else
    praise_long (verdict, n, escape, self->escape_bytes, line_end, line_end_name);
}

/**
 * pl_payload_from_text:
 * @text: what was typed, valid UTF-8
 * @charset: how its characters are written, those of escapes and of the line end too; a \xNN is a byte in any
 * @line_end: what to add
 * @ret_verdict: (inout): an initialised verdict; replaced: how many bytes and why, or which character is
 * wrong
 *
 * Reads text with the escapes \n \r \t \0 \\ \xNN \uNNNN and \u{N…}: `ping \x01` with CR LF is eight bytes.
 * Nothing at all is no error, but nothing to send.
 *
 * Returns: (transfer full) (nullable): the payload, maybe empty; %NULL with %PL_SEVERITY_ERROR
 */
GBytes *
pl_payload_from_text (const char *text, PlCharset charset, PlLineEnd line_end, PlVerdict *ret_verdict)
{
  static const char *const line_ends[] = { "", "\n", "\r\n", "\r" };
  Reader self = { .bytes = g_byte_array_new (), .charset = charset, .text = text, .at = text };

  pl_verdict_clear (ret_verdict);
  while (*self.at != '\0')
    {
      if (*self.at == '\\' ? !read_escape (&self, ret_verdict) : !read_plain (&self, ret_verdict))
        {
          g_byte_array_unref (self.bytes);
          return NULL;
        }
    }
  for (const char *at = line_ends[line_end]; *at != '\0'; at++)
    append_character (&self, (guint8) *at, ret_verdict);
  praise (&self, line_end, ret_verdict);

  return g_byte_array_free_to_bytes (self.bytes);
}

static gboolean
is_between_bytes (char c)
{
  return g_ascii_isspace (c) || c == ':';
}

/**
 * pl_payload_from_hex:
 * @text: what was typed, valid UTF-8
 * @ret_verdict: (inout): an initialised verdict; replaced: how many bytes, or which character is wrong
 *
 * Reads bytes in hex, two digits each, with blanks, colons and 0x between them as one likes: "48 45 4c",
 * "48:45:4c", "0x48 0x45", "48454c". Never guesses what a single digit means.
 *
 * Returns: (transfer full) (nullable): the payload, maybe empty; %NULL with %PL_SEVERITY_ERROR
 */
GBytes *
pl_payload_from_hex (const char *text, PlVerdict *ret_verdict)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const char *at = text;

  pl_verdict_clear (ret_verdict);
  while (*at != '\0')
    {
      const char *begin = at;
      guint n_digits;
      guint8 value;

      if (is_between_bytes (*at))
        {
          at++;
          continue;
        }
      if (at[0] == '0' && (at[1] == 'x' || at[1] == 'X'))
        at += 2;
      value = (guint8) read_hex (&at, 2, &n_digits);
      if (n_digits < 2 && (n_digits == 1 || at != begin) && (*at == '\0' || is_between_bytes (*at)))
        {
          g_autofree char *half = g_strndup (begin, (gsize) (at - begin));

          pl_verdict_set (ret_verdict, PL_SEVERITY_ERROR,
                          /* Translators: %s is what was typed, such as 4 or 0x */
                          _ ("Character %u: %s is not a whole byte, two digits make one"),
                          get_place (text, begin), half);
          return NULL;
        }
      if (n_digits < 2)
        {
          g_autofree char *character = dup_character (at);

          pl_verdict_set (ret_verdict, PL_SEVERITY_ERROR, _ ("Character %u: %s is no hex digit"),
                          get_place (text, at), character);
          return NULL;
        }
      g_byte_array_append (bytes, &value, 1);
    }

  if (bytes->len == 0)
    pl_verdict_set (ret_verdict, PL_SEVERITY_NOTE, _ ("Nothing to send yet"));
  else
    pl_verdict_set (ret_verdict, PL_SEVERITY_NOTE, ngettext ("%u byte", "%u bytes", bytes->len), bytes->len);

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
