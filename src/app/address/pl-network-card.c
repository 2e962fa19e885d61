/* The card in the middle of the Address page: what the address is, its bits, and the network that a prefix
 * length makes of it. Knows no text field. */

#include "app/address/pl-network-card.h"

#include "core/address/pl-address-class.h"
#include "core/address/pl-network.h"
#include "core/target/pl-zone.h"

#include "app/address/pl-address-strip.h"
#include "app/widgets/pl-row-parts.h"
#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-flow.h"

#include <glib/gi18n-lib.h>

#define IPV4_CHARS 19
#define IPV6_CHARS 42

typedef enum
{
  FACT_NETWORK,
  FACT_FIRST,
  FACT_LAST,
  FACT_MASK,
  FACT_HOST,
  FACT_ADDRESSES,
  N_FACTS,
} FactId;

static const char *const fact_names[N_FACTS] = {
  [FACT_NETWORK] = N_ ("Network"), [FACT_FIRST] = N_ ("First"),    [FACT_LAST] = N_ ("Last"),
  [FACT_MASK] = N_ ("Netmask"),    [FACT_HOST] = N_ ("Host part"), [FACT_ADDRESSES] = N_ ("Addresses"),
};

typedef struct
{
  GtkWidget *box;
  GtkWidget *value;
} Fact;

struct _PlNetworkCard
{
  AdwBin parent_instance;

  PlAddress address;
  GtkBox *header;
  GtkImage *chip_icon;
  GtkLabel *chip_label;
  GtkLabel *kind_label;
  GtkLabel *reach_label;
  PlAddressStrip *strip;
  GtkScale *scale;
  GtkSpinButton *spin;
  GtkAdjustment *prefix;
  PlFlow *fact_flow;
  Fact facts[N_FACTS];
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (PlNetworkCard, pl_network_card, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_PREFIX_LENGTH,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* 1. Facts of the network */

static void
init_fact (PlNetworkCard *self, FactId id)
{
  Fact *fact = &self->facts[id];
  GtkWidget *name = pl_row_parts_new_label (_ (fact_names[id]), "note caption");

  fact->value = pl_row_parts_new_value (NULL);
  gtk_label_set_selectable (GTK_LABEL (fact->value), TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (fact->value), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name,
                                  NULL, -1);
  fact->box = g_object_ref_sink (pl_row_parts_new_words ());
  gtk_box_append (GTK_BOX (fact->box), name);
  gtk_box_append (GTK_BOX (fact->box), fact->value);
  pl_flow_append (self->fact_flow, fact->box);
}

/* The longest text of the family fits each, so that they stay in their places while the slider moves. */
static void
arrange_facts (PlNetworkCard *self)
{
  gboolean is_ipv4 = self->address.family == PL_FAMILY_IPV4;

  for (guint i = 0; i < N_FACTS; i++)
    gtk_label_set_width_chars (GTK_LABEL (self->facts[i].value), is_ipv4 ? IPV4_CHARS : IPV6_CHARS);
  gtk_widget_set_visible (self->facts[FACT_MASK].box, is_ipv4);
}

static void
set_fact (PlNetworkCard *self, FactId id, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->facts[id].value), text);
}

static void
set_address_fact (PlNetworkCard *self, FactId id, const PlAddress *address)
{
  char text[PL_ADDRESS_STRING_SIZE];

  set_fact (self, id, pl_address_to_string (address, text));
}

static void
prefix_cb (PlNetworkCard *self)
{
  guint prefix_length = pl_network_card_get_prefix_length (self);
  g_autofree char *prefix = NULL;
  g_autofree char *n_addresses = NULL;
  PlNetwork network;

  if (self->address.family == PL_FAMILY_NONE)
    return;

  pl_network_init (&network, &self->address, prefix_length);
  prefix = pl_network_dup_prefix (&network);
  n_addresses = pl_network_dup_n_addresses (&network);
  set_fact (self, FACT_NETWORK, prefix);
  set_address_fact (self, FACT_FIRST, &network.first);
  set_address_fact (self, FACT_LAST, &network.last);
  set_address_fact (self, FACT_MASK, &network.mask);
  set_address_fact (self, FACT_HOST, &network.host);
  set_fact (self, FACT_ADDRESSES, n_addresses);
  pl_address_strip_set_address (self->strip, &self->address, prefix_length);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PREFIX_LENGTH]);
}

/* 2. What the address is */

static const char *
get_cast (const PlAddress *address, const PlAddressClass *class)
{
  if (pl_address_is_multicast (address))
    return _ ("multicast");
  if (address->family == PL_FAMILY_IPV4 && address->bytes[0] == 255 && class->reach == PL_REACH_LINK)
    return _ ("broadcast");
  return _ ("unicast");
}

static const char *
get_reach (PlReach reach)
{
  switch (reach)
    {
    case PL_REACH_HOST:
      return _ ("valid on its computer");
    case PL_REACH_LINK:
      return _ ("valid on its link");
    case PL_REACH_SITE:
      return _ ("valid in its own network");
    case PL_REACH_GLOBAL:
      return _ ("valid everywhere");
    case PL_REACH_NOWHERE:
    default:
      return _ ("valid nowhere");
    }
}

static void
show_class (PlNetworkCard *self, const char *zone)
{
  g_autoptr (GString) kind = g_string_new (NULL);
  PlAddressClass class;
  guint32 scope_id;

  pl_address_classify (&self->address, &class);
  gtk_image_set_from_icon_name (self->chip_icon, class.symbolic_icon);
  gtk_label_set_label (self->chip_label, class.name);

  g_string_append_printf (kind, "%s · %s · %s", class.rfc, get_cast (&self->address, &class),
                          get_reach (class.reach));
  if (zone != NULL && pl_zone_resolve (zone, &scope_id))
    {
      g_string_append (kind, " · ");
      /* Translators: the zone of a link-local address and the number that the system has for it */
      g_string_append_printf (kind, _ ("zone %s = interface %u"), zone, scope_id);
    }
  gtk_label_set_label (self->kind_label, kind->str);
}

static void
pl_network_card_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_PREFIX_LENGTH)
    g_value_set_uint (value, pl_network_card_get_prefix_length (PL_NETWORK_CARD (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
pl_network_card_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_NETWORK_CARD);

  G_OBJECT_CLASS (pl_network_card_parent_class)->dispose (object);
}

static void
pl_network_card_class_init (PlNetworkCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_network_card_dispose;
  object_class->get_property = pl_network_card_get_property;

  /**
   * PlNetworkCard:prefix-length:
   *
   * Where the slider is.
   */
  properties[PROP_PREFIX_LENGTH] = g_param_spec_uint ("prefix-length", NULL, NULL, 0, 128, 0,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (PL_TYPE_ADDRESS_STRIP);
  g_type_ensure (PL_TYPE_COLUMN_LAYOUT);
  g_type_ensure (PL_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/address/pl-network-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PlNetworkCard, header);
  gtk_widget_class_bind_template_child (widget_class, PlNetworkCard, chip_icon);
  gtk_widget_class_bind_template_child (widget_class, PlNetworkCard, chip_label);
  gtk_widget_class_bind_template_child (widget_class, PlNetworkCard, kind_label);
  gtk_widget_class_bind_template_child (widget_class, PlNetworkCard, reach_label);
  gtk_widget_class_bind_template_child (widget_class, PlNetworkCard, strip);
  gtk_widget_class_bind_template_child (widget_class, PlNetworkCard, scale);
  gtk_widget_class_bind_template_child (widget_class, PlNetworkCard, spin);
  gtk_widget_class_bind_template_child (widget_class, PlNetworkCard, prefix);
  gtk_widget_class_bind_template_child (widget_class, PlNetworkCard, fact_flow);
  gtk_widget_class_bind_template_callback (widget_class, prefix_cb);
}

static void
pl_network_card_init (PlNetworkCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (GTK_WIDGET (self->scale), GTK_TEXT_DIR_LTR); /* as the bits above it */
  for (FactId id = 0; id < N_FACTS; id++)
    init_fact (self, id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->spin))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Prefix length"), -1);
}

/**
 * pl_network_card_set_address:
 * @self: a card
 * @address: an address with a family
 * @zone: (nullable): its zone
 *
 * Shows an address. The prefix length stays where it is; see pl_network_card_set_prefix_length().
 */
void
pl_network_card_set_address (PlNetworkCard *self, const PlAddress *address, const char *zone)
{
  gboolean is_other = self->address.family != address->family;

  self->address = *address;
  if (is_other)
    {
      gboolean is_ipv4 = address->family == PL_FAMILY_IPV4;

      gtk_adjustment_set_upper (self->prefix, is_ipv4 ? 32 : 128);
      gtk_adjustment_set_page_increment (self->prefix, is_ipv4 ? 8 : 16);
      arrange_facts (self);
    }
  show_class (self, zone);
  prefix_cb (self);
}

/**
 * pl_network_card_set_reach:
 * @self: a card
 * @reach: whether the address is ours, and how it would be reached
 */
void
pl_network_card_set_reach (PlNetworkCard *self, const PlHostAddress *reach)
{
  g_autofree char *sentence = pl_host_address_dup_sentence (reach);

  gtk_label_set_label (self->reach_label, sentence);
}

/**
 * pl_network_card_get_prefix_length:
 * @self: a card
 *
 * Returns: where the slider is
 */
guint
pl_network_card_get_prefix_length (PlNetworkCard *self)
{
  return (guint) (gtk_adjustment_get_value (self->prefix) + 0.5);
}

/**
 * pl_network_card_set_prefix_length:
 * @self: a card with an address
 * @prefix_length: at most the bits of the address
 */
void
pl_network_card_set_prefix_length (PlNetworkCard *self, guint prefix_length)
{
  gtk_adjustment_set_value (self->prefix, prefix_length);
}

/**
 * pl_network_card_set_narrow:
 * @self: a card
 * @is_narrow: whether there is little width: rows of 32 bits
 */
void
pl_network_card_set_narrow (PlNetworkCard *self, gboolean is_narrow)
{
  if (self->is_narrow == is_narrow)
    return;

  self->is_narrow = is_narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->header),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  pl_address_strip_set_rows (self->strip, is_narrow ? 4 : 2);
}
