#pragma once

#include "core/address/pl-address.h"

G_BEGIN_DECLS

/**
 * PlNameServices:
 * @PL_NAME_SERVICES_FILES: the hosts file is read
 * @PL_NAME_SERVICES_DNS: DNS is asked
 * @PL_NAME_SERVICES_OTHER: others are asked: mDNS, systemd-resolved, a directory
 *
 * Whom the system asks for a name (nsswitch.conf).
 */
typedef enum
{
  PL_NAME_SERVICES_FILES = 1 << 0,
  PL_NAME_SERVICES_DNS = 1 << 1,
  PL_NAME_SERVICES_OTHER = 1 << 2,
} PlNameServices;

PlNameServices pl_hosts_file_get_services (const char *path);
gboolean pl_hosts_file_has (const char *path, const char *name, const PlAddress *address);

G_END_DECLS
