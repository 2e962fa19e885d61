#pragma once

#include "core/target/pl-service-entry.h"

G_BEGIN_DECLS

/**
 * PlServiceMatch:
 * @name: the official name
 * @port: in host order
 * @protocol: its protocol
 *
 * One entry of the services database.
 */
typedef struct
{
  char *name;
  guint16 port;
  PlProtocol protocol;
} PlServiceMatch;

gboolean pl_service_database_find_name (const char *name, PlProtocol protocol, PlServiceMatch *ret_match);
gboolean pl_service_database_find_port (guint16 port, PlProtocol protocol, PlServiceMatch *ret_match);
gboolean pl_service_database_find_any_case (const char *name,
                                            PlProtocol protocol,
                                            PlServiceMatch *ret_match,
                                            char **ret_spelling);
PlServiceEntry *pl_service_database_dup_name (const char *name, PlProtocol protocol);
PlServiceEntry *pl_service_database_dup_port (guint16 port, PlProtocol protocol);
GPtrArray *pl_service_database_get_all (void);
gboolean pl_service_database_is_empty (void);
void pl_service_match_clear (PlServiceMatch *match);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlServiceMatch, pl_service_match_clear)

G_END_DECLS
