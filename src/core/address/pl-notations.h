#pragma once

#include "core/address/pl-address.h"

G_BEGIN_DECLS

/**
 * PlAddressNotation:
 * @key: an untranslated name for scripts and tests, such as "hex_integer"
 * @label: what the notation is, translated: "Hex integer"
 * @copy_label: what the button that copies it says, translated: "Copy hex integer"
 * @text: (owned): the address in this notation, as it is to be copied
 * @shown: (owned) (nullable): the same parted so that it can be read, where that differs: "1,681,916,679"
 *
 * One way to write an address.
 */
typedef struct
{
  const char *key;
  const char *label;
  const char *copy_label;
  char *text;
  char *shown;
} PlAddressNotation;

GArray *pl_notations_new (const PlAddress *address, const char *zone, int prefix_length);
char *pl_notations_dup_full (const PlAddress *address);

G_END_DECLS
