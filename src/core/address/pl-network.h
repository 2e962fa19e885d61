#pragma once

#include "core/address/pl-address.h"

G_BEGIN_DECLS

/**
 * PlNetwork:
 * @prefix_length: bits that all addresses of the network share
 * @first: the lowest address, all host bits 0: it names the network
 * @last: the highest address, all host bits 1: for IPv4 the broadcast address, if there is one
 * @mask: IPv4 only: the prefix as a mask; family %PL_FAMILY_NONE for IPv6, which has none
 * @host: the host bits of the address alone, all others 0
 *
 * The network around an address, for some prefix length. A value.
 */
typedef struct
{
  guint prefix_length;
  PlAddress first;
  PlAddress last;
  PlAddress mask;
  PlAddress host;
} PlNetwork;

void pl_network_init (PlNetwork *self, const PlAddress *address, guint prefix_length);
char *pl_network_dup_prefix (const PlNetwork *self);
char *pl_network_dup_n_addresses (const PlNetwork *self);
guint pl_network_guess_prefix_length (const PlAddress *address);

G_END_DECLS
