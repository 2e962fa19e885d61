/* The page Address: reads what is typed and gives it to the parts that show it. Works offline: asks no
 * resolver and sends nothing. */

#include "app/address/pl-address-page.h"

#include "core/address/pl-network.h"
#include "core/host/pl-host-address.h"
#include "core/target/pl-hostspec.h"

#include "app/address/pl-address-verdict.h"
#include "app/address/pl-decoded-list.h"
#include "app/address/pl-network-card.h"
#include "app/address/pl-notation-list.h"
#include "app/address/pl-registry-group.h"
#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-verdict-label.h"

#include <glib/gi18n-lib.h>

struct _PlAddressPage
{
  AdwBin parent_instance;

  AdwEntryRow *host_row;
  PlVerdictLabel *host_label;
  GtkBox *verdict_box;
  GtkWidget *use_box;
  GtkStack *stack;
  GtkBox *examples;
  PlNetworkCard *card;
  GtkBox *columns;
  PlNotationList *notations;
  PlRegistryGroup *registry;
  PlDecodedList *decoded;

  PlHostspec *hostspec; /* (nullable) */
  PlAddress shown;      /* the address that the parts show; family NONE before the first */
  int typed_length;     /* the prefix length that was typed with it, or -1 */
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (PlAddressPage, pl_address_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_USE,
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* 1. What is shown */

static void
show_notations (PlAddressPage *self)
{
  if (self->shown.family != PL_FAMILY_NONE)
    pl_notation_list_set_address (self->notations, &self->shown, self->hostspec->zone,
                                  pl_network_card_get_prefix_length (self->card));
}

/* A typed length wins, then that of the interface it is on; a new text with the same address leaves the
 * slider. */
static void
move_slider (PlAddressPage *self, const PlHostAddress *reach, gboolean is_other)
{
  int typed_length = self->hostspec->prefix_length;

  if (typed_length >= 0 && (is_other || typed_length != self->typed_length))
    pl_network_card_set_prefix_length (self->card, (guint) typed_length);
  else if (is_other && reach->prefix_length >= 0 && !pl_address_get_mapped (&self->shown, NULL))
    pl_network_card_set_prefix_length (self->card, (guint) reach->prefix_length);
  else if (is_other)
    pl_network_card_set_prefix_length (self->card, pl_network_guess_prefix_length (&self->shown));
  self->typed_length = typed_length;
}

static void
show_address (PlAddressPage *self)
{
  const PlHostspec *hostspec = self->hostspec;
  gboolean is_other = !pl_address_equal (&self->shown, &hostspec->address);
  PlEnd end = { .address = hostspec->address };
  PlHostAddress reach;

  pl_hostspec_resolve_zone (hostspec, &end.scope_id);
  pl_host_address_find (&reach, &end);

  self->shown = hostspec->address;
  pl_network_card_set_address (self->card, &hostspec->address, hostspec->zone);
  pl_network_card_set_reach (self->card, &reach);
  move_slider (self, &reach, is_other);
  show_notations (self);
  if (is_other)
    {
      pl_registry_group_set_address (self->registry, &hostspec->address);
      pl_decoded_list_set_address (self->decoded, &hostspec->address);
    }
}

static void
update (PlAddressPage *self)
{
  const char *page = "empty";
  gboolean is_usable;

  g_clear_pointer (&self->hostspec, pl_hostspec_free);
  self->hostspec = pl_hostspec_parse (gtk_editable_get_text (GTK_EDITABLE (self->host_row)), -1,
                                      PL_USE_CONNECT, PL_FAMILY_NONE);
  is_usable = pl_hostspec_is_submittable (self->hostspec, PL_USE_CONNECT);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "address.connect", is_usable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "address.listen", is_usable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "address.look-up", is_usable);
  gtk_widget_set_visible (self->use_box, is_usable);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_box), self->hostspec->kind != PL_HOSTSPEC_NONE);
  pl_address_verdict_show (self->hostspec, self->host_row, self->host_label);

  if (pl_hostspec_has_address (self->hostspec))
    {
      show_address (self);
      page = "address";
    }
  else if (self->hostspec->kind == PL_HOSTSPEC_NAME)
    page = "name";
  gtk_stack_set_visible_child_name (self->stack, page);
}

/* The interfaces may be others by now. */
static void
pl_address_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_address_page_parent_class)->map (widget);

  update (PL_ADDRESS_PAGE (widget));
}

static void
set_host (PlAddressPage *self, const char *hostspec)
{
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->host_row)), hostspec))
    gtk_editable_set_text (GTK_EDITABLE (self->host_row), hostspec);
  gtk_editable_set_position (GTK_EDITABLE (self->host_row), -1);
}

static void
mend_cb (PlAddressPage *self, const char *text)
{
  g_autofree char *kept = g_strdup (text);

  if (kept == NULL)
    return;
  set_host (self, kept);
  pl_address_page_focus_host (self);
}

/* 2. What can be done */

static void
emit_use (PlAddressPage *self, const char *form)
{
  const PlHostspec *hostspec = self->hostspec;
  g_autofree char *text = NULL;

  if (hostspec->zone != NULL)
    text = g_strconcat (hostspec->text, "%", hostspec->zone, NULL);
  else
    text = g_strdup (hostspec->text);
  g_signal_emit (self, signals[SIGNAL_USE], 0, form, text);
}

static void
connect_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  emit_use (PL_ADDRESS_PAGE (widget), "connect");
}

static void
listen_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  emit_use (PL_ADDRESS_PAGE (widget), "listen");
}

static void
look_up_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlAddressPage *self = PL_ADDRESS_PAGE (widget);

  gtk_widget_activate_action (widget, "win.look-up", "s", self->hostspec->text);
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *text = g_variant_get_string (parameter, NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  g_signal_emit (widget, signals[SIGNAL_COPIED], 0, text);
}

static void
show_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  set_host (PL_ADDRESS_PAGE (widget), g_variant_get_string (parameter, NULL));
  pl_address_page_focus_host (PL_ADDRESS_PAGE (widget));
}

/* In place of what is there, as a person would do it: so it can be undone, too. */
static void
paste_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlAddressPage *self = PL_ADDRESS_PAGE (widget);
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->host_row)));

  gtk_widget_grab_focus (text);
  gtk_editable_select_region (GTK_EDITABLE (text), 0, -1);
  gtk_widget_activate_action (text, "clipboard.paste", NULL);
}

static void
set_narrow (PlAddressPage *self, gboolean is_narrow)
{
  GtkOrientation orientation = is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  if (self->is_narrow == is_narrow)
    return;

  self->is_narrow = is_narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), orientation);
  gtk_box_set_homogeneous (self->columns, !is_narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->examples), orientation);
  pl_network_card_set_narrow (self->card, is_narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
pl_address_page_dispose (GObject *object)
{
  PlAddressPage *self = PL_ADDRESS_PAGE (object);

  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_ADDRESS_PAGE);
  g_clear_pointer (&self->hostspec, pl_hostspec_free);

  G_OBJECT_CLASS (pl_address_page_parent_class)->dispose (object);
}

static void
pl_address_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    g_value_set_boolean (value, PL_ADDRESS_PAGE (object)->is_narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
pl_address_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    set_narrow (PL_ADDRESS_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
install_signals (void)
{
  /**
   * PlAddressPage::use:
   * @form: "connect" or "listen"
   * @hostspec: what to put into the form's host
   *
   * Emitted when the address is to be used.
   */
  signals[SIGNAL_USE] = g_signal_new ("use", PL_TYPE_ADDRESS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /**
   * PlAddressPage::copied:
   * @text: what is in the clipboard now
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", PL_TYPE_ADDRESS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PL_TYPE_COLUMN_LAYOUT);
  g_type_ensure (PL_TYPE_DECODED_LIST);
  g_type_ensure (PL_TYPE_NETWORK_CARD);
  g_type_ensure (PL_TYPE_NOTATION_LIST);
  g_type_ensure (PL_TYPE_REGISTRY_GROUP);
  g_type_ensure (PL_TYPE_VERDICT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/address/pl-address-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlAddressPage, host_row);
  gtk_widget_class_bind_template_child (widget_class, PlAddressPage, host_label);
  gtk_widget_class_bind_template_child (widget_class, PlAddressPage, verdict_box);
  gtk_widget_class_bind_template_child (widget_class, PlAddressPage, use_box);
  gtk_widget_class_bind_template_child (widget_class, PlAddressPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PlAddressPage, examples);
  gtk_widget_class_bind_template_child (widget_class, PlAddressPage, card);
  gtk_widget_class_bind_template_child (widget_class, PlAddressPage, columns);
  gtk_widget_class_bind_template_child (widget_class, PlAddressPage, notations);
  gtk_widget_class_bind_template_child (widget_class, PlAddressPage, registry);
  gtk_widget_class_bind_template_child (widget_class, PlAddressPage, decoded);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, mend_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_notations);
}

static void
pl_address_page_class_init (PlAddressPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_address_page_dispose;
  object_class->get_property = pl_address_page_get_property;
  object_class->set_property = pl_address_page_set_property;
  widget_class->map = pl_address_page_map;

  /**
   * PlAddressPage:narrow:
   *
   * Whether there is little width: then everything is in one column.
   */
  properties[PROP_NARROW] = g_param_spec_boolean (
      "narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals ();

  gtk_widget_class_install_action (widget_class, "address.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "address.listen", NULL, listen_action);
  gtk_widget_class_install_action (widget_class, "address.look-up", NULL, look_up_action);
  gtk_widget_class_install_action (widget_class, "address.copy", "s", copy_action);
  gtk_widget_class_install_action (widget_class, "address.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "address.show", "s", show_action);
  bind_template (widget_class);
}

static void
pl_address_page_init (PlAddressPage *self)
{
  GtkWidget *text;

  self->typed_length = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* An entry row names its text by nothing, so a screen reader would say “text”. */
  text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->host_row)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->host_row)), -1);
  gtk_widget_set_direction (text, GTK_TEXT_DIR_LTR);
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    gtk_editable_set_alignment (GTK_EDITABLE (self->host_row), 1);
  update (self);
}

/**
 * pl_address_page_new:
 *
 * Makes the page without an address.
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
pl_address_page_new (void)
{
  return g_object_new (PL_TYPE_ADDRESS_PAGE, NULL);
}

/**
 * pl_address_page_show:
 * @self: a page
 * @hostspec: an address in any of its forms, with its zone and prefix length if it has them: "fe80::1%eth0"
 *
 * Shows an address as if somebody had typed it.
 */
void
pl_address_page_show (PlAddressPage *self, const char *hostspec)
{
  set_host (self, hostspec);
}

/**
 * pl_address_page_focus_host:
 * @self: a page
 *
 * Goes to the field.
 */
void
pl_address_page_focus_host (PlAddressPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->host_row));
  gtk_editable_set_position (GTK_EDITABLE (self->host_row), -1);
}
