#pragma once

#include "core/connection/pl-socket.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_DATA_NOTES (pl_data_notes_get_type ())

G_DECLARE_FINAL_TYPE (PlDataNotes, pl_data_notes, PL, DATA_NOTES, GtkWidget)

void pl_data_notes_show (PlDataNotes *self, guint64 not_kept, guint64 unsent);
const char *pl_data_notes_get_empty_words (PlSocket *socket);

G_END_DECLS
