/* What a connection has said and heard, as a file. What was not kept is said in the file, too. The formats
 * are for programs and people of every language, and not translated. */

#include "core/export/pl-export-transcript.h"

#include "core/connection/pl-clock.h"
#include "core/connection/pl-payload.h"
#include "core/export/pl-pcapng.h"

#define CHUNK_SIZE (64 * 1024)

typedef struct
{
  PlTranscript *transcript; /* a copy */
  PlTranscriptFormat format;
  PlCharset charset;
  PlEnd local;
  PlEnd peer;
  gint64 opened_at_us;
  gboolean is_udp;
  gsize offset;
  gsize done;           /* of the bytes of the copy */
  guint64 positions[2]; /* by direction */
  gboolean has_begun;
  gboolean has_ended;
} Source;

static const char *const directions[] = { "received", "sent" };

static void
source_free (gpointer data)
{
  Source *self = data;

  pl_transcript_free (self->transcript);
  g_free (self);
}

static char *
dup_time (gint64 at_us)
{
  gint64 real_us = pl_clock_to_real_us (at_us);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (real_us / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%06dZ", text, (int) (real_us % G_USEC_PER_SEC));
}

/* ---- Text and dump ---- */

static void
begin_text (Source *self, GString *chunk)
{
  char local[PL_END_STRING_SIZE], peer[PL_END_STRING_SIZE];

  g_string_append_printf (chunk, "# %s, local %s, peer %s\n", self->is_udp ? "UDP" : "TCP",
                          pl_end_to_string (&self->local, local), pl_end_to_string (&self->peer, peer));
}

static void
add_line (const PlRecord *record, guint64 missing, GString *chunk)
{
  g_autofree char *time = dup_time (record->at_us);

  if (missing > 0)
    g_string_append_printf (chunk, "# %s: %" G_GUINT64_FORMAT " bytes not kept\n",
                            directions[record->direction], missing);
  g_string_append_printf (chunk, "# %s %s %u bytes at %" G_GUINT64_FORMAT, time,
                          directions[record->direction], record->length, record->position);
  if (record->cut > 0)
    g_string_append_printf (chunk, ", %u more cut off", record->cut);
  g_string_append_c (chunk, '\n');
}

static void
add_text (Source *self, const PlRecord *record, GString *chunk)
{
  g_autofree char *lines = pl_payload_dup_lines (self->charset, record->data, record->length);

  g_string_append (chunk, lines);
  if (!g_str_has_suffix (lines, "\n"))
    g_string_append_c (chunk, '\n');
}

static void
add_dump (const PlRecord *record, GString *chunk)
{
  for (gsize i = 0; i < record->length; i += PL_PAYLOAD_HEX_MAX)
    {
      gsize n = MIN (record->length - i, PL_PAYLOAD_HEX_MAX);
      char hex[PL_PAYLOAD_HEX_SIZE];

      pl_payload_format_hex (record->data + i, n, hex);
      g_string_append_printf (chunk, "%08" G_GINT64_MODIFIER "x  %-*s  |", record->position + i,
                              PL_PAYLOAD_HEX_SIZE - 1, hex);
      for (gsize j = 0; j < n; j++)
        g_string_append_c (chunk, g_ascii_isprint (record->data[i + j]) ? (char) record->data[i + j] : '.');
      g_string_append (chunk, "|\n");
    }
}

/* ---- JSON ---- */

static void
add_end (GString *json, const char *name, const PlEnd *end)
{
  char text[PL_ADDRESS_STRING_SIZE];
  g_autofree char *zone = pl_end_dup_zone (end);

  g_string_append_printf (json, "\"%s\":{\"address\":", name);
  pl_json_append_string (json, pl_end_is_known (end) ? pl_address_to_string (&end->address, text) : NULL);
  g_string_append_printf (json, ",\"port\":%u,\"zone\":", end->port);
  pl_json_append_string (json, zone);
  g_string_append (json, "}");
}

static void
begin_json (Source *self, GString *json)
{
  g_autofree char *opened = dup_time (self->opened_at_us);

  g_string_append_printf (json, "{\"protocol\":\"%s\",", self->is_udp ? "udp" : "tcp");
  add_end (json, "local", &self->local);
  g_string_append_c (json, ',');
  add_end (json, "peer", &self->peer);
  g_string_append_printf (json, ",\"opened\":\"%s\",\"records\":[", opened);
}

static void
add_json (Source *self, const PlRecord *record, guint64 missing, GString *json)
{
  g_autofree char *time = dup_time (record->at_us);
  g_autofree char *text = pl_payload_dup_lines (self->charset, record->data, record->length);

  g_string_append_printf (json,
                          "%s\n{\"at\":\"%s\",\"after_us\":%" G_GINT64_FORMAT
                          ",\"direction\":\"%s\",\"position\":%" G_GUINT64_FORMAT
                          ",\"not_kept_before\":%" G_GUINT64_FORMAT ",\"cut\":%u,\"hex\":\"",
                          self->done > 0 ? "," : "", time, record->at_us - self->opened_at_us,
                          directions[record->direction], record->position, missing, record->cut);
  for (gsize i = 0; i < record->length; i++)
    g_string_append_printf (json, "%02x", record->data[i]);
  g_string_append (json, "\",\"text\":");
  pl_json_append_string (json, text);
  g_string_append_c (json, '}');
}

/* ---- Packets ---- */

static void
begin_packets (GString *chunk)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  pl_pcapng_append_header (bytes);
  g_string_append_len (chunk, (const char *) bytes->data, bytes->len);
}

static void
add_packet (Source *self, const PlRecord *record, GString *chunk)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gboolean is_sent = record->direction == PL_DIRECTION_SENT;
  PlPacket packet = { .source = is_sent ? self->local : self->peer,
                      .destination = is_sent ? self->peer : self->local,
                      .is_datagram = record->flags & PL_RECORD_DATAGRAM,
                      .is_sent = is_sent,
                      .real_us = pl_clock_to_real_us (record->at_us),
                      .position = record->position,
                      .acknowledged = self->positions[!record->direction],
                      .cut = record->cut,
                      .data = record->data,
                      .length = record->length };

  pl_pcapng_append_packet (bytes, &packet);
  g_string_append_len (chunk, (const char *) bytes->data, bytes->len);
}

/* ---- All ---- */

static void
begin (Source *self, GString *chunk)
{
  self->has_begun = TRUE;
  if (self->format == PL_TRANSCRIPT_AS_PCAPNG)
    begin_packets (chunk);
  else if (self->format == PL_TRANSCRIPT_AS_JSON)
    begin_json (self, chunk);
  else
    begin_text (self, chunk);
}

static void
add_record (Source *self, const PlRecord *record, GString *chunk)
{
  guint64 *position = &self->positions[record->direction];
  guint64 missing = record->position - *position;

  *position = record->position + record->length;
  switch (self->format)
    {
    case PL_TRANSCRIPT_AS_PCAPNG:
      add_packet (self, record, chunk);
      break;
    case PL_TRANSCRIPT_AS_JSON:
      add_json (self, record, missing, chunk);
      break;
    case PL_TRANSCRIPT_AS_HEX:
      add_line (record, missing, chunk);
      add_dump (record, chunk);
      break;
    case PL_TRANSCRIPT_AS_TEXT:
    default:
      add_line (record, missing, chunk);
      add_text (self, record, chunk);
    }
  self->done += record->length + 1;
}

static gboolean
next (gpointer data, GString *chunk, double *ret_fraction)
{
  Source *self = data;
  PlRecord record;

  if (!self->has_begun)
    begin (self, chunk);
  while (chunk->len < CHUNK_SIZE && pl_transcript_next (self->transcript, &self->offset, &record))
    add_record (self, &record, chunk);
  if (chunk->len < CHUNK_SIZE && !self->has_ended)
    {
      self->has_ended = TRUE;
      g_string_append (chunk, self->format == PL_TRANSCRIPT_AS_JSON ? "\n]}\n" : "");
    }
  *ret_fraction = MIN (1,
                       (double) self->offset / (double) MAX (1, pl_transcript_get_size (self->transcript)));

  return chunk->len > 0;
}

/**
 * pl_export_transcript:
 * @connection: whose transcript; a live one has to be watched
 * @format: as what
 * @charset: what bytes are taken for in text
 *
 * Returns: (transfer full): what is kept now, for pl_export_new()
 */
PlExportSource
pl_export_transcript (PlConnection *connection, PlTranscriptFormat format, PlCharset charset)
{
  PlSocket *socket = PL_SOCKET (connection);
  PlTranscript *transcript = pl_connection_get_transcript (connection);
  g_autoptr (GBytes) all = pl_transcript_dup_tail (transcript, 0);
  Source *self = g_new0 (Source, 1);

  self->transcript = pl_transcript_new_copy ();
  pl_transcript_append_tail (self->transcript, all, pl_transcript_get_size (transcript));
  self->format = format;
  self->charset = charset;
  self->local = *pl_socket_get_local (socket);
  self->peer = *pl_socket_get_peer (socket);
  self->opened_at_us = pl_socket_get_opened_at_us (socket);
  self->is_udp = pl_socket_is_udp (socket);

  return (PlExportSource){ next, self, source_free };
}
