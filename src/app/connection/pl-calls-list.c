/* The list of calls: keeps what is shown while more come, copies. Knows no socket. */

#include "app/connection/pl-calls-list.h"

#include "app/connection/pl-call-row.h"

struct _PlCallsList
{
  AdwBin parent_instance;

  GtkListView *list;
  GtkSizeGroup *times;
  GListStore *rows; /* (element-type PlCallItem) */
};

G_DEFINE_FINAL_TYPE (PlCallsList, pl_calls_list, ADW_TYPE_BIN)

/* ---- Rows ---- */

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, PlCallsList *self)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, pl_call_row_new (self->times));
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, PlCallsList *self)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  g_autofree char *name = NULL;

  pl_call_row_set_item (PL_CALL_ROW (row), gtk_list_item_get_item (item));
  /* What a screen reader reads is the list's own row; GTK 4.8 has no other way to name it. */
  name = pl_call_row_dup_name (PL_CALL_ROW (row));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *item, PlCallsList *self)
{
  pl_call_row_set_item (PL_CALL_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
set_up_list (PlCallsList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkMultiSelection) selection = NULL;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);

  self->rows = g_list_store_new (PL_TYPE_CALL_ITEM);
  selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}

/* ---- Copying ---- */

static char *
dup_selected (PlCallsList *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (gtk_list_view_get_model (self->list));
  GString *lines = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, selected, &position); is_valid;
       is_valid = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (PlCallItem) item = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

      g_string_append_printf (lines, "%8s  %s %s\n", pl_call_item_get_time (item),
                              pl_call_item_get_text (item), pl_call_item_get_result (item));
    }

  return g_string_free (lines, FALSE);
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autofree char *text = dup_selected (PL_CALLS_LIST (widget));

  if (*text != '\0')
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

/* ---- Class ---- */

static void
pl_calls_list_dispose (GObject *object)
{
  PlCallsList *self = PL_CALLS_LIST (object);

  g_clear_object (&self->rows);
  adw_bin_set_child (ADW_BIN (self),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (self), PL_TYPE_CALLS_LIST);

  G_OBJECT_CLASS (pl_calls_list_parent_class)->dispose (object);
}

static void
pl_calls_list_class_init (PlCallsListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_calls_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-calls-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PlCallsList, list);
  gtk_widget_class_bind_template_child (widget_class, PlCallsList, times);

  /**
   * PlCallsList|calls.copy:
   *
   * Copies the selected rows as text.
   */
  gtk_widget_class_install_action (widget_class, "calls.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "calls.copy", NULL);
}

static void
pl_calls_list_init (PlCallsList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_list (self);
}

static gboolean
is_shown (PlCallsList *self, guint position, const PlCall *call)
{
  g_autoptr (PlCallItem) item = g_list_model_get_item (G_LIST_MODEL (self->rows), position);
  const PlCall *shown = item != NULL ? pl_call_item_get_call (item) : NULL;

  return shown != NULL && shown->at_us == call->at_us && shown->count == call->count;
}

/**
 * pl_calls_list_set_calls:
 * @self: a list
 * @calls: (nullable): what to show; read at once
 *
 * Rows that are shown already stay as they are, so that neither the place nor the selection is lost.
 */
void
pl_calls_list_set_calls (PlCallsList *self, PlCalls *calls)
{
  guint n = pl_calls_get_n (calls);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  if (n_shown > n)
    g_list_store_splice (self->rows, n, n_shown - n, NULL, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PlCallItem) item = NULL;

      if (is_shown (self, i, pl_calls_get (calls, i)))
        continue;
      item = pl_call_item_new (calls, i);
      g_list_store_splice (self->rows, i, i < n_shown ? 1 : 0, (gpointer *) &item, 1);
    }
}

/**
 * pl_calls_list_get_rows:
 * @self: a list
 *
 * Returns: (transfer none): the rows, see [class@Pl.CallItem]
 */
GListModel *
pl_calls_list_get_rows (PlCallsList *self)
{
  return G_LIST_MODEL (self->rows);
}
