#pragma once

#include "core/pl-engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_FORM (pl_form_get_type ())

G_DECLARE_DERIVABLE_TYPE (PlForm, pl_form, PL, FORM, AdwBin)

/**
 * PlFormClass:
 * @start: starts the operation of this form with what its fields say
 * @finish: ends it; %FALSE with an error if it failed
 * @point_at: goes to the field that an error is about
 *
 * What makes one form different from another.
 */
struct _PlFormClass
{
  AdwBinClass parent_class;

  void (*start) (PlForm *self,
                 PlEngine *engine,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data);
  gboolean (*finish) (PlForm *self, PlEngine *engine, GAsyncResult *result, GError **error);
  void (*point_at) (PlForm *self, const GError *error);
};

void pl_form_set_engine (PlForm *self, PlEngine *engine);
gboolean pl_form_is_busy (PlForm *self);

G_END_DECLS
