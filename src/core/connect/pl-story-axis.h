#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PlStoryAxis:
 * @step_us: from one label to the next
 * @end_us: where it ends, a multiple of @step_us
 *
 * A scale of time, from 0. A value.
 */
typedef struct
{
  gint64 step_us;
  gint64 end_us;
} PlStoryAxis;

void pl_story_axis_fit (PlStoryAxis *self, gint64 end_us);
char *pl_story_axis_dup_label (const PlStoryAxis *self, gint64 at_us);
char *pl_story_axis_dup_time (const PlStoryAxis *self, gint64 at_us);
char *pl_story_axis_dup_span (const PlStoryAxis *self, gint64 begin_us, gint64 end_us);

G_END_DECLS
