/* What is saved: the table and transcripts, whole or not at all. */
#include "core/export/pl-export-table.h"
#include "core/export/pl-export-transcript.h"

#include "support/pl-fake-resolver.h"
#include "support/pl-test.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  PlEngine *engine;
  PlListener *listener;
  PlConnection *connection;
  char *folder;
  GFile *file;
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (PlConnectRequest) request = NULL;
  g_autofree char *path = NULL;

  fixture->engine = pl_engine_new (PL_PACE_PIPE);
  fixture->listener = pl_test_engine_listen (fixture->engine, "127.0.0.1", "0", PL_LISTEN_IPV4,
                                             PL_RESPONDER_ECHO, NULL);
  request = pl_test_connect_request ("127.0.0.1", pl_socket_get_local (PL_SOCKET (fixture->listener))->port);
  fixture->connection = pl_test_engine_connect (fixture->engine, request, NULL);
  pl_connection_watch (fixture->connection);
  fixture->folder = g_dir_make_tmp ("portlight-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "file", NULL);
  fixture->file = g_file_new_for_path (path);
  *state = fixture;

  return 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  pl_connection_unwatch (fixture->connection);
  g_file_delete (fixture->file, NULL, NULL);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_clear_object (&fixture->file);
  g_clear_object (&fixture->connection);
  g_clear_object (&fixture->listener);
  g_clear_object (&fixture->engine);
  g_free (fixture);

  return 0;
}

/* Sends, and waits until the echo is in the transcript. */
static void
say (Fixture *fixture, const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  PlSocket *socket = PL_SOCKET (fixture->connection);
  guint64 wanted = pl_socket_get_received (socket) + length;
  gsize kept = 0;

  pl_connection_send (fixture->connection, bytes);
  pl_test_wait_until (pl_socket_get_received (socket) == wanted);
  while (kept + pl_socket_get_not_kept (socket) < 2 * wanted)
    {
      PlRecord record;
      gsize offset = 0;

      pl_test_iterate ();
      kept = 0;
      while (pl_transcript_next (pl_connection_get_transcript (fixture->connection), &offset, &record))
        kept += record.length;
    }
}

static void
store_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError **error = data;

  if (pl_export_write_finish (PL_EXPORT (source), result, error))
    *error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_EXISTS, "done");
}

static char *
save (Fixture *fixture, const PlExportSource *source, gsize *ret_length)
{
  g_autoptr (PlExport) export = pl_export_new (source);
  g_autoptr (GError) error = NULL;
  char *contents;

  pl_export_write_async (export, fixture->file, NULL, store_cb, &error);
  pl_test_wait_until (error != NULL);
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS));
  assert_true (pl_export_get_fraction (export) == 1);
  assert_true (g_file_load_contents (fixture->file, NULL, &contents, ret_length, NULL, NULL));

  return contents;
}

static char *
save_transcript (Fixture *fixture, PlTranscriptFormat format, gsize *ret_length)
{
  PlExportSource source = pl_export_transcript (fixture->connection, format, PL_CHARSET_UTF_8);

  return save (fixture, &source, ret_length);
}

static void
assert_matches (const char *text, const char *pattern)
{
  if (!g_regex_match_simple (pattern, text, G_REGEX_DOTALL, 0))
    fail_msg ("\"%s\" does not match \"%s\"", text, pattern);
}

#define TIME "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"

static void
test_text_and_dump (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *text = NULL;
  g_autofree char *dump = NULL;

  say (fixture, "h\303\274llo, this is\r\nit\1\377", 21);
  text = save_transcript (fixture, PL_TRANSCRIPT_AS_TEXT, NULL);
  assert_matches (text, "^# TCP, local 127\\.0\\.0\\.1:\\d+, peer 127\\.0\\.0\\.1:\\d+\n"
                        "# " TIME " sent 21 bytes at 0\nh\303\274llo, this is\nit\302\267\302\267\n"
                        "# " TIME " received 21 bytes at 0\nh\303\274llo, this is\nit\302\267\302\267\n$");
  dump = save_transcript (fixture, PL_TRANSCRIPT_AS_HEX, NULL);
  assert_matches (dump,
                  "sent 21 bytes at 0\n"
                  "00000000  68 c3 bc 6c 6c 6f 2c 20  74 68 69 73 20 69 73 0d  \\|h\\.\\.llo, this is\\.\\|\n"
                  "00000010  0a 69 74 01 ff                                    \\|\\.it\\.\\.\\|\n#");
}

static void
test_json (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *json = NULL;

  say (fixture, "a\"\\\1", 4);
  json = save_transcript (fixture, PL_TRANSCRIPT_AS_JSON, NULL);
  assert_matches (
      json,
      "^\\{\"protocol\":\"tcp\",\"local\":\\{\"address\":\"127\\.0\\.0\\.1\",\"port\":\\d+,\"zone\":null\\},"
      "\"peer\":\\{[^}]*\\},\"opened\":\"" TIME "\",\"records\":\\[\n"
      "\\{\"at\":\"" TIME "\",\"after_us\":\\d+,\"direction\":\"sent\",\"position\":0,"
      "\"not_kept_before\":0,\"cut\":0,\"hex\":\"61225c01\",\"text\":\"a\\\\\"\\\\\\\\\302\267\"\\},\n"
      "\\{[^\n]*\"received\"[^\n]*\\}\n\\],\"endings\":\\[\\]\\}\n$");
}

/* What is missing is said, in the middle of much. */
static void
test_much (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *block = g_strnfill (PL_TRANSCRIPT_MAX, 'x');
  g_autofree char *text = NULL;
  g_autofree char *packets = NULL;
  gsize length;

  say (fixture, block, PL_TRANSCRIPT_MAX);
  text = save_transcript (fixture, PL_TRANSCRIPT_AS_TEXT, NULL);
  assert_non_null (strstr (text, "bytes not kept\n"));
  packets = save_transcript (fixture, PL_TRANSCRIPT_AS_PCAPNG, &length);
  assert_memory_equal (packets, "\n\r\r\n", 4);
  assert_true (length > PL_TRANSCRIPT_MAX / 2);
}

/* A list of its own, as a view makes one. */
static GListModel *
reverse (GListModel *sockets)
{
  GListStore *store = g_list_store_new (PL_TYPE_SOCKET);

  for (guint i = g_list_model_get_n_items (sockets); i-- > 0;)
    {
      g_autoptr (PlSocket) socket = g_list_model_get_item (sockets, i);

      g_list_store_append (store, socket);
    }

  return G_LIST_MODEL (store);
}

static char *
save_table (Fixture *fixture, GListModel *sockets, PlPeerNames *names)
{
  PlExportSource source = pl_export_table (sockets, names, PL_TABLE_AS_CSV);

  return save (fixture, &source, NULL);
}

/* In the order that it is given, each with its listener. */
static void
test_order_and_groups (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GListModel) reversed = NULL;
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;

  pl_test_wait_until (pl_listener_get_n_open (fixture->listener) == 1);
  reversed = reverse (pl_engine_get_sockets (fixture->engine));
  csv = save_table (fixture, reversed, NULL);
  lines = g_strsplit (csv, "\r\n", 0);
  assert_int_equal (g_strv_length (lines), 5);
  assert_true (g_str_has_suffix (lines[0], ",peer_name,group,accepted,open"));
  assert_matches (lines[1], "^\\d+,1,accepted,open,.*,,1,,$");
  assert_matches (lines[2], "^2,0,client,open,.*,,,,$");
  assert_matches (lines[3], "^1,0,listener,listening,.*,,1,1,1$");
}

static char *
save_named (Fixture *fixture, PlFakeResolver *resolver, const char *name)
{
  g_autoptr (PlPeerNames) names = pl_peer_names_new (G_RESOLVER (resolver));

  pl_peer_names_get (names, &pl_socket_get_peer (PL_SOCKET (fixture->connection))->address);
  assert_int_equal (pl_fake_resolver_answer_names (resolver, name), 1);
  pl_test_wait_until (
      pl_peer_names_peek (names, &pl_socket_get_peer (PL_SOCKET (fixture->connection))->address));

  return save_table (fixture, pl_engine_get_sockets (fixture->engine), names);
}

/* Those that are known; nobody is asked. No formula either, whatever the network says. */
static void
test_names (void **state)
{
  Fixture *fixture = *state;
  PlFakeResolver *resolver = pl_fake_resolver_install ();
  g_autoptr (PlPeerNames) names = pl_peer_names_new (G_RESOLVER (resolver));
  g_autofree char *unknown = save_table (fixture, pl_engine_get_sockets (fixture->engine), names);
  g_autofree char *named = NULL;
  g_autofree char *formula = NULL;

  assert_matches (unknown, "\n2,0,client,open,[^\n]*,,,,\r");
  assert_int_equal (pl_fake_resolver_answer_names (resolver, "late.test"), 0);
  named = save_named (fixture, resolver, "here.test");
  assert_matches (named, "\n2,0,client,open,[^\n]*,here\\.test,,,\r");
  formula = save_named (fixture, resolver, "=1+1");
  assert_matches (formula, "\n2,0,client,open,[^\n]*,,,,\r");
  assert_null (strchr (formula, '='));
  pl_fake_resolver_uninstall (resolver);
}

/* Returns: (nullable): what tshark says of each packet: who sends, flags, and whether anything is odd */
static char *
dup_packets (Fixture *fixture)
{
  g_autofree char *path = g_file_get_path (fixture->file);
  const char *const command[] = { "tshark",
                                  "-r",
                                  path,
                                  "-T",
                                  "fields",
                                  "-e",
                                  "tcp.srcport",
                                  "-e",
                                  "tcp.len",
                                  "-e",
                                  "tcp.flags",
                                  "-e",
                                  "tcp.analysis.flags",
                                  NULL };
  char *packets = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                     NULL, &packets, NULL, &status, NULL))
    return NULL;
  assert_int_equal (status, 0);

  return packets;
}

static void
assert_packets (Fixture *fixture, const char *ends)
{
  g_autofree char *packets = NULL;
  guint here = pl_socket_get_local (PL_SOCKET (fixture->connection))->port;
  guint there = pl_socket_get_peer (PL_SOCKET (fixture->connection))->port;
  g_autofree char *format = g_strconcat ("^H\t0\t0x0002\t\nT\t0\t0x0012\t\nH\t0\t0x0010\t\n"
                                         "H\t5\t0x0018\t\nT\t5\t0x0018\t\n",
                                         ends, "$", NULL);
  g_autoptr (GString) expected = g_string_new (format);
  char port[8];

  g_free (save_transcript (fixture, PL_TRANSCRIPT_AS_PCAPNG, NULL));
  packets = dup_packets (fixture);
  if (packets == NULL) /* there is no tshark */
    return;
  g_snprintf (port, sizeof port, "%u", here);
  g_string_replace (expected, "H", port, 0);
  g_snprintf (port, sizeof port, "%u", there);
  g_string_replace (expected, "T", port, 0);
  assert_matches (packets, expected->str);
}

/* How a stream begins and ends is among its packets, and who has ended it. */
static void
test_ends_of_packets (void **state)
{
  Fixture *fixture = *state;
  PlSocket *socket = PL_SOCKET (fixture->connection);

  say (fixture, "hello", 5);
  assert_packets (fixture, "");
  pl_connection_shut_down (fixture->connection);
  pl_test_wait_until (pl_socket_is_over (socket));
  assert_packets (fixture, "H\t0\t0x0011\t\nT\t0\t0x0011\t\n");
}

/* In every format, and where it was. */
static void
test_endings (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;

  say (fixture, "hello", 5);
  pl_connection_shut_down (fixture->connection);
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (fixture->connection)));
  text = save_transcript (fixture, PL_TRANSCRIPT_AS_TEXT, NULL);
  assert_matches (text, "received 5 bytes at 0\nhello\n# " TIME " sent end-of-file\n# " TIME
                        " received end-of-file\n$");
  json = save_transcript (fixture, PL_TRANSCRIPT_AS_JSON, NULL);
  assert_matches (json, "\n\\],\"endings\":\\[\n\\{\"at\":\"" TIME
                        "\",\"after_us\":\\d+,\"what\":\"sent end-of-file\"\\},\n\\{[^\n]*"
                        "received end-of-file\"\\}\\]\\}\n$");
}

/* Returns: a peer that does what the test wants, in place of the echo */
static int
connect_to_peer (Fixture *fixture)
{
  g_autoptr (PlConnectRequest) request = NULL;
  PlEnd local;
  int listener = pl_test_listen (AF_INET, 0, 1, &local);
  int peer;

  request = pl_test_connect_request ("127.0.0.1", local.port);
  g_object_set (request, "half-open", TRUE, NULL);
  pl_connection_unwatch (fixture->connection);
  g_clear_object (&fixture->connection);
  fixture->connection = pl_test_engine_connect (fixture->engine, request, NULL);
  pl_connection_watch (fixture->connection);
  peer = pl_test_accept (listener);
  close (listener);

  return peer;
}

/* What is sent after the peer's end-of-file is behind it. */
static void
test_end_of_file_between (void **state)
{
  Fixture *fixture = *state;
  int peer = connect_to_peer (fixture);
  g_autoptr (GBytes) answer = g_bytes_new ("world", 5);
  g_autofree char *text = NULL;
  g_autofree char *packets = NULL;

  assert_int_equal (write (peer, "hello", 5), 5);
  assert_int_equal (shutdown (peer, SHUT_WR), 0);
  pl_test_wait_until (pl_socket_get_info (PL_SOCKET (fixture->connection))->has_ended);
  pl_connection_send (fixture->connection, answer);
  pl_connection_shut_down (fixture->connection);
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (fixture->connection)));
  text = save_transcript (fixture, PL_TRANSCRIPT_AS_TEXT, NULL);
  assert_matches (text, "received 5 bytes at 0\nhello\n# " TIME " received end-of-file\n# " TIME
                        " sent 5 bytes at 0\nworld\n# " TIME " closed here\n$");
  g_free (save_transcript (fixture, PL_TRANSCRIPT_AS_PCAPNG, NULL));
  packets = dup_packets (fixture);
  if (packets != NULL)
    assert_matches (packets, "\t5\t0x0018\t\n\\d+\t0\t0x0011\t\n\\d+\t5\t0x0018\t\n"
                             "\\d+\t0\t0x0011\t\n$");
  close (peer);
}

static void
test_reset_of_packets (void **state)
{
  Fixture *fixture = *state;

  say (fixture, "hello", 5);
  pl_connection_abort (fixture->connection);
  pl_test_wait_until (pl_socket_is_over (PL_SOCKET (fixture->connection)));
  assert_packets (fixture, "H\t0\t0x0014\t\n");
}

static void
test_table (void **state)
{
  Fixture *fixture = *state;
  PlExportSource source = pl_export_table (pl_engine_get_sockets (fixture->engine), NULL, PL_TABLE_AS_CSV);
  g_autofree char *csv = NULL;
  g_autofree char *json = NULL;
  guint n = g_list_model_get_n_items (pl_engine_get_sockets (fixture->engine));
  g_auto (GStrv) lines = NULL;

  csv = save (fixture, &source, NULL);
  lines = g_strsplit (csv, "\r\n", 0);
  assert_int_equal (g_strv_length (lines), n + 2);
  assert_true (g_str_has_prefix (lines[0], "id,listener_id,role,state,"));
  assert_matches (lines[1],
                  "^1,0,listener,listening,tcp,ipv4,127\\.0\\.0\\.1,\\d+,,,,,0,0,0," TIME ",,,,,1,\\d,\\d$");
  assert_matches (lines[2],
                  "^2,0,client,open,tcp,ipv4,127\\.0\\.0\\.1,\\d+,,127\\.0\\.0\\.1,\\d+,,0,0,0," TIME
                  ",,,,,,,$");

  source = pl_export_table (pl_engine_get_sockets (fixture->engine), NULL, PL_TABLE_AS_JSON);
  json = save (fixture, &source, NULL);
  assert_matches (json, "^\\[\n\\{\"id\":1,\"listener_id\":0,\"role\":\"listener\",\"state\":\"listening\",.*"
                        "\"peer_address\":null,"
                        ".*\\},\n\\{\"id\":2,.*\\}\n\\]\n$");
}

static PlSocket *
make_ended (PlProtocol protocol, guint64 n_heard, PlEndReason reason, int code)
{
  PlNews news = { .flags = PL_NEWS_OPENED, .protocol = protocol, .datagrams.received = n_heard };
  PlSocket *socket = PL_SOCKET (pl_connection_new_accepted (NULL, &news));

  news.flags |= PL_NEWS_CLOSED;
  news.reason = reason;
  news.failure = (PlFailure){ PL_STAGE_TRANSFER, code };
  pl_socket_apply (socket, &news);

  return socket;
}

/* However a socket may have ended, there is a word for it; and who is not connected has not been accepted. */
static void
test_table_of_ends (void **state)
{
  static const struct
  {
    PlProtocol protocol;
    guint64 n_heard;
    PlEndReason reason;
    int code;
    const char *line;
  } cases[] = {
    { PL_PROTOCOL_TCP, 0, PL_END_REASON_PEER, 0, ",accepted,closed,tcp,.*,eof,,,,,$" },
    { PL_PROTOCOL_TCP, 0, PL_END_REASON_HERE, 0, ",accepted,closed,tcp,.*,closed,,,,,$" },
    { PL_PROTOCOL_TCP, 0, PL_END_REASON_ABORTED, 0, ",accepted,closed,tcp,.*,aborted,,,,,$" },
    { PL_PROTOCOL_TCP, 0, PL_END_REASON_FAILED, ECONNRESET, ",accepted,failed,tcp,.*,reset,ECONNRESET,,,,$" },
    { PL_PROTOCOL_UDP, 0, PL_END_REASON_HERE, 0, ",peer,closed,udp,.*,closed,,,,,$" },
    { PL_PROTOCOL_UDP, 1, PL_END_REASON_MADE_ROOM, 0, ",sender,closed,udp,.*,made_room,,,,,$" },
  };
  g_autoptr (GListStore) sockets = g_list_store_new (PL_TYPE_SOCKET);
  g_autoptr (PlListener) unconnected = pl_listener_new (NULL, 9, pl_listen_request_new ());
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;
  PlExportSource source;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlSocket) socket = make_ended (cases[i].protocol, cases[i].n_heard, cases[i].reason,
                                                cases[i].code);

      g_list_store_append (sockets, socket);
    }
  pl_socket_set_protocol (PL_SOCKET (unconnected), PL_PROTOCOL_UDP);
  g_list_store_append (sockets, unconnected);
  source = pl_export_table (G_LIST_MODEL (sockets), NULL, PL_TABLE_AS_CSV);
  csv = save (*state, &source, NULL);
  lines = g_strsplit (csv, "\r\n", 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_matches (lines[i + 1], cases[i].line);
  assert_matches (lines[G_N_ELEMENTS (cases) + 1], ",unconnected,starting,udp,");
}

static void
stop (Fixture *fixture)
{
  PlExportSource source = pl_export_table (pl_engine_get_sockets (fixture->engine), NULL, PL_TABLE_AS_CSV);
  g_autoptr (PlExport) export = pl_export_new (&source);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  pl_export_write_async (export, fixture->file, cancellable, store_cb, &error);
  g_signal_connect_swapped (export, "notify::fraction", G_CALLBACK (g_cancellable_cancel), cancellable);
  pl_test_wait_until (error != NULL);
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}

/* What is stopped, or fails, leaves the file as it was, or none where there was none. */
static void
test_stop_and_fail (void **state)
{
  Fixture *fixture = *state;
  PlExportSource source;
  g_autoptr (PlExport) export = NULL;
  g_autoptr (GFile) nowhere = g_file_get_child (fixture->file, "below");
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;

  stop (fixture);
  pl_test_wait_until (!g_file_query_exists (fixture->file, NULL));
  assert_true (g_file_replace_contents (fixture->file, "before", 6, NULL, FALSE, 0, NULL, NULL, NULL));
  stop (fixture);
  assert_true (g_file_load_contents (fixture->file, NULL, &contents, NULL, NULL, NULL));
  assert_string_equal (contents, "before");

  source = pl_export_table (pl_engine_get_sockets (fixture->engine), NULL, PL_TABLE_AS_CSV);
  export = pl_export_new (&source);
  pl_export_write_async (export, nowhere, NULL, store_cb, &error);
  pl_test_wait_until (error != NULL);
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (test_text_and_dump, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_json, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_much, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_ends_of_packets, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_end_of_file_between, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_endings, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_reset_of_packets, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_table, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_table_of_ends, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_order_and_groups, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_names, set_up, tear_down),
    cmocka_unit_test_setup_teardown (test_stop_and_fail, set_up, tear_down),
  };

  return cmocka_run_group_tests_name ("export", tests, NULL, NULL);
}
