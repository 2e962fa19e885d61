/* Some bytes of one record of a transcript, and what is said about them. Knows neither widget nor transcript.
 */

#include "app/connection/pl-transcript-row.h"

#include "app/widgets/pl-format.h"
#include "core/connection/pl-clock.h"
#include "core/connection/pl-payload.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CONTEXT_MAX 3 /* bytes of a character that can lie before or after the row */

struct _PlTranscriptRow
{
  GObject parent_instance;

  gint64 at_us;
  gint64 opened_at_us;
  gint64 before_us; /* when the record before it came */
  guint64 position; /* of its first byte among all of its direction; of a gap how many bytes are missing */
  PlDirection direction;
  guint cut; /* how much longer the datagram was */
  gboolean is_gap;
  gboolean is_ending;
  PlEndingKind ending;
  PlOutcome outcome; /* of an ending */
  gsize record;      /* its offset in the transcript */
  guint record_length;
  guint offset;
  guint8 n_before;
  guint8 n;
  guint8 n_after;
  guint8 bytes[CONTEXT_MAX + PL_TRANSCRIPT_ROW_MAX + CONTEXT_MAX];
};

G_DEFINE_FINAL_TYPE (PlTranscriptRow, pl_transcript_row, G_TYPE_OBJECT)

static void
pl_transcript_row_class_init (PlTranscriptRowClass *klass)
{
}

static void
pl_transcript_row_init (PlTranscriptRow *self)
{
}

/**
 * pl_transcript_row_new:
 * @record: the record; its bytes are copied
 * @offset: where in the record the row begins
 * @size: bytes of a full row, %PL_TRANSCRIPT_ROW_MAX at most
 *
 * Returns: (transfer full): the row
 */
PlTranscriptRow *
pl_transcript_row_new (const PlRecord *record, gsize offset, gsize size)
{
  PlTranscriptRow *self = g_object_new (PL_TYPE_TRANSCRIPT_ROW, NULL);
  gsize end;

  g_return_val_if_fail (size <= PL_TRANSCRIPT_ROW_MAX && offset <= record->length, self);

  end = MIN (offset + size, record->length);
  self->at_us = record->at_us;
  self->position = record->position + offset;
  self->direction = record->direction;
  self->cut = record->cut;
  self->record = record->offset;
  self->record_length = record->length;
  self->offset = (guint) offset;
  self->n_before = (guint8) MIN (offset, CONTEXT_MAX);
  self->n = (guint8) (end - offset);
  self->n_after = (guint8) MIN (record->length - end, CONTEXT_MAX);
  if (record->length > 0)
    memcpy (self->bytes, record->data + offset - self->n_before,
            (gsize) self->n_before + self->n + self->n_after);

  return self;
}

/**
 * pl_transcript_row_new_gap:
 * @direction: which way
 * @missing: how many bytes were not kept here
 *
 * Returns: (transfer full): a row without bytes that says so
 */
PlTranscriptRow *
pl_transcript_row_new_gap (PlDirection direction, guint64 missing)
{
  PlTranscriptRow *self = g_object_new (PL_TYPE_TRANSCRIPT_ROW, NULL);

  self->direction = direction;
  self->position = missing;
  self->is_gap = TRUE;

  return self;
}

/**
 * pl_transcript_row_new_ending:
 * @ending: what has ended the stream, or a direction of it
 *
 * Returns: (transfer full): a row without bytes that says so
 */
PlTranscriptRow *
pl_transcript_row_new_ending (const PlEnding *ending)
{
  PlTranscriptRow *self = g_object_new (PL_TYPE_TRANSCRIPT_ROW, NULL);

  self->at_us = ending->at_us;
  self->direction = ending->direction;
  self->is_ending = TRUE;
  self->ending = ending->kind;
  self->outcome = ending->outcome;

  return self;
}

/**
 * pl_transcript_row_set_times:
 * @self: a row
 * @opened_at_us: when the connection was opened
 * @before_us: when what is shown before it came
 *
 * Sets what its time is told from.
 */
void
pl_transcript_row_set_times (PlTranscriptRow *self, gint64 opened_at_us, gint64 before_us)
{
  self->opened_at_us = opened_at_us;
  self->before_us = before_us;
}

/**
 * pl_transcript_row_is_gap:
 * @self: a row
 *
 * Returns: whether it stands for bytes that were not kept
 */
gboolean
pl_transcript_row_is_gap (PlTranscriptRow *self)
{
  return self->is_gap;
}

/**
 * pl_transcript_row_is_ending:
 * @self: a row
 *
 * Returns: whether it says that something has ended
 */
gboolean
pl_transcript_row_is_ending (PlTranscriptRow *self)
{
  return self->is_ending;
}

/**
 * pl_transcript_row_get_position:
 * @self: a row
 *
 * Returns: how many bytes of its direction came before it
 */
guint64
pl_transcript_row_get_position (PlTranscriptRow *self)
{
  return self->position;
}

/**
 * pl_transcript_row_is_first:
 * @self: a row
 *
 * Returns: whether a record begins with it, or it is an ending: then its time is told
 */
gboolean
pl_transcript_row_is_first (PlTranscriptRow *self)
{
  return self->offset == 0 && !self->is_gap;
}

/**
 * pl_transcript_row_get_direction:
 * @self: a row
 *
 * Returns: which way its bytes went
 */
PlDirection
pl_transcript_row_get_direction (PlTranscriptRow *self)
{
  return self->direction;
}

/**
 * pl_transcript_row_get_offset:
 * @self: a row
 *
 * Returns: where in its record it begins
 */
guint
pl_transcript_row_get_offset (PlTranscriptRow *self)
{
  return self->offset;
}

/**
 * pl_transcript_row_get_record:
 * @self: a row
 *
 * Returns: the offset of its record in the transcript
 */
gsize
pl_transcript_row_get_record (PlTranscriptRow *self)
{
  return self->record;
}

/**
 * pl_transcript_row_get_data:
 * @self: a row
 * @ret_size: (out): bytes
 *
 * Returns: (transfer none) (array length=ret_size): its bytes
 */
const guint8 *
pl_transcript_row_get_data (PlTranscriptRow *self, gsize *ret_size)
{
  *ret_size = self->n;

  return self->bytes + self->n_before;
}

static char *
dup_duration (gint64 duration_us)
{
  g_autofree char *duration = duration_us < 1000
                                  ? g_strdup_printf (_ ("%.1f ms"), (double) MAX (duration_us, 0) / 1000.0)
                                  : pl_format_duration (duration_us);

  /* Translators: a time since the connection was opened, or since the record before, such as "+38.4 ms" */
  return g_strdup_printf (_ ("+%s"), duration);
}

/**
 * pl_transcript_row_dup_time:
 * @self: a row
 * @time: since when
 *
 * Returns: (transfer full): when its record came: "+38.4 ms", "+0.0 ms", "14:02:07.120"
 */
char *
pl_transcript_row_dup_time (PlTranscriptRow *self, PlDataTime time)
{
  switch (time)
    {
    case PL_DATA_TIME_OF_DAY:
      return pl_format_time_of_day (pl_clock_to_real_us (self->at_us));
    case PL_DATA_TIME_SINCE_LAST:
      return dup_duration (self->at_us - self->before_us);
    case PL_DATA_TIME_SINCE_OPEN:
    default:
      return dup_duration (self->at_us - self->opened_at_us);
    }
}

static char *
dup_gap_words (PlTranscriptRow *self)
{
  g_autofree char *bytes = g_strdup_printf ("%'" G_GUINT64_FORMAT, self->position);
  gulong n = (gulong) MIN (self->position, G_MAXULONG);

  /* Translators: %s is a number with its thousands grouped. What was received, or sent, at this place */
  return self->direction == PL_DIRECTION_SENT
             ? g_strdup_printf (ngettext ("%s sent byte not kept", "%s sent bytes not kept", n), bytes)
             : g_strdup_printf (ngettext ("%s received byte not kept", "%s received bytes not kept", n),
                                bytes);
}

static const char *
get_ending_words (PlTranscriptRow *self)
{
  switch (self->ending)
    {
    case PL_ENDING_HEARD:
      return _ ("the peer shut down sending (end-of-file)");
    case PL_ENDING_SENT:
      return _ ("sending was shut down here");
    case PL_ENDING_DEAF:
      return _ ("reading was shut down here");
    case PL_ENDING_CLOSED:
      return _ ("closed here");
    case PL_ENDING_ABORTED:
      return _ ("aborted here");
    case PL_ENDING_RESET:
      return _ ("the peer reset it");
    case PL_ENDING_FAILED:
    default:
      return pl_outcome_to_word (self->outcome);
    }
}

/**
 * pl_transcript_row_dup_words:
 * @self: a row
 *
 * Returns: (transfer full): which way its record went, and how long that is: "received 84 B"; or what is
 * missing or has ended
 */
char *
pl_transcript_row_dup_words (PlTranscriptRow *self)
{
  g_autofree char *bytes = NULL;

  if (self->is_gap)
    return dup_gap_words (self);
  if (self->is_ending)
    return g_strdup (get_ending_words (self));

  bytes = pl_format_bytes (self->record_length);
  if (self->cut > 0)
    /* Translators: a datagram; %s is how much of it could be read, such as "64 kB" */
    return g_strdup_printf (_ ("cut to %s"), bytes);

  /* Translators: %s is an amount, such as "84 B" */
  return g_strdup_printf (self->direction == PL_DIRECTION_SENT ? _ ("sent %s") : _ ("received %s"), bytes);
}

/**
 * pl_transcript_row_dup_text:
 * @self: a row
 * @charset: what to take the bytes for
 * @ret_ends: (out) (optional): for each byte where its character ends in the text
 *
 * Returns: (transfer full): its bytes as pl_payload_format_text() shows them
 */
char *
pl_transcript_row_dup_text (PlTranscriptRow *self, PlCharset charset, guint16 ret_ends[PL_TRANSCRIPT_ROW_MAX])
{
  return pl_payload_format_text (charset, self->bytes + self->n_before, self->n, self->n_before,
                                 self->n_after, ret_ends);
}

/**
 * pl_transcript_row_dup_hex:
 * @self: a row
 *
 * Returns: (transfer full): its first %PL_PAYLOAD_HEX_MAX bytes as pl_payload_format_hex() shows them
 */
char *
pl_transcript_row_dup_hex (PlTranscriptRow *self)
{
  char hex[PL_PAYLOAD_HEX_SIZE];

  return g_strdup (
      pl_payload_format_hex (self->bytes + self->n_before, MIN (self->n, PL_PAYLOAD_HEX_MAX), hex));
}
