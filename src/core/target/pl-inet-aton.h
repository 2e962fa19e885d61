#pragma once

#include "core/address/pl-address.h"

G_BEGIN_DECLS

gboolean pl_inet_aton_read (const char *text, PlAddress *ret_address);

G_END_DECLS
