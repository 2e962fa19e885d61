/* pl-stand-ins.c: what a wildcard stands for: the addresses of this computer, and who can reach them there.
 * Asks nobody. */

#include "app/widgets/pl-stand-ins.h"

#include "core/address/pl-address-class.h"
#include "core/address/pl-end.h"

#include "app/widgets/pl-end-facts.h"

#include <glib/gi18n-lib.h>

static PlReach
get_reach (const PlAddress *address)
{
  PlAddressClass class;

  pl_address_classify (address, &class);
  /* Whoever gives an interface a documentation address uses it like a private one. */
  return class.reach == PL_REACH_NOWHERE ? PL_REACH_SITE : class.reach;
}

static const char *
describe_reach (PlReach reach, const PlAddress *address)
{
  switch (reach)
    {
    case PL_REACH_HOST:
      return _ ("from this computer only");
    case PL_REACH_LINK:
      if (address->family == PL_FAMILY_IPV6)
        return _ ("from its link; the peer adds its own zone");
      return _ ("from its link only");
    case PL_REACH_GLOBAL:
      return _ ("from anywhere, unless a firewall objects");
    case PL_REACH_NOWHERE:
    case PL_REACH_SITE:
    default:
      return _ ("from its network, not routed beyond");
    }
}

static void
append_stand_ins (const PlInterfaces *interfaces,
                  PlFamily family,
                  PlReach reach,
                  guint16 port,
                  GArray *stand_ins)
{
  for (guint i = 0; interfaces != NULL && i < interfaces->addresses->len; i++)
    {
      const PlInterfaceAddress *own = &g_array_index (interfaces->addresses, PlInterfaceAddress, i);
      const PlInterface *interface = pl_interfaces_get (interfaces, own->index);
      PlEnd end = { .address = own->address, .port = port };
      char text[PL_END_STRING_SIZE];
      PlStandIn stand_in;

      if (!(interface->flags & IFF_UP) || own->address.family != family || get_reach (&own->address) != reach)
        continue;

      stand_in.address = g_strdup (pl_end_to_string (&end, text));
      stand_in.reach = g_strdup_printf ("%s · %s", describe_reach (reach, &end.address), interface->name);
      g_array_append_val (stand_ins, stand_in);
    }
}

/**
 * pl_stand_ins_list:
 * @interfaces: (nullable): of this computer
 * @with_ipv6: whether IPv6 addresses count
 * @with_ipv4: whether IPv4 addresses count
 * @port: the port, in host order
 * @stand_ins: (element-type PlStandIn): where to append
 *
 * Lists the addresses of this computer that a wildcard stands for, those with the farthest reach first.
 *
 * Returns: %TRUE if one of them can be reached from another machine
 */
gboolean
pl_stand_ins_list (const PlInterfaces *interfaces,
                   gboolean with_ipv6,
                   gboolean with_ipv4,
                   guint16 port,
                   GArray *stand_ins)
{
  static const PlReach reaches[] = { PL_REACH_GLOBAL, PL_REACH_SITE, PL_REACH_LINK, PL_REACH_HOST };
  gboolean others_can = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (reaches); i++)
    {
      if (with_ipv6)
        append_stand_ins (interfaces, PL_FAMILY_IPV6, reaches[i], port, stand_ins);
      if (with_ipv4)
        append_stand_ins (interfaces, PL_FAMILY_IPV4, reaches[i], port, stand_ins);
      if (reaches[i] == PL_REACH_LINK)
        others_can = stand_ins->len > 0;
    }

  return others_can;
}
