/* What happens on an open connection: bytes both ways, and every way it can end. */
#include "core/pl-engine.h"

#include "support/pl-fake-resolver.h"
#include "support/pl-test.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MIB        (1024 * 1024)
#define FLOOD_SIZE (24 * MIB)

typedef struct
{
  PlEngine *engine;
  PlFakeResolver *resolver;
  PlListener *listener;
  PlConnection *connection; /* accepted from @fd */
  PlSocket *socket;         /* the same */
  int fd;
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->resolver = pl_fake_resolver_install ();
  fixture->engine = pl_engine_new ((PlPace){ .frame_ms = 1, .rows_min = G_MAXUINT });
  fixture->fd = -1;
  *state = fixture;

  return 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  g_clear_object (&fixture->engine);
  g_clear_object (&fixture->listener);
  g_clear_object (&fixture->connection);
  pl_fake_resolver_uninstall (fixture->resolver);
  if (fixture->fd >= 0)
    close (fixture->fd);
  g_free (fixture);

  return 0;
}

/* A plain peer on one side, an accepted connection on the other. */
static void
join (Fixture *fixture, PlResponder responder)
{
  PlEnd local, peer;

  fixture->listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "", PL_LISTEN_ANY, responder,
                                             NULL);
  assert_non_null (fixture->listener);
  fixture->fd = pl_test_connect (pl_socket_get_local (PL_SOCKET (fixture->listener)));
  assert_true (fixture->fd >= 0);
  pl_test_get_ends (fixture->fd, &local, &peer);
  fixture->connection = pl_test_engine_accepted (fixture->engine, &local);
  fixture->socket = PL_SOCKET (fixture->connection);
  assert_true (pl_end_equal (pl_socket_get_local (fixture->socket), &peer));
}

static void
say (Fixture *fixture, const char *text)
{
  assert_int_equal (write (fixture->fd, text, strlen (text)), strlen (text));
}

static void
expect_to_hear (int fd, const char *text)
{
  char buffer[64] = "";
  gsize length = strlen (text), n = 0;

  while (n < length)
    {
      gssize got = read (fd, buffer + n, length - n);

      if (got <= 0)
        fail_msg ("heard “%s” in place of “%s”", buffer, text);
      n += (gsize) got;
    }
  assert_memory_equal (buffer, text, length);
}

static void
answer_with (Fixture *fixture, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  pl_connection_send (fixture->connection, bytes);
}

static void
wait_for_end (Fixture *fixture, PlSocketState state, PlEndReason reason)
{
  pl_test_wait_until (pl_socket_is_over (fixture->socket));
  assert_int_equal (pl_socket_get_state (fixture->socket), state);
  assert_int_equal (pl_socket_get_reason (fixture->socket), reason);
  assert_true (pl_socket_get_closed_at_us (fixture->socket) >= pl_socket_get_opened_at_us (fixture->socket));
}

static void
assert_transcript (PlConnection *connection, PlDirection direction, const char *expected, gsize length)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  PlRecord record;
  gsize offset = 0;

  while (pl_transcript_next (pl_connection_get_transcript (connection), &offset, &record))
    {
      if (record.direction == direction)
        g_byte_array_append (bytes, record.data, record.length);
    }
  assert_int_equal (bytes->len, length);
  assert_memory_equal (bytes->data, expected, length);
}

/* 1. Responders */

static void
test_none (void **state)
{
  Fixture *fixture = *state;

  join (fixture, PL_RESPONDER_NONE);
  say (fixture, "hello");
  pl_test_wait_until (pl_socket_get_received (fixture->socket) == 5);
  assert_int_equal (pl_socket_get_sent (fixture->socket), 0);
  answer_with (fixture, "world!");
  expect_to_hear (fixture->fd, "world!");
  pl_test_wait_until (pl_socket_get_sent (fixture->socket) == 6);
  shutdown (fixture->fd, SHUT_WR);
  wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_PEER);
  assert_transcript (fixture->connection, PL_DIRECTION_RECEIVED, "hello", 5);
  assert_transcript (fixture->connection, PL_DIRECTION_SENT, "world!", 6);
  answer_with (fixture, "too late"); /* is ignored */
}

static void
test_echo (void **state)
{
  Fixture *fixture = *state;
  char byte;

  join (fixture, PL_RESPONDER_ECHO);
  say (fixture, "hello");
  expect_to_hear (fixture->fd, "hello");
  say (fixture, "again");
  shutdown (fixture->fd, SHUT_WR);
  expect_to_hear (fixture->fd, "again");
  assert_int_equal (read (fixture->fd, &byte, 1), 0);
  wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_PEER);
  assert_int_equal (pl_socket_get_received (fixture->socket), 10);
  assert_int_equal (pl_socket_get_sent (fixture->socket), 10);
}

static void
test_discard (void **state)
{
  Fixture *fixture = *state;
  char byte;

  join (fixture, PL_RESPONDER_DISCARD);
  say (fixture, "hello");
  pl_test_wait_until (pl_socket_get_received (fixture->socket) == 5);
  assert_int_equal (recv (fixture->fd, &byte, 1, MSG_DONTWAIT), -1);
  assert_int_equal (errno, EAGAIN);
}

/* 2. Ends */

static void
test_peer_closes (void **state)
{
  Fixture *fixture = *state;

  join (fixture, PL_RESPONDER_NONE);
  close (fixture->fd);
  fixture->fd = -1;
  wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_PEER);
  assert_int_equal (pl_socket_get_failure (fixture->socket)->code, 0);
}

static void
test_peer_resets (void **state)
{
  Fixture *fixture = *state;

  join (fixture, PL_RESPONDER_NONE);
  say (fixture, "last words");
  pl_test_reset (fixture->fd);
  fixture->fd = -1;
  wait_for_end (fixture, PL_SOCKET_STATE_FAILED, PL_END_REASON_FAILED);
  assert_int_equal (pl_socket_get_failure (fixture->socket)->stage, PL_STAGE_TRANSFER);
  assert_int_equal (pl_socket_get_failure (fixture->socket)->code, ECONNRESET);
  assert_string_equal (pl_socket_get_failure (fixture->socket)->call, "recv");
  assert_int_equal (pl_failure_get_outcome (pl_socket_get_failure (fixture->socket)), PL_OUTCOME_RESET);
  assert_true (pl_end_is_known (pl_socket_get_peer (fixture->socket)));
}

/* Whatever meets a reset first is what has failed. */
static void
test_peer_resets_while_we_send (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *text = g_strnfill (16 * 1024 * 1024, 'x');
  g_autoptr (GBytes) bytes = g_bytes_new (text, 16 * 1024 * 1024);

  join (fixture, PL_RESPONDER_NONE);
  pl_connection_send (fixture->connection, bytes);
  pl_test_wait_until (pl_socket_get_unsent (fixture->socket) > 0);
  pl_test_reset (fixture->fd);
  fixture->fd = -1;
  wait_for_end (fixture, PL_SOCKET_STATE_FAILED, PL_END_REASON_FAILED);
  assert_int_equal (pl_socket_get_failure (fixture->socket)->code, ECONNRESET);
  assert_string_equal (pl_socket_get_failure (fixture->socket)->call, "send");
}

/* One that was reset before it was accepted still has a peer (accept() itself says it). */
static void
test_peer_resets_before_it_is_accepted (void **state)
{
  Fixture *fixture = *state;
  GListModel *rows = pl_engine_get_sockets (fixture->engine);

  fixture->listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "", PL_LISTEN_ANY,
                                             PL_RESPONDER_NONE, NULL);
  for (guint i = 0; i < 50; i++)
    {
      int fd = pl_test_connect (pl_socket_get_local (PL_SOCKET (fixture->listener)));

      assert_true (fd >= 0);
      pl_test_reset (fd);
    }
  pl_test_wait_until (pl_listener_get_n_accepted (fixture->listener) == 50 &&
                      pl_listener_get_n_open (fixture->listener) == 0);
  for (guint i = 1; i <= 50; i++)
    {
      g_autoptr (PlSocket) row = g_list_model_get_item (rows, i);

      assert_true (pl_end_is_known (pl_socket_get_peer (row)));
      assert_true (pl_socket_get_peer (row)->port != 0);
    }
}

static void
test_close_here (void **state)
{
  Fixture *fixture = *state;
  char byte;

  join (fixture, PL_RESPONDER_NONE);
  pl_socket_close (fixture->socket);
  assert_int_equal (read (fixture->fd, &byte, 1), 0);
  wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_HERE);
  pl_socket_close (fixture->socket);
}

static void
test_abort_here (void **state)
{
  Fixture *fixture = *state;
  char byte;

  join (fixture, PL_RESPONDER_NONE);
  pl_connection_abort (fixture->connection);
  assert_int_equal (read (fixture->fd, &byte, 1), -1);
  assert_int_equal (errno, ECONNRESET);
  wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_ABORTED);
}

static void
test_half_close_here (void **state)
{
  Fixture *fixture = *state;
  char byte;

  join (fixture, PL_RESPONDER_NONE);
  answer_with (fixture, "bye");
  pl_connection_shut_down (fixture->connection);
  expect_to_hear (fixture->fd, "bye");
  assert_int_equal (read (fixture->fd, &byte, 1), 0);
  answer_with (fixture, "not any more");
  say (fixture, "still here");
  pl_test_wait_until (pl_socket_get_received (fixture->socket) == 10);
  assert_int_equal (pl_socket_get_state (fixture->socket), PL_SOCKET_STATE_OPEN);
  assert_int_equal (pl_socket_get_sent (fixture->socket), 3);
  shutdown (fixture->fd, SHUT_WR);
  wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_PEER);
}

/* Nobody is told, and nothing is read; the other way goes on. */
static void
test_shut_down_reading (void **state)
{
  Fixture *fixture = *state;
  const int established = 1;

  join (fixture, PL_RESPONDER_NONE);
  pl_connection_shut_down_reading (fixture->connection);
  pl_test_wait_until (pl_socket_is_deaf (fixture->socket));
  say (fixture, "unheard");
  answer_with (fixture, "still here");
  expect_to_hear (fixture->fd, "still here");
  assert_int_equal (pl_socket_get_received (fixture->socket), 0);
  assert_int_equal (pl_socket_get_state (fixture->socket), PL_SOCKET_STATE_OPEN);
  assert_true (pl_test_in_proc (pl_socket_get_local (fixture->socket), pl_socket_get_peer (fixture->socket),
                                established));
  pl_connection_shut_down (fixture->connection);
  wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_HERE);
}

/* A byte apart for send(), and one among the others for whoever counts. */
static void
test_urgent (void **state)
{
  Fixture *fixture = *state;

  join (fixture, PL_RESPONDER_SILENT);
  say (fixture, "a");
  assert_int_equal (send (fixture->fd, "!", 1, MSG_OOB), 1);
  say (fixture, "b");
  pl_test_wait_until (pl_socket_get_received (fixture->socket) == 3);
  pl_socket_close (fixture->socket);
  wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_HERE);
  assert_transcript (fixture->connection, PL_DIRECTION_RECEIVED, "a!b", 3);
}

/* A reset is heard of even by who reads no more. */
static void
test_deaf_and_reset (void **state)
{
  Fixture *fixture = *state;

  join (fixture, PL_RESPONDER_NONE);
  pl_connection_shut_down_reading (fixture->connection);
  pl_test_wait_until (pl_socket_is_deaf (fixture->socket));
  pl_test_reset (fixture->fd);
  fixture->fd = -1;
  wait_for_end (fixture, PL_SOCKET_STATE_FAILED, PL_END_REASON_FAILED);
  assert_string_equal (pl_socket_get_failure (fixture->socket)->call, "getsockopt"); /* SO_ERROR */
}

/* 3. What is kept */

static void
test_any_bytes (void **state)
{
  static const char bytes[] = "\xff\xfe\0\xc3\x28\xed\xa0\x80";
  Fixture *fixture = *state;

  join (fixture, PL_RESPONDER_NONE);
  assert_int_equal (write (fixture->fd, bytes, sizeof bytes), sizeof bytes);
  shutdown (fixture->fd, SHUT_WR);
  wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_PEER);
  assert_int_equal (pl_socket_get_received (fixture->socket), sizeof bytes);
  assert_transcript (fixture->connection, PL_DIRECTION_RECEIVED, bytes, sizeof bytes);
}

static gsize
count_kept (PlConnection *connection)
{
  PlRecord record;
  gsize offset = 0, n = 0;

  while (pl_transcript_next (pl_connection_get_transcript (connection), &offset, &record))
    n += record.length;

  return n;
}

static void
test_transcript_is_bounded (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *block = g_malloc0 (MIB);
  PlTotals totals;

  join (fixture, PL_RESPONDER_DISCARD);
  for (guint i = 0; i < 4; i++)
    assert_int_equal (write (fixture->fd, block, MIB), MIB);
  shutdown (fixture->fd, SHUT_WR);
  wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_PEER);
  assert_int_equal (pl_socket_get_received (fixture->socket), 4 * MIB);
  assert_true (count_kept (fixture->connection) <= PL_TRANSCRIPT_MAX);
  assert_true (count_kept (fixture->connection) > PL_TRANSCRIPT_MAX / 2);
  assert_int_equal (count_kept (fixture->connection) + pl_socket_get_not_kept (fixture->socket), 4 * MIB);
  pl_engine_get_totals (fixture->engine, &totals);
  assert_int_equal (totals.not_kept, pl_socket_get_not_kept (fixture->socket));
  assert_int_equal (totals.received, 4 * MIB);
}

static void
count_cb (GObject *object, guint *n)
{
  (*n)++;
}

/* Whoever watches follows a live transcript, even from before the connection is there. */
static void
test_watch_from_the_start (void **state)
{
  Fixture *fixture = *state;
  PlEnd end;
  int listening = pl_test_listen (AF_INET, 0, 1, &end);
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("slow.test", end.port);
  PlTestResult stored = { NULL };
  guint n_changes = 0;

  pl_fake_resolver_set_addresses (fixture->resolver, "slow.test", PL_FAMILY_IPV4, 50, "127.0.0.1");
  pl_engine_connect_async (fixture->engine, request, NULL, pl_test_store_result, &stored);
  fixture->connection = g_list_model_get_item (pl_engine_get_sockets (fixture->engine), 0);
  fixture->socket = PL_SOCKET (fixture->connection);
  g_signal_connect (fixture->connection, "transcript-changed", G_CALLBACK (count_cb), &n_changes);
  pl_connection_watch (fixture->connection);
  pl_test_wait_until (pl_fake_resolver_get_n_asked (fixture->resolver) == 2);
  pl_test_wait_until (stored.n_calls > 0);
  g_clear_object (&stored.result);

  fixture->fd = pl_test_accept (listening);
  say (fixture, "one");
  pl_test_wait_until (count_kept (fixture->connection) == 3);
  say (fixture, "two");
  answer_with (fixture, "three");
  pl_test_wait_until (count_kept (fixture->connection) == 11);
  assert_transcript (fixture->connection, PL_DIRECTION_RECEIVED, "onetwo", 6);
  assert_transcript (fixture->connection, PL_DIRECTION_SENT, "three", 5);
  assert_true (n_changes >= 2);
  pl_connection_unwatch (fixture->connection);
  assert_null (pl_connection_get_transcript (fixture->connection));
  close (listening);
}

/* One watcher goes and another one comes while a part is on its way. */
static void
test_watchers_take_turns (void **state)
{
  Fixture *fixture = *state;

  join (fixture, PL_RESPONDER_NONE);
  pl_connection_watch (fixture->connection);
  say (fixture, "one");
  pl_test_wait_until (count_kept (fixture->connection) == 3);
  say (fixture, "two");
  for (guint i = 0; i < 20; i++)
    {
      pl_connection_unwatch (fixture->connection);
      pl_connection_watch (fixture->connection);
      if (i == 10)
        say (fixture, "three");
      pl_test_iterate ();
    }
  pl_test_wait_until (count_kept (fixture->connection) == 11);
  assert_transcript (fixture->connection, PL_DIRECTION_RECEIVED, "onetwothree", 11);
}

/* 4. A peer that talks before anybody here has heard that it is connected */

typedef struct
{
  PlTestResult stored;
  GByteArray *bytes;
  gboolean consumes;
} Heard;

static void
received_cb (PlConnection *connection, GBytes *bytes, Heard *heard)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  g_byte_array_append (heard->bytes, data, (guint) length);
  if (heard->consumes)
    pl_connection_consumed (connection, length);
}

/* Connects to @listening, which talks in @talk before the main context turns. */
static void
connect_and_talk (Fixture *fixture, int listening, Heard *heard, void (*talk) (int fd))
{
  PlEnd end, nobody;
  g_autoptr (PlConnectRequest) request = NULL;

  pl_test_get_ends (listening, &end, &nobody);
  request = pl_test_connect_request ("127.0.0.1", end.port);
  g_object_set (request, "deliver", TRUE, NULL);
  pl_engine_connect_async (fixture->engine, request, NULL, pl_test_store_result, &heard->stored);
  fixture->fd = pl_test_accept (listening);
  assert_true (fixture->fd >= 0);
  talk (fixture->fd);

  pl_test_wait_until (heard->stored.n_calls > 0);
  fixture->connection = pl_engine_connect_finish (fixture->engine, heard->stored.result, NULL);
  g_clear_object (&heard->stored.result);
  assert_non_null (fixture->connection);
  fixture->socket = PL_SOCKET (fixture->connection);
  heard->bytes = g_byte_array_new ();
  g_signal_connect (fixture->connection, "received-bytes", G_CALLBACK (received_cb), heard);
  pl_connection_receive (fixture->connection);
}

static void
hello_and_end (int fd)
{
  char byte;

  assert_int_equal (write (fd, "hello", 5), 5);
  shutdown (fd, SHUT_WR);
  assert_int_equal (read (fd, &byte, 1), 0); /* by now the net thread has read and closed it */
}

static void
test_first_words_are_heard (void **state)
{
  Fixture *fixture = *state;
  Heard heard = { .consumes = TRUE };
  PlEnd end;
  int listening = pl_test_listen (AF_INET, 0, 4, &end);

  connect_and_talk (fixture, listening, &heard, hello_and_end);
  wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_PEER);
  assert_int_equal (heard.bytes->len, 5);
  assert_memory_equal (heard.bytes->data, "hello", 5);
  assert_int_equal (pl_socket_get_received (fixture->socket), 5);
  g_byte_array_unref (heard.bytes);
  close (listening);
}

static void
write_8_mib (gpointer data)
{
  int fd = GPOINTER_TO_INT (data);
  g_autofree guint8 *block = g_malloc (MIB);

  for (guint i = 0; i < 8; i++)
    {
      gsize n = 0;

      for (guint j = 0; j < MIB; j++)
        block[j] = (guint8) (j * 7 + i);
      while (n < MIB)
        {
          gssize written = write (fd, block + n, MIB - n);

          if (written < 0)
            return;
          n += (gsize) written;
        }
    }
}

static gpointer
write_thread (gpointer data)
{
  write_8_mib (data);
  shutdown (GPOINTER_TO_INT (data), SHUT_WR);

  return NULL;
}

static void
say_nothing (int fd)
{
}

/* A reader that does not consume makes its peer wait, and gets everything in the end. */
static void
test_delivery_waits_for_the_reader (void **state)
{
  Fixture *fixture = *state;
  Heard heard = { .consumes = FALSE };
  PlEnd end;
  int listening = pl_test_listen (AF_INET, 0, 4, &end);
  GThread *thread;
  gsize stuck_at;

  connect_and_talk (fixture, listening, &heard, say_nothing);
  thread = g_thread_new ("write", write_thread, GINT_TO_POINTER (fixture->fd));
  pl_test_wait_until (heard.bytes->len >= MIB);
  for (guint i = 0; i < 20; i++)
    pl_test_iterate ();
  stuck_at = heard.bytes->len;
  assert_true (stuck_at < 2 * MIB);

  heard.consumes = TRUE;
  pl_connection_consumed (fixture->connection, stuck_at);
  wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_PEER);
  assert_int_equal (heard.bytes->len, 8 * MIB);
  for (guint i = 0; i < heard.bytes->len; i++)
    {
      if (heard.bytes->data[i] != (guint8) (i % MIB * 7 + i / MIB))
        fail_msg ("byte %u is wrong", i);
    }
  g_thread_join (thread);
  g_byte_array_unref (heard.bytes);
  close (listening);
}

/* A peer that only takes ends its own direction at once, and still gets everything. */
static void
test_half_open (void **state)
{
  Fixture *fixture = *state;
  PlEnd end;
  int listening = pl_test_listen (AF_INET, 0, 4, &end);
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", end.port);
  char byte;

  g_object_set (request, "half-open", TRUE, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_clear_object (&fixture->connection);
      fixture->connection = pl_test_engine_connect (fixture->engine, request, NULL);
      assert_non_null (fixture->connection);
      fixture->socket = PL_SOCKET (fixture->connection);
      fixture->fd = pl_test_accept (listening);
      assert_int_equal (write (fixture->fd, "hello", 5), 5);
      shutdown (fixture->fd, SHUT_WR);
      pl_test_wait_until (pl_socket_get_received (fixture->socket) == 5);
      answer_with (fixture, "still");
      expect_to_hear (fixture->fd, "still");
      assert_int_equal (pl_socket_get_state (fixture->socket), PL_SOCKET_STATE_OPEN);
      if (i == 0)
        {
          pl_connection_shut_down (fixture->connection);
          assert_int_equal (read (fixture->fd, &byte, 1), 0);
          wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_PEER);
          close (fixture->fd);
        }
      else /* a reset is noticed though nothing is read any more */
        {
          pl_test_reset (fixture->fd);
          wait_for_end (fixture, PL_SOCKET_STATE_FAILED, PL_END_REASON_FAILED);
        }
      fixture->fd = -1;
    }
  close (listening);
}

/* Connected and reset before anybody heard: the connect worked, what broke is the transfer. */
static void
test_reset_at_once (void **state)
{
  Fixture *fixture = *state;
  PlEnd end;
  int listening = pl_test_listen (AF_INET, 0, 4, &end);
  g_autoptr (PlConnectRequest) request = pl_test_connect_request ("127.0.0.1", end.port);

  for (guint i = 0; i < 30; i++)
    {
      PlTestResult stored = { NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (PlConnection) connection = NULL;

      pl_engine_connect_async (fixture->engine, request, NULL, pl_test_store_result, &stored);
      pl_test_reset (pl_test_accept (listening));
      pl_test_wait_until (stored.n_calls > 0);
      connection = pl_engine_connect_finish (fixture->engine, stored.result, &error);
      g_clear_object (&stored.result);
      if (connection == NULL) /* so early that the kernel told of it as of a failed connect() */
        {
          assert_true (g_error_matches (error, PL_ERROR, PL_ERROR_CONNECT));
          continue;
        }
      pl_test_wait_until (pl_socket_is_over (PL_SOCKET (connection)));
      assert_int_equal (pl_socket_get_failure (PL_SOCKET (connection))->stage, PL_STAGE_TRANSFER);
    }
  close (listening);
}

/* 5. Peers that do not read */

static gpointer
flood_thread (gpointer data)
{
  int fd = GPOINTER_TO_INT (data);
  g_autofree guint32 *block = g_malloc (MIB);

  for (guint32 at = 0; at < FLOOD_SIZE / sizeof at;)
    {
      gsize n = 0;

      for (gsize i = 0; i < MIB / sizeof at; i++)
        block[i] = at++ * 2654435761u;
      while (n < MIB)
        {
          gssize written = send (fd, (guint8 *) block + n, MIB - n, MSG_NOSIGNAL);

          if (written < 0 && errno == EAGAIN) /* patience of the socket is over, ours is not */
            continue;
          if (written < 0)
            return NULL;
          n += (gsize) written;
        }
    }
  shutdown (fd, SHUT_WR);

  return NULL;
}

static gpointer
check_thread (gpointer data)
{
  int fd = GPOINTER_TO_INT (data);
  g_autofree guint32 *all = g_malloc (FLOOD_SIZE + 1);
  gsize n = 0;
  gssize got;

  while ((got = read (fd, (guint8 *) all + n, FLOOD_SIZE + 1 - n)) > 0)
    n += (gsize) got;
  if (got < 0 || n != FLOOD_SIZE)
    return GINT_TO_POINTER (FALSE);
  for (guint32 at = 0; at < FLOOD_SIZE / sizeof at; at++)
    {
      if (all[at] != at * 2654435761u)
        return GINT_TO_POINTER (FALSE);
    }

  return GINT_TO_POINTER (TRUE);
}

static void
wait_until_stuck (Fixture *fixture)
{
  guint64 received = 0;

  pl_test_wait_until (pl_socket_get_unsent (fixture->socket) > 0);
  for (guint n_same = 0; n_same < 20; n_same++)
    {
      pl_test_iterate ();
      if (pl_socket_get_received (fixture->socket) != received)
        n_same = 0;
      received = pl_socket_get_received (fixture->socket);
    }
}

static void
test_echo_through_a_stuck_reader (void **state)
{
  Fixture *fixture = *state;
  GThread *flood, *check;

  join (fixture, PL_RESPONDER_ECHO);
  flood = g_thread_new ("flood", flood_thread, GINT_TO_POINTER (fixture->fd));
  wait_until_stuck (fixture);
  assert_true (pl_socket_get_received (fixture->socket) < FLOOD_SIZE);
  assert_true (pl_socket_get_unsent (fixture->socket) <= MIB);

  check = g_thread_new ("check", check_thread, GINT_TO_POINTER (fixture->fd));
  wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_PEER);
  g_thread_join (flood);
  assert_true (GPOINTER_TO_INT (g_thread_join (check)));
  assert_int_equal (pl_socket_get_received (fixture->socket), FLOOD_SIZE);
  assert_int_equal (pl_socket_get_sent (fixture->socket), FLOOD_SIZE);
  assert_int_equal (pl_socket_get_unsent (fixture->socket), 0);
}

static void
test_a_peer_that_never_reads (void **state)
{
  Fixture *fixture = *state;
  GThread *flood;

  join (fixture, PL_RESPONDER_ECHO);
  flood = g_thread_new ("flood", flood_thread, GINT_TO_POINTER (fixture->fd));
  wait_until_stuck (fixture);
  assert_true (pl_socket_get_unsent (fixture->socket) <= MIB);
  pl_connection_abort (fixture->connection); /* and it can be got rid of */
  wait_for_end (fixture, PL_SOCKET_STATE_CLOSED, PL_END_REASON_ABORTED);
  g_thread_join (flood);
}

/* Everything that was queued goes out before the end-of-file. */
static void
test_shut_down_after_a_queue (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GByteArray) all = g_byte_array_sized_new (FLOOD_SIZE);
  g_autoptr (GBytes) bytes = NULL;
  GThread *check;

  join (fixture, PL_RESPONDER_NONE);
  for (guint32 at = 0; at < FLOOD_SIZE / sizeof at; at++)
    g_byte_array_append (all, (guint8 *) &(guint32){ at * 2654435761u }, sizeof at);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&all));
  pl_connection_send (fixture->connection, bytes);
  pl_connection_shut_down (fixture->connection);
  pl_test_wait_until (pl_socket_get_unsent (fixture->socket) > 0);
  check = g_thread_new ("check", check_thread, GINT_TO_POINTER (fixture->fd));
  pl_test_wait_until (pl_socket_get_sent (fixture->socket) == FLOOD_SIZE);
  assert_true (GPOINTER_TO_INT (g_thread_join (check)));
}

#define test(function) cmocka_unit_test_setup_teardown (function, set_up, tear_down)

int
main (void)
{
  const struct CMUnitTest tests[] = {
    test (test_none),
    test (test_echo),
    test (test_discard),
    test (test_peer_closes),
    test (test_peer_resets),
    test (test_peer_resets_while_we_send),
    test (test_peer_resets_before_it_is_accepted),
    test (test_close_here),
    test (test_abort_here),
    test (test_half_close_here),
    test (test_any_bytes),
    test (test_shut_down_reading),
    test (test_urgent),
    test (test_deaf_and_reset),
    test (test_transcript_is_bounded),
    test (test_watch_from_the_start),
    test (test_watchers_take_turns),
    test (test_first_words_are_heard),
    test (test_delivery_waits_for_the_reader),
    test (test_half_open),
    test (test_reset_at_once),
    test (test_echo_through_a_stuck_reader),
    test (test_a_peer_that_never_reads),
    test (test_shut_down_after_a_queue),
  };

  return cmocka_run_group_tests_name ("connection", tests, NULL, NULL);
}
