/* Hands datagrams over to the main thread, and keeps count of how far that is behind. */

#include "core/net/pl-delivery.h"

#define BYTES_MAX     (1024 * 1024)
#define DATAGRAMS_MAX 1024

/**
 * pl_delivery_has_room:
 * @self: a delivery
 *
 * Returns: whether the reader keeps up. If not, there is nobody but the kernel to keep what comes
 */
bool
pl_delivery_has_room (const PlDelivery *self)
{
  return self->n_bytes < BYTES_MAX && self->n_datagrams < DATAGRAMS_MAX;
}

/**
 * pl_delivery_hand_over:
 * @self: a delivery; does nothing unless it is on
 * @channel: whose it is
 * @tally: what that has counted so far
 * @datagram: that has come
 * @flow: its ends
 */
void
pl_delivery_hand_over (PlDelivery *self,
                       PlChannel *channel,
                       const PlTally *tally,
                       const PlDatagram *datagram,
                       const PlFlow *flow)
{
  PlPortion portion = { .id = channel->id,
                        .kind = PL_PORTION_DATAGRAM,
                        .size = datagram->size,
                        .sent = tally->sent,
                        .n_sent = tally->counts.sent };

  if (!self->is_on)
    return;

  portion.bytes = g_bytes_new (datagram->data, datagram->length);
  portion.local = flow->local;
  portion.peer = flow->peer;
  pl_mailbox_post_portion (channel->net->mailbox, &portion);
  self->n_bytes += datagram->length;
  self->n_datagrams++;
}

/**
 * pl_delivery_report:
 * @self: a delivery; does nothing unless it is on
 * @channel: whose it is
 * @tally: what that has counted so far
 * @report: of a datagram that did not get through
 */
void
pl_delivery_report (PlDelivery *self, PlChannel *channel, const PlTally *tally, const PlReport *report)
{
  PlPortion portion = { .id = channel->id,
                        .kind = PL_PORTION_REPORT,
                        .report = *report,
                        .sent = tally->sent,
                        .n_sent = tally->counts.sent };

  if (self->is_on)
    pl_mailbox_post_portion (channel->net->mailbox, &portion);
}

/**
 * pl_delivery_consumed:
 * @self: a delivery
 * @size: of the datagram that the reader is done with
 */
void
pl_delivery_consumed (PlDelivery *self, gsize size)
{
  self->n_bytes -= MIN (size, self->n_bytes);
  self->n_datagrams -= MIN (1, self->n_datagrams);
}
