#pragma once

#include "core/address/pl-address.h"

G_BEGIN_DECLS

/**
 * PlOrderRule:
 * @PL_ORDER_LAST: no other address follows
 * @PL_ORDER_USABLE: the next one cannot be reached from here (rule 1)
 * @PL_ORDER_SCOPE: its local address has its own scope, that of the next one has not (rule 2)
 * @PL_ORDER_LABEL: its local address has its own label, that of the next one has not (rule 5)
 * @PL_ORDER_PRECEDENCE: the policy table prefers it (rule 6)
 * @PL_ORDER_SMALLER_SCOPE: its scope is smaller (rule 8)
 * @PL_ORDER_PREFIX: it has more leading bits in common with its local address (rule 9)
 * @PL_ORDER_UNCHANGED: no rule decides: as the resolver had it (rule 10)
 * @PL_ORDER_TURN: the next one is of the other family: the families take turns (RFC 8305 section 4)
 *
 * What puts an address before the next one. The numbers are those of RFC 6724 section 6.
 */
typedef enum
{
  PL_ORDER_LAST = 0,
  PL_ORDER_USABLE = 1,
  PL_ORDER_SCOPE = 2,
  PL_ORDER_LABEL = 5,
  PL_ORDER_PRECEDENCE = 6,
  PL_ORDER_SMALLER_SCOPE = 8,
  PL_ORDER_PREFIX = 9,
  PL_ORDER_UNCHANGED = 10,
  PL_ORDER_TURN = 11,
} PlOrderRule;

/**
 * PlCandidate:
 * @peer: an address of the host
 * @local: the address that the system would use to reach it (pl_route_probe()); family %PL_FAMILY_NONE if it
 *   knows no way
 * @rule: (out): why it stands before the next one
 *
 * One of several addresses that could be tried. A value.
 */
typedef struct
{
  PlAddress peer;
  PlAddress local;
  PlOrderRule rule;
} PlCandidate;

/**
 * PlPolicy:
 * @prefix_length: of the row that matched
 * @precedence: higher goes first
 * @label: same goes with same
 *
 * What the policy table of RFC 6724 section 2.1 says of an address.
 */
typedef struct
{
  guint8 prefix_length;
  guint8 precedence;
  guint8 label;
} PlPolicy;

void pl_address_order (PlCandidate *candidates, guint n_candidates);
PlPolicy pl_address_get_policy (const PlAddress *address);
guint pl_address_get_scope (const PlAddress *address);

G_END_DECLS
