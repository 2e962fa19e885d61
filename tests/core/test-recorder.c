/* Recording: what the file is too slow for is counted, one that fails says why, and who records what. */
#include "core/net/pl-recorder.h"

#include "core/pl-engine.h"

#include "support/pl-test.h"

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

#define PIECE 100000

static const PlEnd local = { .address = { PL_FAMILY_IPV4, { 127, 0, 0, 1 } }, .port = 1000 };
static const PlEnd peer = { .address = { PL_FAMILY_IPV4, { 127, 0, 0, 1 } }, .port = 2000 };

static void
add (PlRecorder *recorder, guint64 position, gsize length)
{
  g_autofree guint8 *data = g_malloc0 (length);
  PlRecord record = { .position = position, .length = (guint32) length, .data = data };

  pl_recorder_add (recorder, &local, &peer, &record, 0);
}

static void
count_cb (PlRecorder *recorder, guint *n)
{
  (*n)++;
}

static void
test_slow_file (void **state)
{
  g_autoptr (GOutputStream) file = NULL;
  g_autoptr (GInputStream) reader = NULL;
  g_autoptr (PlRecorder) recorder = NULL;
  g_autofree guint8 *block = g_malloc (1 << 20);
  guint64 total = 0;
  guint n_changes = 0;
  int ends[2];

  assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  file = g_unix_output_stream_new (ends[1], TRUE);
  reader = g_unix_input_stream_new (ends[0], TRUE);
  recorder = pl_recorder_new (file);
  g_signal_connect (recorder, "changed", G_CALLBACK (count_cb), &n_changes);

  /* Nobody reads: it takes what may wait, and no more. */
  while (total < 2 * PL_RECORDER_QUEUE_MAX)
    {
      add (recorder, total, PIECE);
      total += PIECE;
    }
  assert_true (pl_recorder_get_lost (recorder) >= total - PL_RECORDER_QUEUE_MAX);
  assert_true (pl_recorder_is_running (recorder));

  pl_recorder_stop (recorder);
  add (recorder, total, PIECE); /* is too late, and not lost either */
  while (g_input_stream_read (reader, block, 1 << 20, NULL, NULL) > 0)
    ;
  pl_test_wait_until (!pl_recorder_is_running (recorder));
  assert_null (pl_recorder_get_error (recorder));
  assert_int_equal (pl_recorder_get_recorded (recorder) + pl_recorder_get_lost (recorder), total);
  pl_recorder_wait (recorder);
  pl_test_wait_until (n_changes > 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  pl_test_assert_finalized (recorder);
}

/* Many small pieces cost more than their payload, and that counts. */
static void
test_small_pieces (void **state)
{
  g_autoptr (GOutputStream) file = NULL;
  g_autoptr (PlRecorder) recorder = NULL;
  guint64 n = PL_RECORDER_QUEUE_MAX / 64;
  int ends[2];

  assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  file = g_unix_output_stream_new (ends[1], TRUE);
  recorder = pl_recorder_new (file);
  for (guint64 i = 0; i < n; i++)
    add (recorder, i, 1);
  assert_true (pl_recorder_get_lost (recorder) > n / 4);
  close (ends[0]); /* nobody will: the write fails */
  pl_test_wait_until (!pl_recorder_is_running (recorder));
  assert_non_null (pl_recorder_get_error (recorder));
  pl_recorder_wait (recorder);
}

static void
test_full_disk (void **state)
{
  g_autoptr (GOutputStream) file = NULL;
  g_autoptr (PlRecorder) recorder = NULL;
  int fd = open ("/dev/full", O_WRONLY | O_CLOEXEC);

  if (fd < 0)
    skip ();
  file = g_unix_output_stream_new (fd, TRUE);
  recorder = pl_recorder_new (file);
  add (recorder, 0, PIECE);
  pl_test_wait_until (!pl_recorder_is_running (recorder));
  assert_true (g_error_matches (pl_recorder_get_error (recorder), G_IO_ERROR, G_IO_ERROR_NO_SPACE));
  assert_int_equal (pl_recorder_get_recorded (recorder), 0);
  add (recorder, PIECE, PIECE); /* nobody takes it */
  assert_int_equal (pl_recorder_get_lost (recorder), 2 * PIECE);
  pl_recorder_stop (recorder);
  add (recorder, 2 * PIECE, PIECE); /* nobody wants it */
  assert_int_equal (pl_recorder_get_lost (recorder), 2 * PIECE);
  pl_recorder_wait (recorder);
}

/* Who records what */

typedef struct
{
  PlEngine *engine;
  PlListener *listener;
  PlConnection *peers[2]; /* that it has taken in */
  int fds[2];             /* their other ends */
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->engine = pl_engine_new (PL_PACE_PIPE);
  fixture->listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "0", PL_LISTEN_IPV4,
                                             PL_RESPONDER_NONE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->fds); i++)
    {
      PlEnd end;

      fixture->fds[i] = pl_test_connect (pl_socket_get_local (PL_SOCKET (fixture->listener)));
      pl_test_get_ends (fixture->fds[i], &end, &(PlEnd){ 0 });
      fixture->peers[i] = pl_test_engine_accepted (fixture->engine, &end);
    }
  *state = fixture;

  return 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  for (guint i = 0; i < G_N_ELEMENTS (fixture->fds); i++)
    {
      g_clear_object (&fixture->peers[i]);
      close (fixture->fds[i]);
    }
  g_clear_object (&fixture->listener);
  g_clear_object (&fixture->engine);
  g_free (fixture);

  return 0;
}

static PlRecorder *
create_recorder (void)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  return pl_recorder_new (memory);
}

static void
say (PlConnection *connection, gsize length)
{
  g_autofree char *text = g_strnfill (length, 'x');
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  pl_connection_send (connection, bytes);
}

static void
test_own_recorder_comes_first (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (PlRecorder) own = create_recorder ();
  g_autoptr (PlRecorder) common = create_recorder ();
  g_autoptr (PlRecorder) everything = create_recorder ();

  pl_socket_record (PL_SOCKET (fixture->peers[0]), own);
  pl_socket_record (PL_SOCKET (fixture->listener), common);
  pl_engine_record (fixture->engine, everything);
  say (fixture->peers[0], 1);
  say (fixture->peers[1], 10);
  pl_test_wait_until (pl_recorder_get_recorded (common) == 10);

  pl_socket_record (PL_SOCKET (fixture->listener), NULL);
  say (fixture->peers[0], 2);
  say (fixture->peers[1], 20);
  pl_test_wait_until (pl_recorder_get_recorded (everything) == 20);

  pl_socket_record (PL_SOCKET (fixture->listener), common);
  pl_socket_record (PL_SOCKET (fixture->peers[0]), NULL);
  say (fixture->peers[0], 100);
  pl_test_wait_until (pl_recorder_get_recorded (common) == 10 + 100);
  pl_recorder_wait (own);
  assert_int_equal (pl_recorder_get_recorded (own), 1 + 2);
  assert_int_equal (pl_recorder_get_recorded (everything), 20);

  pl_recorder_wait (common);
  pl_recorder_wait (everything);
}

/* Its peers live on, and feed nothing that has ended. */
static void
test_listener_that_is_over (void **state)
{
  Fixture *fixture = *state;
  PlRecorder *common = create_recorder ();
  g_autoptr (PlRecorder) everything = create_recorder ();

  pl_engine_record (fixture->engine, everything);
  pl_socket_record (PL_SOCKET (fixture->listener), common);
  pl_socket_close (PL_SOCKET (fixture->listener));
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (fixture->listener)));
  pl_socket_record (PL_SOCKET (fixture->listener), NULL);
  say (fixture->peers[0], 7);
  pl_test_wait_until (pl_recorder_get_recorded (everything) == 7);
  pl_recorder_wait (common);
  assert_int_equal (pl_recorder_get_recorded (common), 0);
  pl_test_assert_finalized (common);
  pl_recorder_wait (everything);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_slow_file),
    cmocka_unit_test (test_small_pieces),
    cmocka_unit_test (test_full_disk),
    cmocka_unit_test_setup_teardown (test_own_recorder_comes_first, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_listener_that_is_over, set_up, tear_down),
  };

  signal (SIGPIPE, SIG_IGN);

  return cmocka_run_group_tests_name ("recorder", tests, NULL, NULL);
}
