#pragma once

#include "core/address/pl-address.h"
#include "core/host/pl-host-address.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_NETWORK_CARD (pl_network_card_get_type ())

G_DECLARE_FINAL_TYPE (PlNetworkCard, pl_network_card, PL, NETWORK_CARD, AdwBin)

void pl_network_card_set_address (PlNetworkCard *self, const PlAddress *address, const char *zone);
void pl_network_card_set_reach (PlNetworkCard *self, const PlHostAddress *reach);
guint pl_network_card_get_prefix_length (PlNetworkCard *self);
void pl_network_card_set_prefix_length (PlNetworkCard *self, guint prefix_length);
void pl_network_card_set_narrow (PlNetworkCard *self, gboolean is_narrow);

G_END_DECLS
