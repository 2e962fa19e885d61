#pragma once

#include "core/net/pl-net.h"

G_BEGIN_DECLS

#define PL_TYPE_SOCKET (pl_socket_get_type ())

G_DECLARE_DERIVABLE_TYPE (PlSocket, pl_socket, PL, SOCKET, GObject)

/**
 * PlSocketRole:
 * @PL_SOCKET_ROLE_LISTENER: waits for peers
 * @PL_SOCKET_ROLE_ACCEPTED: a listener here took it in
 * @PL_SOCKET_ROLE_CLIENT: was connected from here
 */
typedef enum
{
  PL_SOCKET_ROLE_LISTENER,
  PL_SOCKET_ROLE_ACCEPTED,
  PL_SOCKET_ROLE_CLIENT,
} PlSocketRole;

/**
 * PlSocketState:
 * @PL_SOCKET_STATE_STARTING: being looked up, connected or bound
 * @PL_SOCKET_STATE_LISTENING: accepts peers
 * @PL_SOCKET_STATE_PAUSED: listens, but does not accept; its pause says why
 * @PL_SOCKET_STATE_OPEN: connected
 * @PL_SOCKET_STATE_CLOSED: over, and nothing was wrong
 * @PL_SOCKET_STATE_FAILED: over, see the failure
 */
typedef enum
{
  PL_SOCKET_STATE_STARTING,
  PL_SOCKET_STATE_LISTENING,
  PL_SOCKET_STATE_PAUSED,
  PL_SOCKET_STATE_OPEN,
  PL_SOCKET_STATE_CLOSED,
  PL_SOCKET_STATE_FAILED,
} PlSocketState;

/**
 * PlSocketInfo:
 * @id: never used twice in a process
 * @received: payload bytes received; of a TCP listener, by all that it took in
 * @sent: payload bytes that the kernel has taken; the same
 * @unsent: payload bytes that wait because the peer does not read
 * @not_kept: payload bytes that the transcript had no room for, or no longer
 * @opened_at_us: monotonic time of its opening; before that, of its beginning
 * @closed_at_us: monotonic time of its end, or 0
 * @local: its own end, as getsockname() said; unknown while it is not bound
 * @peer: the other end, as getpeername() said; unknown while it is not connected
 * @failure: what failed; code 0 if nothing did
 * @datagrams: of a UDP socket
 * @report: of a UDP socket, the last one, if there is any
 * @role: how it came about
 * @protocol: TCP or UDP
 * @state: as of the last news
 * @reason: why it is over
 * @is_shut_down: whether writing was shut down here: it only receives
 * @is_deaf: whether reading was shut down here: it only sends
 * @has_ended: whether the peer has sent its end-of-file: it only sends
 * @peer_was_first: with @has_ended, whether the peer ended before we did
 *
 * What there is to know of a socket. Belongs to it; read it through the pl_socket_get_ functions.
 */
typedef struct
{
  guint64 id;
  guint64 received;
  guint64 sent;
  guint64 unsent;
  guint64 not_kept;
  gint64 opened_at_us;
  gint64 closed_at_us;
  PlEnd local;
  PlEnd peer;
  PlFailure failure;
  PlDatagramCounts datagrams;
  PlReport report;
  PlSocketRole role : 8;
  PlProtocol protocol : 8;
  PlSocketState state : 8;
  PlEndReason reason : 8;
  gboolean is_shut_down;
  gboolean is_deaf;
  gboolean has_ended;
  gboolean peer_was_first;
} PlSocketInfo;

/**
 * PlCallLog:
 *
 * What is known here of the calls of a socket. Belongs to pl-socket-calls.c.
 */
typedef struct
{
  PlCalls *calls; /* (nullable): a copy while they are watched, the real ones once it is over */
  guint16 n_watchers;
  gboolean is_reading : 1; /* an answer is on its way */
  gboolean read_again : 1;
} PlCallLog;

/**
 * PlSocketClass:
 * @apply: takes over what news say beyond the common part
 * @notify: notifies what pl_socket_mark_changed() was called for
 */
struct _PlSocketClass
{
  GObjectClass parent_class;

  void (*apply) (PlSocket *self, PlNews *news);
  void (*notify) (PlSocket *self);
};

const PlSocketInfo *pl_socket_get_info (PlSocket *self);
gboolean pl_socket_is_over (PlSocket *self);
PlFamily pl_socket_get_family (PlSocket *self);
const PlEnd *pl_socket_get_failed_end (PlSocket *self);
void pl_socket_close (PlSocket *self);
void pl_socket_record (PlSocket *self, PlRecorder *recorder);

/* Held while a cell shows it: such a row is never taken out of the list behind the view's back. */
void pl_socket_hold (PlSocket *self);
void pl_socket_release (PlSocket *self);
gboolean pl_socket_is_held (PlSocket *self);

/* For the engine. */
void pl_socket_init_live (PlSocket *self, PlNet *net, guint64 id, PlSocketRole role);
void pl_socket_apply (PlSocket *self, PlNews *news);
gboolean pl_socket_has_changed (PlSocket *self);
void pl_socket_notify_changes (PlSocket *self);
void pl_socket_detach (PlSocket *self);
void pl_socket_add_sample (PlSocket *self, const PlSample *sample);

/* For subclasses, monitors, and pl-socket-calls.c. */
PlCallLog *pl_socket_get_call_log (PlSocket *self);
PlNet *pl_socket_get_net (PlSocket *self);
PlNet *pl_socket_get_keeper (PlSocket *self);
void pl_socket_mark_changed (PlSocket *self);
void pl_socket_add_bytes (PlSocket *self, guint64 received, guint64 sent);
void pl_socket_set_peer (PlSocket *self, const PlEnd *peer);
void pl_socket_set_protocol (PlSocket *self, PlProtocol protocol);

static inline guint64
pl_socket_get_id (PlSocket *self)
{
  return pl_socket_get_info (self)->id;
}

static inline PlSocketRole
pl_socket_get_role (PlSocket *self)
{
  return pl_socket_get_info (self)->role;
}

static inline PlProtocol
pl_socket_get_protocol (PlSocket *self)
{
  return pl_socket_get_info (self)->protocol;
}

static inline gboolean
pl_socket_is_udp (PlSocket *self)
{
  return pl_socket_get_protocol (self) == PL_PROTOCOL_UDP;
}

static inline PlSocketState
pl_socket_get_state (PlSocket *self)
{
  return pl_socket_get_info (self)->state;
}

static inline const PlEnd *
pl_socket_get_local (PlSocket *self)
{
  return &pl_socket_get_info (self)->local;
}

static inline const PlEnd *
pl_socket_get_peer (PlSocket *self)
{
  return &pl_socket_get_info (self)->peer;
}

static inline guint64
pl_socket_get_received (PlSocket *self)
{
  return pl_socket_get_info (self)->received;
}

static inline guint64
pl_socket_get_sent (PlSocket *self)
{
  return pl_socket_get_info (self)->sent;
}

static inline guint64
pl_socket_get_unsent (PlSocket *self)
{
  return pl_socket_get_info (self)->unsent;
}

static inline guint64
pl_socket_get_not_kept (PlSocket *self)
{
  return pl_socket_get_info (self)->not_kept;
}

static inline gint64
pl_socket_get_opened_at_us (PlSocket *self)
{
  return pl_socket_get_info (self)->opened_at_us;
}

static inline gint64
pl_socket_get_closed_at_us (PlSocket *self)
{
  return pl_socket_get_info (self)->closed_at_us;
}

static inline PlEndReason
pl_socket_get_reason (PlSocket *self)
{
  return pl_socket_get_info (self)->reason;
}

static inline const PlFailure *
pl_socket_get_failure (PlSocket *self)
{
  return &pl_socket_get_info (self)->failure;
}

static inline const PlDatagramCounts *
pl_socket_get_datagrams (PlSocket *self)
{
  return &pl_socket_get_info (self)->datagrams;
}

static inline const PlReport *
pl_socket_get_report (PlSocket *self)
{
  return &pl_socket_get_info (self)->report;
}

/* Whether the last thing that is known is that something did not get through. */
static inline gboolean
pl_socket_has_report (PlSocket *self)
{
  const PlSocketInfo *info = pl_socket_get_info (self);

  return info->report.failure.code != 0 && info->report.at_us > info->datagrams.heard_at_us;
}

static inline gboolean
pl_socket_is_deaf (PlSocket *self)
{
  return pl_socket_get_info (self)->is_deaf;
}

static inline gboolean
pl_socket_is_shut_down (PlSocket *self)
{
  return pl_socket_get_info (self)->is_shut_down;
}

G_END_DECLS
