#pragma once

#include "core/pl-error.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonBuilder *pl_json_begin (const char *event);
void pl_json_add_string (JsonBuilder *builder, const char *member, const char *value);
void pl_json_add_boolean (JsonBuilder *builder, const char *member, gboolean value);
void pl_json_add_int (JsonBuilder *builder, const char *member, gint64 value);
void pl_json_add_bytes (JsonBuilder *builder, GBytes *bytes);
void pl_json_add_end (JsonBuilder *builder, const char *member, const PlEnd *end);
void pl_json_add_class (JsonBuilder *builder, const PlAddress *address);
void pl_json_print (JsonBuilder *builder);
void pl_json_print_error (gint64 at_us, PlStage stage, const char *code, const char *message);
const char *pl_json_family_name (PlFamily family);

G_END_DECLS
