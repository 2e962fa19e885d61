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
  PlSocketInfo info; /* as it was */
  gsize offset;
  gsize done;           /* of the bytes of the copy */
  guint64 positions[2]; /* by direction */
  gboolean ends[2];     /* whether there is a packet with the end-of-file, the same */
  PlEnding endings[PL_ENDINGS_MAX];
  guint n_endings;
  guint n_endings_done;
  gboolean has_begun;
  gboolean has_ended;
} Source;

static const char *const directions[] = { "received", "sent" };

static const char *const ending_words[] = {
  [PL_ENDING_HEARD] = "received end-of-file",
  [PL_ENDING_SENT] = "sent end-of-file",
  [PL_ENDING_DEAF] = "reading shut down here",
  [PL_ENDING_CLOSED] = "closed here",
  [PL_ENDING_ABORTED] = "aborted here",
  [PL_ENDING_RESET] = "reset by the peer",
  [PL_ENDING_FAILED] = "failed",
};

static void
source_free (gpointer data)
{
  Source *self = data;

  pl_transcript_free (self->transcript);
  g_free (self);
}

static gboolean
is_udp (Source *self)
{
  return self->info.protocol == PL_PROTOCOL_UDP;
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

  g_string_append_printf (chunk, "# %s, local %s, peer %s\n", is_udp (self) ? "UDP" : "TCP",
                          pl_end_to_string (&self->info.local, local),
                          pl_end_to_string (&self->info.peer, peer));
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
add_ending_line (const PlEnding *ending, GString *chunk)
{
  g_autofree char *time = dup_time (ending->at_us);

  g_string_append_printf (chunk, "# %s %s\n", time, ending_words[ending->kind]);
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
  g_autofree char *opened = dup_time (self->info.opened_at_us);

  g_string_append_printf (json, "{\"protocol\":\"%s\",", is_udp (self) ? "udp" : "tcp");
  add_end (json, "local", &self->info.local);
  g_string_append_c (json, ',');
  add_end (json, "peer", &self->info.peer);
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
                          self->done > 0 ? "," : "", time, record->at_us - self->info.opened_at_us,
                          directions[record->direction], record->position, missing, record->cut);
  for (gsize i = 0; i < record->length; i++)
    g_string_append_printf (json, "%02x", record->data[i]);
  g_string_append (json, "\",\"text\":");
  pl_json_append_string (json, text);
  g_string_append_c (json, '}');
}

static void
end_json (Source *self, GString *json)
{
  g_string_append (json, "\n],\"endings\":[");
  for (guint i = 0; i < self->n_endings; i++)
    {
      const PlEnding *ending = &self->endings[i];
      g_autofree char *time = dup_time (ending->at_us);

      g_string_append_printf (json, "%s\n{\"at\":\"%s\",\"after_us\":%" G_GINT64_FORMAT ",\"what\":\"%s\"}",
                              i > 0 ? "," : "", time, ending->at_us - self->info.opened_at_us,
                              ending_words[ending->kind]);
    }
  g_string_append (json, "]}\n");
}

/* ---- Packets ---- */

static PlPacket
make_packet (Source *self, PlDirection direction, gint64 at_us)
{
  gboolean is_sent = direction == PL_DIRECTION_SENT;

  return (PlPacket){ .source = is_sent ? self->info.local : self->info.peer,
                     .destination = is_sent ? self->info.peer : self->info.local,
                     .is_sent = is_sent,
                     .real_us = pl_clock_to_real_us (at_us),
                     .position = self->positions[direction],
                     .acknowledged = self->positions[!direction] + self->ends[!direction] };
}

static void
append_packet (GString *chunk, const PlPacket *packet)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  pl_pcapng_append_packet (bytes, packet);
  g_string_append_len (chunk, (const char *) bytes->data, bytes->len);
}

static void
add_packet (Source *self, const PlRecord *record, GString *chunk)
{
  PlPacket packet = make_packet (self, record->direction, record->at_us);

  packet.flags = record->flags;
  packet.position = record->position;
  packet.cut = record->cut;
  packet.data = record->data;
  packet.length = record->length;
  append_packet (chunk, &packet);
}

static void
add_mark (Source *self, PlDirection direction, PlRecordFlags flag, gint64 at_us, GString *chunk)
{
  PlPacket packet = make_packet (self, direction, at_us);

  packet.flags = flag;
  append_packet (chunk, &packet);
}

static void
begin_packets (Source *self, GString *chunk)
{
  gboolean is_client = self->info.role == PL_SOCKET_ROLE_CLIENT;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  pl_pcapng_append_header (bytes);
  g_string_append_len (chunk, (const char *) bytes->data, bytes->len);
  if (pl_ending_is_possible (&self->info))
    add_mark (self, is_client ? PL_DIRECTION_SENT : PL_DIRECTION_RECEIVED, PL_RECORD_BEGIN,
              self->info.opened_at_us, chunk);
}

static void
add_end_of_file (Source *self, PlDirection direction, gint64 at_us, GString *chunk)
{
  add_mark (self, direction, PL_RECORD_END, at_us, chunk);
  self->ends[direction] = TRUE;
}

/* Closing sends one, too, unless that was done before. */
static void
add_ending_packet (Source *self, const PlEnding *ending, GString *chunk)
{
  switch (ending->kind)
    {
    case PL_ENDING_HEARD:
    case PL_ENDING_SENT:
    case PL_ENDING_CLOSED:
      if (!self->ends[ending->direction])
        add_end_of_file (self, ending->direction, ending->at_us, chunk);
      break;
    case PL_ENDING_ABORTED:
    case PL_ENDING_RESET:
      add_mark (self, ending->direction, PL_RECORD_RESET, ending->at_us, chunk);
      break;
    case PL_ENDING_DEAF: /* nobody is told */
    case PL_ENDING_FAILED:
    default:
      break;
    }
}

/* ---- All ---- */

static void
begin (Source *self, GString *chunk)
{
  self->has_begun = TRUE;
  if (self->format == PL_TRANSCRIPT_AS_PCAPNG)
    begin_packets (self, chunk);
  else if (self->format == PL_TRANSCRIPT_AS_JSON)
    begin_json (self, chunk);
  else
    begin_text (self, chunk);
}

/* Those that happened before @at_us; in JSON they are all together at the end. */
static void
add_endings (Source *self, gint64 at_us, GString *chunk)
{
  guint *n = &self->n_endings_done;

  for (; *n < self->n_endings && self->endings[*n].at_us < at_us; (*n)++)
    {
      if (self->format == PL_TRANSCRIPT_AS_PCAPNG)
        add_ending_packet (self, &self->endings[*n], chunk);
      else if (self->format != PL_TRANSCRIPT_AS_JSON)
        add_ending_line (&self->endings[*n], chunk);
    }
}

static void
add_record (Source *self, const PlRecord *record, GString *chunk)
{
  guint64 *position = &self->positions[record->direction];
  guint64 missing = record->position - *position;

  add_endings (self, record->at_us, chunk);
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

static void
end (Source *self, GString *chunk)
{
  self->has_ended = TRUE;
  add_endings (self, G_MAXINT64, chunk);
  if (self->format == PL_TRANSCRIPT_AS_JSON)
    end_json (self, chunk);
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
    end (self, chunk);
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
  PlTranscript *transcript = pl_connection_get_transcript (connection);
  g_autoptr (GBytes) all = pl_transcript_dup_tail (transcript, 0);
  Source *self = g_new0 (Source, 1);

  self->transcript = pl_transcript_new_copy ();
  pl_transcript_append_tail (self->transcript, all, pl_transcript_get_size (transcript));
  self->format = format;
  self->charset = charset;
  self->info = *pl_socket_get_info (PL_SOCKET (connection));
  self->n_endings = pl_connection_get_endings (connection, self->endings);

  return (PlExportSource){ next, self, source_free };
}
