#pragma once

#include "core/lookup/pl-host-question.h"

G_BEGIN_DECLS

/**
 * PlHostEntry:
 * @name: (nullable): the canonical name
 * @aliases: (element-type utf8): its other names, in the order in which they lead to it
 * @candidates: (element-type PlCandidate): the addresses in the order in which Connect tries them; the rule
 * of each says why it stands before the next one of its own family
 *
 * What is known of a host (get-host-entry). The eight fields of the manual are @name, @aliases, and six views
 * of
 * @candidates: see pl_host_entry_get_address() and pl_host_entry_get_addresses().
 */
typedef struct
{
  char *name;
  GPtrArray *aliases;
  GArray *candidates;
} PlHostEntry;

void pl_host_entry_init (PlHostEntry *self);
void pl_host_entry_clear (PlHostEntry *self);
void pl_host_entry_add (PlHostEntry *self, const PlHostAnswer *answer);
void pl_host_entry_add_address (PlHostEntry *self, const PlAddress *address);
const PlAddress *pl_host_entry_get_address (const PlHostEntry *self, PlFamily family);
GPtrArray *pl_host_entry_get_addresses (const PlHostEntry *self, PlFamily family);

G_END_DECLS
