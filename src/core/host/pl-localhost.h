#pragma once

#include "core/address/pl-address.h"

G_BEGIN_DECLS

#define PL_HOSTS_FILE "/etc/hosts"

/**
 * PlLocalhost:
 * @PL_LOCALHOST_IPV4: it is 127.0.0.1
 * @PL_LOCALHOST_IPV6: it is ::1
 *
 * What the hosts file has for `localhost`. A computer may lack one or the other, or both.
 */
typedef enum
{
  PL_LOCALHOST_IPV4 = 1 << 0,
  PL_LOCALHOST_IPV6 = 1 << 1,
} PlLocalhost;

PlLocalhost pl_localhost_read (const char *path);
const char *pl_localhost_get_sentence (PlLocalhost self);

G_END_DECLS
