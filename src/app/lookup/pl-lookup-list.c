/* Every lookup in a line of its own, and how far those of a long list are. */

#include "app/lookup/pl-lookup-list.h"

#include "app/lookup/pl-lookup-look.h"
#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>

struct _PlLookupList
{
  AdwBin parent_instance;

  PlLookups *lookups; /* (nullable) */
  GtkListView *view;
  GtkSingleSelection *selection;
  GtkWidget *content;
  GtkWidget *progress_box;
  GtkProgressBar *progress;
  GtkLabel *progress_label;
};

G_DEFINE_FINAL_TYPE (PlLookupList, pl_lookup_list, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SELECTED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* 1. A line */

typedef struct
{
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *outcome;
} Line;

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  Line *line = g_new (Line, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  line->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  line->title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  line->outcome = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_add_css_class (line->outcome, "note");
  gtk_widget_add_css_class (line->outcome, "caption");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), line->title);
  gtk_box_append (GTK_BOX (words), line->outcome);
  gtk_box_append (GTK_BOX (box), line->icon);
  gtk_box_append (GTK_BOX (box), words);
  g_object_set_data_full (G_OBJECT (item), "line", line, g_free);
  gtk_list_item_set_child (item, box);
}

static void
update_line (PlLookup *lookup, GParamSpec *pspec, GtkListItem *item)
{
  static const char *const classes[] = { "success", "warning", "error", "note" };
  const Line *line = g_object_get_data (G_OBJECT (item), "line");
  g_autofree char *outcome = pl_lookup_look_dup_outcome (lookup);
  const char *typed = pl_lookup_request_get_hostspec (pl_lookup_get_request (lookup));
  const char *css_class;
  const char *icon_name = pl_lookup_look_get_icon (lookup, &css_class);

  gtk_image_set_from_icon_name (GTK_IMAGE (line->icon), icon_name);
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    pl_style_toggle_class (line->icon, classes[i], g_str_equal (classes[i], css_class));
  gtk_label_set_label (GTK_LABEL (line->title), typed);
  gtk_label_set_label (GTK_LABEL (line->outcome), outcome);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  PlLookup *lookup = gtk_list_item_get_item (item);

  update_line (lookup, NULL, item);
  if (!pl_lookup_is_over (lookup))
    g_signal_connect_object (lookup, "notify::state", G_CALLBACK (update_line), item, 0);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), item);
}

/* 2. How far they are */

static void
append_count (GString *text, const char *format, guint n)
{
  if (n == 0)
    return;

  g_string_append (text, " · ");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (text, format, n);
#pragma GCC diagnostic pop
}

static void
show_progress (PlLookupList *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  PlLookupTotals totals;

  pl_lookups_get_totals (self->lookups, &totals);
  gtk_widget_set_visible (self->progress_box, totals.n_all > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.stop", totals.n_over < totals.n_all);
  if (totals.n_all < 2)
    return;

  /* Translators: how many lookups are over */
  g_string_append_printf (text, _ ("%u of %u"), totals.n_over, totals.n_all);
  append_count (text, ngettext ("%u found", "%u found", totals.n_found), totals.n_found);
  append_count (text, ngettext ("%u not", "%u not", totals.n_unknown), totals.n_unknown);
  append_count (text, ngettext ("%u without an answer", "%u without an answer", totals.n_silent),
                totals.n_silent);
  append_count (text, ngettext ("%u failed", "%u failed", totals.n_failed), totals.n_failed);
  append_count (text, ngettext ("%u wrong", "%u wrong", totals.n_wrong), totals.n_wrong);
  append_count (text, ngettext ("%u stopped", "%u stopped", totals.n_stopped), totals.n_stopped);
  gtk_label_set_label (self->progress_label, text->str);
  gtk_progress_bar_set_fraction (self->progress, (double) totals.n_over / totals.n_all);
}

/* 3. The list */

static void
selected_cb (PlLookupList *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/* What somebody has just asked for is what they want to see; of a long list it is the first. */
static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, PlLookupList *self)
{
  gtk_widget_set_visible (self->content, g_list_model_get_n_items (model) > 0);
  show_progress (self);
  if (added == 0 || removed > 0)
    return;

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

static void
clear_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_lookups_clear (PL_LOOKUP_LIST (widget)->lookups);
}

static void
stop_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_lookups_stop_all (PL_LOOKUP_LIST (widget)->lookups);
}

static void
pl_lookup_list_dispose (GObject *object)
{
  PlLookupList *self = PL_LOOKUP_LIST (object);

  if (self->lookups != NULL)
    {
      g_signal_handlers_disconnect_by_data (pl_lookups_get_model (self->lookups), self);
      g_signal_handlers_disconnect_by_data (self->lookups, self);
    }
  g_clear_object (&self->lookups);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_LOOKUP_LIST);

  G_OBJECT_CLASS (pl_lookup_list_parent_class)->dispose (object);
}

static void
pl_lookup_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_SELECTED)
    g_value_set_object (value, pl_lookup_list_get_selected (PL_LOOKUP_LIST (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
pl_lookup_list_class_init (PlLookupListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_lookup_list_dispose;
  object_class->get_property = pl_lookup_list_get_property;

  properties[PROP_SELECTED] = g_param_spec_object ("selected", NULL, NULL, PL_TYPE_LOOKUP,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                       G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "list.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "list.stop", NULL, stop_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/lookup/pl-lookup-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PlLookupList, view);
  gtk_widget_class_bind_template_child (widget_class, PlLookupList, selection);
  gtk_widget_class_bind_template_child (widget_class, PlLookupList, content);
  gtk_widget_class_bind_template_child (widget_class, PlLookupList, progress_box);
  gtk_widget_class_bind_template_child (widget_class, PlLookupList, progress);
  gtk_widget_class_bind_template_child (widget_class, PlLookupList, progress_label);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
pl_lookup_list_init (PlLookupList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_lookup_list_new:
 *
 * Returns: (transfer floating): an empty list
 */
GtkWidget *
pl_lookup_list_new (void)
{
  return g_object_new (PL_TYPE_LOOKUP_LIST, NULL);
}

/**
 * pl_lookup_list_set_lookups:
 * @self: a list
 * @lookups: what to show; once
 */
void
pl_lookup_list_set_lookups (PlLookupList *self, PlLookups *lookups)
{
  GListModel *model = pl_lookups_get_model (lookups);

  self->lookups = g_object_ref (lookups);
  gtk_single_selection_set_model (self->selection, model);
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (lookups, "counted", G_CALLBACK (show_progress), self);
  items_changed_cb (model, 0, 0, 0, self);
}

/**
 * pl_lookup_list_get_selected:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): the selected lookup
 */
PlLookup *
pl_lookup_list_get_selected (PlLookupList *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}
