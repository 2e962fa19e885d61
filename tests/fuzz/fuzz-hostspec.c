/* Any bytes as hostspec, service and paste: no crash, and no two parsers that disagree. */
#include "core/address/pl-address-class.h"
#include "core/target/pl-hostspec.h"
#include "core/target/pl-inet-aton.h"
#include "core/target/pl-service.h"
#include "core/target/pl-target.h"

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

static void
check_address (const PlAddressText *parts)
{
  char text[PL_ADDRESS_STRING_SIZE];
  char again[PL_ADDRESS_STRING_SIZE];
  guint8 bytes[16];
  PlAddressText reread;
  PlAddressClass class;
  const PlBlock *blocks[PL_BLOCKS_MAX];
  g_autoptr (GArray) decoded = pl_address_decode (&parts->address);

  pl_address_to_string (&parts->address, text);
  CHECK (strlen (text) < sizeof text);
  CHECK (pl_address_parse (text, -1, &reread));
  CHECK (pl_address_equal (&reread.address, &parts->address));
  CHECK (strcmp (pl_address_to_string (&reread.address, again), text) == 0);
  CHECK (inet_pton (parts->address.family == PL_FAMILY_IPV4 ? AF_INET : AF_INET6, text, bytes) == 1);
  CHECK (memcmp (bytes, parts->address.bytes, pl_address_get_size (&parts->address)) == 0);
  CHECK (parts->zone == NULL || g_utf8_validate_len (parts->zone, parts->zone_length, NULL));
  CHECK (parts->prefix_length >= -1 && parts->prefix_length <= 128);
  CHECK (parts->address.family == PL_FAMILY_IPV6 || (parts->zone == NULL && parts->prefix_length == -1));
  pl_address_classify (&parts->address, &class);
  CHECK (class.name != NULL && class.rfc != NULL);
  CHECK (pl_address_get_blocks (&parts->address, blocks) <= PL_BLOCKS_MAX);
  for (guint i = 0; i < decoded->len; i++)
    CHECK (g_utf8_validate (g_array_index (decoded, PlDecoded, i).value, -1, NULL));
}

static void
check_like_system (const char *text, gsize length, gboolean is_address)
{
  g_autofree char *copy = g_strndup (text, length);
  guint8 bytes[16];
  struct in_addr theirs;
  PlAddress ours;

  if (strlen (copy) < length || strpbrk (copy, "%/") != NULL)
    return;
  CHECK (is_address == (inet_pton (AF_INET, copy, bytes) == 1 || inet_pton (AF_INET6, copy, bytes) == 1));
  if (pl_inet_aton_read (copy, &ours))
    CHECK (inet_aton (copy, &theirs) && memcmp (&theirs, ours.bytes, 4) == 0);
  else
    CHECK (!inet_aton (copy, &theirs));
}

static void
check_verdict (const PlVerdict *verdict)
{
  CHECK (verdict->message != NULL && *verdict->message != '\0');
  CHECK (g_utf8_validate (verdict->message, -1, NULL));
  CHECK (verdict->n_mends <= PL_MENDS_MAX);
  for (guint i = 0; i < verdict->n_mends; i++)
    {
      CHECK (g_utf8_validate (verdict->mends[i].label, -1, NULL));
      CHECK (verdict->mends[i].text != NULL || verdict->mends[i].protocol != NULL);
    }
}

static void
check_hostspec (const char *text, gsize length, gboolean is_address)
{
  g_autoptr (PlHostspec) connect = pl_hostspec_parse (text, (gssize) length, PL_USE_CONNECT, PL_FAMILY_NONE);
  g_autoptr (PlHostspec) bind = pl_hostspec_parse (text, (gssize) length, PL_USE_BIND, PL_FAMILY_IPV6);
  gboolean has_dotted_or_colons = connect->kind == PL_HOSTSPEC_IPV4 || connect->kind == PL_HOSTSPEC_IPV6;

  check_verdict (&connect->verdict);
  check_verdict (&bind->verdict);
  CHECK (connect->kind == bind->kind);
  CHECK (g_strcmp0 (connect->text, bind->text) == 0);
  CHECK (!is_address || has_dotted_or_colons);
  CHECK (connect->kind != PL_HOSTSPEC_INVALID || connect->verdict.severity == PL_SEVERITY_ERROR);
  CHECK (connect->kind == PL_HOSTSPEC_INVALID || connect->reading == NULL);

  if (connect->kind == PL_HOSTSPEC_NAME)
    {
      g_autoptr (PlHostspec) again = pl_hostspec_parse (connect->text, -1, PL_USE_CONNECT, PL_FAMILY_NONE);
      struct in_addr theirs;

      CHECK (again->kind == PL_HOSTSPEC_NAME && strcmp (again->text, connect->text) == 0);
      CHECK (!inet_aton (connect->text, &theirs));
      CHECK (strlen (connect->text) <= 254 && g_str_is_ascii (connect->text));
    }
}

static void
check_service (const char *text, gsize length)
{
  for (guint protocol = PL_PROTOCOL_ANY; protocol <= PL_PROTOCOL_UDP; protocol++)
    {
      g_autoptr (PlService) service = pl_service_parse (text, (gssize) length, PL_USE_CONNECT,
                                                        (PlProtocol) protocol);

      check_verdict (&service->verdict);
      CHECK ((service->port != 0) == (service->kind == PL_SERVICE_PORT || service->kind == PL_SERVICE_NAME));
    }
}

static void
check_paste (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autofree char *hostspec = NULL;
  g_autofree char *service = NULL;
  PlAddressText parts;

  if (!pl_target_take_apart (copy, &hostspec, &service))
    {
      CHECK (hostspec == NULL && service == NULL);
      return;
    }
  CHECK (g_utf8_validate (hostspec, -1, NULL) && (service == NULL || g_utf8_validate (service, -1, NULL)));
  CHECK (*hostspec != '\0' || service != NULL);
  CHECK (!pl_address_parse_lenient (copy, -1, &parts));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  PlAddressText parts;
  PlAddressText lenient;
  gboolean is_address;

  if (size == 0)
    text = "";
  is_address = pl_address_parse (text, (gssize) size, &parts);
  if (is_address)
    {
      CHECK (pl_address_parse_lenient (text, (gssize) size, &lenient));
      check_address (&parts);
    }
  check_like_system (text, size, is_address);
  check_hostspec (text, size, is_address);
  check_service (text, size);
  check_paste (text, size);
  return 0;
}
