#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PlFamily:
 * @PL_FAMILY_NONE: no address
 * @PL_FAMILY_IPV4: 4 bytes
 * @PL_FAMILY_IPV6: 16 bytes
 *
 * The family of an address. In a request %PL_FAMILY_NONE stands for "any".
 */
typedef enum
{
  PL_FAMILY_NONE = 0,
  PL_FAMILY_IPV4 = 4,
  PL_FAMILY_IPV6 = 6,
} PlFamily;

/**
 * PlAddress:
 * @family: a [enum@Pl.Family], in one byte
 * @bytes: network order; the first 4 are used for IPv4, the rest is then zero
 *
 * An IP address as a value: copy it, compare it with pl_address_equal(). It has neither zone nor prefix
 * length: those belong to the text ([struct@Pl.AddressText]) or to an end ([struct@Pl.End]).
 */
typedef struct
{
  guint8 family;
  guint8 bytes[16];
} PlAddress;

/**
 * PlAddressText:
 * @address: the address that was read
 * @zone: (nullable): what follows the `%`, not NUL-terminated; points into the text that was parsed
 * @zone_length: bytes in @zone
 * @prefix_length: what follows the `/`, or -1
 *
 * The parts of an address text (RFC 4291 section 2.2, RFC 4007 section 11).
 */
typedef struct
{
  PlAddress address;
  const char *zone;
  gsize zone_length;
  int prefix_length;
} PlAddressText;

/* Room for the longest text of pl_address_to_string(), its NUL included. */
#define PL_ADDRESS_STRING_SIZE 46

gboolean pl_address_parse (const char *text, gssize length, PlAddressText *ret_parts);
gboolean pl_address_parse_lenient (const char *text, gssize length, PlAddressText *ret_parts);
char *pl_address_to_string (const PlAddress *address, char text[PL_ADDRESS_STRING_SIZE]);
gboolean pl_address_from_integer (guint64 integer, PlAddress *ret_address);
gboolean pl_address_equal (const PlAddress *a, const PlAddress *b);
gsize pl_address_get_size (const PlAddress *address);
gboolean pl_address_is_in (const PlAddress *address, const PlAddress *network, guint prefix_length);
gboolean pl_address_is_any (const PlAddress *address);
gboolean pl_address_is_loopback (const PlAddress *address);
gboolean pl_address_is_link_local (const PlAddress *address);
gboolean pl_address_is_multicast (const PlAddress *address);
gboolean pl_address_needs_zone (const PlAddress *address);
void pl_address_map (PlAddress *self);
gboolean pl_address_get_mapped (const PlAddress *address, PlAddress *ret_ipv4);
char *pl_address_dup_integer (const PlAddress *address);
char *pl_address_dup_hex (const PlAddress *address);
char *pl_address_dup_reverse_name (const PlAddress *address);

G_END_DECLS
