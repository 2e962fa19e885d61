#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many answers that come straight back are one too many: two echo services talk to each other. */
#define PL_REFLECTIONS_MAX 10000

/* After so much silence nothing goes to and fro any more. */
#define PL_REFLECTION_SILENCE_US G_TIME_SPAN_SECOND

/**
 * PlReflection:
 * @answered_at_us: when the last answer was given; 0 for never
 * @answer_hash: of what was answered last
 * @answer_size: of it
 * @n_in_a_row: how many times now the last answer has come straight back
 *
 * What is remembered of one peer to notice that it sends back whatever it gets. A value; starts as zeros.
 */
typedef struct
{
  gint64 answered_at_us;
  guint32 answer_hash;
  guint32 answer_size;
  guint32 n_in_a_row;
} PlReflection;

gboolean pl_reflection_is_service (guint16 port);
gboolean pl_reflection_may_answer (PlReflection *self, const guint8 *data, gsize length, gint64 now_us);
void pl_reflection_answered (PlReflection *self, const guint8 *answer, gsize length, gint64 now_us);

G_END_DECLS
