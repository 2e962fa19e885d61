#pragma once

#include "core/connect/pl-story.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_STORY_BAR (pl_story_bar_get_type ())

G_DECLARE_FINAL_TYPE (PlStoryBar, pl_story_bar, PL, STORY_BAR, GtkWidget)

GtkWidget *pl_story_bar_new (void);
void pl_story_bar_show_axis (PlStoryBar *self, PlStory *story);
void pl_story_bar_show_item (PlStoryBar *self, PlStory *story, guint position);

G_END_DECLS
