/* An entry of the services database: the four fields of get-service-entry, under the names that the manual
 * gives them, and whether it is the one that was asked for. */

#include "app/target/pl-service-card.h"

#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-fact-grid.h"
#include "app/widgets/pl-flow.h"

#include <glib/gi18n-lib.h>

struct _PlServiceCard
{
  AdwBin parent_instance;

  GtkLabel *name_label;
  GtkLabel *protocol_label;
  GtkWidget *match_chip;
  GtkLabel *also_label;
  PlFactGrid *facts;
  GtkButton *use_button;
  GtkButton *copy_button;
};

G_DEFINE_FINAL_TYPE (PlServiceCard, pl_service_card, ADW_TYPE_BIN)

static char *
dup_how_to_match (const PlServiceEntry *entry, PlServiceRank rank)
{
  g_autofree char *upper = g_ascii_strup (entry->protocol, -1);

  if (rank == PL_SERVICE_RANK_MATCH)
    return NULL;
  if (rank == PL_SERVICE_RANK_FIRST)
    return g_strdup (_ ("· Any takes the first"));
  if (!g_str_equal (upper, "TCP") && !g_str_equal (upper, "UDP"))
    return NULL;
  return g_strdup_printf (_ ("· ask for %s to match it"), upper);
}

static void
show_facts (PlServiceCard *self, const PlServiceEntry *entry, PlServiceRank rank)
{
  g_autofree char *port = g_strdup_printf ("%u", entry->port);
  g_autofree char *range = g_strdup_printf (_ ("%s, RFC 6335 §6"), pl_end_facts_get_port_range (entry->port));
  g_autofree char *aliases = g_strjoinv (", ", entry->aliases);
  g_autofree char *how = dup_how_to_match (entry, rank);
  gboolean has_aliases = *aliases != '\0';
  const PlFact facts[] = {
    { .key = "name", .text = entry->name, .is_mono = TRUE },
    { .key = "port", .text = port, .note = range },
    { .key = "aliases",
      .text = has_aliases ? aliases : NULL,
      .note = has_aliases ? NULL : C_ ("aliases", "none"),
      .is_mono = has_aliases },
    { .key = "protocol", .text = entry->protocol, .note = how },
  };

  pl_fact_grid_set_facts (self->facts, facts, G_N_ELEMENTS (facts));
}

static void
show_rank (PlServiceCard *self, PlServiceRank rank)
{
  gboolean is_match = rank == PL_SERVICE_RANK_MATCH || rank == PL_SERVICE_RANK_FIRST;

  gtk_widget_set_visible (self->match_chip, is_match);
  gtk_widget_set_visible (GTK_WIDGET (self->also_label), !is_match);
  gtk_label_set_label (self->also_label, rank == PL_SERVICE_RANK_SAME_PORT ? _ ("also has this number")
                                                                           : _ ("also has this name"));
}

static void
set_buttons (PlServiceCard *self, const PlServiceEntry *entry, const char *line)
{
  g_autofree char *copy = g_strdup_printf (_ ("Copy %s"), line);
  g_autofree char *use = g_strdup_printf (_ ("Use %s in Connect"), line);
  g_autofree char *service = pl_service_entry_dup_service (entry);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->use_button), "(ss)", service, entry->protocol);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->copy_button), "s", line);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->copy_button), copy);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy_button), GTK_ACCESSIBLE_PROPERTY_LABEL, copy,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->use_button), GTK_ACCESSIBLE_PROPERTY_LABEL, use, -1);
}

static void
pl_service_card_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_SERVICE_CARD);

  G_OBJECT_CLASS (pl_service_card_parent_class)->dispose (object);
}

static void
pl_service_card_class_init (PlServiceCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_service_card_dispose;

  g_type_ensure (PL_TYPE_COLUMN_LAYOUT);
  g_type_ensure (PL_TYPE_FACT_GRID);
  g_type_ensure (PL_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/target/pl-service-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PlServiceCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, PlServiceCard, protocol_label);
  gtk_widget_class_bind_template_child (widget_class, PlServiceCard, match_chip);
  gtk_widget_class_bind_template_child (widget_class, PlServiceCard, also_label);
  gtk_widget_class_bind_template_child (widget_class, PlServiceCard, facts);
  gtk_widget_class_bind_template_child (widget_class, PlServiceCard, use_button);
  gtk_widget_class_bind_template_child (widget_class, PlServiceCard, copy_button);
}

static void
pl_service_card_init (PlServiceCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_service_card_new:
 * @entry: an entry
 * @rank: what it is among those that were found
 *
 * Makes a card. Its buttons activate `service.use` with what to type as a service and the protocol, and
 * `service.copy` with the entry in a line: "syslog 514/udp".
 *
 * Returns: (transfer floating): the card
 */
GtkWidget *
pl_service_card_new (const PlServiceEntry *entry, PlServiceRank rank)
{
  PlServiceCard *self = g_object_new (PL_TYPE_SERVICE_CARD, NULL);
  g_autofree char *upper = g_ascii_strup (entry->protocol, -1);
  g_autofree char *line = g_strdup_printf ("%s %u/%s", entry->name, entry->port, entry->protocol);

  gtk_label_set_label (self->name_label, entry->name);
  gtk_label_set_label (self->protocol_label, upper);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, line, -1);
  show_rank (self, rank);
  show_facts (self, entry, rank);
  set_buttons (self, entry, line);
  return GTK_WIDGET (self);
}
