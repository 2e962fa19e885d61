/* Which sockets to try for what somebody wants to listen on. Pure: makes none. */

#include "core/net/pl-listen-plan.h"

static void
add (PlListenTry *tries, guint *n, const PlListen *listen, PlFamily family, gboolean v6only)
{
  tries[*n] = (PlListenTry){ .local = listen->local.end, .v6only = v6only };
  tries[*n].local.address.family = (guint8) family;
  (*n)++;
}

/**
 * pl_listen_plan:
 * @listen: what it takes to listen; its name has been looked up
 * @tries: (out caller-allocates): what to try, the best first
 *
 * The second try is for a computer without IPv6.
 *
 * Returns: how many
 */
guint
pl_listen_plan (const PlListen *listen, PlListenTry tries[PL_LISTEN_TRIES_MAX])
{
  const PlAddress *address = &listen->local.end.address;
  gboolean takes_ipv4 = pl_address_get_mapped (address, &(PlAddress){ 0 }) ||
                        (pl_address_is_any (address) && listen->family != PL_LISTEN_IPV6);
  guint n = 0;

  if (address->family != PL_FAMILY_NONE)
    {
      add (tries, &n, listen, address->family, !takes_ipv4);
      return n;
    }

  if (listen->family != PL_LISTEN_IPV4)
    add (tries, &n, listen, PL_FAMILY_IPV6, listen->family == PL_LISTEN_IPV6);
  if (listen->family == PL_LISTEN_IPV4 || listen->family == PL_LISTEN_ANY)
    add (tries, &n, listen, PL_FAMILY_IPV4, FALSE);

  return n;
}
