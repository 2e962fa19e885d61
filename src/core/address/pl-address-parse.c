/* Reads the text of an address by the strict rules; allocates nothing and never asks the system. */
#include "core/address/pl-address.h"

#include "core/address/pl-text.h"

#include <string.h>

#define PREFIX_LENGTH_MAX 128
#define NO_GAP            G_MAXUINT

#define DIGIT(c) [c] = (c) - '0' + 1
#define UPPER(c) [c] = (c) - 'A' + 11
#define LOWER(c) [c] = (c) - 'a' + 11

/* The value of a hexadecimal digit plus one: 0 stands for every other byte. */
static const guint8 hex_values[256] = {
  DIGIT ('0'), DIGIT ('1'), DIGIT ('2'), DIGIT ('3'), DIGIT ('4'), DIGIT ('5'), DIGIT ('6'), DIGIT ('7'),
  DIGIT ('8'), DIGIT ('9'), UPPER ('A'), UPPER ('B'), UPPER ('C'), UPPER ('D'), UPPER ('E'), UPPER ('F'),
  LOWER ('a'), LOWER ('b'), LOWER ('c'), LOWER ('d'), LOWER ('e'), LOWER ('f'),
};

/* A byte below '0' becomes a large number here. */
static inline guint
digit_value (char c)
{
  return (guint) (guchar) c - '0';
}

/* Reads decimal digits without leading zeros, at most three of them; a fourth is left for the caller to
 * refuse. */
static inline gboolean
read_small_number (const char **at, const char *end, guint max, guint *ret_number)
{
  const char *first = *at;
  const char *last = end - first > 3 ? first + 3 : end;
  const char *next = first;
  guint number = 0;
  guint digit;

  while (next < last && (digit = digit_value (*next)) <= 9)
    {
      number = number * 10 + digit;
      next++;
    }
  *at = next;
  *ret_number = number;
  return next > first && number <= max && (*first != '0' || next - first == 1);
}

static inline gboolean
read_ipv4 (const char **at, const char *end, guint8 bytes[4])
{
  const char *next = *at;

  for (guint i = 0; i < 4; i++)
    {
      guint octet;

      if (i > 0 && (next == end || *next++ != '.'))
        return FALSE;
      if (!read_small_number (&next, end, 255, &octet))
        return FALSE;
      bytes[i] = (guint8) octet;
    }
  *at = next;
  return TRUE;
}

/* Reads one to four hexadecimal digits; a fifth is left for the caller to refuse. */
static inline gboolean
read_group (const char **at, const char *end, guint *ret_group)
{
  const char *first = *at;
  const char *last = end - first > 4 ? first + 4 : end;
  const char *next = first;
  guint group = 0;
  guint value;

  while (next < last && (value = hex_values[(guchar) *next]) != 0)
    {
      group = group << 4 | (value - 1);
      next++;
    }
  *at = next;
  *ret_group = group;
  return next > first;
}

/* Opens the gap that "::" stands for: what was read after it moves to the end. */
static gboolean
open_gap (guint8 bytes[16], guint n_bytes, guint gap)
{
  guint n_after = n_bytes - gap;

  if (n_bytes == 16)
    return FALSE;
  memmove (bytes + 16 - n_after, bytes + gap, n_after);
  memset (bytes + gap, 0, 16 - n_bytes);
  return TRUE;
}

static inline gboolean
is_tail (const char *at, const char *end)
{
  return at == end || *at == '%' || *at == '/';
}

/* Leaves @at at the end, or where a zone or a prefix length follows. */
static gboolean
read_ipv6 (const char **at, const char *end, guint8 bytes[16])
{
  const char *next = *at;
  guint n_bytes = 0;
  guint gap = NO_GAP;

  while (n_bytes < 16 && !is_tail (next, end))
    {
      const char *first;
      guint group;

      if (end - next >= 2 && next[0] == ':' && next[1] == ':')
        {
          if (gap != NO_GAP)
            return FALSE;
          gap = n_bytes;
          next += 2;
          if (is_tail (next, end))
            break;
        }
      else if (n_bytes > 0 && *next++ != ':')
        return FALSE;

      first = next;
      if (!read_group (&next, end, &group))
        return FALSE;
      if (next < end && *next == '.')
        {
          if (n_bytes > 12 || !read_ipv4 (&first, end, bytes + n_bytes))
            return FALSE;
          next = first;
          n_bytes += 4;
          break;
        }
      bytes[n_bytes++] = (guint8) (group >> 8);
      bytes[n_bytes++] = (guint8) group;
    }

  *at = next;
  return is_tail (next, end) && (gap == NO_GAP ? n_bytes == 16 : open_gap (bytes, n_bytes, gap));
}

static gboolean
is_zone (const char *zone, gsize length)
{
  gboolean is_ascii = TRUE;

  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) zone[i] >= 0x80)
        is_ascii = FALSE;
      else if (!g_ascii_isgraph (zone[i]))
        return FALSE;
    }
  if (is_ascii)
    return length > 0;
  return g_utf8_validate_len (zone, length, NULL) && !pl_text_find_blank (zone, length);
}

/* `%zone`, `/length`, both in this order, or nothing at all. */
static gboolean
read_tail (const char *at, const char *end, PlAddressText *parts)
{
  guint prefix_length;

  if (at < end && *at == '%')
    {
      const char *zone = at + 1;
      const char *slash = memchr (zone, '/', (gsize) (end - zone));

      at = slash != NULL ? slash : end;
      parts->zone = zone;
      parts->zone_length = (gsize) (at - zone);
      if (!is_zone (zone, parts->zone_length))
        return FALSE;
    }
  if (at == end)
    return TRUE;

  at++;
  if (!read_small_number (&at, end, PREFIX_LENGTH_MAX, &prefix_length) || at < end)
    return FALSE;
  parts->prefix_length = (int) prefix_length;
  return TRUE;
}

/* Whether the first dot stands where one to three digits could be before it. */
static inline gboolean
may_be_ipv4 (const char *text, const char *end)
{
  return end - text >= 7 && (text[1] == '.' || text[2] == '.' || text[3] == '.');
}

static gboolean
read_address (const char *text, const char *end, PlAddressText *parts)
{
  const char *at = text;

  parts->address.family = PL_FAMILY_IPV4;
  if (may_be_ipv4 (text, end) && read_ipv4 (&at, end, parts->address.bytes))
    return at == end;

  parts->address.family = PL_FAMILY_IPV6;
  return read_ipv6 (&at, end, parts->address.bytes) && read_tail (at, end, parts);
}

/**
 * pl_address_parse:
 * @text: the text; need not be UTF-8
 * @length: bytes in @text, or -1 if it is NUL-terminated
 * @ret_parts: (out): address, zone and prefix length; the zone points into @text
 *
 * Reads an address strictly, as string-ip-address does: four decimal numbers without leading zeros, or
 * the forms of RFC 4291 section 2.2, with an optional `%zone` (RFC 4007 section 11) and after it an
 * optional `/length`. Blanks are refused, names are not looked up, and a NUL inside @length never ends
 * the text. `fe80::1%eth0/64` gives `fe80::1`, `eth0` and 64.
 *
 * That the zone exists on this host is not asked.
 *
 * Returns: whether @text is an address; if not, @ret_parts is untouched
 */
gboolean
pl_address_parse (const char *text, gssize length, PlAddressText *ret_parts)
{
  PlAddressText parts = { .prefix_length = -1 };
  gsize size;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (ret_parts != NULL, FALSE);

  size = length < 0 ? strlen (text) : (gsize) length;
  if (!read_address (text, text + size, &parts))
    return FALSE;

  *ret_parts = parts;
  return TRUE;
}

/**
 * pl_address_parse_lenient:
 * @text: the text; need not be UTF-8
 * @length: bytes in @text, or -1 if it is NUL-terminated
 * @ret_parts: (out): address, zone and prefix length; the zone points into @text
 *
 * Reads an address as [func@Pl.address_parse] does, but leaves out blanks before and after it, as
 * parse-ipv6-address does. Whether there were any is for pl_text_trim() to tell.
 *
 * Returns: whether @text is an address; if not, @ret_parts is untouched
 */
gboolean
pl_address_parse_lenient (const char *text, gssize length, PlAddressText *ret_parts)
{
  gsize size;

  g_return_val_if_fail (text != NULL, FALSE);

  size = length < 0 ? strlen (text) : (gsize) length;
  pl_text_trim (&text, &size);
  return pl_address_parse (text, (gssize) size, ret_parts);
}
