/* A window's thread must not wait: what may block aborts there in a debug build, and nowhere else. */

#include "core/pl-main-thread.h"
#include "core/target/pl-service-database.h"
#include "core/target/pl-service-snapshot.h"
#include "support/pl-test.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* Whether it lives on in a child of its own. */
static gboolean
survives (gboolean is_registered)
{
  pid_t child = fork ();
  int status = 0;

  if (child == 0)
    {
      if (is_registered)
        pl_main_thread_register ();
      close (STDERR_FILENO);
      signal (SIGTRAP, SIG_DFL);
      pl_main_thread_forbid ("waiting");
      _exit (0);
    }
  waitpid (child, &status, 0);

  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

static void
test_forbidden (void **state)
{
  assert_true (survives (FALSE));
  assert_false (survives (TRUE));
}

static gpointer
forbid_thread (gpointer data)
{
  pl_main_thread_forbid ("waiting");
  return GINT_TO_POINTER (pl_main_thread_is_here () ? 1 : 2);
}

/* The database is read although this thread must not do it: by another. */
static void
test_services (void **state)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (PlServiceSnapshot) first = NULL;
  g_autoptr (PlServiceSnapshot) again = NULL;

  pl_main_thread_register ();
  assert_true (pl_main_thread_is_here ());
  assert_int_equal (GPOINTER_TO_INT (g_thread_join (g_thread_new ("other", forbid_thread, NULL))), 2);

  pl_service_snapshot_prepare ();
  first = pl_service_snapshot_get ();
  again = pl_service_snapshot_get ();
  assert_ptr_equal (first, again); /* is not read again and again */
  all = pl_service_database_get_all ();
  assert_ptr_equal (all, pl_service_snapshot_get_entries (first));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_forbidden),
    cmocka_unit_test (test_services),
  };

  return cmocka_run_group_tests_name ("main-thread", tests, NULL, NULL);
}
