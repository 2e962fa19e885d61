#pragma once

#include "core/address/pl-address.h"

G_BEGIN_DECLS

/**
 * PlInterfaceId:
 * @is_eui64: whether it was made from a MAC address, as far as that can be told: `ff:fe` stands in the middle
 * @mac: that MAC address
 * @middle: what stands in bytes 4 and 5
 * @universal_bit: bit 7, "u"
 * @group_bit: bit 8, "g"
 *
 * The last 64 bits of a unicast address, read as RFC 4291 appendix A has it.
 */
typedef struct
{
  gboolean is_eui64;
  guint8 mac[6];
  guint8 middle[2];
  guint universal_bit;
  guint group_bit;
} PlInterfaceId;

gboolean pl_interface_id_read (PlInterfaceId *self, const PlAddress *address);
char *pl_interface_id_dup_mac (const PlInterfaceId *self);

G_END_DECLS
