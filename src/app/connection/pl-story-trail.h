#pragma once

#include "core/connect/pl-story.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_STORY_TRAIL (pl_story_trail_get_type ())

G_DECLARE_FINAL_TYPE (PlStoryTrail, pl_story_trail, PL, STORY_TRAIL, AdwBin)

void pl_story_trail_set_story (PlStoryTrail *self, PlStory *story);

G_END_DECLS
