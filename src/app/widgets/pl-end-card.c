/* pl-end-card.c: the card of one end: plate, address, port, bits, facts. Shows PlEndFacts, knows no socket.
 */

#include "app/widgets/pl-end-card.h"

#include "app/widgets/pl-bit-strip.h"
#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-copy-menu.h"
#include "app/widgets/pl-fact-grid.h"
#include "app/widgets/pl-flow.h"
#include "app/widgets/pl-menu-tooltip.h"
#include "app/widgets/pl-plate.h"
#include "app/widgets/pl-shrink.h"
#include "app/widgets/pl-stand-in-list.h"
#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Characters of an address that is set in the largest and in the middle size, in one line. */
#define SHORT_ADDRESS  11
#define MIDDLE_ADDRESS 15

/* Pixels between the blocks of the card. */
#define SPACING          24
#define SPACING_WILDCARD 18
#define SPACING_NARROW   12

/* Heights of a bit in heights of its digit; 0 is what the strip has by itself. */
#define BIT_EMS_NARROW 1.8

struct _PlEndCard
{
  GtkWidget parent_instance;

  PlColumnLayout *layout;
  PlPlate *plate;
  GtkWidget *chooser;
  GtkImage *chooser_icon;
  GtkLabel *chooser_label;
  GtkMenuButton *copy;
  GtkWidget *address_holder;
  GtkWidget *address;
  GtkWidget *words;
  GtkWidget *headline;
  GtkWidget *subline;
  GtkWidget *port_line;
  GtkWidget *port;
  GtkLabel *service;
  PlBitStrip *bits;
  PlFactGrid *facts;
  GtkWidget *stand_in_group;
  PlStandInList *stand_ins;

  PlSide side;
  PlEnd end;            /* in the copy menu */
  PlFamily bits_family; /* of the strip; none if it is not shown */
  gboolean is_wildcard;
  gboolean has_chooser;
  guint n_notations;
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (PlEndCard, pl_end_card, GTK_TYPE_WIDGET)

enum
{
  PROP_SIDE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_COPIED,
  SIGNAL_ACTIVATE_LINK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What depends on the room there is. */
static void
update_size (PlEndCard *self)
{
  int spacing = SPACING;
  double bit_ems = 0;

  if (self->is_narrow)
    {
      spacing = SPACING_NARROW;
      bit_ems = self->bits_family == PL_FAMILY_IPV4 ? BIT_EMS_NARROW : 0;
    }
  else if (self->is_wildcard)
    {
      spacing = SPACING_WILDCARD;
    }

  pl_column_layout_set_spacing (self->layout, spacing);
  pl_bit_strip_set_cell_ems (self->bits, bit_ems);
  pl_fact_grid_set_narrow (self->facts, self->is_narrow);
  gtk_widget_set_visible (self->chooser, self->has_chooser && !self->is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->copy), self->n_notations > 0);
}

static void
set_address (PlEndCard *self, const PlEndFacts *facts)
{
  g_autofree char *lines = pl_end_facts_dup_lines (facts->address);
  gsize length = strlen (facts->address);

  gtk_widget_set_visible (self->address_holder, facts->is_known);
  gtk_label_set_label (GTK_LABEL (self->address), lines);
  pl_style_toggle_class (self->address, "short", length <= SHORT_ADDRESS);
  pl_style_toggle_class (self->address, "long", length > MIDDLE_ADDRESS);

  gtk_widget_set_visible (self->words, facts->headline != NULL);
  gtk_label_set_label (GTK_LABEL (self->headline), facts->headline ? facts->headline : "");
  pl_style_toggle_class (self->headline, "heading", facts->is_known);
  pl_style_toggle_class (self->headline, "title-2", !facts->is_known);
  gtk_widget_set_visible (self->subline, facts->subline != NULL);
  gtk_label_set_label (GTK_LABEL (self->subline), facts->subline ? facts->subline : "");
}

static void
set_port (PlEndCard *self, const PlEndFacts *facts)
{
  g_autofree char *port = g_strdup_printf ("%u", facts->end.port);

  gtk_widget_set_visible (self->port_line, facts->is_known);
  gtk_label_set_label (GTK_LABEL (self->port), port);
  gtk_label_set_label (self->service, facts->service ? facts->service : _ ("no service has this number"));
}

static void
set_chooser (PlEndCard *self, PlChooser chooser)
{
  self->has_chooser = chooser != PL_CHOOSER_UNKNOWN;
  if (!self->has_chooser)
    return;

  gtk_image_set_from_icon_name (self->chooser_icon, pl_chooser_get_icon_name (chooser));
  gtk_label_set_label (self->chooser_label, pl_chooser_get_label (chooser));
}

/* A new menu closes an open one, so there is none while the end stays the same. */
static void
set_copy_menu (PlEndCard *self, const PlEndFacts *facts)
{
  if (self->n_notations == facts->notations->len && pl_end_equal (&self->end, &facts->end))
    return;

  self->end = facts->end;
  self->n_notations = facts->notations->len;
  if (self->n_notations > 0)
    {
      g_autoptr (GMenuModel) menu = pl_copy_menu_new (facts->notations);

      gtk_menu_button_set_menu_model (self->copy, menu);
    }
}

static void
update_accessible (PlEndCard *self, const PlEndFacts *facts)
{
  g_autofree char *label = NULL;

  if (!facts->is_known)
    label = g_strdup_printf (self->side == PL_SIDE_LOCAL ? _ ("Local end: %s") : _ ("Peer end: %s"),
                             facts->headline);
  else
    label = g_strdup_printf (self->side == PL_SIDE_LOCAL ? _ ("Local end: %s, port %u")
                                                         : _ ("Peer end: %s, port %u"),
                             facts->address, facts->end.port);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_side (PlEndCard *self)
{
  const char *name = self->side == PL_SIDE_LOCAL ? _ ("Copy local end") : _ ("Copy peer end");
  GtkWidget *colored[] = { self->address, self->port, GTK_WIDGET (self->bits) };

  for (guint i = 0; i < G_N_ELEMENTS (colored); i++)
    {
      pl_style_toggle_class (colored[i], "local", self->side == PL_SIDE_LOCAL);
      pl_style_toggle_class (colored[i], "peer", self->side == PL_SIDE_PEER);
    }
  pl_plate_set_side (self->plate, self->side);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->copy), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
copy_text (GtkWidget *widget, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  g_signal_emit (widget, signals[SIGNAL_COPIED], 0, text);
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  copy_text (widget, g_variant_get_string (parameter, NULL));
}

static void
copy_end_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlEndCard *self = PL_END_CARD (widget);
  char text[PL_END_STRING_SIZE];

  if (self->n_notations > 0)
    copy_text (widget, pl_end_to_string (&self->end, text));
}

static void
activate_link_cb (PlEndCard *self, const char *link)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE_LINK], 0, link);
}

static void
pl_end_card_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_END_CARD);
  /* The template lets go of the children that are bound; the others are boxes. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_end_card_parent_class)->dispose (object);
}

static void
pl_end_card_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_SIDE)
    g_value_set_enum (value, PL_END_CARD (object)->side);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
pl_end_card_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_SIDE)
    pl_end_card_set_side (PL_END_CARD (object), g_value_get_enum (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PL_TYPE_BIT_STRIP);
  g_type_ensure (PL_TYPE_COLUMN_LAYOUT);
  g_type_ensure (PL_TYPE_FACT_GRID);
  g_type_ensure (PL_TYPE_FLOW);
  g_type_ensure (PL_TYPE_PLATE);
  g_type_ensure (PL_TYPE_SHRINK);
  g_type_ensure (PL_TYPE_STAND_IN_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/widgets/pl-end-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, layout);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, plate);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, chooser);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, chooser_icon);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, chooser_label);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, copy);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, address_holder);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, address);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, words);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, headline);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, subline);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, port_line);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, port);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, service);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, bits);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, facts);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, stand_in_group);
  gtk_widget_class_bind_template_child (widget_class, PlEndCard, stand_ins);
  gtk_widget_class_bind_template_callback (widget_class, activate_link_cb);
}

static void
pl_end_card_class_init (PlEndCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_end_card_dispose;
  object_class->get_property = pl_end_card_get_property;
  object_class->set_property = pl_end_card_set_property;

  /**
   * PlEndCard:side:
   *
   * The end that the card shows.
   */
  properties[PROP_SIDE] = g_param_spec_enum ("side", NULL, NULL, PL_TYPE_SIDE, PL_SIDE_LOCAL,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                 G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * PlEndCard::copied:
   * @self: the card
   * @text: what is on the clipboard now
   *
   * Emitted after something was copied.
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * PlEndCard::activate-link:
   * @self: the card
   * @link: the link of the fact
   *
   * Emitted when the link of a fact is activated.
   */
  signals[SIGNAL_ACTIVATE_LINK] = g_signal_new ("activate-link", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "end.copy", "s", copy_action);
  gtk_widget_class_install_action (widget_class, "end.copy-end", NULL, copy_end_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "end.copy-end", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_template (widget_class);
}

static void
pl_end_card_init (PlEndCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_menu_tooltip_tame (self->copy);

  /* An address reads from left to right, whatever is around it. */
  gtk_widget_set_direction (self->address, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (self->port, GTK_TEXT_DIR_LTR);
  update_side (self);
  update_size (self);
}

/**
 * pl_end_card_get_side:
 * @self: a card
 *
 * Returns: which end it shows
 */
PlSide
pl_end_card_get_side (PlEndCard *self)
{
  return self->side;
}

/**
 * pl_end_card_set_side:
 * @self: a card
 * @side: the end to show
 *
 * Sets the end that the card shows: its hue, its mark and its word.
 */
void
pl_end_card_set_side (PlEndCard *self, PlSide side)
{
  g_return_if_fail (PL_IS_END_CARD (self));

  if (self->side == side)
    return;

  self->side = side;
  update_side (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDE]);
}

/**
 * pl_end_card_set_facts:
 * @self: a card
 * @facts: what to show; copied
 *
 * Shows an end. One that is not known has its headline instead of an address; a wildcard has the addresses
 * that it stands for instead of its bits.
 */
void
pl_end_card_set_facts (PlEndCard *self, const PlEndFacts *facts)
{
  gboolean has_bits = facts->is_known && !facts->is_wildcard;

  g_return_if_fail (PL_IS_END_CARD (self));

  self->is_wildcard = facts->is_wildcard;
  self->bits_family = has_bits ? facts->end.address.family : PL_FAMILY_NONE;
  set_address (self, facts);
  set_port (self, facts);
  set_chooser (self, facts->chooser);
  set_copy_menu (self, facts);
  update_accessible (self, facts);

  gtk_widget_set_visible (GTK_WIDGET (self->bits), has_bits);
  pl_bit_strip_set_address (self->bits, has_bits ? &facts->end.address : NULL);
  pl_bit_strip_set_prefix_length (self->bits, facts->prefix_length);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), facts->facts->len > 0);
  pl_fact_grid_set_facts (self->facts, (const PlFact *) facts->facts->data, facts->facts->len);
  gtk_widget_set_visible (self->stand_in_group, facts->stand_ins->len > 0);
  pl_stand_in_list_set_stand_ins (self->stand_ins, (const PlStandIn *) facts->stand_ins->data,
                                  facts->stand_ins->len);
  update_size (self);
}

/**
 * pl_end_card_set_narrow:
 * @self: a card
 * @is_narrow: whether the window is narrow
 *
 * Leaves out what there is no room for: the chip that says who chose it becomes a line of its own. Sizes and
 * padding come from the style class of the window.
 */
void
pl_end_card_set_narrow (PlEndCard *self, gboolean is_narrow)
{
  g_return_if_fail (PL_IS_END_CARD (self));

  self->is_narrow = !!is_narrow;
  update_size (self);
}
