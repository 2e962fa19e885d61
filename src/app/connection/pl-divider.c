/* Where the table ends and the panels begin: few rows need little of the page, so the table grows with them
 * up to its usual height, until somebody moves the divider. Knows no row. */

#include "app/connection/pl-divider.h"

#define HEAD_HEIGHT       42
#define ROW_HEIGHT        34
#define NARROW_ROW_HEIGHT 26
#define USUAL             236
#define NARROW_USUAL      172

struct _PlDivider
{
  GObject parent_instance;

  GtkPaned *paned; /* (not owned): owns @self through its data */
  gboolean is_moving;
  gboolean is_moved; /* by somebody: then it stays */
};

G_DEFINE_FINAL_TYPE (PlDivider, pl_divider, G_TYPE_OBJECT)

static void
moved_cb (PlDivider *self)
{
  if (!self->is_moving && gtk_widget_get_mapped (GTK_WIDGET (self->paned)))
    self->is_moved = TRUE;
}

static void
pl_divider_class_init (PlDividerClass *klass)
{
}

static void
pl_divider_init (PlDivider *self)
{
}

/**
 * pl_divider_new:
 * @paned: with the table above and the panels below
 *
 * Returns: (transfer none): lives as long as @paned does
 */
PlDivider *
pl_divider_new (GtkPaned *paned)
{
  PlDivider *self = g_object_new (PL_TYPE_DIVIDER, NULL);

  self->paned = paned;
  g_object_set_data_full (G_OBJECT (paned), "divider", self, g_object_unref);
  g_signal_connect_object (paned, "notify::position", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * pl_divider_fit:
 * @self: a divider
 * @n_rows: how many rows there are
 * @is_narrow: whether there is little room
 */
void
pl_divider_fit (PlDivider *self, guint n_rows, gboolean is_narrow)
{
  int row_height = is_narrow ? NARROW_ROW_HEIGHT : ROW_HEIGHT;
  int wanted = HEAD_HEIGHT + (int) MIN (n_rows + 1, 100) * row_height;

  if (self->is_moved)
    return;

  self->is_moving = TRUE;
  gtk_paned_set_position (self->paned,
                          CLAMP (wanted, HEAD_HEIGHT + 2 * row_height, is_narrow ? NARROW_USUAL : USUAL));
  self->is_moving = FALSE;
}
