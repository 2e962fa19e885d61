#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PlCharset:
 *
 * What bytes are taken for when they are shown as text, and made of text that is sent. In this order in the
 * choice.
 */
typedef enum
{
  PL_CHARSET_UTF_8,
  PL_CHARSET_ASCII,
  PL_CHARSET_ISO_8859_1,
  PL_CHARSET_WINDOWS_1252,
  PL_CHARSET_UTF_16LE,
  PL_CHARSET_UTF_16BE,
  PL_N_CHARSETS,
} PlCharset;

/* The longest character, and what g_unichar_to_utf8() asks for. */
#define PL_CHARSET_CHARACTER_MAX 6

gboolean pl_charset_from_string (const char *name, PlCharset *ret_charset);
const char *pl_charset_to_string (PlCharset self);
gsize pl_charset_get_unit (PlCharset self);
gsize pl_charset_read (PlCharset self, const guint8 *data, gsize n, gunichar *ret_c);
gsize pl_charset_count_rest (PlCharset self, const guint8 *data, gsize n, gsize n_before, gsize n_after);
gsize pl_charset_find_character (PlCharset self, const guint8 *data, gsize n, gsize at, gsize *ret_length);
gsize pl_charset_write (PlCharset self, gunichar c, guint8 ret_bytes[PL_CHARSET_CHARACTER_MAX]);

G_END_DECLS
