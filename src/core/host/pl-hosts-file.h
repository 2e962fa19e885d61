#pragma once

#include "core/address/pl-address.h"

G_BEGIN_DECLS

#define PL_HOSTS_FILE "/etc/hosts"

GArray *pl_hosts_file_find (const char *path, const char *name);
char *pl_hosts_file_dup_sentence (const GArray *addresses, const char *name);

G_END_DECLS
