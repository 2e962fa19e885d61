#pragma once

#include <glib.h>
#include <stdio.h>

G_BEGIN_DECLS

gboolean pl_cli_read_text (FILE *file, char delimiter, GString *text);

G_END_DECLS
