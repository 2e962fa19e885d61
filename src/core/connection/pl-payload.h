#pragma once

#include "core/connection/pl-charset.h"
#include "core/target/pl-verdict.h"

G_BEGIN_DECLS

/**
 * PlLineEnd:
 * @PL_LINE_END_NONE: nothing is added
 * @PL_LINE_END_LF: a line feed, 0a
 * @PL_LINE_END_CR_LF: both, 0d 0a, as most protocols of the internet want it
 * @PL_LINE_END_CR: a carriage return, 0d
 *
 * What is added to a text that is sent.
 */
typedef enum
{
  PL_LINE_END_NONE,
  PL_LINE_END_LF,
  PL_LINE_END_CR_LF,
  PL_LINE_END_CR,
} PlLineEnd;

/* Bytes that one line of hex shows, and the room for its text: two digits and a blank each, a gap after
 * eight. */
#define PL_PAYLOAD_HEX_MAX  16
#define PL_PAYLOAD_HEX_SIZE (3 * PL_PAYLOAD_HEX_MAX + 1)

GBytes *
pl_payload_from_text (const char *text, PlCharset charset, PlLineEnd line_end, PlVerdict *ret_verdict);
GBytes *pl_payload_from_hex (const char *text, PlVerdict *ret_verdict);
char *pl_payload_format_hex (const guint8 *data, gsize n, char ret_text[PL_PAYLOAD_HEX_SIZE]);
char *pl_payload_format_text (PlCharset charset,
                              const guint8 *data,
                              gsize n,
                              gsize n_before,
                              gsize n_after,
                              guint16 *ret_ends);
char *pl_payload_dup_lines (PlCharset charset, const guint8 *data, gsize n);
char *pl_payload_dup_c_array (const guint8 *data, gsize n);
char *pl_payload_dup_c_string (const guint8 *data, gsize n);

G_END_DECLS
