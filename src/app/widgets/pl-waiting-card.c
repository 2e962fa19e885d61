/* pl-waiting-card.c: the place kept free for a peer, with one button that fetches one. Knows no listener. */

#include "app/widgets/pl-waiting-card.h"

#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-plate.h"
#include "app/widgets/pl-waiting.h"

struct _PlWaitingCard
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *sentence;
  GtkWidget *offer;
  GtkWidget *button;
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (PlWaitingCard, pl_waiting_card, GTK_TYPE_WIDGET)

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
pl_waiting_card_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_WAITING_CARD);
  /* The template lets go of the children that are bound; the others are boxes. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_waiting_card_parent_class)->dispose (object);
}

static void
pl_waiting_card_class_init (PlWaitingCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_waiting_card_dispose;

  g_type_ensure (PL_TYPE_COLUMN_LAYOUT);
  g_type_ensure (PL_TYPE_PLATE);
  g_type_ensure (PL_TYPE_WAITING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/widgets/pl-waiting-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PlWaitingCard, title);
  gtk_widget_class_bind_template_child (widget_class, PlWaitingCard, sentence);
  gtk_widget_class_bind_template_child (widget_class, PlWaitingCard, offer);
  gtk_widget_class_bind_template_child (widget_class, PlWaitingCard, button);
  gtk_widget_class_bind_template_child (widget_class, PlWaitingCard, note);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_waiting_card_init (PlWaitingCard *self)
{
  GtkWidget *label;

  gtk_widget_init_template (GTK_WIDGET (self));
  label = gtk_button_get_child (GTK_BUTTON (self->button));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (self->title), -1);
}

/**
 * pl_waiting_card_new:
 *
 * Makes a card that says "No peer yet: waiting", without a sentence and without a button.
 *
 * Returns: (transfer floating): the card
 */
GtkWidget *
pl_waiting_card_new (void)
{
  return g_object_new (PL_TYPE_WAITING_CARD, NULL);
}

/**
 * pl_waiting_card_set_title:
 * @self: a waiting card
 * @title: translated words, such as "No peer: paused"
 *
 * Says in few words how it stands.
 */
void
pl_waiting_card_set_title (PlWaitingCard *self, const char *title)
{
  g_return_if_fail (PL_IS_WAITING_CARD (self));

  set_text (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title ? title : "",
                                  -1);
}

/**
 * pl_waiting_card_set_sentence:
 * @self: a waiting card
 * @sentence: (nullable): who may connect, and what happens then, translated
 *
 * Sets the sentence below the title.
 */
void
pl_waiting_card_set_sentence (PlWaitingCard *self, const char *sentence)
{
  g_return_if_fail (PL_IS_WAITING_CARD (self));

  set_text (self->sentence, sentence);
}

/**
 * pl_waiting_card_set_action:
 * @self: a waiting card
 * @action_name: (nullable): the action of the button, with its group; %NULL for no button
 * @target: (nullable): the target of the action; a floating one is taken
 * @note: (nullable): what the button does, translated: "fills the form with ::1 and 40123"
 *
 * Offers "Connect from this computer".
 */
void
pl_waiting_card_set_action (PlWaitingCard *self, const char *action_name, GVariant *target, const char *note)
{
  g_autoptr (GVariant) owned_target = target ? g_variant_ref_sink (target) : NULL;

  g_return_if_fail (PL_IS_WAITING_CARD (self));

  gtk_widget_set_visible (self->offer, action_name != NULL);
  /* Name last: a target of another type than the action's is a warning. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button), owned_target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action_name);
  set_text (self->note, note);
}
