#pragma once

#include "core/target/pl-hostspec.h"
#include "core/target/pl-verdict.h"

G_BEGIN_DECLS

typedef enum
{
  PL_PROTOCOL_ANY,
  PL_PROTOCOL_TCP,
  PL_PROTOCOL_UDP,
} PlProtocol;

typedef enum
{
  PL_SERVICE_ANY,
  PL_SERVICE_PORT,
  PL_SERVICE_NAME,
  PL_SERVICE_INVALID,
} PlServiceKind;

/**
 * PlService:
 * @kind: which of the kinds it is
 * @port: the port in host order; 0 for any and invalid
 * @name: (nullable): the official name in the services database, if the port or name has one
 * @protocol: the protocol of that match, %PL_PROTOCOL_ANY if there is none
 * @verdict: what to say under the field
 *
 * What a service field holds.
 */
typedef struct
{
  PlServiceKind kind;
  guint16 port;
  char *name;
  PlProtocol protocol;
  PlVerdict verdict;
} PlService;

PlService *pl_service_parse (const char *text, gssize length, PlUse use, PlProtocol protocol);
void pl_service_free (PlService *self);
const char *pl_service_kind_to_string (PlServiceKind kind);
const char *pl_protocol_to_string (PlProtocol protocol);
gboolean pl_service_is_submittable (const PlService *self, PlUse use);
char *pl_service_dup_problem (const PlService *self, PlUse use);
char *pl_service_dup_name_of_port (guint16 port, PlProtocol protocol);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlService, pl_service_free)

G_END_DECLS
