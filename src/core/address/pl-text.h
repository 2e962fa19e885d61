#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean pl_text_trim (const char **text, gsize *length);
gboolean pl_text_find_blank (const char *text, gsize length);
char *pl_text_dup_utf8 (const char *text, gsize length);
char *pl_text_dup_display (const char *text, gsize length);
char *pl_text_dup_grouped (const char *digits);

G_END_DECLS
