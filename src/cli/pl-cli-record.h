#pragma once

#include "core/net/pl-recorder.h"

G_BEGIN_DECLS

gboolean pl_cli_record_begin (const char *path, PlRecorder **ret_recorder);
gboolean pl_cli_record_end (PlRecorder *recorder, gboolean is_json);

G_END_DECLS
