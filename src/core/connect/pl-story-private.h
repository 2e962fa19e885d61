#pragma once

#include "core/connect/pl-story.h"

G_BEGIN_DECLS

struct _PlStory
{
  gatomicrefcount ref_count;
  PlStoryInput input; /* without its steps and its host */
  char *host;         /* (nullable) */
  GArray *items;      /* (element-type PlStoryItem) */
  guint winner;       /* the attempt that is the connection, from 1; 0 for none */
  gint64 end_us;      /* of the making: the first byte may come later */
  PlStoryAxis axis;
  char *summary;
};

void pl_story_item_clear (PlStoryItem *self);
void pl_story_say (PlStory *self);
void pl_story_add_notes (PlStory *self);

G_END_DECLS
