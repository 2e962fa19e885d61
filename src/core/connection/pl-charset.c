/* Bytes as characters, one at a time and whatever the bytes are, and characters as bytes. Knows no sentence
 * and no widget. */

#include "core/connection/pl-charset.h"

static const char *const names[PL_N_CHARSETS] = {
  [PL_CHARSET_UTF_8] = "UTF-8",           [PL_CHARSET_ASCII] = "ASCII",
  [PL_CHARSET_ISO_8859_1] = "ISO-8859-1", [PL_CHARSET_WINDOWS_1252] = "WINDOWS-1252",
  [PL_CHARSET_UTF_16LE] = "UTF-16LE",     [PL_CHARSET_UTF_16BE] = "UTF-16BE",
};

/* What Windows has where ISO 8859-1 has control characters; 0 where it has nothing. */
static const guint16 windows_1252[32] = {
  0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static gsize
read_utf_8 (const guint8 *data, gsize n, gunichar *ret_c)
{
  /* A NUL is a character here, and incomplete to GLib. */
  gunichar c = data[0] == 0 ? 0 : g_utf8_get_char_validated ((const char *) data, (gssize) n);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    return 0;
  *ret_c = c;

  return (gsize) g_unichar_to_utf8 (c, NULL);
}

static gsize
read_byte (PlCharset self, guint8 byte, gunichar *ret_c)
{
  if (self == PL_CHARSET_ASCII && byte > 0x7f)
    return 0;
  if (self == PL_CHARSET_WINDOWS_1252 && byte >= 0x80 && byte < 0xa0)
    {
      *ret_c = windows_1252[byte - 0x80];
      return *ret_c != 0 ? 1 : 0;
    }
  *ret_c = byte;

  return 1;
}

static guint16
get_unit (PlCharset self, const guint8 *data)
{
  return (guint16) (self == PL_CHARSET_UTF_16LE ? data[0] | data[1] << 8 : data[0] << 8 | data[1]);
}

static gboolean
is_high (guint16 unit)
{
  return (unit & 0xfc00) == 0xd800;
}

static gboolean
is_low (guint16 unit)
{
  return (unit & 0xfc00) == 0xdc00;
}

static gsize
read_utf_16 (PlCharset self, const guint8 *data, gsize n, gunichar *ret_c)
{
  guint16 unit = n >= 2 ? get_unit (self, data) : 0;

  if (n < 2 || is_low (unit))
    return 0;
  *ret_c = unit;
  if (!is_high (unit))
    return 2;
  if (n < 4 || !is_low (get_unit (self, data + 2)))
    return 0;
  *ret_c = 0x10000 + ((gunichar) (unit & 0x3ff) << 10 | (get_unit (self, data + 2) & 0x3ff));

  return 4;
}

/**
 * pl_charset_from_string:
 * @name: such as "UTF-8"
 * @ret_charset: (out): the charset
 *
 * Returns: whether there is one of that name
 */
gboolean
pl_charset_from_string (const char *name, PlCharset *ret_charset)
{
  for (guint i = 0; i < PL_N_CHARSETS; i++)
    {
      if (g_str_equal (name, names[i]))
        {
          *ret_charset = (PlCharset) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * pl_charset_to_string:
 * @self: a charset
 *
 * Returns: its name, such as "ISO-8859-1"
 */
const char *
pl_charset_to_string (PlCharset self)
{
  return names[self];
}

/**
 * pl_charset_get_unit:
 * @self: a charset
 *
 * Returns: how many bytes to pass over where there is no character: 1 or 2
 */
gsize
pl_charset_get_unit (PlCharset self)
{
  return self == PL_CHARSET_UTF_16LE || self == PL_CHARSET_UTF_16BE ? 2 : 1;
}

/**
 * pl_charset_read:
 * @self: a charset
 * @data: bytes from anywhere
 * @n: how many, at least one
 * @ret_c: (out): the first character
 *
 * Returns: how many bytes that character takes; 0 if the first byte is not the beginning of one
 */
gsize
pl_charset_read (PlCharset self, const guint8 *data, gsize n, gunichar *ret_c)
{
  switch (self)
    {
    case PL_CHARSET_UTF_16LE:
    case PL_CHARSET_UTF_16BE:
      return read_utf_16 (self, data, n, ret_c);
    case PL_CHARSET_ASCII:
    case PL_CHARSET_ISO_8859_1:
    case PL_CHARSET_WINDOWS_1252:
      return read_byte (self, data[0], ret_c);
    case PL_CHARSET_UTF_8:
    case PL_N_CHARSETS:
    default:
      return read_utf_8 (data, n, ret_c);
    }
}

/**
 * pl_charset_count_rest:
 * @self: a charset
 * @data: bytes from anywhere
 * @n: how many
 * @n_before: bytes that can be read before @data
 * @n_after: bytes that can be read after them
 *
 * Returns: how many bytes at the beginning belong to a character that began before it
 */
gsize
pl_charset_count_rest (PlCharset self, const guint8 *data, gsize n, gsize n_before, gsize n_after)
{
  gsize step = pl_charset_get_unit (self);

  if (self == PL_CHARSET_ASCII || self == PL_CHARSET_ISO_8859_1 || self == PL_CHARSET_WINDOWS_1252)
    return 0;

  for (gsize back = step; back <= MIN (n_before, 3); back += step)
    {
      const guint8 *begin = data - back;
      gunichar c;
      gsize length;

      if (self == PL_CHARSET_UTF_8 && (*begin & 0xc0) == 0x80)
        continue;
      length = pl_charset_read (self, begin, back + n + n_after, &c);

      return length > back ? MIN (length - back, n) : 0;
    }

  return 0;
}

/**
 * pl_charset_find_character:
 * @self: a charset
 * @data: bytes from anywhere
 * @n: how many
 * @at: one of them
 * @ret_length: (out): how many bytes the character takes that has it; where there is none, as many as stand
 * for one
 *
 * Returns: where that character begins
 */
gsize
pl_charset_find_character (PlCharset self, const guint8 *data, gsize n, gsize at, gsize *ret_length)
{
  gsize step = pl_charset_get_unit (self);
  gsize begin = at - at % step;
  gunichar c;

  for (gsize back = 0; back <= MIN (begin, 3); back += step)
    {
      *ret_length = pl_charset_read (self, data + begin - back, n - begin + back, &c);
      if (*ret_length > at - begin + back)
        return begin - back;
    }
  *ret_length = MIN (step, n - begin);

  return begin;
}

static gsize
write_byte (PlCharset self, gunichar c, guint8 *ret_bytes)
{
  guint first = self == PL_CHARSET_ASCII ? 0x80 : 0x100;

  for (guint i = 0; self == PL_CHARSET_WINDOWS_1252 && i < G_N_ELEMENTS (windows_1252); i++)
    {
      if (windows_1252[i] == c && c != 0)
        {
          *ret_bytes = (guint8) (0x80 + i);
          return 1;
        }
    }
  if (c >= first || (self == PL_CHARSET_WINDOWS_1252 && c >= 0x80 && c < 0xa0))
    return 0;
  *ret_bytes = (guint8) c;

  return 1;
}

static gsize
write_utf_16 (PlCharset self, gunichar c, guint8 *ret_bytes)
{
  guint16 units[] = { (guint16) c, 0 };
  guint n = c < 0x10000 ? 1 : 2;

  if (n == 2)
    {
      units[0] = (guint16) (0xd800 | (c - 0x10000) >> 10);
      units[1] = (guint16) (0xdc00 | (c & 0x3ff));
    }
  for (guint i = 0; i < n; i++)
    {
      gboolean is_little = self == PL_CHARSET_UTF_16LE;

      ret_bytes[2 * i + !is_little] = (guint8) units[i];
      ret_bytes[2 * i + is_little] = (guint8) (units[i] >> 8);
    }

  return 2 * n;
}

/**
 * pl_charset_write:
 * @self: a charset
 * @c: a character
 * @ret_bytes: (out caller-allocates): its bytes
 *
 * Returns: how many bytes it takes; 0 if @self has no such character
 */
gsize
pl_charset_write (PlCharset self, gunichar c, guint8 ret_bytes[PL_CHARSET_CHARACTER_MAX])
{
  switch (self)
    {
    case PL_CHARSET_UTF_16LE:
    case PL_CHARSET_UTF_16BE:
      return write_utf_16 (self, c, ret_bytes);
    case PL_CHARSET_ASCII:
    case PL_CHARSET_ISO_8859_1:
    case PL_CHARSET_WINDOWS_1252:
      return write_byte (self, c, ret_bytes);
    case PL_CHARSET_UTF_8:
    case PL_N_CHARSETS:
    default:
      return (gsize) g_unichar_to_utf8 (c, (char *) ret_bytes);
    }
}
