#pragma once

#include "core/connection/pl-socket.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_STORY_PANEL (pl_story_panel_get_type ())

G_DECLARE_FINAL_TYPE (PlStoryPanel, pl_story_panel, PL, STORY_PANEL, AdwBin)

GtkWidget *pl_story_panel_new (void);
void pl_story_panel_set_socket (PlStoryPanel *self, PlSocket *socket);
void pl_story_panel_set_narrow (PlStoryPanel *self, gboolean is_narrow);
void pl_story_panel_move_trail (PlStoryPanel *self, GtkBox *bar);

G_END_DECLS
