#pragma once

#include "core/net/pl-bsd-datagram.h"

G_BEGIN_DECLS

/**
 * PlTally:
 * @received: payload bytes
 * @sent: payload bytes that the kernel has taken
 * @counts: in datagrams
 * @report: the last one
 *
 * What is counted of datagrams. A value; starts as zeros.
 */
typedef struct
{
  guint64 received;
  guint64 sent;
  PlDatagramCounts counts;
  PlReport report;
} PlTally;

void pl_tally_received (PlTally *self, const PlDatagram *datagram);
void pl_tally_sent (PlTally *self, gsize length);
void pl_tally_reported (PlTally *self, const PlReport *report, gssize unsent);
void pl_tally_tell (const PlTally *self, PlNews *news);

G_END_DECLS
