/* test-look.c: how sockets that are made up are told in words, icons and colours, and in which order they
 * stand. */

#include "app/connection/pl-socket-compare.h"
#include "app/connection/pl-socket-look.h"
#include "core/connection/pl-connection.h"
#include "core/listen/pl-listener.h"

#include "stage.h"

#include <errno.h>

/* ---- Sockets that nobody has opened ---- */

static PlEnd
make_end (const char *address, guint16 port)
{
  PlAddressText parts;

  assert_true (pl_address_parse (address, -1, &parts));

  return (PlEnd){ parts.address, port };
}

static PlSocket *
make_client (const char *hostspec, const char *service)
{
  PlConnectRequest *request = pl_connect_request_new ();

  PlPlace peer = { NULL };
  PlSocket *socket;

  pl_target_request_set (pl_connect_request_get_peer (request), hostspec, service);
  pl_target_request_check (pl_connect_request_get_peer (request), &peer, NULL);
  socket = PL_SOCKET (pl_connection_new_client (NULL, 1, request, &peer.end));
  g_free (peer.name);

  return socket;
}

static PlSocket *
make_listener (const char *address)
{
  PlSocket *socket = PL_SOCKET (pl_listener_new (NULL, 2, pl_listen_request_new ()));
  PlNews news = { .flags = PL_NEWS_OPENED, .local = make_end (address, 80) };

  pl_socket_apply (socket, &news);

  return socket;
}

static PlSocket *
make_accepted (guint64 id, PlEnd local, PlEnd peer, guint64 received)
{
  PlNews news = {
    .id = id, .flags = PL_NEWS_OPENED | PL_NEWS_PROGRESS, .local = local, .peer = peer, .received = received
  };
  PlSocket *socket = PL_SOCKET (pl_connection_new_accepted (NULL, &news));

  pl_socket_apply (socket, &news);

  return socket;
}

static void
end_socket (PlSocket *socket, PlEndReason reason, PlStage stage, int code)
{
  PlNews news = { .flags = PL_NEWS_CLOSED, .reason = reason, .failure = { stage, code } };

  pl_socket_apply (socket, &news);
}

/* ---- Words, icons, colours ---- */

/* Each word with a sign of its own kind, so that colour is never the only one; and the sign is really there.
 */
static void
assert_look (PlSocket *socket, const char *word, const char *icon, const char *css_class)
{
  g_autofree char *icon_name = g_strdup_printf ("pl-state-%s-symbolic", icon);
  const char *own_class = pl_socket_look_get_css_class (socket);

  assert_string_equal (pl_socket_look_get_word (socket), word);
  assert_string_equal (pl_socket_look_get_icon_name (socket), icon_name);
  assert_string_equal (own_class != NULL ? own_class : "", css_class);
  assert_true (
      gtk_icon_theme_has_icon (gtk_icon_theme_get_for_display (gdk_display_get_default ()), icon_name));
}

static void
test_states (void **state)
{
  g_autoptr (PlSocket) client = make_client ("127.0.0.1", "80");
  g_autoptr (PlSocket) listener = PL_SOCKET (pl_listener_new (NULL, 2, pl_listen_request_new ()));
  g_autoptr (PlSocket) accepted = make_accepted (3, make_end ("::1", 80), make_end ("::1", 81), 0);
  g_autoptr (PlSocket) aborted = make_client ("::1", "80");

  assert_string_equal (pl_socket_look_get_role (client), "client");
  assert_string_equal (pl_socket_look_get_role (listener), "listener");
  assert_string_equal (pl_socket_look_get_role (accepted), "accepted");

  assert_look (client, "connecting", "connecting", "");
  pl_socket_apply (client, &(PlNews){ .flags = PL_NEWS_OPENED });
  assert_look (client, "open", "open", "success");
  end_socket (client, PL_END_REASON_PEER, PL_STAGE_PARSE, 0);
  assert_look (client, "closed", "closed", "");

  assert_look (listener, "opening", "connecting", "");
  pl_socket_apply (listener, &(PlNews){ .flags = PL_NEWS_OPENED });
  assert_look (listener, "listening", "listening", "");
  pl_socket_apply (listener, &(PlNews){ .flags = PL_NEWS_PAUSED });
  assert_look (listener, "paused", "paused", "warning");
  pl_socket_apply (listener, &(PlNews){ .flags = PL_NEWS_RESUMED });
  assert_look (listener, "listening", "listening", "");
  end_socket (listener, PL_END_REASON_HERE, PL_STAGE_PARSE, 0);
  assert_look (listener, "stopped", "closed", "");
  assert_look (accepted, "open", "open", "success");

  pl_socket_apply (aborted, &(PlNews){ .flags = PL_NEWS_OPENED });
  end_socket (aborted, PL_END_REASON_ABORTED, PL_STAGE_PARSE, 0);
  assert_look (aborted, "aborted", "cancelled", "warning");
}

static void
test_outcomes (void **state)
{
  static const struct
  {
    PlStage stage;
    int code;
    const char *word;
    const char *icon;
    const char *css_class;
  } cases[] = {
    { PL_STAGE_CONNECT, ECONNREFUSED, "refused", "refused", "error" },
    { PL_STAGE_CONNECT, ETIMEDOUT, "timed out", "timeout", "error" },
    { PL_STAGE_LOOKUP, ETIMEDOUT, "timed out", "timeout", "error" },
    { PL_STAGE_CONNECT, EHOSTUNREACH, "unreachable", "refused", "error" },
    { PL_STAGE_CONNECT, ENETUNREACH, "unreachable", "refused", "error" },
    { PL_STAGE_LOOKUP, PL_LOOKUP_NOT_FOUND, "not found", "refused", "error" },
    { PL_STAGE_LOOKUP, PL_LOOKUP_TEMPORARY, "failed", "refused", "error" },
    { PL_STAGE_BIND, EADDRINUSE, "in use", "refused", "error" },
    { PL_STAGE_BIND, EACCES, "denied", "refused", "error" },
    { PL_STAGE_TRANSFER, ECONNRESET, "reset", "refused", "error" },
    { PL_STAGE_CONNECT, ECANCELED, "stopped", "cancelled", "" },
    { PL_STAGE_CONNECT, EIO, "failed", "refused", "error" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlSocket) client = make_client ("peer.test", "80");

      end_socket (client, PL_END_REASON_FAILED, cases[i].stage, cases[i].code);
      assert_look (client, cases[i].word, cases[i].icon, cases[i].css_class);
    }
}

/* ---- Ends ---- */

static void
assert_ends (PlSocket *socket, const char *local, const char *peer, gboolean is_end)
{
  g_autofree char *own_local = pl_socket_look_dup_local (socket);
  gboolean own_is_end;
  g_autofree char *own_peer = pl_socket_look_dup_peer (socket, &own_is_end);

  assert_string_equal (own_local != NULL ? own_local : "", local);
  assert_string_equal (own_peer, peer);
  assert_int_equal (own_is_end, is_end);
}

static void
test_ends (void **state)
{
  g_autoptr (PlSocket) name = make_client ("peer.test", "http");
  g_autoptr (PlSocket) address = make_client ("::1", "80");
  g_autoptr (PlSocket) anywhere = make_listener ("::");
  g_autoptr (PlSocket) here = make_listener ("127.0.0.1");
  g_autoptr (PlSocket) mapped = make_accepted (3, make_end ("::ffff:127.0.0.1", 80),
                                               make_end ("::ffff:192.168.1.7", 51000), 0);

  assert_ends (name, "", "peer.test:http", FALSE);
  assert_ends (address, "", "[::1]:80", TRUE);
  assert_ends (anywhere, "[::]:80", "any peer, from anywhere", FALSE);
  assert_ends (here, "127.0.0.1:80", "any peer on this computer", FALSE);
  end_socket (here, PL_END_REASON_HERE, PL_STAGE_PARSE, 0);
  assert_ends (here, "127.0.0.1:80", "nobody", FALSE);
  assert_ends (mapped, "127.0.0.1:80", "192.168.1.7:51000", TRUE);
}

/* ---- Age and order ---- */

/* "0 B" is what nothing has come and gone yet on, "–" what nothing can. */
static void
test_counts (void **state)
{
  g_autoptr (PlSocket) client = make_client ("::1", "80");
  g_autoptr (PlSocket) refused = make_client ("::1", "80");
  g_autoptr (PlSocket) listener = make_listener ("::1");

  pl_socket_apply (listener, &(PlNews){ .flags = PL_NEWS_OPENED });
  assert_false (pl_socket_look_has_counts (listener));
  assert_false (pl_socket_look_has_counts (client));
  pl_socket_apply (client, &(PlNews){ .flags = PL_NEWS_OPENED });
  assert_true (pl_socket_look_has_counts (client));
  end_socket (client, PL_END_REASON_HERE, PL_STAGE_PARSE, 0);
  assert_true (pl_socket_look_has_counts (client));
  end_socket (refused, PL_END_REASON_FAILED, PL_STAGE_CONNECT, ECONNREFUSED);
  assert_false (pl_socket_look_has_counts (refused));
}

static void
test_age (void **state)
{
  g_autoptr (PlSocket) client = make_client ("::1", "80");
  g_autofree char *ended = NULL;
  gint64 now_us = g_get_monotonic_time ();
  PlNews opened = { .flags = PL_NEWS_OPENED, .opened_at_us = now_us - 90 * G_USEC_PER_SEC };
  PlNews closed = { .flags = PL_NEWS_CLOSED,
                    .reason = PL_END_REASON_HERE,
                    .closed_at_us = now_us - 30 * G_USEC_PER_SEC };

  pl_socket_apply (client, &opened);
  assert_in_range (pl_socket_look_get_age_us (client), 90 * G_USEC_PER_SEC, 110 * G_USEC_PER_SEC);
  assert_null (pl_socket_look_dup_end_time (client));
  pl_socket_apply (client, &closed);
  assert_int_equal (pl_socket_look_get_age_us (client), 60 * G_USEC_PER_SEC); /* how long it has lived */
  ended = pl_socket_look_dup_end_time (client);
  assert_true (g_str_has_prefix (ended, "Ended at "));

  closed.closed_at_us = now_us - 120 * G_USEC_PER_SEC;
  pl_socket_apply (client, &closed);
  assert_int_equal (pl_socket_look_get_age_us (client), 0);
}

static void
assert_order (PlSocket *first, PlSocket *second, PlSocketColumn column)
{
  assert_true (pl_socket_compare (first, second, column) < 0);
  assert_true (pl_socket_compare (second, first, column) > 0);
  assert_int_equal (pl_socket_compare (first, first, column), 0);
}

/* Numbers go by their value, not by their digits; the youngest has the smallest age. */
static void
test_order (void **state)
{
  PlEnd local = make_end ("127.0.0.1", 80);
  g_autoptr (PlSocket) a = make_accepted (3, local, make_end ("9.0.0.1", 9), 9);
  g_autoptr (PlSocket) b = make_accepted (4, local, make_end ("9.0.0.1", 1000), 1000);
  g_autoptr (PlSocket) c = make_accepted (5, local, make_end ("10.0.0.1", 1), 10000);
  g_autoptr (PlSocket) d = make_accepted (6, local, make_end ("::1", 1), 1);

  assert_order (a, b, PL_SOCKET_COLUMN_PEER);
  assert_order (b, c, PL_SOCKET_COLUMN_PEER);
  assert_order (c, d, PL_SOCKET_COLUMN_PEER);
  assert_order (d, a, PL_SOCKET_COLUMN_RECEIVED);
  assert_order (a, b, PL_SOCKET_COLUMN_RECEIVED);
  assert_order (b, a, PL_SOCKET_COLUMN_AGE);
  assert_int_equal (pl_socket_compare (a, b, PL_SOCKET_COLUMN_LOCAL), 0);
}

static int
set_up_icons (void **state)
{
  adw_init ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/portlight/Portlight/icons");

  return 0;
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_states), cmocka_unit_test (test_outcomes), cmocka_unit_test (test_ends),
    cmocka_unit_test (test_counts), cmocka_unit_test (test_age),      cmocka_unit_test (test_order),
  };

  if (!gtk_init_check ())
    return 77;

  return cmocka_run_group_tests (tests, set_up_icons, NULL);
}
