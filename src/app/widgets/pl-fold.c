/* A row with others folded away below it, which are not built before somebody unfolds them: few people do,
 * and GTK measures and styles even what it hides. A class of its own for each, whose template are the rows.
 */

#include "app/widgets/pl-fold.h"

typedef struct
{
  gboolean is_filled;
} PlFoldPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PlFold, pl_fold, ADW_TYPE_EXPANDER_ROW)

static void
expanded_cb (PlFold *self)
{
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    pl_fold_fill (self);
}

static void
pl_fold_class_init (PlFoldClass *klass)
{
}

static void
pl_fold_init (PlFold *self)
{
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/**
 * pl_fold_fill:
 * @self: a fold
 *
 * Builds the rows if that has not been done yet. They stay folded.
 */
void
pl_fold_fill (PlFold *self)
{
  PlFoldPrivate *priv = pl_fold_get_instance_private (self);

  if (priv->is_filled)
    return;

  priv->is_filled = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  PL_FOLD_GET_CLASS (self)->fill (self);
}
