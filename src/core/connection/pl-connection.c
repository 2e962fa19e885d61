/* One connection, accepted or made here: what a socket has, and its transcript and its steps. */

#include "core/connection/pl-connection.h"

#include "core/connection/pl-inbox.h"
#include "core/connection/pl-socket-calls.h"

#define STEPS_MAX 512 /* a name with hundreds of addresses must not grow without end */

struct _PlConnection
{
  PlSocket parent_instance;

  guint64 listener_id;
  PlConnectRequest *request; /* (nullable): of a client, to be shown and repeated */
  GArray *steps;             /* (nullable) (element-type PlStep) */
  PlTranscript *transcript;  /* (nullable): a copy while it is watched, the real one once it is over */
  PlEndTimes ended;          /* as of the transcript */
  gint64 rtt_us;
  PlInbox inbox;
  guint n_watchers;
  gboolean is_reading; /* a part of the transcript is on its way */
  gboolean read_again;
};

G_DEFINE_FINAL_TYPE (PlConnection, pl_connection, PL_TYPE_SOCKET)

enum
{
  SIGNAL_TRANSCRIPT_CHANGED,
  SIGNAL_RECEIVED,
  SIGNAL_PORTION,
  SIGNAL_STEP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* One question is on its way at most: a flood asks once a frame, not once a read. */
static void
read_transcript (PlConnection *self)
{
  PlSocket *socket = PL_SOCKET (self);

  if (pl_socket_get_net (socket) == NULL || pl_socket_get_state (socket) != PL_SOCKET_STATE_OPEN)
    return;
  if (self->is_reading)
    {
      self->read_again = TRUE;
      return;
    }

  self->is_reading = TRUE;
  self->read_again = FALSE;
  pl_net_read_transcript (pl_socket_get_net (socket), pl_socket_get_id (socket),
                          pl_transcript_get_size (self->transcript));
}

static void
pl_connection_apply (PlSocket *socket, PlNews *news)
{
  PlConnection *self = PL_CONNECTION (socket);

  if (news->flags & PL_NEWS_CLOSED)
    {
      g_clear_pointer (&self->transcript, pl_transcript_free);
      self->transcript = g_steal_pointer (&news->transcript);
      self->ended = news->ended;
      if (self->n_watchers > 0)
        g_signal_emit (self, signals[SIGNAL_TRANSCRIPT_CHANGED], 0);
    }
  else if (self->n_watchers > 0)
    {
      read_transcript (self);
    }
}

static void
pl_connection_finalize (GObject *object)
{
  PlConnection *self = PL_CONNECTION (object);

  g_clear_object (&self->request);
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_pointer (&self->transcript, pl_transcript_free);
  pl_inbox_clear (&self->inbox);

  G_OBJECT_CLASS (pl_connection_parent_class)->finalize (object);
}

static void
pl_connection_class_init (PlConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_connection_finalize;
  PL_SOCKET_CLASS (klass)->apply = pl_connection_apply;

  /**
   * PlConnection::transcript-changed:
   *
   * While it is watched: the transcript has grown, or its round trip time is known.
   */
  signals[SIGNAL_TRANSCRIPT_CHANGED] = g_signal_new ("transcript-changed", PL_TYPE_CONNECTION,
                                                     G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * PlConnection::received-bytes:
   * @bytes: payload
   *
   * Of a connection that delivers, after pl_connection_receive(): answer with pl_connection_consumed().
   */
  signals[SIGNAL_RECEIVED] = g_signal_new ("received-bytes", PL_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);

  /**
   * PlConnection::portion:
   * @portion: a [struct@Pl.Portion]
   *
   * Of a UDP connection that delivers: the datagram that comes next, or a report of one that did not get
   * through.
   */
  signals[SIGNAL_PORTION] = g_signal_new ("portion", PL_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  /**
   * PlConnection::step:
   * @step: a [struct@Pl.Step]
   *
   * One more thing has happened on the way to the connection.
   */
  signals[SIGNAL_STEP] = g_signal_new ("step", PL_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
pl_connection_init (PlConnection *self)
{
  self->rtt_us = -1;
}

/**
 * pl_connection_new_client:
 * @net: who makes the real one
 * @id: its id there
 * @request: (transfer full): what was asked for; must not change any more
 * @peer: whom it is to reach, as far as that is known without asking: the address may be missing
 *
 * Returns: (transfer full): a connection that is being made
 */
PlConnection *
pl_connection_new_client (PlNet *net, guint64 id, PlConnectRequest *request, const PlEnd *peer)
{
  PlConnection *self = g_object_new (PL_TYPE_CONNECTION, NULL);

  pl_socket_init_live (PL_SOCKET (self), net, id, PL_SOCKET_ROLE_CLIENT);
  pl_socket_set_protocol (PL_SOCKET (self), pl_connect_request_get_protocol (request));
  pl_socket_set_peer (PL_SOCKET (self), peer);
  self->request = request;

  return self;
}

/**
 * pl_connection_new_accepted:
 * @net: who owns the real one
 * @news: its first news
 *
 * Returns: (transfer full): a connection that was accepted, and may be over already
 */
PlConnection *
pl_connection_new_accepted (PlNet *net, PlNews *news)
{
  PlConnection *self = g_object_new (PL_TYPE_CONNECTION, NULL);

  pl_socket_init_live (PL_SOCKET (self), net, news->id, PL_SOCKET_ROLE_ACCEPTED);
  if (news->protocol == PL_PROTOCOL_UDP)
    pl_socket_set_protocol (PL_SOCKET (self), PL_PROTOCOL_UDP);
  self->listener_id = news->listener_id;

  return self;
}

/**
 * pl_connection_get_listener_id:
 * @self: a connection
 *
 * Returns: the id of the listener that accepted it, or 0
 */
guint64
pl_connection_get_listener_id (PlConnection *self)
{
  return self->listener_id;
}

/**
 * pl_connection_get_request:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): what was asked for, of a client
 */
PlConnectRequest *
pl_connection_get_request (PlConnection *self)
{
  return self->request;
}

/**
 * pl_connection_get_failed_hostspec:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): as typed, the hostspec that a failed lookup was about; the local one
 * is asked first. %NULL for one that was accepted
 */
const char *
pl_connection_get_failed_hostspec (PlConnection *self)
{
  PlTargetRequest *local;
  gboolean is_local;

  if (self->request == NULL)
    return NULL;

  local = pl_connect_request_get_local (self->request);
  is_local = self->steps == NULL && pl_target_request_read_hostspec (local)->kind == PL_HOSTSPEC_NAME;

  return pl_target_request_get_hostspec (is_local ? local : pl_connect_request_get_peer (self->request));
}

/**
 * pl_connection_get_rtt_us:
 * @self: a connection that is watched
 *
 * Returns: the round trip time in microseconds as the kernel last measured it, or -1
 */
gint64
pl_connection_get_rtt_us (PlConnection *self)
{
  return self->rtt_us;
}

/**
 * pl_connection_get_transcript:
 * @self: a connection
 *
 * Returns: (transfer none) (nullable): what is kept, as far as it is known here: a live one has to be watched
 */
PlTranscript *
pl_connection_get_transcript (PlConnection *self)
{
  return self->transcript;
}

/**
 * pl_connection_get_endings:
 * @self: a connection
 * @ret_endings: (out caller-allocates): what has ended it, or a direction of it, the earliest first
 *
 * Knows as much as the transcript does: none of it that is there came later than an ending that is not told.
 *
 * Returns: how many there are
 */
guint
pl_connection_get_endings (PlConnection *self, PlEnding ret_endings[PL_ENDINGS_MAX])
{
  return pl_endings_find (pl_socket_get_info (PL_SOCKET (self)), &self->ended, ret_endings);
}

/**
 * pl_connection_get_steps:
 * @self: a connection
 * @ret_n_steps: (out): how many
 *
 * Returns: (array length=ret_n_steps) (nullable): what has happened on the way to it
 */
const PlStep *
pl_connection_get_steps (PlConnection *self, guint *ret_n_steps)
{
  *ret_n_steps = self->steps != NULL ? self->steps->len : 0;

  return self->steps != NULL ? (const PlStep *) self->steps->data : NULL;
}

/**
 * pl_connection_watch:
 * @self: a connection
 *
 * Has the transcript and the round trip time followed until pl_connection_unwatch().
 */
void
pl_connection_watch (PlConnection *self)
{
  if (self->n_watchers++ == 0)
    read_transcript (self);
}

/**
 * pl_connection_unwatch:
 * @self: a connection that was watched
 *
 * The last one to go gives the copy of the transcript back.
 */
void
pl_connection_unwatch (PlConnection *self)
{
  if (--self->n_watchers == 0 && !pl_socket_is_over (PL_SOCKET (self)))
    g_clear_pointer (&self->transcript, pl_transcript_free);
}

static void
emit_payload (PlConnection *self, const PlPortion *portion)
{
  if (portion->kind != PL_PORTION_PAYLOAD)
    g_signal_emit (self, signals[SIGNAL_PORTION], 0, portion);
  if (portion->bytes != NULL)
    g_signal_emit (self, signals[SIGNAL_RECEIVED], 0, portion->bytes);
}

/**
 * pl_connection_receive:
 * @self: a connection that delivers
 *
 * Begins to emit [signal@Pl.Connection::received-bytes], at once for what has come already: a peer may talk,
 * and even close, before anybody hears that it is connected.
 */
void
pl_connection_receive (PlConnection *self)
{
  PlPortion *portion;

  while ((portion = pl_inbox_take (&self->inbox)) != NULL)
    {
      emit_payload (self, portion);
      pl_portion_free (portion);
    }
}

/**
 * pl_connection_add_step:
 * @self: a connection
 * @step: copied
 */
void
pl_connection_add_step (PlConnection *self, const PlStep *step)
{
  if (self->steps == NULL)
    self->steps = g_array_new (FALSE, FALSE, sizeof (PlStep));
  if (self->steps->len < STEPS_MAX)
    g_array_append_vals (self->steps, step, 1);
  pl_socket_read_calls (PL_SOCKET (self));
  g_signal_emit (self, signals[SIGNAL_STEP], 0, step);
}

static void
add_transcript (PlConnection *self, const PlPortion *portion)
{
  self->is_reading = FALSE;
  if (pl_socket_is_over (PL_SOCKET (self)) || self->n_watchers == 0)
    return;
  if (portion->offset != pl_transcript_get_size (self->transcript)) /* asked for by a watcher that has gone */
    {
      read_transcript (self);
      return;
    }

  if (self->transcript == NULL)
    self->transcript = pl_transcript_new_copy ();
  pl_transcript_append_tail (self->transcript, portion->bytes, portion->end);
  self->ended = portion->ended;
  self->rtt_us = portion->rtt_us;
  g_signal_emit (self, signals[SIGNAL_TRANSCRIPT_CHANGED], 0);
  if (self->read_again)
    read_transcript (self);
}

/**
 * pl_connection_add_portion:
 * @self: a connection
 * @portion: (transfer none): of any kind but calls, which every socket has
 */
void
pl_connection_add_portion (PlConnection *self, const PlPortion *portion)
{
  switch (portion->kind)
    {
    case PL_PORTION_PAYLOAD:
    case PL_PORTION_DATAGRAM:
    case PL_PORTION_REPORT:
      if (!pl_inbox_keep (&self->inbox, portion))
        emit_payload (self, portion);
      break;
    case PL_PORTION_TRANSCRIPT:
      add_transcript (self, portion);
      break;
    case PL_PORTION_CALLS: /* any socket may have these: they go there */
    case PL_PORTION_SAMPLE:
    case PL_PORTION_GROUPS:
    default:
      g_return_if_reached ();
    }
}
