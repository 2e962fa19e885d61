/* From a connection to what its story is told from. */

#include "core/connect/pl-story.h"

/* The winner is the last thing that happened, and an open socket knows when that was. */
static gint64
get_begin_us (PlConnection *connection)
{
  gint64 opened_at_us = pl_socket_get_opened_at_us (PL_SOCKET (connection));
  guint n_steps;
  const PlStep *steps = pl_connection_get_steps (connection, &n_steps);

  for (guint i = 0; i < n_steps; i++)
    {
      if (steps[i].kind == PL_STEP_ATTEMPT_END && steps[i].failure.code == 0)
        return opened_at_us - steps[i].at_us;
    }

  return opened_at_us;
}

static void
read_first_byte (PlStoryInput *self, PlConnection *connection)
{
  PlTranscript *transcript = pl_connection_get_transcript (connection);
  PlRecord record;
  gsize offset = 0;

  while (transcript != NULL && pl_transcript_next (transcript, &offset, &record))
    {
      if (record.direction != PL_DIRECTION_RECEIVED)
        continue;
      self->first_byte_us = MAX (record.at_us - get_begin_us (connection), 0);
      self->first_byte_size = record.length;
      return;
    }
}

/**
 * pl_story_input_read:
 * @self: (out caller-allocates): what a story is told from
 * @connection: a client
 *
 * Reads what a connection knows of its making. The first byte is known as long as its transcript is.
 * What @self points to belongs to @connection, and is valid until it changes.
 */
void
pl_story_input_read (PlStoryInput *self, PlConnection *connection)
{
  PlSocket *socket = PL_SOCKET (connection);
  PlConnectRequest *request = pl_connection_get_request (connection);
  PlTargetRequest *peer = pl_connect_request_get_peer (request);
  int family;

  *self = (PlStoryInput){ .is_over = pl_socket_get_state (socket) != PL_SOCKET_STATE_STARTING,
                          .failure = *pl_socket_get_failure (socket),
                          .first_byte_us = -1 };
  self->steps = pl_connection_get_steps (connection, &self->n_steps);
  self->protocol = pl_socket_get_protocol (socket);
  self->host = pl_target_request_get_hostspec (peer);
  g_object_get (request, "family", &family, "attempt-delay-ms", &self->attempt_delay_ms,
                "resolution-delay-ms", &self->resolution_delay_ms, "every-address", &self->first_only, NULL);
  self->family = (PlFamily) family;
  self->now_us = (pl_socket_is_over (socket) ? pl_socket_get_closed_at_us (socket)
                                             : g_get_monotonic_time ()) -
                 pl_socket_get_opened_at_us (socket);
  read_first_byte (self, connection);
}
