/* The preferences: how much of the data is kept. Holds at once, and for every connection. */

#include "app/window/pl-preferences.h"

#include "core/net/pl-transcript.h"

#include <glib/gi18n-lib.h>

#define KEPT_EACH "kept-each-kib"
#define KEPT_ALL  "kept-all-mib"

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
 *
 * Has the preferences hold, now and whenever they change as long as @settings is there.
 */
void
pl_preferences_apply (GSettings *settings)
{
  g_signal_connect (settings, "changed::" KEPT_EACH, G_CALLBACK (changed_cb), NULL);
  g_signal_connect (settings, "changed::" KEPT_ALL, G_CALLBACK (changed_cb), NULL);
  changed_cb (settings, NULL, NULL);
}

static GtkWidget *
create_row (GSettings *settings, const char *key, const char *title, const char *subtitle, double max)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (1, max, 1);

  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  if (g_str_equal (key, KEPT_EACH)) /* less is no head and no tail */
    gtk_spin_button_set_range (GTK_SPIN_BUTTON (spin), PL_TRANSCRIPT_MIN / 1024, max);
  g_settings_bind (settings, key, gtk_spin_button_get_adjustment (GTK_SPIN_BUTTON (spin)), "value",
                   G_SETTINGS_BIND_DEFAULT);

  return row;
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
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, _ ("Data that is kept"));
  adw_preferences_group_set_description (
      group,
      _ ("The beginning and the end of what a connection has received and sent stay in memory. More is "
         "counted and not kept. Changes hold for what comes from now on."));
  adw_preferences_group_add (
      group, create_row (settings, KEPT_EACH, _ ("Of one connection"), _ ("KiB"), 1024 * 1024));
  adw_preferences_group_add (group,
                             create_row (settings, KEPT_ALL, _ ("Of all connections"), _ ("MiB"), 65536));
  adw_preferences_page_add (page, group);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 320);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));

  return GTK_WINDOW (window);
}
