/* Any bytes as an address text, and any 16 bytes as an address: parser and printer undo each other, and the
 * parser takes what the system takes. */
#include "core/address/pl-address-class.h"
#include "core/address/pl-text.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* g_assert() can be compiled out, and cmocka is not here. */
#define CHECK(condition)                                                                                     \
  do                                                                                                         \
    if (!(condition))                                                                                        \
      g_error ("%s", #condition);                                                                            \
  while (0)

static int
system_family (const PlAddress *address)
{
  return address->family == PL_FAMILY_IPV4 ? AF_INET : AF_INET6;
}

/* parse ∘ print is the identity on values, and what is printed is read alike by the system. */
static void
check_value (const PlAddress *address)
{
  char text[PL_ADDRESS_STRING_SIZE];
  char theirs[INET6_ADDRSTRLEN];
  guint8 bytes[16];
  PlAddressText parts;

  pl_address_to_string (address, text);
  CHECK (strlen (text) < sizeof text && g_str_is_ascii (text));
  CHECK (pl_address_parse (text, -1, &parts));
  CHECK (pl_address_equal (&parts.address, address));
  CHECK (parts.zone == NULL && parts.prefix_length == -1);
  CHECK (inet_pton (system_family (address), text, bytes) == 1);
  CHECK (memcmp (bytes, address->bytes, pl_address_get_size (address)) == 0);
  inet_ntop (system_family (address), address->bytes, theirs, sizeof theirs);
  CHECK (strcmp (text, theirs) == 0 || (strchr (theirs, '.') != NULL && strchr (text, '.') == NULL));
}

static void
check_class (const PlAddress *address)
{
  PlAddressClass class;
  const PlBlock *blocks[PL_BLOCKS_MAX];
  g_autoptr (GArray) decoded = pl_address_decode (address);
  guint n_blocks = pl_address_get_blocks (address, blocks);

  pl_address_classify (address, &class);
  CHECK (class.name != NULL && class.key != NULL && class.rfc != NULL);
  for (guint i = 0; i < n_blocks; i++)
    {
      CHECK (pl_address_is_in (address, &blocks[i]->address, blocks[i]->prefix_length));
      CHECK (i == 0 || blocks[i]->prefix_length < blocks[i - 1]->prefix_length);
    }
  for (guint i = 0; i < decoded->len; i++)
    {
      const PlDecoded *part = &g_array_index (decoded, PlDecoded, i);

      CHECK (g_utf8_validate (part->value, -1, NULL) && g_utf8_validate (part->token, -1, NULL));
      for (guint j = 0; j < i; j++)
        CHECK (strcmp (g_array_index (decoded, PlDecoded, j).key, part->key) != 0);
    }
}

/* print ∘ parse is idempotent on text: written once, it stays as it is. */
static void
check_text (const PlAddressText *parts)
{
  char once[PL_ADDRESS_STRING_SIZE];
  char twice[PL_ADDRESS_STRING_SIZE];
  g_autofree char *zone = parts->zone != NULL ? g_strndup (parts->zone, parts->zone_length) : NULL;
  g_autofree char *prefix = parts->prefix_length >= 0 ? g_strdup_printf ("/%d", parts->prefix_length) : NULL;
  g_autofree char *whole = NULL;
  PlAddressText again;

  pl_address_to_string (&parts->address, once);
  whole = g_strconcat (once, zone != NULL ? "%" : "", zone != NULL ? zone : "", prefix, NULL);
  CHECK (pl_address_parse (whole, -1, &again));
  CHECK (strcmp (pl_address_to_string (&again.address, twice), once) == 0);
  CHECK (again.prefix_length == parts->prefix_length && again.zone_length == parts->zone_length);
  CHECK (zone == NULL || memcmp (again.zone, zone, again.zone_length) == 0);
  CHECK (zone == NULL ||
         (*zone != '\0' && g_utf8_validate (zone, -1, NULL) && strlen (zone) == again.zone_length));
  CHECK (parts->prefix_length >= -1 && parts->prefix_length <= 128);
  CHECK (parts->address.family == PL_FAMILY_IPV6 || (zone == NULL && prefix == NULL));
}

/* Up to its zone and length the strict parser takes what inet_pton() takes, and nothing else. */
static void
check_like_system (const char *text, gsize size, const PlAddressText *parts)
{
  const char *tail;
  g_autofree char *body = NULL;
  guint8 bytes[16];
  gboolean theirs;

  for (tail = text; tail < text + size && *tail != '%' && *tail != '/'; tail++)
    ;
  body = g_strndup (text, (gsize) (tail - text));
  theirs = strlen (body) == (gsize) (tail - text) &&
           (inet_pton (AF_INET, body, bytes) == 1 || inet_pton (AF_INET6, body, bytes) == 1);
  if (parts != NULL)
    CHECK (theirs && memcmp (bytes, parts->address.bytes, pl_address_get_size (&parts->address)) == 0);
  else
    CHECK (!theirs || tail < text + size);
}

static void
check_bytes (const char *text, gsize size)
{
  PlAddress address = { .family = size % 2 == 0 ? PL_FAMILY_IPV4 : PL_FAMILY_IPV6 };
  g_autofree char *copy = pl_text_dup_utf8 (text, size);
  g_autofree char *display = pl_text_dup_display (text, size);

  CHECK (g_utf8_validate (copy, -1, NULL) && g_utf8_validate (display, -1, NULL));
  memcpy (address.bytes, text, MIN (size, pl_address_get_size (&address)));
  check_value (&address);
  check_class (&address);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = size > 0 ? (const char *) data : "";
  PlAddressText strict;
  PlAddressText lenient;
  gboolean is_strict = pl_address_parse (text, (gssize) size, &strict);
  gboolean is_lenient = pl_address_parse_lenient (text, (gssize) size, &lenient);

  check_bytes (text, size);
  check_like_system (text, size, is_strict ? &strict : NULL);
  if (is_strict)
    {
      CHECK (is_lenient && pl_address_equal (&strict.address, &lenient.address));
      CHECK (strict.zone == lenient.zone && strict.prefix_length == lenient.prefix_length);
    }
  if (is_lenient)
    {
      check_text (&lenient);
      check_value (&lenient.address);
      check_class (&lenient.address);
    }
  return 0;
}
