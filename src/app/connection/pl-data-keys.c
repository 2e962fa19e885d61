/* The keys of the data list: where they move the caret, and what is selected by that. The focus goes along,
 * for a screen reader reads what has it. Knows no mouse. */

#include "app/connection/pl-data-keys.h"

#include "app/connection/pl-data-row.h"

struct _PlDataKeys
{
  GObject parent_instance;

  GtkListView *list;        /* (not owned) */
  PlDataFollower *follower; /* (not owned) */
  PlDataColumns *columns;   /* (not owned) */
};

G_DEFINE_FINAL_TYPE (PlDataKeys, pl_data_keys, G_TYPE_OBJECT)

static const struct
{
  guint key;
  guint keypad;
  GdkModifierType modifiers;
  PlDataMove move;
  int n;
} moves[] = {
  { GDK_KEY_Left, GDK_KEY_KP_Left, 0, PL_DATA_MOVE_LEFT, 0 },
  { GDK_KEY_Right, GDK_KEY_KP_Right, 0, PL_DATA_MOVE_RIGHT, 0 },
  { GDK_KEY_Up, GDK_KEY_KP_Up, 0, PL_DATA_MOVE_ROWS, -1 },
  { GDK_KEY_Down, GDK_KEY_KP_Down, 0, PL_DATA_MOVE_ROWS, 1 },
  { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, PL_DATA_MOVE_PAGES, -1 },
  { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, PL_DATA_MOVE_PAGES, 1 },
  { GDK_KEY_Home, GDK_KEY_KP_Home, 0, PL_DATA_MOVE_ROW_BEGIN, 0 },
  { GDK_KEY_End, GDK_KEY_KP_End, 0, PL_DATA_MOVE_ROW_END, 0 },
  { GDK_KEY_Home, GDK_KEY_KP_Home, GDK_CONTROL_MASK, PL_DATA_MOVE_BEGIN, 0 },
  { GDK_KEY_End, GDK_KEY_KP_End, GDK_CONTROL_MASK, PL_DATA_MOVE_END, 0 },
};

static PlDataSelection *
get_selection (PlDataKeys *self)
{
  return pl_data_follower_get_selection (self->follower);
}

static void
show_caret (PlDataKeys *self)
{
  GdkRectangle area;
  GtkWidget *row;
  PlDataPlace place;

  if (!pl_data_selection_get_caret (get_selection (self), &place))
    return;

  pl_data_follower_go_to (self->follower, &place);
  row = pl_data_keys_find_caret (self, &area);
  if (row != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (row));
}

/* Where there is no caret yet, it comes to the row that has the focus. */
static void
put_caret (PlDataKeys *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->list));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;
  PlTranscriptModel *model = pl_data_follower_get_model (self->follower);
  PlDataSide side = pl_data_selection_get_side (get_selection (self));
  PlDataPlace place;

  if (row != NULL && PL_IS_DATA_ROW (row) && pl_data_row_find (PL_DATA_ROW (row), 0, &side, &place, &side))
    pl_data_selection_put (get_selection (self), &place, FALSE);
  else if (model != NULL && pl_transcript_model_get_place (model, 0, &place))
    pl_data_selection_put (get_selection (self), &place, FALSE);
}

static int
count_rows_of_page (PlDataKeys *self)
{
  int height = pl_data_columns_get_row_height (self->columns, GTK_WIDGET (self->list));

  return MAX (gtk_widget_get_height (GTK_WIDGET (self->list)) / MAX (height, 1) - 1, 1);
}

/* ---- Callbacks ---- */

static gboolean
move_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  PlDataKeys *self = user_data;
  gboolean extend;
  int move, n;
  PlDataPlace caret;

  g_variant_get (arguments, "(iib)", &move, &n, &extend);
  if (!pl_data_selection_get_caret (get_selection (self), &caret))
    put_caret (self);
  else
    pl_data_selection_move (get_selection (self), (PlDataMove) move,
                            move == PL_DATA_MOVE_PAGES ? n * count_rows_of_page (self) : n, extend);
  if (extend)
    pl_data_follower_stay (self->follower);
  show_caret (self);

  return TRUE;
}

static gboolean
leave_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  PlDataKeys *self = user_data;
  PlDataPlace caret;

  if (!pl_data_selection_get_caret (get_selection (self), &caret))
    return FALSE;

  pl_data_selection_clear (get_selection (self));

  return TRUE;
}

static gboolean
has_both_sides (PlDataKeys *self)
{
  int x, width;

  return pl_data_columns_get_view (self->columns) == PL_DATA_VIEW_BOTH &&
         pl_data_columns_get_place (self->columns, GTK_WIDGET (self->list), PL_DATA_COLUMN_TEXT, &x, &width);
}

/* Hex and text are two stops of the focus, as soon as there is a caret. */
static gboolean
change_side_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  PlDataKeys *self = user_data;
  PlDataSide side = (PlDataSide) g_variant_get_int32 (arguments);
  PlDataPlace caret;

  if (!has_both_sides (self) || !pl_data_selection_get_caret (get_selection (self), &caret) ||
      pl_data_selection_get_side (get_selection (self)) == side)
    return FALSE;

  pl_data_selection_set_side (get_selection (self), side);

  return TRUE;
}

static void
add (PlDataKeys *self,
     GtkEventController *controller,
     guint key,
     GdkModifierType modifiers,
     GtkShortcutFunc function,
     GVariant *arguments)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers),
                                            gtk_callback_action_new (function, self, NULL));

  gtk_shortcut_set_arguments (shortcut, arguments);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
}

static void
add_move (PlDataKeys *self, GtkEventController *controller, guint i, gboolean extend)
{
  GdkModifierType modifiers = moves[i].modifiers | (extend ? GDK_SHIFT_MASK : 0);
  const guint keys[] = { moves[i].key, moves[i].keypad };

  for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
    add (self, controller, keys[j], modifiers, move_cb,
         g_variant_new ("(iib)", (int) moves[i].move, moves[i].n, extend));
}

static void
pl_data_keys_class_init (PlDataKeysClass *klass)
{
}

static void
pl_data_keys_init (PlDataKeys *self)
{
}

/**
 * pl_data_keys_new:
 * @list: where rows are
 * @follower: of @list
 * @columns: of @list
 *
 * Takes the keys before the list does, which would move from row to row. All three outlive what is returned,
 * and that the events of @list.
 *
 * Returns: (transfer full): somebody who minds the keys there
 */
PlDataKeys *
pl_data_keys_new (GtkListView *list, PlDataFollower *follower, PlDataColumns *columns)
{
  PlDataKeys *self = g_object_new (PL_TYPE_DATA_KEYS, NULL);
  GtkEventController *controller = gtk_shortcut_controller_new ();

  self->list = list;
  self->follower = follower;
  self->columns = columns;
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      add_move (self, controller, i, FALSE);
      add_move (self, controller, i, TRUE);
    }
  add (self, controller, GDK_KEY_Escape, 0, leave_cb, NULL);
  add (self, controller, GDK_KEY_Tab, 0, change_side_cb, g_variant_new_int32 (PL_DATA_SIDE_TEXT));
  add (self, controller, GDK_KEY_Tab, GDK_SHIFT_MASK, change_side_cb, g_variant_new_int32 (PL_DATA_SIDE_HEX));
  add (self, controller, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK, change_side_cb,
       g_variant_new_int32 (PL_DATA_SIDE_HEX));
  gtk_widget_add_controller (GTK_WIDGET (list), controller);

  return self;
}

/**
 * pl_data_keys_find_caret:
 * @self: somebody who minds the keys
 * @ret_area: (out): where the caret is, in its row
 *
 * Returns: (transfer none) (nullable): the row that has the caret; %NULL if it is not on the screen
 */
GtkWidget *
pl_data_keys_find_caret (PlDataKeys *self, GdkRectangle *ret_area)
{
  GtkWidget *item = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  for (; item != NULL; item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *row = gtk_widget_get_first_child (item);

      if (row != NULL && PL_IS_DATA_ROW (row) && pl_data_row_get_caret (PL_DATA_ROW (row), ret_area))
        return row;
    }

  return NULL;
}
