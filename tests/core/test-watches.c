/* The kernel has no room for a watch: whoever would never hear of its socket again says so and ends. */
#include "core/pl-engine.h"

#include "support/pl-test.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MUCH (16 * 1024 * 1024)

static atomic_bool is_full;

/* In place of the system's: no limit of the real one holds for a single process. */
int
epoll_ctl (int epoll_fd, int operation, int fd, struct epoll_event *event)
{
  if (!atomic_load (&is_full) || operation == EPOLL_CTL_DEL)
    return (int) syscall (SYS_epoll_ctl, epoll_fd, operation, fd, event);

  errno = ENOSPC;

  return -1;
}

typedef struct
{
  PlEngine *engine;
  PlListener *listener;
  PlConnection *connection; /* accepted from @fd */
  int fd;
} Fixture;

static void
join (Fixture *fixture, PlResponder responder)
{
  PlEnd end;

  fixture->engine = pl_engine_new (PL_PACE_PIPE);
  fixture->listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "", PL_LISTEN_ANY, responder,
                                             NULL);
  fixture->fd = pl_test_connect (pl_socket_get_local (PL_SOCKET (fixture->listener)));
  assert_true (fixture->fd >= 0);
  pl_test_get_ends (fixture->fd, &end, &(PlEnd){ 0 });
  fixture->connection = pl_test_engine_accepted (fixture->engine, &end);
}

static void
say_much (Fixture *fixture)
{
  g_autofree char *text = g_strnfill (MUCH, 'x');
  g_autoptr (GBytes) bytes = g_bytes_new (text, MUCH);

  pl_connection_send (fixture->connection, bytes);
}

static void
leave_failed (Fixture *fixture)
{
  PlSocket *socket = PL_SOCKET (fixture->connection);

  pl_test_wait_until (pl_socket_is_over (socket));
  atomic_store (&is_full, false);
  assert_int_equal (pl_socket_get_state (socket), PL_SOCKET_STATE_FAILED);
  assert_int_equal (pl_socket_get_failure (socket)->code, ENOSPC);
  assert_string_equal (pl_socket_get_failure (socket)->call, "epoll_ctl");
  g_clear_object (&fixture->connection);
  g_clear_object (&fixture->listener);
  g_clear_object (&fixture->engine);
  close (fixture->fd);
}

static void
test_what_has_to_wait (void **state)
{
  Fixture fixture;

  join (&fixture, PL_RESPONDER_NONE);
  atomic_store (&is_full, true);
  say_much (&fixture);
  leave_failed (&fixture);
}

static void
test_all_is_sent (void **state)
{
  g_autofree char *text = g_malloc (MUCH);
  Fixture fixture;
  gsize n = 0;

  join (&fixture, PL_RESPONDER_NONE);
  say_much (&fixture);
  pl_test_wait_until (pl_socket_get_unsent (PL_SOCKET (fixture.connection)) > 0);
  atomic_store (&is_full, true);
  while (n < MUCH)
    {
      gssize more = read (fixture.fd, text, MUCH);

      assert_true (more > 0);
      n += (gsize) more;
    }
  leave_failed (&fixture);
}

static void
test_end_of_file (void **state)
{
  Fixture fixture;

  join (&fixture, PL_RESPONDER_SILENT);
  atomic_store (&is_full, true);
  shutdown (fixture.fd, SHUT_WR);
  leave_failed (&fixture);
}

static void
test_deaf (void **state)
{
  Fixture fixture;

  join (&fixture, PL_RESPONDER_NONE);
  atomic_store (&is_full, true);
  pl_connection_shut_down_reading (fixture.connection);
  leave_failed (&fixture);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_what_has_to_wait),
    cmocka_unit_test (test_all_is_sent),
    cmocka_unit_test (test_end_of_file),
    cmocka_unit_test (test_deaf),
  };

  return cmocka_run_group_tests_name ("watches", tests, NULL, NULL);
}
