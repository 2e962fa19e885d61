/* The window as a PNG, once it has come to rest, and as text. */

#include "app/window/pl-screenshot.h"

#define LOOK_MS     50
#define STILL_LOOKS 10  /* looks in a row without a change */
#define LOOKS_MAX   200 /* then it is taken as it is */

typedef struct
{
  GtkWidget *widget;
  PlEngine *engine;
  GSourceOnceFunc still;
  gpointer data;
  PlTotals totals;
  guint n_rows;
  guint n_still;
  guint n_looks;
} Wait;

static gboolean
is_starting (PlEngine *engine)
{
  GListModel *sockets = pl_engine_get_sockets (engine);
  guint n = MIN (g_list_model_get_n_items (sockets), 1000);
  PlLookupTotals lookups;

  pl_lookups_get_totals (pl_engine_get_lookups (engine), &lookups);
  if (lookups.n_over < lookups.n_all)
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PlSocket) socket = g_list_model_get_item (sockets, i);

      if (pl_socket_get_state (socket) == PL_SOCKET_STATE_STARTING)
        return TRUE;
    }

  return FALSE;
}

static gboolean
look_cb (gpointer data)
{
  Wait *wait = data;
  guint n_rows = g_list_model_get_n_items (pl_engine_get_sockets (wait->engine));
  PlTotals totals;
  gboolean is_same;

  pl_engine_get_totals (wait->engine, &totals);
  is_same = n_rows == wait->n_rows && totals.received == wait->totals.received &&
            totals.sent == wait->totals.sent && !is_starting (wait->engine);
  wait->n_still = is_same ? wait->n_still + 1 : 0;
  wait->n_rows = n_rows;
  wait->totals = totals;
  if (wait->n_still < STILL_LOOKS && ++wait->n_looks < LOOKS_MAX)
    return G_SOURCE_CONTINUE;

  wait->still (wait->data);
  g_object_unref (wait->widget);
  g_object_unref (wait->engine);
  g_free (wait);

  return G_SOURCE_REMOVE;
}

/**
 * pl_screenshot_when_still:
 * @widget: a window that is shown
 * @engine: whose sockets it shows
 * @still: called once
 * @data: for @still
 *
 * Waits until no operation runs and nothing has changed for half a second; ten seconds at most.
 */
void
pl_screenshot_when_still (GtkWidget *widget, PlEngine *engine, GSourceOnceFunc still, gpointer data)
{
  Wait *wait = g_new0 (Wait, 1);

  wait->widget = g_object_ref (widget);
  wait->engine = g_object_ref (engine);
  wait->still = still;
  wait->data = data;
  g_timeout_add (LOOK_MS, look_cb, wait);
}

static GdkTexture *
render (GtkWidget *widget, GError **error)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GskRenderer) renderer = gsk_cairo_renderer_new ();
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GskRenderNode *node;
  GdkTexture *texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "There is nothing to render");
      return NULL;
    }

  if (gsk_renderer_realize (renderer, NULL, error))
    {
      texture = gsk_renderer_render_texture (renderer, node,
                                             &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
      gsk_renderer_unrealize (renderer);
    }
  gsk_render_node_unref (node);

  return texture;
}

/**
 * pl_screenshot_find_front:
 * @window: a window
 *
 * Returns: (transfer none): the dialog in front of it, or itself
 */
GtkWidget *
pl_screenshot_find_front (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (other) == window && gtk_widget_get_mapped (GTK_WIDGET (other)))
        return GTK_WIDGET (other);
    }

  return GTK_WIDGET (window);
}

/**
 * pl_screenshot_save:
 * @widget: a widget that is shown
 * @path: the PNG to write
 * @error: of rendering or writing
 *
 * Renders a widget in software, so that the picture is the same with every renderer.
 *
 * Returns: whether the picture was written
 */
gboolean
pl_screenshot_save (GtkWidget *widget, const char *path, GError **error)
{
  g_autoptr (GdkTexture) texture = render (widget, error);

  if (texture == NULL)
    return FALSE;
  if (gdk_texture_save_to_png (texture, path))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The picture could not be written to %s", path);

  return FALSE;
}

static const char *
get_end_text (const PlEnd *end, char text[PL_END_STRING_SIZE])
{
  return pl_end_is_known (end) ? pl_end_to_string (end, text) : "-";
}

/**
 * pl_screenshot_print:
 * @sockets: (element-type Pl.Socket): what the picture shows
 *
 * Prints the ends of each, for those who can't see the picture.
 */
void
pl_screenshot_print (GListModel *sockets)
{
  static const char *const roles[] = { "listener", "accepted", "client" };
  char local[PL_END_STRING_SIZE], peer[PL_END_STRING_SIZE];

  for (guint i = 0; i < g_list_model_get_n_items (sockets); i++)
    {
      g_autoptr (PlSocket) socket = g_list_model_get_item (sockets, i);

      g_print ("%-8s  local %s  peer %s\n", roles[pl_socket_get_role (socket)],
               get_end_text (pl_socket_get_local (socket), local),
               get_end_text (pl_socket_get_peer (socket), peer));
    }
}
