/* Some bytes of one record of a transcript, and what is said about them. Knows neither widget nor transcript.
 */

#include "app/connection/pl-transcript-row.h"

#include "app/widgets/pl-format.h"
#include "core/connection/pl-payload.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CONTEXT_MAX 3 /* bytes of a character that can lie before or after the row */

struct _PlTranscriptRow
{
  GObject parent_instance;

  gint64 after_us; /* since the connection was opened */
  PlDirection direction;
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
 * @after_us: when the record came, since the connection was opened
 *
 * Returns: (transfer full): the row
 */
PlTranscriptRow *
pl_transcript_row_new (const PlRecord *record, gsize offset, gsize size, gint64 after_us)
{
  PlTranscriptRow *self = g_object_new (PL_TYPE_TRANSCRIPT_ROW, NULL);
  gsize end;

  g_return_val_if_fail (size <= PL_TRANSCRIPT_ROW_MAX && offset <= record->length, self);

  end = MIN (offset + size, record->length);
  self->after_us = after_us;
  self->direction = record->direction;
  self->record_length = record->length;
  self->offset = (guint) offset;
  self->n_before = (guint8) MIN (offset, CONTEXT_MAX);
  self->n = (guint8) (end - offset);
  self->n_after = (guint8) MIN (record->length - end, CONTEXT_MAX);
  memcpy (self->bytes, record->data + offset - self->n_before,
          (gsize) self->n_before + self->n + self->n_after);

  return self;
}

/**
 * pl_transcript_row_is_first:
 * @self: a row
 *
 * Returns: whether a record begins with it
 */
gboolean
pl_transcript_row_is_first (PlTranscriptRow *self)
{
  return self->offset == 0;
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

/**
 * pl_transcript_row_dup_time:
 * @self: a row
 *
 * Returns: (transfer full): when its record came: "+38.4 ms", "+0.0 ms"
 */
char *
pl_transcript_row_dup_time (PlTranscriptRow *self)
{
  g_autofree char *duration = self->after_us < 1000
                                  ? g_strdup_printf (_ ("%.1f ms"), (double) MAX (self->after_us, 0) / 1000.0)
                                  : pl_format_duration (self->after_us);

  /* Translators: a time since the connection was opened, such as "+38.4 ms" */
  return g_strdup_printf (_ ("+%s"), duration);
}

/**
 * pl_transcript_row_dup_words:
 * @self: a row
 *
 * Returns: (transfer full): which way its record went, and how long that is: "received 84 B"
 */
char *
pl_transcript_row_dup_words (PlTranscriptRow *self)
{
  g_autofree char *bytes = pl_format_bytes (self->record_length);

  /* Translators: %s is an amount, such as "84 B" */
  return g_strdup_printf (self->direction == PL_DIRECTION_SENT ? _ ("sent %s") : _ ("received %s"), bytes);
}

/**
 * pl_transcript_row_dup_text:
 * @self: a row
 *
 * Returns: (transfer full): its bytes as pl_payload_format_text() shows them
 */
char *
pl_transcript_row_dup_text (PlTranscriptRow *self)
{
  return pl_payload_format_text (self->bytes + self->n_before, self->n, self->n_before, self->n_after);
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
