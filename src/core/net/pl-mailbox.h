#pragma once

#include "core/host/pl-host-state.h"
#include "core/net/pl-news.h"

G_BEGIN_DECLS

typedef struct _PlMailbox PlMailbox;

/**
 * PlBatch:
 * @news: (element-type PlNews): one record a socket, in the order of their first events; of a listener that
 * is over one more, behind those of its peers
 * @steps: (element-type PlStep)
 * @portions: (element-type PlPortion)
 * @host: (nullable): what the interfaces are like, if they have changed; the latest counts
 * @totals: as of now
 *
 * Everything that had gathered when the mailbox was emptied.
 */
typedef struct
{
  GArray *news;
  GArray *steps;
  GArray *portions;
  PlHostState *host;
  PlTotals totals;
} PlBatch;

/**
 * PlNewsSlot:
 *
 * Where in the mailbox the latest record of a socket lies. Starts as zeros.
 */
typedef struct
{
  guint32 index;
  guint32 epoch;
} PlNewsSlot;

PlMailbox *pl_mailbox_new (guint frame_ms);
void pl_mailbox_free (PlMailbox *self);
void pl_mailbox_set_reader (PlMailbox *self, GSource *reader);
void pl_mailbox_announce (PlMailbox *self);
void pl_mailbox_post (PlMailbox *self, PlNewsSlot *slot, const PlNews *news, const PlTotals *totals);
gboolean pl_mailbox_is_full (PlMailbox *self);
void pl_mailbox_post_step (PlMailbox *self, const PlStep *step);
void pl_mailbox_post_portion (PlMailbox *self, PlPortion *portion);
void pl_mailbox_post_host (PlMailbox *self, PlHostState *state);
void pl_mailbox_take (PlMailbox *self, PlBatch *batch);
void pl_batch_init (PlBatch *self);
void pl_batch_clear (PlBatch *self);

G_END_DECLS
