#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_CELL (pl_cell_get_type ())

G_DECLARE_DERIVABLE_TYPE (PlCell, pl_cell, PL, CELL, GtkWidget)

/**
 * PlCellClass:
 *
 * Nothing to override.
 */
struct _PlCellClass
{
  GtkWidgetClass parent_class;
};

/**
 * PlCellKind:
 * @PL_CELL_WORDS: begins where the line begins, and loses its end where there is no room
 * @PL_CELL_NUMBER: ends where the line ends
 * @PL_CELL_ADDRESS: in the monospace font; loses its middle, so that a port is seen
 *
 * What a cell has.
 */
typedef enum
{
  PL_CELL_WORDS,
  PL_CELL_NUMBER,
  PL_CELL_ADDRESS,
} PlCellKind;

void pl_cell_set_kind (PlCell *self, PlCellKind kind);
void pl_cell_set_chars (PlCell *self, guint n_chars);
void pl_cell_set_icon (PlCell *self, const char *name, int size);
void pl_cell_set_text (PlCell *self, const char *text);
const char *pl_cell_get_text (PlCell *self);
void pl_cell_set_note (PlCell *self, const char *note);
const char *pl_cell_get_note (PlCell *self);

G_END_DECLS
