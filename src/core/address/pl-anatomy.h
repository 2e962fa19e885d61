#pragma once

#include "core/address/pl-address.h"

G_BEGIN_DECLS

/**
 * PlFieldKind:
 * @PL_FIELD_A: the prefix: what network it is
 * @PL_FIELD_B: a subnet, flags, an address inside
 * @PL_FIELD_C: who it is in the network: the interface id, the host, the group
 * @PL_FIELD_D: bits that are zero or reserved
 *
 * What a field is about; each kind has a colour.
 */
typedef enum
{
  PL_FIELD_A,
  PL_FIELD_B,
  PL_FIELD_C,
  PL_FIELD_D,
} PlFieldKind;

#define PL_FIELD_KINDS 4

/**
 * PlField:
 * @n_bits: how many bits, at least one
 * @kind: what it is about
 * @label: (owned): what it is in words, translated: "fe80::/10 link-local"
 *
 * A run of bits of an address that have a meaning together.
 */
typedef struct
{
  guint n_bits;
  PlFieldKind kind;
  char *label;
} PlField;

GArray *pl_anatomy_new (const PlAddress *address, guint prefix_length);
char *pl_anatomy_dup_text (const GArray *fields, const PlAddress *address);

G_END_DECLS
