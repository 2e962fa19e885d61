/* The mouse in the data list: a press puts the caret, a drag selects from there and scrolls at the edges, two
 * presses select all that came at once. Knows no key. */

#include "app/connection/pl-data-pointer.h"

#include "app/connection/pl-data-row.h"

#define SCROLL_SHARE 0.4 /* of how far the mouse is outside, each frame */

struct _PlDataPointer
{
  GObject parent_instance;

  GtkListView *list;        /* (not owned) */
  PlDataFollower *follower; /* (not owned) */
  PlDataSide side;          /* where the drag began; it goes on there */
  double x, y;              /* in the list */
  guint tick_id;            /* while the mouse is outside */
  gboolean is_dragging;
};

G_DEFINE_FINAL_TYPE (PlDataPointer, pl_data_pointer, G_TYPE_OBJECT)

/* The row at the height @y, or the last one above that; NULL if there is none. */
static GtkWidget *
find_row (PlDataPointer *self, double y)
{
  GtkWidget *list = GTK_WIDGET (self->list);
  double inside = CLAMP (y, 0, gtk_widget_get_height (list) - 1);
  GtkWidget *picked = gtk_widget_pick (list, gtk_widget_get_width (list) / 2.0, inside, GTK_PICK_DEFAULT);
  GtkWidget *row = picked;

  while (row != NULL && gtk_widget_get_parent (row) != list)
    row = gtk_widget_get_parent (row);

  return row != NULL ? gtk_widget_get_first_child (row) : NULL;
}

static GtkWidget *
find_last_row (PlDataPointer *self)
{
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (self->list));

  return last != NULL ? gtk_widget_get_first_child (last) : NULL;
}

/* Returns whether there is a byte. */
static gboolean
find (PlDataPointer *self,
      GtkWidget *row,
      const PlDataSide *side,
      PlDataPlace *ret_place,
      PlDataSide *ret_side)
{
  double x, y;

  return row != NULL && PL_IS_DATA_ROW (row) &&
         gtk_widget_translate_coordinates (GTK_WIDGET (self->list), row, self->x, self->y, &x, &y) &&
         pl_data_row_find (PL_DATA_ROW (row), x, side, ret_place, ret_side);
}

static void
extend (PlDataPointer *self)
{
  PlDataSelection *selection = pl_data_follower_get_selection (self->follower);
  GtkWidget *row = find_row (self, self->y);
  PlDataSide side;
  PlDataPlace place;
  guint64 index;

  if (!find (self, row != NULL ? row : find_last_row (self), &self->side, &place, &side))
    return;

  pl_data_selection_put (selection, &place, TRUE);
  if (pl_data_selection_get_range (selection, &index) > 1)
    pl_data_follower_stay (self->follower);
}

/* ---- At the edges ---- */

static double
get_outside (PlDataPointer *self)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self->list));

  return self->y < 0 ? self->y : self->y > height ? self->y - height : 0;
}

static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  PlDataPointer *self = user_data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));

  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment) + SCROLL_SHARE * get_outside (self));
  extend (self);

  return G_SOURCE_CONTINUE;
}

static void
set_scrolling (PlDataPointer *self, gboolean is_scrolling)
{
  if (is_scrolling == (self->tick_id != 0))
    return;

  if (is_scrolling)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), scroll_cb, self, NULL);
  else
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self->list), self->tick_id);
      self->tick_id = 0;
    }
}

/* ---- Callbacks ---- */

/* A finger scrolls. */
static gboolean
is_touch (GtkEventController *controller)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (controller);

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, PlDataPointer *self)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (controller);

  if (is_touch (controller))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pl_data_pointer_press (self, x, y, n_press, (modifiers & GDK_SHIFT_MASK) != 0);
}

static void
dragged_cb (GtkGestureDrag *gesture, double offset_x, double offset_y, PlDataPointer *self)
{
  double x, y;

  if (self->is_dragging && gtk_gesture_drag_get_start_point (gesture, &x, &y))
    pl_data_pointer_drag (self, x + offset_x, y + offset_y);
}

static void
pl_data_pointer_class_init (PlDataPointerClass *klass)
{
}

static void
pl_data_pointer_init (PlDataPointer *self)
{
}

/**
 * pl_data_pointer_new:
 * @list: where rows are; outlives it
 * @follower: of @list; outlives it
 *
 * Returns: (transfer full): somebody who minds the mouse there
 */
PlDataPointer *
pl_data_pointer_new (GtkListView *list, PlDataFollower *follower)
{
  PlDataPointer *self = g_object_new (PL_TYPE_DATA_POINTER, NULL);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->list = list;
  self->follower = follower;
  /* Before the rows, which would take the press for themselves. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (dragged_cb), self, 0);
  g_signal_connect_object (drag, "end", G_CALLBACK (pl_data_pointer_release), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (pl_data_pointer_release), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_group (click, drag);

  return self;
}

/**
 * pl_data_pointer_press:
 * @self: somebody who minds the mouse
 * @x: in the list, in pixels
 * @y: in the list, in pixels
 * @n_press: how often it was pressed there
 * @extend: whether what is selected goes on to there
 *
 * Puts the caret there and takes the focus. Below all rows, nothing is selected then.
 */
void
pl_data_pointer_press (PlDataPointer *self, double x, double y, int n_press, gboolean is_extended)
{
  PlDataSelection *selection = pl_data_follower_get_selection (self->follower);
  GtkWidget *row = find_row (self, y);
  PlDataSide side;
  PlDataPlace place;

  self->x = x;
  self->y = y;
  gtk_widget_grab_focus (row != NULL ? gtk_widget_get_parent (row) : GTK_WIDGET (self->list));
  if (row == NULL)
    pl_data_selection_clear (selection);
  if (!find (self, row, NULL, &place, &side))
    return;

  self->side = side;
  self->is_dragging = TRUE;
  pl_data_follower_hold (self->follower, TRUE);
  pl_data_selection_set_side (selection, side);
  if (n_press > 1)
    pl_data_selection_put_run (selection, &(PlDataPlace){ .record = place.record }, G_MAXUINT);
  else
    pl_data_selection_put (selection, &place, is_extended);
  if (n_press > 1 || is_extended)
    pl_data_follower_stay (self->follower);
}

/**
 * pl_data_pointer_drag:
 * @self: somebody who minds the mouse, which is pressed
 * @x: in the list or beside it, in pixels
 * @y: in the list or beside it, in pixels
 *
 * Selects all from where it was pressed to there. Scrolls as long as it is above or below the list.
 */
void
pl_data_pointer_drag (PlDataPointer *self, double x, double y)
{
  self->x = x;
  self->y = y;
  extend (self);
  set_scrolling (self, get_outside (self) != 0);
}

/**
 * pl_data_pointer_release:
 * @self: somebody who minds the mouse
 */
void
pl_data_pointer_release (PlDataPointer *self)
{
  if (!self->is_dragging)
    return;

  self->is_dragging = FALSE;
  set_scrolling (self, FALSE);
  pl_data_follower_hold (self->follower, FALSE);
}
