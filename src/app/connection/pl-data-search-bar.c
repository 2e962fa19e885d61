/* Where one types what to look for in the data of a connection: as text with escapes, or as hex. Says how
 * often it is there. Knows no connection. */

#include "app/connection/pl-data-search-bar.h"

#include "app/widgets/pl-choice.h"
#include "app/widgets/pl-style.h"
#include "core/connection/pl-payload.h"

#include <glib/gi18n-lib.h>

struct _PlDataSearchBar
{
  GtkWidget parent_instance;

  PlChoice *kind;
  GtkEditable *entry;
  GtkLabel *count;

  PlDataFollower *follower; /* (nullable) */
  PlCharset charset;
  gboolean is_open;
  gboolean goes_first; /* to the first place, as soon as there is one */
};

G_DEFINE_FINAL_TYPE (PlDataSearchBar, pl_data_search_bar, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_OPEN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* (nullable): with a verdict that says why */
static GBytes *
read_needle (PlDataSearchBar *self, PlVerdict *verdict)
{
  const char *text = gtk_editable_get_text (self->entry);

  return pl_choice_get_value (self->kind) == 1
             ? pl_payload_from_hex (text, verdict)
             : pl_payload_from_text (text, self->charset, PL_LINE_END_NONE, verdict);
}

static void
show_words (PlDataSearchBar *self, const char *words, gboolean is_wrong)
{
  gtk_label_set_label (self->count, words);
  pl_style_toggle_class (GTK_WIDGET (self->entry), "error", is_wrong);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
show_count (PlDataSearchBar *self)
{
  PlDataSearch *search = pl_data_follower_get_search (self->follower);
  guint n = pl_data_search_get_n_matches (search);
  guint place = pl_data_search_get_place (search);
  g_autofree char *words = NULL;

  if (n >= PL_MATCHES_MAX && place > 0)
    /* Translators: the third of many places where something was found; no more than so many are looked for */
    words = g_strdup_printf (_ ("%u of %u or more"), place, n);
  else if (n >= PL_MATCHES_MAX)
    words = g_strdup_printf (_ ("%u places or more"), n);
  else if (n == 0)
    words = g_strdup (*gtk_editable_get_text (self->entry) != '\0' ? _ ("Not found") : "");
  else if (place > 0)
    /* Translators: the third of seventeen places where something was found */
    words = g_strdup_printf (_ ("%u of %u"), place, n);
  else
    words = g_strdup_printf (ngettext ("%u place", "%u places", n), n);
  show_words (self, words, FALSE);
}

static void
found_cb (PlDataSearchBar *self)
{
  guint n = pl_data_search_get_n_matches (pl_data_follower_get_search (self->follower));

  show_count (self);
  if (!self->goes_first || n == 0)
    return;

  self->goes_first = FALSE;
  pl_data_follower_step (self->follower, 1);
}

static void
update (PlDataSearchBar *self)
{
  PlVerdict verdict = { 0 };
  g_autoptr (GBytes) needle = self->is_open ? read_needle (self, &verdict) : NULL;

  if (self->follower == NULL)
    return;

  pl_data_search_set_needle (pl_data_follower_get_search (self->follower), needle,
                             pl_choice_get_value (self->kind) == 0);
  pl_data_follower_search (self->follower);
  if (verdict.severity == PL_SEVERITY_ERROR)
    show_words (self, verdict.message, TRUE);
  else
    show_count (self);
  pl_verdict_clear (&verdict);
}

static void
next_cb (PlDataSearchBar *self)
{
  pl_data_follower_step (self->follower, 1);
}

static void
previous_cb (PlDataSearchBar *self)
{
  pl_data_follower_step (self->follower, -1);
}

static void
stop_cb (PlDataSearchBar *self)
{
  pl_data_search_bar_set_open (self, FALSE);
}

static void
next_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  pl_data_follower_step (PL_DATA_SEARCH_BAR (widget)->follower, g_variant_get_int32 (parameter));
}

static void
pl_data_search_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_OPEN)
    g_value_set_boolean (value, PL_DATA_SEARCH_BAR (object)->is_open);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
pl_data_search_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_OPEN)
    pl_data_search_bar_set_open (PL_DATA_SEARCH_BAR (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
pl_data_search_bar_dispose (GObject *object)
{
  PlDataSearchBar *self = PL_DATA_SEARCH_BAR (object);
  GtkWidget *child;

  if (self->follower != NULL)
    g_signal_handlers_disconnect_by_data (pl_data_follower_get_search (self->follower), self);
  g_clear_object (&self->follower);
  gtk_widget_dispose_template (GTK_WIDGET (self), PL_TYPE_DATA_SEARCH_BAR);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_data_search_bar_parent_class)->dispose (object);
}

static void
pl_data_search_bar_class_init (PlDataSearchBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_data_search_bar_dispose;
  object_class->get_property = pl_data_search_bar_get_property;
  object_class->set_property = pl_data_search_bar_set_property;
  properties[PROP_OPEN] = g_param_spec_boolean (
      "open", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (PL_TYPE_CHOICE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/portlight/Portlight/connection/pl-data-search-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, PlDataSearchBar, kind);
  gtk_widget_class_bind_template_child (widget_class, PlDataSearchBar, entry);
  gtk_widget_class_bind_template_child (widget_class, PlDataSearchBar, count);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);

  /**
   * PlDataSearchBar|search.step:
   *
   * Goes to the next place (1), or to the one before (-1).
   */
  gtk_widget_class_install_action (widget_class, "search.step", "i", next_action);
}

static void
pl_data_search_bar_init (PlDataSearchBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * pl_data_search_bar_set_follower:
 * @self: a search bar
 * @follower: whose rows to look through; once
 */
void
pl_data_search_bar_set_follower (PlDataSearchBar *self, PlDataFollower *follower)
{
  g_set_object (&self->follower, follower);
  g_signal_connect_swapped (pl_data_follower_get_search (follower), "changed", G_CALLBACK (found_cb), self);
}

/**
 * pl_data_search_bar_set_charset:
 * @self: a search bar
 * @charset: in which to look for text
 */
void
pl_data_search_bar_set_charset (PlDataSearchBar *self, PlCharset charset)
{
  self->charset = charset;
  update (self);
}

/**
 * pl_data_search_bar_set_open:
 * @self: a search bar
 * @is_open: whether it is seen, and something looked for
 */
void
pl_data_search_bar_set_open (PlDataSearchBar *self, gboolean is_open)
{
  if (is_open != self->is_open)
    {
      self->is_open = is_open;
      gtk_widget_set_visible (GTK_WIDGET (self), is_open);
      update (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
    }
  if (is_open)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * pl_data_search_bar_find:
 * @self: a search bar
 * @text: what to look for, as it would be typed
 *
 * Opens it, and goes to the first place as soon as there is one.
 */
void
pl_data_search_bar_find (PlDataSearchBar *self, const char *text)
{
  self->goes_first = TRUE;
  pl_choice_set_value (self->kind, 0);
  gtk_editable_set_text (self->entry, text);
  pl_data_search_bar_set_open (self, TRUE);
}
