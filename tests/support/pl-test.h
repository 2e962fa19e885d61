#pragma once

#include "core/address/pl-end.h"
#include "core/pl-engine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define PL_TEST_DEADLINE_US (8 * G_TIME_SPAN_SECOND)

/* TCP states of /proc/net/tcp. */
#define PL_TEST_ESTABLISHED 1
#define PL_TEST_TIME_WAIT   6
#define PL_TEST_LISTEN      10

/* UDP states of /proc/net/udp. */
#define PL_TEST_CONNECTED   1
#define PL_TEST_UNCONNECTED 7

/* Runs the main context until @condition holds; fails the test when the deadline passes. */
#define pl_test_wait_until(condition)                                                                        \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    gint64 deadline_us_ = g_get_monotonic_time () + PL_TEST_DEADLINE_US;                                     \
    while (!(condition))                                                                                     \
      {                                                                                                      \
        if (g_get_monotonic_time () > deadline_us_)                                                          \
          fail_msg ("timed out waiting for: %s", #condition);                                                \
        pl_test_iterate ();                                                                                  \
      }                                                                                                      \
  }                                                                                                          \
  G_STMT_END

/* Drops the last reference of the test, and fails if anything else still holds @object. */
#define pl_test_assert_finalized(object)                                                                     \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    gpointer weak_ = (object);                                                                               \
    g_object_add_weak_pointer (weak_, &weak_);                                                               \
    g_clear_object (&(object));                                                                              \
    pl_test_wait_until (weak_ == NULL);                                                                      \
  }                                                                                                          \
  G_STMT_END

/**
 * PlTestResult:
 * @result: (nullable): what the callback got; free with g_clear_object()
 * @n_calls: how often it was called
 *
 * Filled by pl_test_store_result(). Callbacks assert nothing: a failed cmocka assert longjmp()s out of GLib.
 */
typedef struct
{
  GAsyncResult *result;
  guint n_calls;
} PlTestResult;

void pl_test_iterate (void);
void pl_test_store_result (GObject *source, GAsyncResult *result, gpointer user_data);
gboolean pl_test_has_ipv6 (void);

int pl_test_listen (int family, guint16 port, int backlog, PlEnd *ret_local);
int pl_test_connect (const PlEnd *peer);
int pl_test_accept (int fd);
void pl_test_reset (int fd);
void pl_test_get_ends (int fd, PlEnd *ret_local, PlEnd *ret_peer);
guint16 pl_test_free_port (int family);
gboolean pl_test_in_proc (const PlEnd *local, const PlEnd *peer, int state);
gboolean pl_test_in_proc_udp (const PlEnd *local, const PlEnd *peer, int state);
int pl_test_bind_datagrams (const char *address, guint16 port, PlEnd *ret_local);
gssize pl_test_receive (int fd, void *buffer, gsize size, PlEnd *ret_peer);
gssize pl_test_send_to (int fd, const void *data, gsize size, const PlEnd *peer);

/* With an engine, each waits until its operation is done. */
PlConnectRequest *pl_test_connect_request (const char *hostspec, guint16 port);
PlConnection *pl_test_engine_connect (PlEngine *engine, PlConnectRequest *request, GError **error);
PlListener *pl_test_engine_listen (PlEngine *engine,
                                   const char *hostspec,
                                   const char *service,
                                   PlListenFamily family,
                                   PlResponder responder,
                                   GError **error);
PlConnection *pl_test_engine_accepted (PlEngine *engine, const PlEnd *peer);
