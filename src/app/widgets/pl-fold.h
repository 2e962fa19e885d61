#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_FOLD (pl_fold_get_type ())

G_DECLARE_DERIVABLE_TYPE (PlFold, pl_fold, PL, FOLD, AdwExpanderRow)

/**
 * PlFoldClass:
 * @fill: the rows have been built from the template of the class; ties them to what they show
 */
struct _PlFoldClass
{
  AdwExpanderRowClass parent_class;

  void (*fill) (PlFold *self);
};

void pl_fold_fill (PlFold *self);

G_END_DECLS
