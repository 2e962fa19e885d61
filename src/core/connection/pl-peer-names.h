#pragma once

#include "core/address/pl-address.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_PEER_NAMES (pl_peer_names_get_type ())

G_DECLARE_FINAL_TYPE (PlPeerNames, pl_peer_names, PL, PEER_NAMES, GObject)

/* How many questions are out at once, how many wait, and how many answers are kept. */
#define PL_PEER_NAMES_PARALLEL 4
#define PL_PEER_NAMES_WAITING  256
#define PL_PEER_NAMES_KEPT     4096

PlPeerNames *pl_peer_names_new (GResolver *resolver);
const char *pl_peer_names_peek (PlPeerNames *self, const PlAddress *address);
const char *pl_peer_names_get (PlPeerNames *self, const PlAddress *address);

G_END_DECLS
