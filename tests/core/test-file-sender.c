/* Sending a file: all of it, paced by the peer, and stopped. */
#include "core/connection/pl-file-sender.h"

#include "support/pl-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SIZE (6 * 1024 * 1024)

typedef struct
{
  PlEngine *engine;
  PlConnection *connection;
  PlFileSender *sender;
  char *path;
  GFile *file;
  guint8 *contents;
  int peer;
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (PlConnectRequest) request = NULL;
  PlEnd end;
  int listener = pl_test_listen (AF_INET, 0, 1, &end);
  int fd = g_file_open_tmp ("portlight-XXXXXX", &fixture->path, NULL);

  fixture->contents = g_malloc (SIZE);
  for (gsize i = 0; i < SIZE; i++)
    fixture->contents[i] = (guint8) (i * 131 >> 5);
  close (fd);
  assert_true (g_file_set_contents (fixture->path, (const char *) fixture->contents, SIZE, NULL));
  fixture->file = g_file_new_for_path (fixture->path);
  fixture->engine = pl_engine_new (PL_PACE_PIPE);
  request = pl_test_connect_request ("127.0.0.1", end.port);
  fixture->connection = pl_test_engine_connect (fixture->engine, request, NULL);
  fixture->peer = pl_test_accept (listener);
  close (listener);
  *state = fixture;

  return 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  g_clear_object (&fixture->sender);
  g_clear_object (&fixture->connection);
  g_clear_object (&fixture->engine);
  if (fixture->peer >= 0)
    close (fixture->peer);
  g_unlink (fixture->path);
  g_free (fixture->path);
  g_clear_object (&fixture->file);
  g_free (fixture->contents);
  g_free (fixture);

  return 0;
}

static gsize
read_some (Fixture *fixture, gsize at)
{
  guint8 buffer[65536];
  gssize n = recv (fixture->peer, buffer, sizeof buffer, MSG_DONTWAIT);

  if (n <= 0)
    {
      pl_test_iterate ();
      return 0;
    }
  assert_memory_equal (buffer, fixture->contents + at, n);

  return (gsize) n;
}

/* A peer that does not read: little of the file is in memory. Once it does, it gets all of it. */
static void
test_paced (void **state)
{
  Fixture *fixture = *state;
  PlSocket *socket = PL_SOCKET (fixture->connection);
  guint64 sent = 1;
  gsize got = 0;

  fixture->sender = pl_file_sender_new (fixture->connection, fixture->file);
  while (sent != pl_file_sender_get_sent (fixture->sender) || sent == 0)
    {
      gint64 deadline_us = g_get_monotonic_time () + 100000;

      sent = pl_file_sender_get_sent (fixture->sender);
      while (g_get_monotonic_time () < deadline_us && sent == pl_file_sender_get_sent (fixture->sender))
        pl_test_iterate ();
    }
  assert_true (pl_file_sender_get_sent (fixture->sender) < SIZE);
  assert_true (pl_socket_get_unsent (socket) <= 512 * 1024);
  assert_false (pl_file_sender_is_done (fixture->sender));

  while (got < SIZE)
    got += read_some (fixture, got);
  pl_test_wait_until (pl_file_sender_is_done (fixture->sender));
  assert_null (pl_file_sender_get_error (fixture->sender));
  assert_int_equal (pl_file_sender_get_sent (fixture->sender), SIZE);
  assert_true (pl_file_sender_get_fraction (fixture->sender) == 1);
}

static void
test_stopped (void **state)
{
  Fixture *fixture = *state;

  fixture->sender = pl_file_sender_new (fixture->connection, fixture->file);
  pl_test_wait_until (pl_file_sender_get_sent (fixture->sender) > 0);
  pl_file_sender_stop (fixture->sender);
  assert_true (pl_file_sender_is_done (fixture->sender));
  assert_null (pl_file_sender_get_error (fixture->sender));
  assert_false (pl_socket_is_over (PL_SOCKET (fixture->connection)));
  pl_test_assert_finalized (fixture->sender);
}

static void
test_peer_goes (void **state)
{
  Fixture *fixture = *state;

  fixture->sender = pl_file_sender_new (fixture->connection, fixture->file);
  pl_test_wait_until (pl_file_sender_get_sent (fixture->sender) > 0);
  pl_test_reset (fixture->peer);
  fixture->peer = -1;
  pl_test_wait_until (pl_file_sender_is_done (fixture->sender));
  assert_true (g_error_matches (pl_file_sender_get_error (fixture->sender), G_IO_ERROR, G_IO_ERROR_CLOSED));
}

static void
test_no_such_file (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GFile) nothing = g_file_get_child (fixture->file, "nothing");

  fixture->sender = pl_file_sender_new (fixture->connection, nothing);
  pl_test_wait_until (pl_file_sender_is_done (fixture->sender));
  assert_non_null (pl_file_sender_get_error (fixture->sender));
  assert_int_equal (pl_file_sender_get_sent (fixture->sender), 0);
}

/* A firewall, a network that has gone: what could not be sent does not wait, and the file comes to its end.
 */
static void
test_datagrams_that_cannot_be_sent (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlListenRequest) listen = pl_listen_request_new ();
  g_autoptr (PlTargetRequest) target = pl_target_request_new (PL_USE_CONNECT);
  GListModel *rows = pl_engine_get_sockets (fixture->engine);
  guint n_rows = g_list_model_get_n_items (rows);
  g_autoptr (PlListener) listener = NULL;
  g_autoptr (PlConnection) peer = NULL;
  PlTestResult stored = { NULL };

  pl_target_request_set (pl_listen_request_get_local (listen), "127.0.0.1", "");
  g_object_set (listen, "protocol", PL_PROTOCOL_UDP, NULL);
  pl_engine_listen_async (fixture->engine, listen, NULL, pl_test_store_result, &stored);
  pl_test_wait_until (stored.n_calls > 0);
  listener = pl_engine_listen_finish (fixture->engine, stored.result, NULL);
  g_clear_object (&stored.result);
  pl_target_request_set (target, "192.0.2.1", "9"); /* which nothing gets to from 127.0.0.1 */
  assert_true (pl_listener_add_peer (listener, target, NULL));
  pl_test_wait_until (g_list_model_get_n_items (rows) == n_rows + 2);
  peer = g_list_model_get_item (rows, n_rows + 1);

  fixture->sender = pl_file_sender_new (peer, fixture->file);
  pl_test_wait_until (pl_file_sender_is_done (fixture->sender));
  assert_null (pl_file_sender_get_error (fixture->sender));
  assert_int_equal (pl_file_sender_get_sent (fixture->sender), SIZE);
  pl_test_wait_until (pl_socket_get_datagrams (PL_SOCKET (peer))->unsendable == SIZE);
  assert_int_equal (pl_socket_get_sent (PL_SOCKET (peer)), 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_paced, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_stopped, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_peer_goes, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_no_such_file, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_datagrams_that_cannot_be_sent, set_up, tear_down),
  };

  return cmocka_run_group_tests_name ("file-sender", tests, NULL, NULL);
}
