#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_WAITING (pl_waiting_get_type ())
G_DECLARE_FINAL_TYPE (PlWaiting, pl_waiting, PL, WAITING, GtkWidget)

GtkWidget *pl_waiting_new (void);

G_END_DECLS
