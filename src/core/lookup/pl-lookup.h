#pragma once

#include "core/lookup/pl-host-entry.h"
#include "core/lookup/pl-lookup-request.h"
#include "core/lookup/pl-dns-record.h"

G_BEGIN_DECLS

#define PL_TYPE_LOOKUP (pl_lookup_get_type ())

G_DECLARE_FINAL_TYPE (PlLookup, pl_lookup, PL, LOOKUP, GObject)

/**
 * PlLookupState:
 * @PL_LOOKUP_STATE_WAITING: for its turn
 * @PL_LOOKUP_STATE_ASKING: questions are on their way
 * @PL_LOOKUP_STATE_DONE: everything is answered, or known not to be
 * @PL_LOOKUP_STATE_STOPPED: somebody has stopped it
 */
typedef enum
{
  PL_LOOKUP_STATE_WAITING,
  PL_LOOKUP_STATE_ASKING,
  PL_LOOKUP_STATE_DONE,
  PL_LOOKUP_STATE_STOPPED,
} PlLookupState;

/**
 * PlLookupStep:
 * @kind: what is asked
 * @of: the name or the address
 * @started_us: since the lookup began
 * @took_us: -1 as long as there is no answer
 * @result: what became of it
 * @code: (nullable): the same as the system or DNS calls it
 * @source: who answered
 * @n_answers: how many addresses, names or records
 *
 * One question of a lookup.
 */
typedef struct
{
  PlQuestionKind kind;
  char *of;
  gint64 started_us;
  gint64 took_us;
  PlLookupResult result;
  const char *code;
  PlLookupSource source;
  guint n_answers;
} PlLookupStep;

PlLookup *pl_lookup_new (PlLookupRequest *request);
void pl_lookup_start (PlLookup *self, PlAsker *asker, guint timeout_ms);
void pl_lookup_stop (PlLookup *self);
PlLookupRequest *pl_lookup_get_request (PlLookup *self);
PlLookupState pl_lookup_get_state (PlLookup *self);
gboolean pl_lookup_is_over (PlLookup *self);
gboolean pl_lookup_is_found (PlLookup *self);
PlLookupResult pl_lookup_get_result (PlLookup *self);
const GError *pl_lookup_get_problem (PlLookup *self);
const PlHostspec *pl_lookup_get_hostspec (PlLookup *self);
const PlHostEntry *pl_lookup_get_entry (PlLookup *self);
GPtrArray *pl_lookup_get_records (PlLookup *self);
GArray *pl_lookup_get_steps (PlLookup *self);
gint64 pl_lookup_get_took_us (PlLookup *self);

G_END_DECLS
