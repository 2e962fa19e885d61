#pragma once

#include "core/lookup/pl-lookup.h"

G_BEGIN_DECLS

#define PL_TYPE_LOOKUPS (pl_lookups_get_type ())

G_DECLARE_FINAL_TYPE (PlLookups, pl_lookups, PL, LOOKUPS, GObject)

/* How many are kept; the oldest go first. */
#define PL_LOOKUPS_MAX 5000

/**
 * PlLookupTotals:
 * @n_all: how many were asked for since nothing was going on the last time
 * @n_over: how many of them are over, for whatever reason
 * @n_found: how many have an entry
 * @n_unknown: of how many there is no such name, or nothing of this kind
 * @n_silent: how many nobody answered in time
 * @n_failed: how many a name server refused, or could not be asked
 * @n_wrong: how many are neither names nor addresses
 * @n_stopped: how many somebody has stopped
 *
 * How far the lookups are.
 */
typedef struct
{
  guint n_all;
  guint n_over;
  guint n_found;
  guint n_unknown;
  guint n_silent;
  guint n_failed;
  guint n_wrong;
  guint n_stopped;
} PlLookupTotals;

PlLookups *pl_lookups_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pl_lookups_shut_down (PlLookups *self);
void pl_lookups_set_timeout (PlLookups *self, guint timeout_ms);
GListModel *pl_lookups_get_model (PlLookups *self);
PlAsker *pl_lookups_get_asker (PlLookups *self);
void pl_lookups_get_totals (PlLookups *self, PlLookupTotals *ret_totals);
void pl_lookups_look_up_async (PlLookups *self,
                               PlLookupRequest *request,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
PlLookup *pl_lookups_look_up_finish (PlLookups *self, GAsyncResult *result, GError **error);
guint pl_lookups_look_up_many (PlLookups *self, const char *text, PlLookupRequest *like);
void pl_lookups_stop_all (PlLookups *self);
void pl_lookups_clear (PlLookups *self);

G_END_DECLS
