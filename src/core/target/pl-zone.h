#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean pl_zone_resolve (const char *zone, guint32 *ret_scope_id);
char **pl_zone_dup_all (void);

G_END_DECLS
