#pragma once

#include "app/widgets/pl-end-facts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_END_CARD (pl_end_card_get_type ())
G_DECLARE_FINAL_TYPE (PlEndCard, pl_end_card, PL, END_CARD, GtkWidget)

PlSide pl_end_card_get_side (PlEndCard *self);
void pl_end_card_set_side (PlEndCard *self, PlSide side);
void pl_end_card_set_facts (PlEndCard *self, const PlEndFacts *facts);
void pl_end_card_set_narrow (PlEndCard *self, gboolean is_narrow);

G_END_DECLS
