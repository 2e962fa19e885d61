/* The table of sockets as a file. Names and values are for programs and not translated. */

#include "core/export/pl-export-table.h"

#include "core/connection/pl-clock.h"
#include "core/connection/pl-connection.h"
#include "core/connection/pl-socket-groups.h"
#include "core/connection/pl-socket-words.h"
#include "core/listen/pl-listener.h"
#include "core/target/pl-host-name.h"

#define CHUNK_ROWS 100

typedef struct
{
  GPtrArray *sockets; /* (element-type PlSocket) */
  PlPeerNames *names; /* (nullable) */
  PlTableFormat format;
  guint n_done;
  gboolean has_begun;
  gboolean has_ended;
} Source;

/* Of the row that is being written. */
typedef struct
{
  GString *chunk;
  PlPeerNames *names; /* (nullable) */
  PlTableFormat format;
  gboolean is_first;
} Row;

static void
source_free (gpointer data)
{
  Source *self = data;

  g_ptr_array_unref (self->sockets);
  g_clear_object (&self->names);
  g_free (self);
}

/* RFC 4180 section 2; nothing that a spreadsheet would take for a formula is ever in a field. */
static void
append_field (GString *csv, const char *value)
{
  if (value == NULL)
    return;
  if (strpbrk (value, ",\"\r\n") == NULL)
    {
      g_string_append (csv, value);
      return;
    }

  g_string_append_c (csv, '"');
  for (const char *at = value; *at != '\0'; at++)
    g_string_append_printf (csv, *at == '"' ? "\"%c" : "%c", *at);
  g_string_append_c (csv, '"');
}

static void
begin_value (Row *row, const char *name)
{
  if (!row->is_first)
    g_string_append_c (row->chunk, ',');
  row->is_first = FALSE;
  if (row->format == PL_TABLE_AS_JSON)
    g_string_append_printf (row->chunk, "\"%s\":", name);
}

static void
add_text (Row *row, const char *name, const char *value)
{
  begin_value (row, name);
  if (row->format == PL_TABLE_AS_JSON)
    pl_json_append_string (row->chunk, value);
  else
    append_field (row->chunk, value);
}

static void
add_number (Row *row, const char *name, guint64 value)
{
  begin_value (row, name);
  g_string_append_printf (row->chunk, "%" G_GUINT64_FORMAT, value);
}

/* What there is no such thing of. */
static void
add_nothing (Row *row, const char *name)
{
  add_text (row, name, NULL);
}

static void
add_end (Row *row, const char *const names[3], const PlEnd *end)
{
  char address[PL_ADDRESS_STRING_SIZE];
  g_autofree char *zone = pl_end_dup_zone (end);
  gboolean is_known = pl_end_is_known (end);

  add_text (row, names[0], is_known ? pl_address_to_string (&end->address, address) : NULL);
  if (is_known)
    add_number (row, names[1], end->port);
  else
    add_nothing (row, names[1]);
  add_text (row, names[2], zone);
}

static void
add_time (Row *row, const char *name, gint64 at_us)
{
  gint64 real_us = pl_clock_to_real_us (at_us);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (real_us / G_USEC_PER_SEC);
  g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *text = g_strdup_printf ("%s.%06dZ", seconds, (int) (real_us % G_USEC_PER_SEC));

  add_text (row, name, at_us > 0 ? text : NULL);
}

static const char *
get_state (PlSocket *socket)
{
  static const char *const names[] = { "starting", "listening", "paused", "open", "closed", "failed" };

  return names[MIN (pl_socket_get_state (socket), G_N_ELEMENTS (names) - 1)];
}

/* Only one that could be a host's: it comes from the network, and a spreadsheet takes "=…" for a formula. */
static void
add_peer_name (Row *row, const PlEnd *peer)
{
  const char *text = row->names != NULL ? pl_peer_names_peek (row->names, &peer->address) : NULL;
  g_autofree char *name = NULL;

  if (text == NULL || pl_host_name_check (text, &name) != PL_NAME_FAULT_NONE)
    add_nothing (row, "peer_name");
  else
    add_text (row, "peer_name", name);
}

/* The listener and those that it took in have the same group. */
static void
add_group (Row *row, PlSocket *socket)
{
  guint64 group = pl_socket_groups_get (socket);

  if (group != 0)
    add_number (row, "group", group);
  else
    add_nothing (row, "group");
  if (!PL_IS_LISTENER (socket))
    {
      add_nothing (row, "accepted");
      add_nothing (row, "open");
      return;
    }

  add_number (row, "accepted", pl_listener_get_n_accepted (PL_LISTENER (socket)));
  add_number (row, "open", pl_listener_get_n_open (PL_LISTENER (socket)));
}

static void
add_socket (Row *row, PlSocket *socket)
{
  static const char *const local[] = { "local_address", "local_port", "local_zone" };
  static const char *const peer[] = { "peer_address", "peer_port", "peer_zone" };
  static const char *const families[] = { [PL_FAMILY_IPV4] = "ipv4", [PL_FAMILY_IPV6] = "ipv6" };
  const PlFailure *failure = pl_socket_get_failure (socket);

  add_number (row, "id", pl_socket_get_id (socket));
  add_number (row, "listener_id",
              PL_IS_CONNECTION (socket) ? pl_connection_get_listener_id (PL_CONNECTION (socket)) : 0);
  add_text (row, "role", pl_socket_get_role_word (socket));
  add_text (row, "state", get_state (socket));
  add_text (row, "protocol", pl_socket_is_udp (socket) ? "udp" : "tcp");
  add_text (row, "socket_family", families[pl_socket_get_family (socket)]);
  add_end (row, local, pl_socket_get_local (socket));
  add_end (row, peer, pl_socket_get_peer (socket));
  add_number (row, "received", pl_socket_get_received (socket));
  add_number (row, "sent", pl_socket_get_sent (socket));
  add_number (row, "not_kept", pl_socket_get_not_kept (socket));
  add_time (row, "opened", pl_socket_get_opened_at_us (socket));
  add_time (row, "closed", pl_socket_get_closed_at_us (socket));
  add_text (row, "reason", pl_socket_get_end_word (socket));
  add_text (row, "code", failure->code != 0 ? pl_failure_get_code_name (failure) : NULL);
  add_peer_name (row, pl_socket_get_peer (socket));
  add_group (row, socket);
}

static void
begin (Source *self, GString *chunk)
{
  self->has_begun = TRUE;
  g_string_append (chunk, self->format == PL_TABLE_AS_JSON
                              ? "["
                              : "id,listener_id,role,state,protocol,socket_family,local_address,local_port,"
                                "local_zone,peer_address,peer_port,peer_zone,received,sent,not_kept,opened,"
                                "closed,reason,code,peer_name,group,accepted,open\r\n");
}

static void
add_row (Source *self, GString *chunk)
{
  gboolean is_json = self->format == PL_TABLE_AS_JSON;
  Row row = { .chunk = chunk, .names = self->names, .format = self->format, .is_first = TRUE };

  if (is_json)
    g_string_append (chunk, self->n_done > 0 ? ",\n{" : "\n{");
  add_socket (&row, self->sockets->pdata[self->n_done++]);
  g_string_append (chunk, is_json ? "}" : "\r\n");
}

static gboolean
next (gpointer data, GString *chunk, double *ret_fraction)
{
  Source *self = data;
  guint end = MIN (self->n_done + CHUNK_ROWS, self->sockets->len);

  if (!self->has_begun)
    begin (self, chunk);
  while (self->n_done < end)
    add_row (self, chunk);
  if (self->n_done == self->sockets->len && !self->has_ended)
    {
      self->has_ended = TRUE;
      g_string_append (chunk, self->format == PL_TABLE_AS_JSON ? "\n]\n" : "");
    }
  *ret_fraction = self->sockets->len > 0 ? (double) self->n_done / self->sockets->len : 1;

  return chunk->len > 0;
}

/**
 * pl_export_table:
 * @sockets: a list of [class@Pl.Socket], in the order in which they are to be written
 * @names: (nullable): the names of peers that are known are written, too
 * @format: as what
 *
 * Returns: (transfer full): the rows that there are now, for pl_export_new()
 */
PlExportSource
pl_export_table (GListModel *sockets, PlPeerNames *names, PlTableFormat format)
{
  Source *self = g_new0 (Source, 1);

  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->names = names != NULL ? g_object_ref (names) : NULL;
  self->format = format;
  for (guint i = 0; i < g_list_model_get_n_items (sockets); i++)
    g_ptr_array_add (self->sockets, g_list_model_get_item (sockets, i));

  return (PlExportSource){ next, self, source_free };
}
