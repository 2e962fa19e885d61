#pragma once

#include "core/net/pl-bsd-datagram.h"
#include "core/net/pl-net-private.h"
#include "core/net/pl-tally.h"

#include <stdbool.h>

G_BEGIN_DECLS

/**
 * PlFlow:
 * @local: where datagrams arrive
 * @peer: whence they come
 *
 * The two ends of a conversation by datagrams. A value.
 */
typedef struct
{
  PlEnd local;
  PlEnd peer;
} PlFlow;

/**
 * PlDelivery:
 * @is_on: whether anybody wants the payload
 * @n_bytes: that were handed over and not consumed yet
 * @n_datagrams: the same in datagrams, since empty ones have no bytes
 *
 * How far a reader of datagrams in the main thread is behind. A value; starts as zeros.
 */
typedef struct
{
  bool is_on;
  gsize n_bytes;
  guint n_datagrams;
} PlDelivery;

bool pl_delivery_has_room (const PlDelivery *self);
void pl_delivery_hand_over (PlDelivery *self,
                            PlChannel *channel,
                            const PlTally *tally,
                            const PlDatagram *datagram,
                            const PlFlow *flow);
void pl_delivery_report (PlDelivery *self, PlChannel *channel, const PlTally *tally, const PlReport *report);
void pl_delivery_consumed (PlDelivery *self, gsize size);

G_END_DECLS
