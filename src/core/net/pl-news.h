#pragma once

#include "core/address/pl-end.h"
#include "core/net/pl-calls.h"
#include "core/net/pl-group.h"
#include "core/net/pl-port-owner.h"
#include "core/net/pl-sample.h"
#include "core/net/pl-transcript.h"
#include "core/pl-error.h"
#include "core/target/pl-service.h"

G_BEGIN_DECLS

/**
 * PlNewsFlags:
 * @PL_NEWS_OPENED: it listens, was accepted, or is connected: both ends are set
 * @PL_NEWS_PROGRESS: counts have changed
 * @PL_NEWS_CLOSED: it is over; nothing follows, and the ends are set as far as they were ever known
 * @PL_NEWS_PAUSED: a listener takes nobody in any more; its pause says why
 * @PL_NEWS_RESUMED: it does again
 */
typedef enum
{
  PL_NEWS_OPENED = 1 << 0,
  PL_NEWS_PROGRESS = 1 << 1,
  PL_NEWS_CLOSED = 1 << 2,
  PL_NEWS_PAUSED = 1 << 3,
  PL_NEWS_RESUMED = 1 << 4,
} PlNewsFlags;

/**
 * PlEndReason:
 * @PL_END_REASON_NONE: it has not ended
 * @PL_END_REASON_PEER: the peer has sent its end-of-file
 * @PL_END_REASON_HERE: closed here
 * @PL_END_REASON_ABORTED: aborted here, with a RST
 * @PL_END_REASON_FAILED: see the failure
 * @PL_END_REASON_MADE_ROOM: UDP: it was silent for longest of too many
 *
 * Why a socket is over.
 */
typedef enum
{
  PL_END_REASON_NONE,
  PL_END_REASON_PEER,
  PL_END_REASON_HERE,
  PL_END_REASON_ABORTED,
  PL_END_REASON_FAILED,
  PL_END_REASON_MADE_ROOM,
} PlEndReason;

/**
 * PlEndTimes:
 * @end_us: by direction: when the end-of-file was read, or was sent; not before the stream was closed if that
 * has sent it
 * @deaf_us: when reading was shut down here
 *
 * When the directions of a stream have ended, monotonic; 0 for not yet. A value.
 */
typedef struct
{
  gint64 end_us[2];
  gint64 deaf_us;
} PlEndTimes;

/**
 * PlReport:
 * @failure: %PL_STAGE_SEND if this computer says so, %PL_STAGE_REPORT if the network does
 * @peer: whom the datagram was for
 * @reporter: who says so, the peer or a router on the way; unknown for this computer
 * @at_us: monotonic
 * @icmp_type: of the message
 * @icmp_code: of the message
 *
 * What has become of a datagram that did not get through. The socket stays open. A value.
 */
typedef struct
{
  PlFailure failure;
  PlEnd peer;
  PlAddress reporter;
  gint64 at_us;
  guint8 icmp_type;
  guint8 icmp_code;
} PlReport;

/**
 * PlDatagramCounts:
 * @received: how many datagrams have come, empty ones too
 * @sent: how many the kernel has taken
 * @truncated: how many of @received were larger than the room for them
 * @dropped: how many the kernel had no room for before they could be read
 * @unanswered: how many an echo left alone, because they are answers themselves
 * @unsendable: payload bytes that could not be sent; see the reports
 * @reports: how often something was reported
 * @heard_at_us: when the last datagram came, monotonic; 0 for never
 *
 * What is counted of a UDP socket beyond bytes.
 */
typedef struct
{
  guint64 received;
  guint64 sent;
  guint64 truncated;
  guint64 dropped;
  guint64 unanswered;
  guint64 unsendable;
  guint64 reports;
  gint64 heard_at_us;
} PlDatagramCounts;

/**
 * PlPause:
 * @PL_PAUSE_NONE: it accepts
 * @PL_PAUSE_LIMIT: it would accept, but there is no descriptor left that is not kept for something else
 * @PL_PAUSE_BEHIND: it would accept, but the main thread does not keep up
 * @PL_PAUSE_ASKED: it was told not to
 *
 * Why a listener does not accept.
 */
typedef enum
{
  PL_PAUSE_NONE,
  PL_PAUSE_LIMIT,
  PL_PAUSE_BEHIND,
  PL_PAUSE_ASKED,
} PlPause;

/**
 * PlNews:
 * @id: of the socket; never used again
 * @listener_id: of the listener that accepted it, or 0
 * @received: payload bytes so far
 * @sent: payload bytes that the kernel has taken
 * @unsent: payload bytes that wait here because the peer does not read
 * @not_kept: payload bytes that the transcript had no room for, or no longer
 * @opened_at_us: monotonic
 * @closed_at_us: monotonic, with %PL_NEWS_CLOSED
 * @flags: all that has happened since the last news of this socket
 * @reason: with %PL_NEWS_CLOSED
 * @failure: with %PL_END_REASON_FAILED
 * @v6only: of a listener, as getsockopt() says; -1 for an IPv4 socket and for anything else
 * @pause: of a listener
 * @owner: of a listener that cannot bind: who has the port
 * @is_shut_down: whether nothing more will be sent: writing was shut down here
 * @is_deaf: whether nothing more will be read: reading was shut down here
 * @has_ended: whether nothing more will come: the peer has sent its end-of-file
 * @peer_was_first: with @has_ended, whether that came before ours was sent
 * @ended: of a stream: when its directions have ended
 * @local: (from getsockname())
 * @peer: (from getpeername())
 * @transcript: (nullable) (transfer full): with %PL_NEWS_CLOSED, what was kept
 * @protocol: UDP, or anything else for TCP
 * @datagrams: of a UDP socket
 * @report: of a UDP socket, the last one, if there is any
 * @calls: (nullable) (transfer full): with %PL_NEWS_CLOSED, what was called
 *
 * What the net thread tells of one socket: first news, progress and last news are folded into one record
 * until somebody takes it. A value; the transcript and the calls move with it.
 */
typedef struct
{
  guint64 id;
  guint64 listener_id;
  guint64 received;
  guint64 sent;
  guint64 unsent;
  guint64 not_kept;
  gint64 opened_at_us;
  gint64 closed_at_us;
  PlNewsFlags flags;
  PlEndReason reason;
  PlFailure failure;
  int v6only;
  PlPause pause;
  PlPortOwner owner;
  gboolean is_shut_down;
  gboolean is_deaf;
  gboolean has_ended;
  gboolean peer_was_first;
  PlEndTimes ended;
  PlEnd local;
  PlEnd peer;
  PlTranscript *transcript;
  PlProtocol protocol;
  PlDatagramCounts datagrams;
  PlReport report;
  PlCalls *calls;
} PlNews;

/**
 * PlStepKind:
 *
 * What can happen on the way to a connection.
 */
typedef enum
{
  PL_STEP_QUERY,       /* a question to the resolver: family */
  PL_STEP_ADDRESS,     /* one address of its answer: family, peer */
  PL_STEP_ANSWER,      /* the answer is complete: family, n addresses, failure, took */
  PL_STEP_ATTEMPT,     /* connect() was called: n, peer */
  PL_STEP_ATTEMPT_END, /* n, local, peer, failure, took */
} PlStepKind;

/**
 * PlStep:
 * @id: of the connection
 * @kind: what happened
 * @family: of a question and its answer
 * @n: the attempt's number from 0, or the number of addresses
 * @at_us: since the operation began
 * @took_us: since the question or the attempt began
 * @n_retransmits: of an attempt that has ended: how often the SYN was sent again
 * @failure: code 0 if it went well
 * @local: as of getsockname(), before the socket was closed
 * @peer: the address
 *
 * One step of a connect operation. A value.
 */
typedef struct
{
  guint64 id;
  PlStepKind kind;
  PlFamily family;
  guint n;
  gint64 at_us;
  gint64 took_us;
  guint n_retransmits;
  PlFailure failure;
  PlEnd local;
  PlEnd peer;
} PlStep;

/**
 * PlPortionKind:
 * @PL_PORTION_PAYLOAD: payload that was received
 * @PL_PORTION_TRANSCRIPT: a part of the transcript, because it was asked for
 * @PL_PORTION_DATAGRAM: the payload of one datagram, maybe empty
 * @PL_PORTION_REPORT: no bytes, but a report
 * @PL_PORTION_CALLS: the calls so far, because they were asked for
 * @PL_PORTION_SAMPLE: how the socket is, because it was asked for
 * @PL_PORTION_GROUPS: the groups that the socket is in
 */
typedef enum
{
  PL_PORTION_PAYLOAD,
  PL_PORTION_TRANSCRIPT,
  PL_PORTION_DATAGRAM,
  PL_PORTION_REPORT,
  PL_PORTION_CALLS,
  PL_PORTION_SAMPLE,
  PL_PORTION_GROUPS,
} PlPortionKind;

/**
 * PlPortion:
 * @id: of the socket
 * @kind: what it is
 * @bytes: (transfer full) (nullable): the bytes
 * @calls: (transfer full) (nullable): with %PL_PORTION_CALLS, a copy of them
 * @offset: with %PL_PORTION_TRANSCRIPT, where in the transcript they were asked for
 * @end: with %PL_PORTION_TRANSCRIPT, the size of the transcript
 * @rtt_us: with %PL_PORTION_TRANSCRIPT, the round trip time that the kernel has measured, or -1
 * @ended: with %PL_PORTION_TRANSCRIPT of a stream, what had ended until then
 * @size: with %PL_PORTION_DATAGRAM, of the whole datagram; more than @bytes holds if it was truncated
 * @sent: with %PL_PORTION_DATAGRAM and %PL_PORTION_REPORT, payload bytes sent before it
 * @n_sent: the same in datagrams
 * @local: with %PL_PORTION_DATAGRAM, the end it arrived on
 * @peer: with %PL_PORTION_DATAGRAM, whence it came
 * @report: with %PL_PORTION_REPORT
 * @sample: (nullable) (transfer full): with %PL_PORTION_SAMPLE
 * @memberships: (nullable) (transfer full): with %PL_PORTION_GROUPS
 *
 * What crosses the border besides news.
 */
typedef struct
{
  guint64 id;
  PlPortionKind kind;
  GBytes *bytes;
  PlCalls *calls;
  gsize offset;
  gsize end;
  gint64 rtt_us;
  PlEndTimes ended;
  gsize size;
  guint64 sent;
  guint64 n_sent;
  PlEnd local;
  PlEnd peer;
  PlReport report;
  PlSample *sample;
  PlMemberships *memberships;
} PlPortion;

PlPortion *pl_portion_copy (const PlPortion *self);
void pl_portion_free (PlPortion *self);

/**
 * PlTotals:
 *
 * What the net thread has counted since it was started.
 */
typedef struct
{
  guint64 accepted;
  guint64 received;
  guint64 sent;
  guint64 not_kept;
} PlTotals;

G_END_DECLS
