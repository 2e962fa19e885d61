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

typedef struct _PlTranscriptSearch PlTranscriptSearch;

PlTranscriptSearch *pl_transcript_search_new (GBytes *needle, gboolean ignores_case);
void pl_transcript_search_free (PlTranscriptSearch *self);
gboolean pl_transcript_search_run (PlTranscriptSearch *self, PlTranscript *transcript, gsize max);
const PlMatch *pl_transcript_search_get_matches (PlTranscriptSearch *self, guint *ret_n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlTranscriptSearch, pl_transcript_search_free)

G_END_DECLS
