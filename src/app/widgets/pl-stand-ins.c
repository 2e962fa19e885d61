/* pl-stand-ins.c: where a listener can be reached, and how to write that, for a card. Asks nobody. */

#include "app/widgets/pl-stand-ins.h"

#include "core/listen/pl-reachable.h"

#include "app/widgets/pl-end-notations.h"

#include <glib/gi18n-lib.h>

static void
append (GArray *stand_ins, const PlReachable *reachable, PlProtocol protocol)
{
  PlStandIn stand_in = { .address = pl_reachable_dup_end (reachable),
                         .reach = pl_reachable_dup_sentence (reachable),
                         .notations = pl_end_notations_new () };
  g_autofree char *own = pl_reachable_dup_own_end (reachable);
  char text[PL_ADDRESS_STRING_SIZE];

  if (own != NULL) /* its zone is this computer's own, and means nothing elsewhere */
    pl_end_notations_add (stand_in.notations, _ ("Only on this computer"), g_steal_pointer (&own));
  else
    pl_end_notations_add (stand_in.notations, _ ("Address and port"), g_strdup (stand_in.address));
  pl_end_notations_add_typed (stand_in.notations, &reachable->end, protocol);
  pl_end_notations_add (stand_in.notations, _ ("Address"),
                        g_strdup (pl_address_to_string (&reachable->end.address, text)));
  g_array_append_val (stand_ins, stand_in);
}

/**
 * pl_stand_ins_list:
 * @stand_ins: (element-type PlStandIn): where to append
 * @host: this computer
 * @local: a wildcard and its port
 * @takes_ipv4: of an IPv6 wildcard: whether IPv4 comes in, too
 * @protocol: the protocol
 *
 * Lists the addresses of this computer that a wildcard stands for, the most useful first.
 */
void
pl_stand_ins_list (GArray *stand_ins,
                   const PlHostState *host,
                   const PlEnd *local,
                   gboolean takes_ipv4,
                   PlProtocol protocol)
{
  g_autoptr (GArray) all = pl_reachable_list (host, local, takes_ipv4);

  for (guint i = 0; i < all->len; i++)
    append (stand_ins, &g_array_index (all, PlReachable, i), protocol);
}
