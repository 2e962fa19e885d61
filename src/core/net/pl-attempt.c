/* One try to connect to one address: its socket, from socket() to the answer. Knows no other attempt. */

#include "core/net/pl-bsd-datagram.h"
#include "core/net/pl-net-private.h"
#include "core/net/pl-route-probe.h"

#include <errno.h>
#include <sys/epoll.h>

#define RETRANSMIT_MIN_US                                                                                    \
  (900 * G_TIME_SPAN_MILLISECOND) /* no SYN is sent again before a second (RFC 6298 section 2.1) */

static int
open_datagrams (PlCalls *calls, PlFamily family, const PlDial *dial)
{
  int fd = pl_bsd_open_datagrams (calls, family);

  if (fd < 0)
    return fd;
  pl_bsd_set_reports (calls, fd, family);
  pl_bsd_set_arrivals (calls, fd, family);
  pl_cast_apply (&dial->cast, calls, fd, family, FALSE);

  return fd;
}

static int
open_stream (PlCalls *calls, PlFamily family, const PlDial *dial)
{
  int fd = pl_bsd_open_stream (calls, family);

  if (fd < 0)
    return fd;
  if (dial->no_delay)
    pl_bsd_set_no_delay (calls, fd);
  if (dial->keep_alive)
    pl_bsd_set_keep_alive (calls, fd);

  return fd;
}

static int
open_socket (PlCalls *calls, const PlEnd *peer, const PlDial *dial)
{
  PlFamily family = peer->address.family;
  int fd = dial->protocol == PL_PROTOCOL_UDP ? open_datagrams (calls, family, dial)
                                             : open_stream (calls, family, dial);

  if (fd >= 0 && family == PL_FAMILY_IPV6)
    pl_bsd_set_v6only (calls, fd, !pl_address_get_mapped (&peer->address, &(PlAddress){ 0 }));

  return fd;
}

/* Two UDP sockets that reuse one address would take each other's datagrams away. */
static bool
bind_socket (PlCalls *calls, int fd, const PlEnd *local, const PlDial *dial)
{
  if (!pl_end_is_known (local))
    return true;
  if (local->port != 0 && dial->protocol != PL_PROTOCOL_UDP)
    pl_bsd_set_reuse (calls, fd);

  return pl_bsd_bind (calls, fd, local) == 0;
}

static bool
begin (PlAttempt *self, PlLoop *loop, const PlDial *dial, PlStage *ret_stage)
{
  *ret_stage = PL_STAGE_CONNECT;
  self->watch.fd = open_socket (self->calls, &self->peer, dial);
  if (self->watch.fd < 0)
    return false;

  *ret_stage = PL_STAGE_BIND;
  if (!bind_socket (self->calls, self->watch.fd, &self->local, dial))
    return false;

  *ret_stage = PL_STAGE_CONNECT;
  if (pl_bsd_connect (self->calls, self->watch.fd, &self->peer) != 0 && errno != EINPROGRESS)
    return false;

  return pl_loop_watch (loop, &self->watch, EPOLLOUT);
}

/* Tells what one `errno` stands for here: with a route and an address to use, it can only be the ports that
 * the system has run out of. */
static void
explain (PlAttempt *self, PlFailure *failure)
{
  bool is_bind = failure->stage == PL_STAGE_BIND;
  PlEnd local;
  int unused;

  if (self->local.port == 0 && failure->code == (is_bind ? EADDRINUSE : EADDRNOTAVAIL) &&
      (is_bind || pl_route_probe (&self->peer, &local, &unused)))
    failure->code = PL_NO_FREE_PORT;
}

/**
 * pl_attempt_open:
 * @self: an attempt that has its peer
 * @loop: where the answer is waited for
 * @dial: the options
 * @local: where to bind to; unknown leaves it to the system
 * @ret_failure: (out): why not
 *
 * Makes the socket, binds it if it is to be bound, and begins to connect.
 *
 * Returns: %FALSE if it has failed already; what was opened stays so until the attempt is closed
 */
bool
pl_attempt_open (PlAttempt *self,
                 PlLoop *loop,
                 const PlDial *dial,
                 const PlEnd *local,
                 PlFailure *ret_failure)
{
  PlStage stage;

  self->local = *local;
  if (begin (self, loop, dial, &stage))
    return true;

  *ret_failure = pl_call_get_failure (stage);
  explain (self, ret_failure);

  return false;
}

/**
 * pl_attempt_end:
 * @self: an attempt
 * @failure: why; code 0 if it is connected
 *
 * Notes the local end that it has, if it has one.
 *
 * Returns: the step that tells of its end
 */
PlStep
pl_attempt_end (PlAttempt *self, PlFailure failure)
{
  PlStep step = { .kind = PL_STEP_ATTEMPT_END,
                  .family = self->peer.address.family,
                  .n = self->number,
                  .took_us = g_get_monotonic_time () - self->started_at_us,
                  .failure = failure,
                  .peer = self->peer };

  if (self->watch.fd >= 0)
    pl_bsd_get_local (self->calls, self->watch.fd, &self->local);
  if (self->local.port != 0) /* else it is not bound, so it has no local end */
    step.local = self->local;
  if (self->watch.fd >= 0 && step.took_us >= RETRANSMIT_MIN_US)
    step.n_retransmits = (guint) MAX (pl_bsd_get_retransmits (self->calls, self->watch.fd), 0);

  return step;
}
