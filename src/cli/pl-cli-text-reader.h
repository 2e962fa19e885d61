#pragma once

#include <glib.h>
#include <stdio.h>

G_BEGIN_DECLS

gboolean pl_cli_read_text (FILE *file, char delimiter, GString *text);
char *pl_cli_dup_input (const char *text, gsize length, gboolean is_json);

G_END_DECLS
