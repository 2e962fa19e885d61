#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean pl_target_take_apart (const char *text, char **ret_hostspec, char **ret_service);
char *pl_target_dup_sentence (const char *pasted, const char *hostspec, const char *service);

G_END_DECLS
