#pragma once

#include "core/address/pl-address.h"

#include <ifaddrs.h>

G_BEGIN_DECLS

const struct ifaddrs *pl_interfaces_find (const struct ifaddrs *interfaces, const PlAddress *address);
int pl_interfaces_get_prefix_length (const struct ifaddrs *entry);
gboolean pl_interfaces_list_stand_ins (const struct ifaddrs *interfaces,
                                       gboolean with_ipv6,
                                       gboolean with_ipv4,
                                       guint16 port,
                                       GArray *stand_ins);

G_END_DECLS
