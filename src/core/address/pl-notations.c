/* Every way to write one address; reads none of them, that is the parsers' part. */
#include "core/address/pl-notations.h"

#include "core/address/pl-network.h"
#include "core/address/pl-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The longest decimal number that needs no parting to be read: any IPv4 address is below. */
#define LONGEST_PLAIN 10

static void
clear_notation (gpointer item)
{
  PlAddressNotation *notation = item;

  g_free (notation->text);
  g_free (notation->shown);
}

static void
take (GArray *notations, const char *key, const char *label, const char *copy_label, char *text)
{
  PlAddressNotation notation = { .key = key, .label = label, .copy_label = copy_label, .text = text };

  g_array_append_val (notations, notation);
}

static char *
dup_text (const PlAddress *address)
{
  char text[PL_ADDRESS_STRING_SIZE];

  return g_strdup (pl_address_to_string (address, text));
}

/* RFC 6874: a zone in a URI stands behind %25, and what is not unreserved there is percent-encoded. */
static char *
dup_bracketed (const char *text, const char *zone)
{
  g_autofree char *escaped = NULL;

  if (zone == NULL)
    return g_strdup_printf ("[%s]", text);
  escaped = g_uri_escape_string (zone, NULL, FALSE);
  return g_strdup_printf ("[%s%%25%s]", text, escaped);
}

static char *
dup_hex_integer (const PlAddress *address)
{
  g_autofree char *digits = pl_address_dup_hex (address);
  char *upper = g_ascii_strup (digits, -1);
  char *integer = g_strconcat ("#x", upper, NULL);

  g_free (upper);
  return integer;
}

static char *
dup_hex_bytes (const PlAddress *address)
{
  GString *bytes = g_string_new (NULL);

  for (gsize i = 0; i < pl_address_get_size (address); i++)
    g_string_append_printf (bytes, i > 0 ? " %02x" : "%02x", address->bytes[i]);
  return g_string_free (bytes, FALSE);
}

static void
take_integer (GArray *notations, const PlAddress *address)
{
  char *digits = pl_address_dup_integer (address);

  take (notations, "integer", _ ("Integer"), _ ("Copy integer"), digits);
  if (strlen (digits) > LONGEST_PLAIN)
    g_array_index (notations, PlAddressNotation, notations->len - 1).shown = pl_text_dup_grouped (digits);
}

static void
take_prefix (GArray *notations, const char *text, const char *zone, int prefix_length)
{
  char *with_prefix;

  if (prefix_length < 0)
    return;
  with_prefix = g_strdup_printf ("%s%s%s/%d", text, zone != NULL ? "%" : "", zone != NULL ? zone : "",
                                 prefix_length);
  take (notations, "with_prefix", _ ("With prefix length"), _ ("Copy address with prefix length"),
        with_prefix);
}

static void
take_ipv4 (GArray *notations, const PlAddress *address, const char *text, int prefix_length)
{
  PlAddress mapped = { PL_FAMILY_IPV6, { [10] = 0xff, [11] = 0xff } };

  memcpy (mapped.bytes + 12, address->bytes, 4);
  take (notations, "text", _ ("Text"), _ ("Copy text"), g_strdup (text));
  take_integer (notations, address);
  take (notations, "hex_integer", _ ("Hex integer"), _ ("Copy hex integer"), dup_hex_integer (address));
  take (notations, "hex_bytes", _ ("Hex, network order"), _ ("Copy hex, network order"),
        dup_hex_bytes (address));
  take (notations, "reverse_name", _ ("Reverse-DNS name"), _ ("Copy reverse-DNS name"),
        pl_address_dup_reverse_name (address));
  take (notations, "mapped", _ ("IPv6, v4-mapped"), _ ("Copy v4-mapped IPv6 address"), dup_text (&mapped));
  take_prefix (notations, text, NULL, prefix_length);
}

static void
take_ipv6 (GArray *notations, const PlAddress *address, const char *text, const char *zone, int prefix_length)
{
  PlAddress ipv4;

  take (notations, "text", _ ("Text (RFC 5952)"), _ ("Copy text"), g_strdup (text));
  if (zone != NULL)
    take (notations, "with_zone", _ ("With zone"), _ ("Copy address with zone"),
          g_strconcat (text, "%", zone, NULL));
  if (pl_address_get_mapped (address, &ipv4))
    take (notations, "ipv4", _ ("IPv4"), _ ("Copy IPv4 address"), dup_text (&ipv4));
  take (notations, "bracketed",
        zone != NULL ? _ ("Bracketed, for a URI (RFC 6874)") : _ ("Bracketed, for a URI"),
        _ ("Copy bracketed address"), dup_bracketed (text, zone));
  take (notations, "full", _ ("All digits"), _ ("Copy all digits"), pl_notations_dup_full (address));
  take (notations, "hex_bytes", _ ("Hex, network order"), _ ("Copy hex, network order"),
        dup_hex_bytes (address));
  take_integer (notations, address);
  take (notations, "hex_integer", _ ("Hex integer"), _ ("Copy hex integer"), dup_hex_integer (address));
  take (notations, "reverse_name", _ ("Reverse-DNS name"), _ ("Copy reverse-DNS name"),
        pl_address_dup_reverse_name (address));
  take_prefix (notations, text, zone, prefix_length);
}

/**
 * pl_notations_new:
 * @address: an address with a family
 * @zone: (nullable): its zone as typed: `eth0`; IPv6 only
 * @prefix_length: the length of its prefix, or -1
 *
 * Writes an address in every notation there is for it, the usual one first. `fe80::1` with the zone `eth0` is
 * `fe80::1%eth0`, `[fe80::1%25eth0]` in a URI (RFC 6874), `fe80::1%eth0/64` with its prefix length (RFC 4007
 * section 11.7), and `100.64.3.7` is 1681916679, `#x64400307`, `64 40 03 07`, `7.3.64.100.in-addr.arpa` and
 * `::ffff:100.64.3.7`.
 *
 * Returns: (transfer full) (element-type Pl.AddressNotation): the notations; the array frees what they own
 */
GArray *
pl_notations_new (const PlAddress *address, const char *zone, int prefix_length)
{
  GArray *notations = g_array_new (FALSE, FALSE, sizeof (PlAddressNotation));
  g_autofree char *text = dup_text (address);

  g_array_set_clear_func (notations, clear_notation);
  if (address->family == PL_FAMILY_IPV4)
    take_ipv4 (notations, address, text, prefix_length);
  else if (address->family == PL_FAMILY_IPV6)
    take_ipv6 (notations, address, text, zone, prefix_length);
  return notations;
}

/**
 * pl_notations_dup_full:
 * @address: an IPv6 address
 *
 * Writes all digits, none left out: `fe80:0000:0000:0000:01ff:fe23:4567:890a`.
 *
 * Returns: (transfer full): the text
 */
char *
pl_notations_dup_full (const PlAddress *address)
{
  GString *full = g_string_new (NULL);

  for (guint i = 0; i < 16; i += 2)
    g_string_append_printf (full, i > 0 ? ":%02x%02x" : "%02x%02x", address->bytes[i], address->bytes[i + 1]);
  return g_string_free (full, FALSE);
}
