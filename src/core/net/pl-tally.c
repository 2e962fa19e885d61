/* Counts datagrams. Knows nobody who sends any. */

#include "core/net/pl-tally.h"

/**
 * pl_tally_received:
 * @self: a tally
 * @datagram: that has come
 */
void
pl_tally_received (PlTally *self, const PlDatagram *datagram)
{
  self->received += datagram->length;
  self->counts.received++;
  self->counts.heard_at_us = g_get_monotonic_time ();
  self->counts.truncated += datagram->size > datagram->length;
}

/**
 * pl_tally_sent:
 * @self: a tally
 * @length: bytes of a datagram that the kernel has taken
 */
void
pl_tally_sent (PlTally *self, gsize length)
{
  self->sent += length;
  self->counts.sent++;
}

/**
 * pl_tally_reported:
 * @self: a tally
 * @report: about a datagram
 * @unsent: how many of its bytes were not even sent, or -1 if it was
 */
void
pl_tally_reported (PlTally *self, const PlReport *report, gssize unsent)
{
  self->report = *report;
  self->report.at_us = g_get_monotonic_time ();
  self->counts.reports++;
  self->counts.unsendable += (guint64) MAX (unsent, 0);
}

/**
 * pl_tally_tell:
 * @self: a tally
 * @news: (inout): gets all that was counted
 */
void
pl_tally_tell (const PlTally *self, PlNews *news)
{
  news->protocol = PL_PROTOCOL_UDP;
  news->received = self->received;
  news->sent = self->sent;
  news->datagrams = self->counts;
  news->report = self->report;
}
