#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_WAITING_CARD (pl_waiting_card_get_type ())
G_DECLARE_FINAL_TYPE (PlWaitingCard, pl_waiting_card, PL, WAITING_CARD, GtkWidget)

GtkWidget *pl_waiting_card_new (void);
void pl_waiting_card_set_title (PlWaitingCard *self, const char *title);
void pl_waiting_card_set_sentence (PlWaitingCard *self, const char *sentence);
void
pl_waiting_card_set_action (PlWaitingCard *self, const char *action_name, GVariant *target, const char *note);

G_END_DECLS
