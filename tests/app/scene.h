/* scene.h: the whole window, with an engine of its own: finds what is in it, reads it, and sees that nothing
 * is left. */

#pragma once

#include "app/widgets/pl-cell.h"
#include "app/widgets/pl-lazy.h"
#include "app/connection/pl-socket-table.h"
#include "app/form/pl-form-column.h"
#include "app/window/pl-window.h"
#include "support/pl-test.h"

#include "stage.h"

#define HIGH 700

typedef struct
{
  AdwApplication *application;
  PlEngine *engine;
  PlWindow *window;
  PlConnectionsPage *page;
} Scene;

/* ---- Up and down ---- */

static inline void
set_up_scene (Scene *scene, int width, int height)
{
  scene->application = adw_application_new ("io.github.portlight.Portlight.Test", G_APPLICATION_NON_UNIQUE);
  g_application_set_resource_base_path (G_APPLICATION (scene->application), "/io/github/portlight/Portlight");
  assert_true (g_application_register (G_APPLICATION (scene->application), NULL, NULL));
  scene->engine = pl_engine_new (PL_PACE_WINDOW);
  scene->window = pl_window_new (scene->application, scene->engine);
  scene->page = pl_window_get_page (scene->window);
  gtk_window_set_default_size (GTK_WINDOW (scene->window), width, height);
  gtk_window_present (GTK_WINDOW (scene->window));
  pl_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (scene->page)));
}

/* The window goes first, as it does when somebody closes it; whatever still runs must not keep it alive. */
static inline void
tear_down_scene (Scene *scene)
{
  gpointer selected = find_type (GTK_WIDGET (scene->page), PL_TYPE_SOCKET_TABLE);

  selected = pl_socket_table_get_selected (PL_SOCKET_TABLE (selected));
  if (selected != NULL)
    g_object_add_weak_pointer (selected, &selected);
  g_object_add_weak_pointer (G_OBJECT (scene->window), (gpointer *) &scene->window);
  gtk_window_destroy (GTK_WINDOW (scene->window));
  pl_test_wait_until (scene->window == NULL);
  pl_engine_shut_down (scene->engine);
  pl_engine_clear_finished (scene->engine);
  pl_test_assert_finalized (scene->engine);
  pl_test_wait_until (selected == NULL);
  g_clear_object (&scene->application);
}

/* ---- Finding ---- */

static inline GtkWidget *
find_id_or_null (GtkWidget *widget, const char *id)
{
  const char *own = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));

  if (own != NULL && strcmp (own, id) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_id_or_null (child, id);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* By its id in the .ui file, anywhere below another. */
static inline GtkWidget *
find_id (GtkWidget *widget, const char *id)
{
  GtkWidget *found = find_id_or_null (widget, id);

  if (found == NULL)
    fail_msg ("there is no %s", id);

  return found;
}

static inline GtkWidget *
get_form (Scene *scene)
{
  GtkWidget *column = find_type (GTK_WIDGET (scene->page), PL_TYPE_FORM_COLUMN);

  return pl_lazy_get (PL_LAZY (gtk_stack_get_visible_child (GTK_STACK (find_id (column, "stack")))));
}

static inline const char *
get_label (GtkWidget *widget, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (find_id (widget, id)));
}

/* Whether somebody could see it: itself, and everything that it is in. */
static inline gboolean
is_seen (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_child_visible (widget);
}

/* What the key does where the focus is on @widget: GTK 4 cannot make key events in process. */
static inline gboolean
press (GtkWidget *widget, guint key, GdkModifierType modifiers)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
          guint n = G_IS_LIST_MODEL (controller) ? g_list_model_get_n_items (G_LIST_MODEL (controller)) : 0;

          for (guint j = 0; j < n; j++)
            {
              g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
              g_autoptr (GtkShortcutTrigger) wanted = gtk_keyval_trigger_new (key, modifiers);

              if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted) &&
                  gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                gtk_shortcut_get_arguments (shortcut)))
                return TRUE;
            }
        }
    }

  return FALSE;
}

/* ---- The table ---- */

static inline PlSocketTable *
get_table (Scene *scene)
{
  return PL_SOCKET_TABLE (find_id (GTK_WIDGET (scene->page), "table"));
}

static inline guint
get_n_rows (Scene *scene)
{
  return pl_socket_table_get_n_rows (get_table (scene));
}

static inline PlSocket *
get_selected (Scene *scene)
{
  return pl_socket_table_get_selected (get_table (scene));
}

static inline guint
get_n_sockets (Scene *scene)
{
  return g_list_model_get_n_items (pl_engine_get_sockets (scene->engine));
}

/* Of a role, the first; NULL if there is none yet. Borrowed from the list. */
static inline PlSocket *
find_role (Scene *scene, PlSocketRole role)
{
  GListModel *sockets = pl_engine_get_sockets (scene->engine);

  for (guint i = 0; i < g_list_model_get_n_items (sockets); i++)
    {
      g_autoptr (PlSocket) socket = g_list_model_get_item (sockets, i);

      if (pl_socket_get_role (socket) == role)
        return socket;
    }

  return NULL;
}

static inline void
append_cells (GtkWidget *widget, GString *text)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (PL_IS_CELL (widget))
    g_string_append_printf (text, "%s|", pl_cell_get_text (PL_CELL (widget)));
  if (PL_IS_CELL (widget) && pl_cell_get_note (PL_CELL (widget)) != NULL)
    g_string_append_printf (text, "%s|", pl_cell_get_note (PL_CELL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_cells (child, text);
}

/* What a row says, cell by cell; NULL if there is no such row on the screen. */
static inline char *
dup_row (Scene *scene, guint position)
{
  GtkWidget *view = find_type (GTK_WIDGET (get_table (scene)), GTK_TYPE_COLUMN_VIEW);
  GtkWidget *row = gtk_widget_get_first_child (gtk_widget_get_last_child (view));
  GString *text;

  while (row != NULL && position-- > 0)
    row = gtk_widget_get_next_sibling (row);
  if (row == NULL)
    return NULL;

  text = g_string_new (NULL);
  append_cells (row, text);

  return g_string_free (text, FALSE);
}

static inline gboolean
row_begins (Scene *scene, guint position, const char *expected)
{
  g_autofree char *row = dup_row (scene, position);

  return row != NULL && g_str_has_prefix (row, expected);
}

static inline void
wait_for_row (Scene *scene, guint position, const char *expected)
{
  g_autofree char *row = NULL;
  gint64 deadline_us = g_get_monotonic_time () + PL_TEST_DEADLINE_US;

  while (!row_begins (scene, position, expected) && g_get_monotonic_time () < deadline_us)
    pl_test_iterate ();
  row = dup_row (scene, position);
  if (row == NULL || !g_str_has_prefix (row, expected))
    fail_msg ("row %u is \"%s\", not \"%s\"", position, row, expected);
}
