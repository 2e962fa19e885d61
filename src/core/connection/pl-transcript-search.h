#pragma once

#include "core/net/pl-transcript.h"

G_BEGIN_DECLS

/* More are not looked for. */
#define PL_MATCHES_MAX 10000

/**
 * PlMatch:
 * @offset: of the record in which it begins
 * @position: of its first byte among all of its direction
 * @direction: which way
 *
 * A place where the needle was found.
 */
typedef struct
{
  gsize offset;
  guint64 position;
  PlDirection direction;
} PlMatch;

GArray *pl_transcript_search (PlTranscript *transcript, GBytes *needle, gboolean ignores_case);

G_END_DECLS
