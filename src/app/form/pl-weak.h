#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * A widget that waits for an operation must not be kept alive by it: it hands itself over as pl_weak_new
 * (self), and its callback begins with pl_weak_take().
 */

/* Returns: (transfer full): data for exactly one pl_weak_take() */
static inline gpointer
pl_weak_new (gpointer object)
{
  GWeakRef *weak = g_new (GWeakRef, 1);

  g_weak_ref_init (weak, object);

  return weak;
}

/* Returns: (transfer full) (nullable): the object, unless it has gone meanwhile */
static inline gpointer
pl_weak_take (gpointer data)
{
  GWeakRef *weak = data;
  gpointer object = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);

  return object;
}

G_END_DECLS
