#pragma once

#include "core/address/pl-address-class.h"
#include "core/address/pl-end.h"
#include "core/host/pl-host-state.h"
#include "core/target/pl-service.h"

G_BEGIN_DECLS

/**
 * PlReachable:
 * @end: an address of this computer with the port; with its zone if it needs one
 * @reach: from how far it can be reached, as far as the address tells
 * @interface: the name of the interface that carries it
 * @is_idle: whether nothing is at the other end of that, so that nobody reaches it now
 *
 * Where a listener can be reached. Owns the name.
 */
typedef struct
{
  PlEnd end;
  PlReach reach;
  char *interface;
  gboolean is_idle;
} PlReachable;

GArray *pl_reachable_list (const PlHostState *host, const PlEnd *local, gboolean takes_ipv4);
gboolean pl_reachable_is_by_others (const PlHostState *host, const PlEnd *local, gboolean takes_ipv4);
char *pl_reachable_dup_sentence (const PlReachable *self);

/* How people type it. */
char *pl_reachable_dup_end (const PlReachable *self);
char *pl_reachable_dup_own_end (const PlReachable *self);
char *pl_reachable_dup_words (const PlEnd *end);
char *pl_reachable_dup_web_address (const PlEnd *end, PlProtocol protocol);

G_END_DECLS
