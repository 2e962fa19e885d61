/* The preferences: how much is kept, of the data and in the table. They hold at once, and for every
 * connection. */

#include "app/window/pl-preferences.h"

#include "core/net/pl-transcript.h"

#include <glib/gi18n-lib.h>

#define KEPT_EACH   "kept-each-kib"
#define KEPT_ALL    "kept-all-mib"
#define KEPT_ROWS   "kept-rows"
#define STEP        100 /* of what is counted in hundreds */
#define WIDTH_CHARS 7   /* one number below the other */

static void
changed_cb (GSettings *settings, const char *key, gpointer user_data)
{
  gsize each = (gsize) g_settings_get_uint (settings, KEPT_EACH) * 1024;
  gsize all = (gsize) g_settings_get_uint (settings, KEPT_ALL) * 1024 * 1024;

  pl_transcript_set_limits (each, MAX (each, all));
}

/**
 * pl_preferences_apply:
 * @settings: where they are
 * @engine: whose list they limit
 *
 * Has the preferences hold, now and whenever they change as long as @settings is there.
 */
void
pl_preferences_apply (GSettings *settings, PlEngine *engine)
{
  g_settings_bind (settings, KEPT_ROWS, engine, "finished-max", G_SETTINGS_BIND_GET);
  g_signal_connect (settings, "changed::" KEPT_EACH, G_CALLBACK (changed_cb), NULL);
  g_signal_connect (settings, "changed::" KEPT_ALL, G_CALLBACK (changed_cb), NULL);
  changed_cb (settings, NULL, NULL);
}

/* As its schema has it. */
static GtkAdjustment *
create_adjustment (GSettings *settings, const char *key)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) schema_key = NULL;
  g_autoptr (GVariant) range = NULL;
  g_autoptr (GVariant) limits = NULL;
  guint min, max;
  double step;

  g_object_get (settings, "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);
  range = g_settings_schema_key_get_range (schema_key);
  g_variant_get (range, "(sv)", NULL, &limits);
  g_variant_get (limits, "(uu)", &min, &max);
  step = min >= STEP ? STEP : 1;

  return gtk_adjustment_new (min, min, max, step, 10 * step, 0);
}

static GtkWidget *
create_row (GSettings *settings, const char *key, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkAdjustment *adjustment = create_adjustment (settings, key);
  GtkWidget *spin = gtk_spin_button_new (adjustment, 0, 0);

  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), WIDTH_CHARS);
  gtk_editable_set_alignment (GTK_EDITABLE (spin), 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  g_settings_bind (settings, key, adjustment, "value", G_SETTINGS_BIND_DEFAULT);

  return row;
}

static AdwPreferencesGroup *
create_group (const char *title, const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);

  return group;
}

static AdwPreferencesGroup *
create_data_group (GSettings *settings)
{
  AdwPreferencesGroup *group = create_group (
      _ ("Data that is kept"),
      _ ("The beginning and the end of what a connection has received and sent stay in memory. More is "
         "counted and not kept. Changes hold for what comes from now on."));

  adw_preferences_group_add (group, create_row (settings, KEPT_EACH, _ ("Of one connection"), _ ("KiB")));
  adw_preferences_group_add (group, create_row (settings, KEPT_ALL, _ ("Of all connections"), _ ("MiB")));

  return group;
}

static AdwPreferencesGroup *
create_rows_group (GSettings *settings)
{
  AdwPreferencesGroup *group = create_group (
      _ ("Rows that are kept"),
      _ ("What is over stays in the table until there are too many rows; then the oldest go, and are "
         "counted. "
         "Each takes about 2 KiB besides its data, and many make sorting and filtering slow."));

  adw_preferences_group_add (group, create_row (settings, KEPT_ROWS, _ ("Finished rows"), _ ("at most")));

  return group;
}

/**
 * pl_preferences_show:
 * @parent: over which window
 * @settings: where they are
 *
 * Shows the preferences.
 *
 * Returns: (transfer none): their window
 */
GtkWindow *
pl_preferences_show (GtkWindow *parent, GSettings *settings)
{
  GtkWidget *window = adw_preferences_window_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  adw_preferences_page_add (page, create_data_group (settings));
  adw_preferences_page_add (page, create_rows_group (settings));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 480);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));

  return GTK_WINDOW (window);
}
