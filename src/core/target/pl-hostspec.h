#pragma once

#include "core/address/pl-address.h"
#include "core/target/pl-verdict.h"

G_BEGIN_DECLS

typedef enum
{
  PL_HOSTSPEC_NONE,
  PL_HOSTSPEC_IPV4,
  PL_HOSTSPEC_IPV6,
  PL_HOSTSPEC_INTEGER,
  PL_HOSTSPEC_NAME,
  PL_HOSTSPEC_INVALID,
} PlHostspecKind;

/**
 * PlUse:
 * @PL_USE_CONNECT: the target of a connect; must not be empty
 * @PL_USE_BIND: where to listen; empty means "every address here", which other machines can reach
 * @PL_USE_LOCAL: the local end of a connect; empty leaves it to the system
 *
 * What a field is for.
 */
typedef enum
{
  PL_USE_CONNECT,
  PL_USE_BIND,
  PL_USE_LOCAL,
} PlUse;

/**
 * PlHostspec:
 * @kind: which of the five kinds it is, or invalid
 * @address: the address, for IPv4, IPv6 and integer
 * @text: (nullable): canonical: the address by RFC 5952 without zone, or the name to ask the resolver for, in
 *   ASCII (IDNA), without outer blanks. %NULL for none and invalid
 * @zone: (nullable): the zone as typed
 * @prefix_length: what was typed after the `/`, or -1
 * @reading: (nullable): how inet_aton() would have read a text that we refuse
 * @verdict: what to say under the field
 *
 * What a hostspec field holds.
 */
typedef struct
{
  PlHostspecKind kind;
  PlAddress address;
  char *text;
  char *zone;
  int prefix_length;
  char *reading;
  PlVerdict verdict;
} PlHostspec;

PlHostspec *pl_hostspec_parse (const char *text, gssize length, PlUse use, PlFamily family);
void pl_hostspec_free (PlHostspec *self);
const char *pl_hostspec_kind_to_string (PlHostspecKind kind);
gboolean pl_hostspec_has_address (const PlHostspec *self);
gboolean pl_hostspec_is_submittable (const PlHostspec *self, PlUse use);
char *pl_hostspec_dup_problem (const PlHostspec *self, PlUse use);
gboolean pl_hostspec_resolve_zone (const PlHostspec *self, guint32 *ret_scope_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlHostspec, pl_hostspec_free)

G_END_DECLS
