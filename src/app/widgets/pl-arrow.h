#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PlArrowKind:
 * @PL_ARROW_SOLID: a line with a filled head: bytes went this way
 * @PL_ARROW_DOTTED: dots and a hollow head: nothing came yet, somebody waits
 * @PL_ARROW_BLOCKED: a line that ends in a cross: asked, and turned back
 */
typedef enum
{
  PL_ARROW_SOLID,
  PL_ARROW_DOTTED,
  PL_ARROW_BLOCKED,
} PlArrowKind;

#define PL_TYPE_ARROW_KIND (pl_arrow_kind_get_type ())
GType pl_arrow_kind_get_type (void);

#define PL_TYPE_ARROW (pl_arrow_get_type ())
G_DECLARE_FINAL_TYPE (PlArrow, pl_arrow, PL, ARROW, GtkWidget)

GtkWidget *pl_arrow_new (void);
PlArrowKind pl_arrow_get_kind (PlArrow *self);
void pl_arrow_set_kind (PlArrow *self, PlArrowKind kind);
gboolean pl_arrow_get_to_local (PlArrow *self);
void pl_arrow_set_to_local (PlArrow *self, gboolean to_local);

G_END_DECLS
