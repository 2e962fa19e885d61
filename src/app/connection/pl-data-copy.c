/* Some of the bytes that are shown, as text for the clipboard or as they are. Knows no widget. */

#include "app/connection/pl-data-copy.h"

#include "core/connection/pl-payload.h"

static const char *const names[] = {
  [PL_DATA_COPY_DUMP] = "dump",         [PL_DATA_COPY_TEXT] = "text",       [PL_DATA_COPY_HEX] = "hex",
  [PL_DATA_COPY_C_STRING] = "c-string", [PL_DATA_COPY_C_ARRAY] = "c-array",
};

/* ---- One record after the other ---- */

/* The rest of a record, from one of its bytes on. */
typedef struct
{
  PlRecord record;
  guint begin;
  guint n;
} Part;

static gboolean
next_part (PlTranscriptModel *model, guint64 *index, guint64 end, Part *ret_part)
{
  PlDataPlace place;

  if (*index >= end || !pl_transcript_model_get_place (model, *index, &place) ||
      !pl_transcript_model_get_record (model, place.record, &ret_part->record))
    return FALSE;

  ret_part->begin = place.byte;
  ret_part->n = (guint) MIN (end - *index, ret_part->record.length - place.byte);
  *index += ret_part->n;

  return TRUE;
}

/* ---- As a dump ---- */

/* Every byte stands below the one that it stands below in the list. */
static void
add_hex (GString *lines, const guint8 *data, guint begin, guint end)
{
  static const char digits[] = "0123456789abcdef";

  for (guint i = 0; i < PL_PAYLOAD_HEX_MAX; i++)
    {
      gboolean is_in = i >= begin && i < end;

      if (i == PL_PAYLOAD_HEX_MAX / 2)
        g_string_append_c (lines, ' ');
      g_string_append_c (lines, is_in ? digits[data[i] >> 4] : ' ');
      g_string_append_c (lines, is_in ? digits[data[i] & 15] : ' ');
      g_string_append_c (lines, ' ');
    }
}

static void
add_dump (GString *lines, const Part *part, PlCharset charset)
{
  guint end = part->begin + part->n;

  for (guint line = part->begin - part->begin % PL_PAYLOAD_HEX_MAX; line < end; line += PL_PAYLOAD_HEX_MAX)
    {
      guint from = MAX (line, part->begin);
      guint to = MIN (line + PL_PAYLOAD_HEX_MAX, end);
      g_autofree char *text = pl_payload_format_text (charset, part->record.data + from, to - from, from,
                                                      part->record.length - to, NULL);

      g_string_append_printf (lines, "%04x  ", line);
      add_hex (lines, part->record.data + line, from - line, to - line);
      g_string_append_printf (lines, "%*s %s\n", (int) (from - line), "", text);
    }
}

static char *
dup_dump (PlTranscriptModel *model, guint64 index, guint64 n, PlCharset charset)
{
  GString *lines = g_string_new (NULL);
  guint64 end = index + n;
  Part part;

  while (next_part (model, &index, end, &part))
    add_dump (lines, &part, charset);

  return g_string_free (lines, FALSE);
}

/* ---- As something else ---- */

static char *
dup_hex_lines (const guint8 *data, gsize n)
{
  GString *lines = g_string_sized_new (n * 3 + n / PL_PAYLOAD_HEX_MAX + 16);

  for (gsize i = 0; i < n; i += PL_PAYLOAD_HEX_MAX)
    {
      char hex[PL_PAYLOAD_HEX_SIZE];

      g_string_append (lines, pl_payload_format_hex (data + i, MIN (n - i, PL_PAYLOAD_HEX_MAX), hex));
      g_string_append_c (lines, '\n');
    }

  return g_string_free (lines, FALSE);
}

/**
 * pl_data_copy_from_string:
 * @name: "dump", "text", "hex", "c-string" or "c-array"
 *
 * Returns: what is meant
 */
PlDataCopy
pl_data_copy_from_string (const char *name)
{
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (names) && !g_str_equal (names[i], name))
    i++;

  return (PlDataCopy) i;
}

/**
 * pl_data_copy_dup_bytes:
 * @model: what is shown
 * @index: of the first byte
 * @n: how many bytes
 *
 * Puts records together again: a line that was one on the wire is one in the clipboard.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
pl_data_copy_dup_bytes (PlTranscriptModel *model, guint64 index, guint64 n)
{
  GByteArray *bytes = g_byte_array_sized_new ((guint) n);
  guint64 end = index + n;
  Part part;

  while (next_part (model, &index, end, &part))
    g_byte_array_append (bytes, part.record.data + part.begin, part.n);

  return g_byte_array_free_to_bytes (bytes);
}

/**
 * pl_data_copy_dup:
 * @model: what is shown
 * @index: of the first byte
 * @n: how many bytes, %PL_DATA_COPY_MAX at most
 * @kind: as what
 * @charset: what bytes are taken for
 *
 * Returns: (transfer full): the bytes as text
 */
char *
pl_data_copy_dup (PlTranscriptModel *model, guint64 index, guint64 n, PlDataCopy kind, PlCharset charset)
{
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  gsize size;

  g_return_val_if_fail (n <= PL_DATA_COPY_MAX, NULL);

  if (kind == PL_DATA_COPY_DUMP)
    return dup_dump (model, index, n, charset);

  bytes = pl_data_copy_dup_bytes (model, index, n);
  data = g_bytes_get_data (bytes, &size);
  switch (kind)
    {
    case PL_DATA_COPY_TEXT:
      return pl_payload_dup_lines (charset, data, size);
    case PL_DATA_COPY_C_STRING:
      return pl_payload_dup_c_string (data, size);
    case PL_DATA_COPY_C_ARRAY:
      return pl_payload_dup_c_array (data, size);
    case PL_DATA_COPY_HEX:
    case PL_DATA_COPY_DUMP:
    default:
      return dup_hex_lines (data, size);
    }
}
