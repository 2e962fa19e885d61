#pragma once

#include "core/connection/pl-charset.h"
#include "core/connection/pl-connection.h"
#include "core/export/pl-export.h"

G_BEGIN_DECLS

/**
 * PlTranscriptFormat:
 * @PL_TRANSCRIPT_AS_TEXT: a line that says when and which way, then the text
 * @PL_TRANSCRIPT_AS_HEX: the same with a dump like that of hexdump -C
 * @PL_TRANSCRIPT_AS_JSON: one object
 * @PL_TRANSCRIPT_AS_PCAPNG: a capture file with synthetic headers
 */
typedef enum
{
  PL_TRANSCRIPT_AS_TEXT,
  PL_TRANSCRIPT_AS_HEX,
  PL_TRANSCRIPT_AS_JSON,
  PL_TRANSCRIPT_AS_PCAPNG,
} PlTranscriptFormat;

PlExportSource pl_export_transcript (PlConnection *connection, PlTranscriptFormat format, PlCharset charset);

G_END_DECLS
