#pragma once

#include "core/connect/pl-story.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_STORY_ROW (pl_story_row_get_type ())

G_DECLARE_FINAL_TYPE (PlStoryRow, pl_story_row, PL, STORY_ROW, GtkListBoxRow)

GtkWidget *pl_story_row_new (GtkSizeGroup *steps, GtkSizeGroup *outcomes);
void pl_story_row_show (PlStoryRow *self, PlStory *story, guint position);
void pl_story_row_set_narrow (PlStoryRow *self, gboolean is_narrow);
const char *pl_story_row_get_sentence (PlStoryRow *self);

G_END_DECLS
