/* The way out by one family: the default local address, its interface and zone, the router, and how that was
 * found; or that there is none. */

#include "app/host/pl-default-card.h"

#include "core/host/pl-host-words.h"

#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-fact-grid.h"

#include <glib/gi18n-lib.h>

struct _PlDefaultCard
{
  AdwBin parent_instance;

  GtkLabel *family_label;
  GtkWidget *chip;
  GtkWidget *address_box;
  GtkLabel *address_label;
  GtkButton *show_button;
  GtkButton *copy_button;
  GtkWidget *none_label;
  GtkLabel *reason_label;
  PlFactGrid *facts;
};

G_DEFINE_FINAL_TYPE (PlDefaultCard, pl_default_card, ADW_TYPE_BIN)

static void
name_button (GtkButton *button, const char *label, const char *hostspec)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", hostspec);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_address (PlDefaultCard *self, const PlRoute *route, const char *interface)
{
  char text[PL_ADDRESS_STRING_SIZE];
  g_autofree char *hostspec = NULL;
  g_autofree char *copy = NULL;

  pl_address_to_string (&route->local.address, text);
  hostspec = pl_address_needs_zone (&route->local.address) ? g_strconcat (text, "%", interface, NULL)
                                                           : g_strdup (text);
  /* Translators: the name of a button; %s is an address */
  copy = g_strdup_printf (_ ("Copy %s"), hostspec);
  gtk_label_set_label (self->address_label, text);
  name_button (self->show_button, _ ("What this address is"), hostspec);
  name_button (self->copy_button, copy, hostspec);
}

static void
show_facts (PlDefaultCard *self, const PlRoute *route, const char *interface)
{
  gboolean is_ipv6 = route->local.address.family == PL_FAMILY_IPV6;
  g_autofree char *gateway = pl_route_dup_gateway (route);
  g_autofree char *found_by = pl_route_dup_found_by (route);
  g_autofree char *number = g_strdup_printf (_ ("· interface number %u"), route->index);
  const PlFact facts[] = {
    { .key = _ ("Interface"), .text = interface },
    { .key = _ ("Zone"),
      .text = is_ipv6 ? interface : C_ ("zone", "none"),
      .note = is_ipv6 ? number : _ ("· IPv4 has no zones") },
    { .key = _ ("Through"),
      .text = gateway != NULL ? gateway : _ ("no router"),
      .note = gateway != NULL ? NULL : _ ("· straight to the peer"),
      .is_mono = gateway != NULL },
    { .key = _ ("Found by"), .text = found_by },
  };

  pl_fact_grid_set_facts (self->facts, facts, G_N_ELEMENTS (facts));
}

static void
pl_default_card_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_DEFAULT_CARD);

  G_OBJECT_CLASS (pl_default_card_parent_class)->dispose (object);
}

static void
pl_default_card_class_init (PlDefaultCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_default_card_dispose;

  g_type_ensure (PL_TYPE_COLUMN_LAYOUT);
  g_type_ensure (PL_TYPE_FACT_GRID);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/host/pl-default-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PlDefaultCard, family_label);
  gtk_widget_class_bind_template_child (widget_class, PlDefaultCard, chip);
  gtk_widget_class_bind_template_child (widget_class, PlDefaultCard, address_box);
  gtk_widget_class_bind_template_child (widget_class, PlDefaultCard, address_label);
  gtk_widget_class_bind_template_child (widget_class, PlDefaultCard, show_button);
  gtk_widget_class_bind_template_child (widget_class, PlDefaultCard, copy_button);
  gtk_widget_class_bind_template_child (widget_class, PlDefaultCard, none_label);
  gtk_widget_class_bind_template_child (widget_class, PlDefaultCard, reason_label);
  gtk_widget_class_bind_template_child (widget_class, PlDefaultCard, facts);
}

static void
pl_default_card_init (PlDefaultCard *self)
{
  gboolean is_rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (GTK_WIDGET (self->address_label), GTK_TEXT_DIR_LTR);
  gtk_label_set_xalign (self->address_label, is_rtl ? 1 : 0);
}

/**
 * pl_default_card_new:
 *
 * Makes an empty card. Its buttons activate `win.show-address` and `host.copy` with the address.
 *
 * Returns: (transfer floating): the card
 */
GtkWidget *
pl_default_card_new (void)
{
  return g_object_new (PL_TYPE_DEFAULT_CARD, NULL);
}

/**
 * pl_default_card_set_state:
 * @self: a card
 * @state: what the network is like
 * @family: whose way out it shows
 * @no_route: (nullable): why there is none; %NULL if it is said elsewhere
 */
void
pl_default_card_set_state (PlDefaultCard *self,
                           const PlHostState *state,
                           PlFamily family,
                           const char *no_route)
{
  const PlRoute *route = pl_host_state_get_route (state, family);
  const PlInterface *interface = pl_interfaces_get (state->interfaces, route->index);
  const char *name = interface != NULL ? interface->name : "";
  const char *title = family == PL_FAMILY_IPV6 ? "IPv6" : "IPv4";
  gboolean is_there = route->code == 0;

  gtk_label_set_label (self->family_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_visible (self->chip, is_there);
  gtk_widget_set_visible (self->address_box, is_there);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), is_there);
  gtk_widget_set_visible (self->none_label, !is_there);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), !is_there && no_route != NULL);
  if (no_route != NULL)
    gtk_label_set_label (self->reason_label, no_route);
  if (!is_there)
    return;

  show_address (self, route, name);
  show_facts (self, route, name);
}
