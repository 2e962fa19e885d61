#pragma once

#include "core/address/pl-address.h"

G_BEGIN_DECLS

/**
 * PlFlag:
 *
 * A flag of an IANA special-purpose registry row.
 */
typedef enum
{
  PL_FLAG_NONE_GIVEN,
  PL_FLAG_FALSE,
  PL_FLAG_TRUE,
  PL_FLAG_NOT_APPLICABLE,
} PlFlag;

/**
 * PlBlock:
 * @address: the first address of the block
 * @prefix_length: bits that are fixed
 * @name: the registry's name, in English and untranslated, as IANA has it
 * @source: whether it may be a source, a [enum@Pl.Flag] like those that follow
 * @destination: whether it may be a destination
 * @forwardable: whether a router may forward it
 * @globally_reachable: whether it is reachable beyond its administrative domain
 * @reserved_by_protocol: whether IP itself gives it a meaning
 * @rfc: the registry's references, such as "RFC1122 3.2.1.3"; to show them, pl_block_dup_reference()
 * @allocated: year and month: "1981-09"
 * @terminated: (nullable): year and month
 *
 * One row of the IANA IPv4 or IPv6 Special-Purpose Address Registry.
 */
typedef struct
{
  PlAddress address;
  guint8 prefix_length;
  guint8 source;
  guint8 destination;
  guint8 forwardable;
  guint8 globally_reachable;
  guint8 reserved_by_protocol;
  const char *name;
  const char *rfc;
  const char *allocated;
  const char *terminated;
} PlBlock;

/**
 * PlReach:
 *
 * How far an address reaches, as far as the address itself tells.
 */
typedef enum
{
  PL_REACH_NOWHERE, /* unspecified, documentation, reserved, discard-only */
  PL_REACH_HOST,    /* loopback */
  PL_REACH_LINK,    /* link-local */
  PL_REACH_SITE,    /* private use, shared, unique local */
  PL_REACH_GLOBAL,
} PlReach;

/**
 * PlAddressClass:
 * @name: a short translated word or two for a chip: "loopback", "link-local", "private", "global",
 * "documentation"
 * @key: the same word untranslated, for scripts
 * @rfc: who says so, ready to show: "RFC 1122 §3.2.1.3"
 * @reach: how far it reaches
 * @symbolic_icon: name of an icon of the standard set that fits
 *
 * What an address is, in one verdict: the longest match of the registries, and beyond them multicast
 * scopes, 6to4, Teredo and the rest.
 */
typedef struct
{
  const char *name;
  const char *key;
  const char *rfc;
  PlReach reach;
  const char *symbolic_icon;
} PlAddressClass;

/* The most blocks that can nest around one address. */
#define PL_BLOCKS_MAX 6

void pl_address_classify (const PlAddress *address, PlAddressClass *ret_class);
guint pl_address_get_blocks (const PlAddress *address, const PlBlock *ret_blocks[PL_BLOCKS_MAX]);
char *pl_block_dup_prefix (const PlBlock *block);
char *pl_block_dup_reference (const PlBlock *block);

/**
 * PlDecoded:
 * @key: an untranslated name for scripts, such as "teredo_server"
 * @label: the same for people, translated
 * @value: the decoded value as text, translated where it is a word
 * @token: the same for scripts, never translated
 * @rfc: where the encoding is defined
 *
 * Something that an address carries inside: an embedded IPv4 address, a MAC address, a multicast scope.
 */
typedef struct
{
  const char *key;
  const char *label;
  char *value;
  const char *token;
  const char *rfc;
} PlDecoded;

GArray *pl_address_decode (const PlAddress *address);
gboolean pl_address_get_nat64 (const PlAddress *address, guint prefix_length, PlAddress *ret_ipv4);

G_END_DECLS
