#pragma once

#include "core/pl-engine.h"

G_BEGIN_DECLS

/**
 * PlCliRecord:
 *
 * The option --record, while a command runs. Filled by pl_cli_record_open(), given back by
 * pl_cli_record_end().
 */
typedef struct
{
  GOutputStream *stream; /* (nullable): until it begins */
  PlRecorder *recorder;  /* (nullable) */
  gboolean is_file;      /* else somebody reads it meanwhile, or does not */
} PlCliRecord;

gboolean pl_cli_record_open (PlCliRecord *self, const char *path);
void pl_cli_record_begin (PlCliRecord *self, PlEngine *engine);
gboolean pl_cli_record_end (PlCliRecord *self, gboolean is_json, gboolean is_quiet);

G_END_DECLS
