#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PL_TYPE_RECORD_LIST (pl_record_list_get_type ())

G_DECLARE_FINAL_TYPE (PlRecordList, pl_record_list, PL, RECORD_LIST, GtkWidget)

GtkWidget *pl_record_list_new (void);
void pl_record_list_set_records (PlRecordList *self, GPtrArray *records);

G_END_DECLS
