/* What portlight-cli listen tells of a listener and of those who come, in lines or as JSON. */

#include "cli/pl-cli-listener.h"

#include "cli/pl-cli-json.h"
#include "core/connection/pl-socket-words.h"
#include "core/listen/pl-reachable.h"
#include "core/net/pl-interface-reader.h"
#include "core/pl-socket-problem.h"

#include <glib/gi18n.h>

/**
 * pl_cli_print_waiting:
 * @listener: one that waits for its port
 * @is_json: how to tell it
 */
void
pl_cli_print_waiting (PlListener *listener, gboolean is_json)
{
  g_autofree char *sentence = pl_listener_dup_waiting (listener);
  JsonBuilder *builder;

  if (!is_json)
    {
      g_printerr ("portlight-cli: %s\n", sentence);
      return;
    }

  builder = pl_json_begin ("waiting");
  pl_json_add_end (builder, "local", pl_socket_get_local (PL_SOCKET (listener)));
  pl_json_add_string (builder, "message", sentence);
  pl_json_print (builder);
}

static void
add_reachable (JsonBuilder *builder, const PlReachable *reachable, PlProtocol protocol)
{
  g_autofree char *web_address = pl_reachable_dup_web_address (&reachable->end, protocol);

  json_builder_begin_object (builder);
  pl_json_add_end (builder, "end", &reachable->end);
  pl_json_add_string (builder, "interface", reachable->interface);
  pl_json_add_string (builder, "web_address", web_address);
  json_builder_end_object (builder);
}

static void
add_reach (JsonBuilder *builder, PlListener *listener)
{
  PlSocket *socket = PL_SOCKET (listener);
  gboolean takes_ipv4 = pl_listener_get_v6only (listener) == 0;
  PlEnd local = *pl_socket_get_local (socket);
  g_autoptr (PlHostState) host = pl_host_state_read ();
  g_autoptr (GArray) all = NULL;

  pl_address_get_mapped (&local.address, &local.address);
  all = pl_reachable_list (host, &local, takes_ipv4);
  pl_json_add_boolean (builder, "reachable_by_others", pl_reachable_is_by_others (host, &local, takes_ipv4));
  json_builder_set_member_name (builder, "reachable_at");
  json_builder_begin_array (builder);
  for (guint i = 0; i < all->len; i++)
    add_reachable (builder, &g_array_index (all, PlReachable, i), pl_socket_get_protocol (socket));
  json_builder_end_array (builder);
}

/**
 * pl_cli_print_listening:
 * @listener: one that listens now
 * @is_json: how to tell it
 */
void
pl_cli_print_listening (PlListener *listener, gboolean is_json)
{
  PlSocket *socket = PL_SOCKET (listener);
  const PlEnd *local = pl_socket_get_local (socket);
  int v6only = pl_listener_get_v6only (listener);
  char text[PL_END_STRING_SIZE];
  JsonBuilder *builder;

  if (!is_json)
    {
      g_print (_ ("listening on %s\n"), pl_end_to_string (local, text));
      return;
    }

  builder = pl_json_begin ("listening");
  pl_json_add_end (builder, "local", local);
  pl_json_add_string (builder, "socket_family", pl_json_family_name (local->address.family));
  json_builder_set_member_name (builder, "v6only");
  if (v6only < 0)
    json_builder_add_null_value (builder);
  else
    json_builder_add_boolean_value (builder, v6only);
  if (!pl_socket_is_udp (socket))
    pl_json_add_int (builder, "backlog", pl_listen_request_get_backlog (pl_listener_get_request (listener)));
  add_reach (builder, listener);
  pl_json_print (builder);
}

/**
 * pl_cli_print_name:
 * @listener: one that listens now
 *
 * Tells people which address a name came down to, as nobody has typed it. Nothing if none was looked up.
 */
void
pl_cli_print_name (PlListener *listener)
{
  PlTargetRequest *local = pl_listen_request_get_local (pl_listener_get_request (listener));
  const PlHostspec *hostspec = pl_target_request_read_hostspec (local);
  const PlEnd *end = pl_socket_get_local (PL_SOCKET (listener));
  char text[PL_ADDRESS_STRING_SIZE];

  if (hostspec->kind == PL_HOSTSPEC_NAME)
    g_printerr (_ ("portlight-cli: %s is %s here: a listener has the first address of a name and no other\n"),
                hostspec->text, pl_address_to_string (&end->address, text));
}

/**
 * pl_cli_print_pause:
 * @pause: why a listener does not accept any more, or that it does again
 * @is_json: how to tell it
 */
void
pl_cli_print_pause (PlPause pause, gboolean is_json)
{
  static const char *const reasons[] = { NULL, "limit", "behind", "asked" };
  static const char *const lines[] = {
    N_ ("accepting again"),
    N_ ("paused: no descriptor is left for another connection"),
    N_ ("paused: more come than are told in time"),
    N_ ("paused: nobody is accepted"),
  };
  JsonBuilder *builder;

  if (!is_json)
    {
      g_print ("%s\n", _ (lines[pause]));
      return;
    }

  builder = pl_json_begin (pause != PL_PAUSE_NONE ? "paused" : "resumed");
  if (pause != PL_PAUSE_NONE)
    pl_json_add_string (builder, "reason", reasons[pause]);
  pl_json_print (builder);
}

/**
 * pl_cli_print_accepted:
 * @socket: a connection that a listener has taken in
 * @is_json: how to tell it
 */
void
pl_cli_print_accepted (PlSocket *socket, gboolean is_json)
{
  char local[PL_END_STRING_SIZE], peer[PL_END_STRING_SIZE];
  JsonBuilder *builder;

  if (!is_json)
    {
      g_print (_ ("accepted %s on %s\n"), pl_end_to_string (pl_socket_get_peer (socket), peer),
               pl_end_to_string (pl_socket_get_local (socket), local));
      return;
    }

  builder = pl_json_begin ("accepted");
  pl_json_add_int (builder, "id", (gint64) pl_socket_get_id (socket));
  pl_json_add_end (builder, "local", pl_socket_get_local (socket));
  pl_json_add_end (builder, "peer", pl_socket_get_peer (socket));
  pl_json_print (builder);
}

/**
 * pl_cli_print_closed:
 * @socket: the same, at its end
 * @is_json: how to tell it
 */
void
pl_cli_print_closed (PlSocket *socket, gboolean is_json)
{
  char peer[PL_END_STRING_SIZE];
  JsonBuilder *builder;

  if (!is_json)
    {
      g_autofree char *received = g_strdup_printf ("%" G_GUINT64_FORMAT, pl_socket_get_received (socket));
      g_autofree char *sent = g_strdup_printf ("%" G_GUINT64_FORMAT, pl_socket_get_sent (socket));

      g_print (_ ("closed %s: received %s, sent %s, %s\n"),
               pl_end_to_string (pl_socket_get_peer (socket), peer), received, sent,
               pl_socket_get_end_word (socket));
      return;
    }

  builder = pl_json_begin ("closed");
  pl_json_add_int (builder, "id", (gint64) pl_socket_get_id (socket));
  pl_json_add_int (builder, "received", (gint64) pl_socket_get_received (socket));
  pl_json_add_int (builder, "sent", (gint64) pl_socket_get_sent (socket));
  pl_json_add_string (builder, "reason", pl_socket_get_end_word (socket));
  if (pl_socket_get_failure (socket)->code != 0)
    pl_json_add_string (builder, "code", pl_failure_get_code_name (pl_socket_get_failure (socket)));
  pl_json_print (builder);
}

static void
add_count (JsonBuilder *builder, const char *member, guint64 count)
{
  pl_json_add_int (builder, member, (gint64) count);
}

static void
print_unbound_plain (const PlDatagramCounts *datagrams)
{
  g_autofree char *received = g_strdup_printf ("%" G_GUINT64_FORMAT, datagrams->received);
  g_autofree char *sent = g_strdup_printf ("%" G_GUINT64_FORMAT, datagrams->sent);
  g_autofree char *dropped = g_strdup_printf ("%" G_GUINT64_FORMAT, datagrams->dropped);

  g_print (_ ("stopped: datagrams received %s, sent %s, dropped by the system %s\n"), received, sent,
           dropped);
}

static void
print_unbound (PlListener *listener, gboolean is_json)
{
  const PlSocketInfo *info = pl_socket_get_info (PL_SOCKET (listener));
  const PlDatagramCounts *datagrams = &info->datagrams;
  JsonBuilder *builder;

  if (!is_json)
    {
      print_unbound_plain (datagrams);
      return;
    }

  builder = pl_json_begin ("stopped");
  add_count (builder, "received", info->received);
  add_count (builder, "sent", info->sent);
  add_count (builder, "senders", pl_listener_get_n_accepted (listener));
  add_count (builder, "datagrams_received", datagrams->received);
  add_count (builder, "datagrams_sent", datagrams->sent);
  add_count (builder, "truncated", datagrams->truncated);
  add_count (builder, "dropped", datagrams->dropped);
  add_count (builder, "unanswered", datagrams->unanswered);
  pl_json_print (builder);
}

static void
print_totals (const PlTotals *totals)
{
  g_autofree char *accepted = g_strdup_printf ("%" G_GUINT64_FORMAT, totals->accepted);
  g_autofree char *received = g_strdup_printf ("%" G_GUINT64_FORMAT, totals->received);
  g_autofree char *sent = g_strdup_printf ("%" G_GUINT64_FORMAT, totals->sent);

  g_print (_ ("stopped: accepted %s, received %s, sent %s\n"), accepted, received, sent);
}

/**
 * pl_cli_print_stopped:
 * @listener: one that is over, as all are that it took in
 * @engine: whose only listener it was
 * @is_json: how to tell it
 */
void
pl_cli_print_stopped (PlListener *listener, PlEngine *engine, gboolean is_json)
{
  PlTotals totals;
  JsonBuilder *builder;

  if (pl_socket_is_udp (PL_SOCKET (listener)))
    {
      print_unbound (listener, is_json);
      return;
    }

  pl_engine_get_totals (engine, &totals);
  if (!is_json)
    {
      print_totals (&totals);
      return;
    }

  builder = pl_json_begin ("stopped");
  add_count (builder, "accepted", totals.accepted);
  add_count (builder, "received", totals.received);
  add_count (builder, "sent", totals.sent);
  pl_json_print (builder);
}
