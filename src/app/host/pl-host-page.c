/* The page This host: the way out by each family, and the interfaces with their addresses, as they are now.
 * What stays the same stays where it is, so a change does not move the page. */

#include "app/host/pl-host-page.h"

#include "core/host/pl-host-words.h"

#include "app/host/pl-default-card.h"
#include "app/host/pl-interface-group.h"
#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>

#define GROUPS_STEP 24 /* interfaces that are shown at first, and more at a time: widgets take their time */

struct _PlHostPage
{
  AdwBin parent_instance;

  PlHost *host; /* (nullable) */
  GtkStack *stack;
  AdwStatusPage *problem;
  GtkBox *cards;
  PlDefaultCard *ipv4_card;
  PlDefaultCard *ipv6_card;
  GtkLabel *found_label;
  GtkBox *groups;
  guint n_groups_max;
  GtkButton *more_button;
  GtkLabel *dropped_label;
  GtkOrientable *footer;
  GtkLabel *localhost_label;
  gboolean is_narrow;
  gboolean is_following;
};

G_DEFINE_FINAL_TYPE (PlHostPage, pl_host_page, ADW_TYPE_BIN)

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

/* 1. The ways out */

/* What is true of both families is said once, below the cards. */
static void
show_routes (PlHostPage *self, const PlHostState *state)
{
  g_autofree char *no_ipv4 = pl_host_state_dup_no_route (state, PL_FAMILY_IPV4);
  g_autofree char *no_ipv6 = pl_host_state_dup_no_route (state, PL_FAMILY_IPV6);
  gboolean is_same = state->ipv4.code != 0 && state->ipv6.code != 0 && g_str_equal (no_ipv4, no_ipv6);

  pl_default_card_set_state (self->ipv4_card, state, PL_FAMILY_IPV4, is_same ? NULL : no_ipv4);
  pl_default_card_set_state (self->ipv6_card, state, PL_FAMILY_IPV6, is_same ? NULL : no_ipv6);
  pl_style_toggle_class (GTK_WIDGET (self->found_label), "caption", !is_same);
  gtk_label_set_label (
      self->found_label,
      is_same ? no_ipv4
              : _ ("No packet was sent to find this out: the system’s own routing table was asked."));
}

/* 2. The interfaces */

static PlInterfaceGroup *
find_group (PlHostPage *self, guint32 index)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (pl_interface_group_get_index (PL_INTERFACE_GROUP (child)) == index)
      return PL_INTERFACE_GROUP (child);
  return NULL;
}

static GtkWidget *
create_group (PlHostPage *self, guint32 index)
{
  GtkWidget *group = pl_interface_group_new (index);

  pl_interface_group_set_narrow (PL_INTERFACE_GROUP (group), self->is_narrow);
  gtk_box_append (self->groups, group);
  return group;
}

/* Those that are gone, and those that there are too many of. */
static void
remove_after (PlHostPage *self, GtkWidget *last)
{
  GtkWidget *child;

  while ((child = last != NULL ? gtk_widget_get_next_sibling (last)
                               : gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
}

static void
show_more_button (PlHostPage *self, guint n_more)
{
  g_autofree char *label = g_strdup_printf (
      ngettext ("Show %u more interface", "Show %u more interfaces", MIN (n_more, GROUPS_STEP)),
      MIN (n_more, GROUPS_STEP));

  gtk_button_set_label (self->more_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), n_more > 0);
}

static void
show_interfaces (PlHostPage *self, const PlHostState *state)
{
  g_autoptr (GPtrArray) interfaces = pl_host_state_list_interfaces (state);
  guint n_groups = MIN (interfaces->len, self->n_groups_max);
  GtkWidget *previous = NULL;

  for (guint i = 0; i < n_groups; i++)
    {
      guint32 index = ((const PlInterface *) interfaces->pdata[i])->index;
      PlInterfaceGroup *known = find_group (self, index);
      GtkWidget *group = known != NULL ? GTK_WIDGET (known) : create_group (self, index);

      if (gtk_widget_get_prev_sibling (group) != previous)
        gtk_box_reorder_child_after (self->groups, group, previous);
      pl_interface_group_set_state (PL_INTERFACE_GROUP (group), state);
      previous = group;
    }
  remove_after (self, previous);
  show_more_button (self, interfaces->len - n_groups);
}

/* 3. All of it */

static void
update (PlHostPage *self)
{
  const PlHostState *state = self->host != NULL ? pl_host_get_state (self->host) : NULL;
  g_autofree char *problem = state != NULL ? pl_host_state_dup_problem (state) : NULL;
  g_autofree char *dropped = state != NULL ? pl_host_state_dup_dropped (state) : NULL;
  const char *localhost;

  if (state == NULL || problem != NULL)
    {
      adw_status_page_set_description (self->problem, problem);
      gtk_stack_set_visible_child_name (self->stack, problem != NULL ? "problem" : "waiting");
      return;
    }

  localhost = pl_host_get_localhost (self->host);
  show_routes (self, state);
  show_interfaces (self, state);
  gtk_widget_set_visible (GTK_WIDGET (self->dropped_label), dropped != NULL);
  gtk_label_set_label (self->dropped_label, dropped != NULL ? dropped : "");
  gtk_label_set_label (self->localhost_label, localhost != NULL ? localhost : "");
  gtk_stack_set_visible_child_name (self->stack, "host");
}

static void
more_cb (PlHostPage *self)
{
  self->n_groups_max += GROUPS_STEP;
  update (self);
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *text = g_variant_get_string (parameter, NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  g_signal_emit (widget, signals[SIGNAL_COPIED], 0, text);
}

static void
listen_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_USE], 0, "listen", g_variant_get_string (parameter, NULL));
}

static void
set_narrow (PlHostPage *self, gboolean is_narrow)
{
  GtkOrientation orientation = is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  if (self->is_narrow == is_narrow)
    return;

  self->is_narrow = is_narrow;
  gtk_orientable_set_orientation (self->footer, orientation);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->groups)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    pl_interface_group_set_narrow (PL_INTERFACE_GROUP (child), is_narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/* Nothing is followed while nobody looks. */
static void
set_following (PlHostPage *self, gboolean is_following)
{
  if (self->host == NULL || self->is_following == is_following)
    return;

  self->is_following = is_following;
  if (is_following)
    pl_host_follow (self->host);
  else
    pl_host_unfollow (self->host);
}

static void
pl_host_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_host_page_parent_class)->map (widget);

  set_following (PL_HOST_PAGE (widget), TRUE);
}

static void
pl_host_page_unmap (GtkWidget *widget)
{
  set_following (PL_HOST_PAGE (widget), FALSE);

  GTK_WIDGET_CLASS (pl_host_page_parent_class)->unmap (widget);
}

static void
pl_host_page_dispose (GObject *object)
{
  PlHostPage *self = PL_HOST_PAGE (object);

  set_following (self, FALSE);
  g_clear_object (&self->host);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_HOST_PAGE);

  G_OBJECT_CLASS (pl_host_page_parent_class)->dispose (object);
}

static void
pl_host_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    g_value_set_boolean (value, PL_HOST_PAGE (object)->is_narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
pl_host_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    set_narrow (PL_HOST_PAGE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
install_signals (void)
{
  /**
   * PlHostPage::use:
   * @form: "listen"
   * @hostspec: what to put into the form's host
   *
   * Emitted when an address is to be used.
   */
  signals[SIGNAL_USE] = g_signal_new ("use", PL_TYPE_HOST_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /**
   * PlHostPage::copied:
   * @text: what is in the clipboard now
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", PL_TYPE_HOST_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PL_TYPE_COLUMN_LAYOUT);
  g_type_ensure (PL_TYPE_DEFAULT_CARD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/host/pl-host-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlHostPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PlHostPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlHostPage, cards);
  gtk_widget_class_bind_template_child (widget_class, PlHostPage, ipv4_card);
  gtk_widget_class_bind_template_child (widget_class, PlHostPage, ipv6_card);
  gtk_widget_class_bind_template_child (widget_class, PlHostPage, found_label);
  gtk_widget_class_bind_template_child (widget_class, PlHostPage, groups);
  gtk_widget_class_bind_template_child (widget_class, PlHostPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, PlHostPage, dropped_label);
  gtk_widget_class_bind_template_child (widget_class, PlHostPage, footer);
  gtk_widget_class_bind_template_child (widget_class, PlHostPage, localhost_label);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
}

static void
pl_host_page_class_init (PlHostPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_host_page_dispose;
  object_class->get_property = pl_host_page_get_property;
  object_class->set_property = pl_host_page_set_property;
  widget_class->map = pl_host_page_map;
  widget_class->unmap = pl_host_page_unmap;

  /**
   * PlHostPage:narrow:
   *
   * Whether there is little width: then an address has two lines.
   */
  properties[PROP_NARROW] = g_param_spec_boolean (
      "narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals ();

  gtk_widget_class_install_action (widget_class, "host.copy", "s", copy_action);
  gtk_widget_class_install_action (widget_class, "host.listen", "s", listen_action);
  bind_template (widget_class);
}

static void
pl_host_page_init (PlHostPage *self)
{
  self->n_groups_max = GROUPS_STEP;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_host_page_new:
 *
 * Makes the page without a host.
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
pl_host_page_new (void)
{
  return g_object_new (PL_TYPE_HOST_PAGE, NULL);
}

/**
 * pl_host_page_set_host:
 * @self: a page without a host
 * @host: what it shows, followed while the page can be seen
 */
void
pl_host_page_set_host (PlHostPage *self, PlHost *host)
{
  g_return_if_fail (self->host == NULL);

  self->host = g_object_ref (host);
  g_signal_connect_object (host, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  set_following (self, gtk_widget_get_mapped (GTK_WIDGET (self)));
}
