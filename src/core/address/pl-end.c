/* One end of a socket, between the kernel's sockaddr and text; makes no socket and asks none. */
#include "core/address/pl-end.h"

#include <net/if.h>
#include <netinet/in.h>
#include <string.h>

/**
 * pl_end_from_sockaddr:
 * @end: (out caller-allocates): the end
 * @storage: what the kernel filled in
 *
 * Copies address, port and scope. A family that is neither IPv4 nor IPv6 gives an end that is not known.
 */
void
pl_end_from_sockaddr (PlEnd *end, const struct sockaddr_storage *storage)
{
  *end = (PlEnd){ 0 };
  if (storage->ss_family == AF_INET)
    {
      struct sockaddr_in in;

      memcpy (&in, storage, sizeof in);
      end->address.family = PL_FAMILY_IPV4;
      memcpy (end->address.bytes, &in.sin_addr, sizeof in.sin_addr);
      end->port = g_ntohs (in.sin_port);
    }
  else if (storage->ss_family == AF_INET6)
    {
      struct sockaddr_in6 in6;

      memcpy (&in6, storage, sizeof in6);
      end->address.family = PL_FAMILY_IPV6;
      memcpy (end->address.bytes, &in6.sin6_addr, sizeof in6.sin6_addr);
      end->port = g_ntohs (in6.sin6_port);
      end->scope_id = in6.sin6_scope_id;
    }
}

/**
 * pl_end_to_sockaddr:
 * @end: an end
 * @ret_storage: (out caller-allocates): the same for the kernel
 *
 * Returns: the bytes of @ret_storage that count; 0, and %AF_UNSPEC in it, if @end is not known
 */
socklen_t
pl_end_to_sockaddr (const PlEnd *end, struct sockaddr_storage *ret_storage)
{
  memset (ret_storage, 0, sizeof *ret_storage);
  if (end->address.family == PL_FAMILY_IPV4)
    {
      struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = g_htons (end->port) };

      memcpy (&in.sin_addr, end->address.bytes, sizeof in.sin_addr);
      memcpy (ret_storage, &in, sizeof in);
      return sizeof in;
    }
  if (end->address.family == PL_FAMILY_IPV6)
    {
      struct sockaddr_in6 in6 = { .sin6_family = AF_INET6,
                                  .sin6_port = g_htons (end->port),
                                  .sin6_scope_id = end->scope_id };

      memcpy (&in6.sin6_addr, end->address.bytes, sizeof in6.sin6_addr);
      memcpy (ret_storage, &in6, sizeof in6);
      return sizeof in6;
    }
  return 0;
}

/**
 * pl_end_is_known:
 * @end: an end
 *
 * Returns: whether it has an address; an unconnected socket has no known peer
 */
gboolean
pl_end_is_known (const PlEnd *end)
{
  return end->address.family != PL_FAMILY_NONE;
}

/**
 * pl_end_equal:
 * @a: an end
 * @b: another
 *
 * Returns: whether address, port and scope are the same
 */
gboolean
pl_end_equal (const PlEnd *a, const PlEnd *b)
{
  return pl_address_equal (&a->address, &b->address) && a->port == b->port && a->scope_id == b->scope_id;
}

/**
 * pl_end_to_string:
 * @end: an end
 * @text: (out caller-allocates): room for the text
 *
 * Writes `127.0.0.1:80`, `[::]:80` or `[fe80::1%eth0]:80`; the zone is a number if no interface has it.
 * An end that is not known gives an empty text.
 *
 * Returns: @text
 */
char *
pl_end_to_string (const PlEnd *end, char text[PL_END_STRING_SIZE])
{
  char address[PL_ADDRESS_STRING_SIZE];
  g_autofree char *zone = pl_end_dup_zone (end);

  pl_address_to_string (&end->address, address);
  if (!pl_end_is_known (end))
    *text = '\0';
  else if (end->address.family == PL_FAMILY_IPV4)
    g_snprintf (text, PL_END_STRING_SIZE, "%s:%u", address, end->port);
  else if (zone == NULL)
    g_snprintf (text, PL_END_STRING_SIZE, "[%s]:%u", address, end->port);
  else
    g_snprintf (text, PL_END_STRING_SIZE, "[%s%%%s]:%u", address, zone, end->port);
  return text;
}

/**
 * pl_end_dup_zone:
 * @end: an end
 *
 * The zone as people write it: the name of the interface with the number @end has for its scope, such as
 * `eth0`, or that number if the interface is gone.
 *
 * Returns: (transfer full) (nullable): the zone, %NULL if @end has none
 */
char *
pl_end_dup_zone (const PlEnd *end)
{
  char name[IF_NAMESIZE];

  if (end->scope_id == 0)
    return NULL;
  if (if_indextoname (end->scope_id, name) != NULL)
    return g_strdup (name);
  return g_strdup_printf ("%u", end->scope_id);
}
