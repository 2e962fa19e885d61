#pragma once

#include "core/pl-engine.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void pl_cli_step_print_json (const PlStep *step, JsonArray **addresses);
void pl_cli_step_print (const PlStep *step);

G_END_DECLS
