#pragma once

#include "core/host/pl-host-state.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_DEFAULT_CARD (pl_default_card_get_type ())

G_DECLARE_FINAL_TYPE (PlDefaultCard, pl_default_card, PL, DEFAULT_CARD, AdwBin)

GtkWidget *pl_default_card_new (void);
void pl_default_card_set_state (PlDefaultCard *self,
                                const PlHostState *state,
                                PlFamily family,
                                const char *no_route);

G_END_DECLS
