/* Writes an address as text; never reads one, and knows nothing of zones and ports. */
#include "core/address/pl-address.h"

#include <string.h>

#define GROUPS 8

static const char hex_digits[] = "0123456789abcdef";

static char *
put_octet (char *at, guint octet)
{
  if (octet >= 100)
    *at++ = (char) ('0' + octet / 100);
  if (octet >= 10)
    *at++ = (char) ('0' + octet / 10 % 10);
  *at++ = (char) ('0' + octet % 10);
  return at;
}

static char *
put_ipv4 (char *at, const guint8 bytes[4])
{
  for (guint i = 0; i < 4; i++)
    {
      if (i > 0)
        *at++ = '.';
      at = put_octet (at, bytes[i]);
    }
  return at;
}

static char *
put_group (char *at, guint group)
{
  if (group >= 0x1000)
    *at++ = hex_digits[group >> 12];
  if (group >= 0x100)
    *at++ = hex_digits[group >> 8 & 0xf];
  if (group >= 0x10)
    *at++ = hex_digits[group >> 4 & 0xf];
  *at++ = hex_digits[group & 0xf];
  return at;
}

/* The longest run of at least two zero groups, the first of equals (RFC 5952 section 4.2). */
static guint
find_zero_run (const guint groups[GROUPS], guint *ret_length)
{
  guint best = GROUPS;
  guint best_length = 1;
  guint start = 0;

  for (guint i = 0; i < GROUPS; i++)
    {
      if (groups[i] != 0)
        {
          start = i + 1;
        }
      else if (i + 1 - start > best_length)
        {
          best = start;
          best_length = i + 1 - start;
        }
    }
  *ret_length = best_length;
  return best;
}

static char *
put_ipv6 (char *at, const guint8 bytes[16])
{
  guint groups[GROUPS];
  guint run;
  guint run_length;

  for (guint i = 0; i < GROUPS; i++)
    groups[i] = (guint) bytes[2 * i] << 8 | bytes[2 * i + 1];
  run = find_zero_run (groups, &run_length);

  for (guint i = 0; i < GROUPS;)
    {
      if (i == run)
        {
          *at++ = ':';
          *at++ = ':';
          i += run_length;
          continue;
        }
      if (i > 0 && i != run + run_length)
        *at++ = ':';
      at = put_group (at, groups[i++]);
    }
  return at;
}

/**
 * pl_address_to_string:
 * @address: an address
 * @text: (out caller-allocates): room for the text
 *
 * Writes the canonical text, as ip-address-string does, without zone and prefix length: `204.71.177.75`,
 * or by RFC 5952 in lower case with `::` for the longest run of two or more zero groups. The dotted form
 * appears under `::ffff:0:0/96` only. Without a family the text is empty.
 *
 * glibc's inet_ntop() differs on addresses such as `::1:1`, which it writes as `::0.1.0.1`.
 *
 * Returns: @text
 */
char *
pl_address_to_string (const PlAddress *address, char text[PL_ADDRESS_STRING_SIZE])
{
  PlAddress mapped;
  char *at = text;

  if (address->family == PL_FAMILY_IPV4)
    at = put_ipv4 (at, address->bytes);
  else if (pl_address_get_mapped (address, &mapped))
    at = put_ipv4 (mempcpy (at, "::ffff:", 7), mapped.bytes);
  else if (address->family == PL_FAMILY_IPV6)
    at = put_ipv6 (at, address->bytes);
  *at = '\0';

  return text;
}

/* Divides a number in network order by ten; says what is left over and whether anything is left to divide. */
static gboolean
divide_by_ten (guint8 *bytes, gsize size, guint *ret_rest)
{
  gboolean has_more = FALSE;
  guint rest = 0;

  for (gsize i = 0; i < size; i++)
    {
      guint part = rest << 8 | bytes[i];

      bytes[i] = (guint8) (part / 10);
      has_more = has_more || bytes[i] != 0;
      rest = part % 10;
    }
  *ret_rest = rest;
  return has_more;
}

/**
 * pl_address_dup_integer:
 * @address: an address
 *
 * The address as one decimal number, most significant byte first, of 32 bits or of 128:
 * `204.71.177.75` gives `3427250507`.
 *
 * Returns: (transfer full): decimal digits without separators
 */
char *
pl_address_dup_integer (const PlAddress *address)
{
  PlAddress quotient = *address;
  gsize size = pl_address_get_size (address);
  char digits[40];
  char *at = digits + sizeof digits;
  gboolean has_more;

  *--at = '\0';
  do
    {
      guint digit;

      has_more = divide_by_ten (quotient.bytes, size, &digit);
      *--at = (char) ('0' + digit);
    }
  while (has_more);

  return g_strdup (at);
}

/**
 * pl_address_dup_hex:
 * @address: an address
 *
 * The bytes in network order: `204.71.177.75` gives `cc47b14b`, an IPv6 address 32 digits.
 *
 * Returns: (transfer full): lower-case hexadecimal digits without separators
 */
char *
pl_address_dup_hex (const PlAddress *address)
{
  gsize size = pl_address_get_size (address);
  char *hex = g_malloc (2 * size + 1);

  for (gsize i = 0; i < size; i++)
    {
      hex[2 * i] = hex_digits[address->bytes[i] >> 4];
      hex[2 * i + 1] = hex_digits[address->bytes[i] & 0xf];
    }
  hex[2 * size] = '\0';
  return hex;
}

/**
 * pl_address_dup_reverse_name:
 * @address: an address
 *
 * The name that a reverse lookup asks for: `192.0.2.1` gives `1.2.0.192.in-addr.arpa` (RFC 1035 section
 * 3.5), an IPv6 address 32 digits under `ip6.arpa` (RFC 3596 section 2.5).
 *
 * Returns: (transfer full): the name without a trailing dot
 */
char *
pl_address_dup_reverse_name (const PlAddress *address)
{
  GString *name = g_string_sized_new (80);

  for (gsize i = pl_address_get_size (address); i-- > 0;)
    {
      guint byte = address->bytes[i];

      if (address->family == PL_FAMILY_IPV4)
        g_string_append_printf (name, "%u.", byte);
      else
        g_string_append_printf (name, "%x.%x.", byte & 0xf, byte >> 4);
    }
  g_string_append (name, address->family == PL_FAMILY_IPV4 ? "in-addr.arpa" : "ip6.arpa");
  return g_string_free (name, FALSE);
}
