/* Rows of data as text for the clipboard. Knows no widget. */

#include "app/connection/pl-data-copy.h"

#include "core/connection/pl-payload.h"

/* All rows if none is selected. */
static GtkBitset *
get_rows (GtkSelectionModel *rows)
{
  GtkBitset *selected = gtk_selection_model_get_selection (rows);

  if (!gtk_bitset_is_empty (selected))
    return selected;

  gtk_bitset_unref (selected);

  return gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (rows)));
}

static void
add_row (GString *lines, PlTranscriptRow *row, PlCharset charset)
{
  g_autofree char *hex = pl_transcript_row_dup_hex (row);
  g_autofree char *text = pl_transcript_row_dup_text (row, charset, NULL);

  g_string_append_printf (lines, "%04x  %-*s  %s\n", pl_transcript_row_get_offset (row),
                          PL_PAYLOAD_HEX_SIZE - 1, hex, text);
}

static char *
dup_hex_lines (const GByteArray *bytes)
{
  GString *lines = g_string_new (NULL);

  for (gsize i = 0; i < bytes->len; i += PL_PAYLOAD_HEX_MAX)
    {
      char hex[PL_PAYLOAD_HEX_SIZE];

      g_string_append_printf (
          lines, "%s\n",
          pl_payload_format_hex (bytes->data + i, MIN (bytes->len - i, PL_PAYLOAD_HEX_MAX), hex));
    }

  return g_string_free (lines, FALSE);
}

/* Rows are put together again: a line that was one on the wire is one in the clipboard. */
static char *
dup_bytes (const GByteArray *bytes, PlDataCopy kind, PlCharset charset)
{
  if (kind == PL_DATA_COPY_TEXT)
    return pl_payload_dup_lines (charset, bytes->data, bytes->len);
  if (kind == PL_DATA_COPY_C)
    return pl_payload_dup_c_array (bytes->data, bytes->len);

  return dup_hex_lines (bytes);
}

/**
 * pl_data_copy_dup:
 * @rows: [class@Pl.TranscriptRow]s, with those selected that are to be copied; none for all
 * @kind: as what
 * @charset: what bytes are taken for
 *
 * Returns: (transfer full): the bytes of the rows as text
 */
char *
pl_data_copy_dup (GtkSelectionModel *rows, PlDataCopy kind, PlCharset charset)
{
  g_autoptr (GtkBitset) selected = get_rows (rows);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GString) lines = g_string_new (NULL);
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, selected, &position); is_valid;
       is_valid = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (PlTranscriptRow) row = g_list_model_get_item (G_LIST_MODEL (rows), position);
      gsize size;
      const guint8 *data = pl_transcript_row_get_data (row, &size);

      if (kind == PL_DATA_COPY_ROWS && !pl_transcript_row_is_gap (row))
        add_row (lines, row, charset);
      else
        g_byte_array_append (bytes, data, (guint) size);
    }

  return kind == PL_DATA_COPY_ROWS ? g_strdup (lines->str) : dup_bytes (bytes, kind, charset);
}
