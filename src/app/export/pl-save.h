#pragma once

#include "app/widgets/pl-progress-row.h"
#include "core/export/pl-export.h"

G_BEGIN_DECLS

#define PL_TYPE_SAVE (pl_save_get_type ())

G_DECLARE_FINAL_TYPE (PlSave, pl_save, PL, SAVE, GObject)

PlSave *pl_save_new (PlProgressRow *row) G_GNUC_WARN_UNUSED_RESULT;
void pl_save_ask (PlSave *self, const char *title, const char *name, const PlExportSource *source);
void pl_save_write (PlSave *self, GFile *file, const PlExportSource *source);
void pl_save_stop (PlSave *self);

G_END_DECLS
