#pragma once

#include "core/target/pl-service.h"

G_BEGIN_DECLS

/**
 * PlServiceEntry:
 * @name: the official name
 * @port: in host order
 * @aliases: (array zero-terminated=1): its other names, perhaps none
 * @protocol: its protocol as the database has it: "tcp", "udp", and now and then "sctp" or "ddp"
 *
 * One entry of the services database, as get-service-entry gives it.
 */
typedef struct
{
  char *name;
  guint16 port;
  char **aliases;
  char *protocol;
} PlServiceEntry;

PlServiceEntry *pl_service_entry_find (const char *text, gssize length, PlProtocol protocol);
char *pl_service_entry_dup_service (const PlServiceEntry *self);
void pl_service_entry_free (PlServiceEntry *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlServiceEntry, pl_service_entry_free)

G_END_DECLS
