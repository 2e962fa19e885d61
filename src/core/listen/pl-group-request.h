#pragma once

#include "core/listen/pl-listener.h"
#include "core/target/pl-verdict.h"

G_BEGIN_DECLS

/**
 * PlGroupField:
 *
 * The fields in which somebody says what to join.
 */
typedef enum
{
  PL_GROUP_FIELD_GROUP,
  PL_GROUP_FIELD_INTERFACE,
  PL_GROUP_FIELD_SOURCE,
  PL_N_GROUP_FIELDS,
} PlGroupField;

/**
 * PlGroupRequest:
 * @texts: (element-type utf8): what is in the fields, none of them %NULL; not owned
 *
 * What a socket is to join, as typed. A value.
 */
typedef struct
{
  const char *texts[PL_N_GROUP_FIELDS];
} PlGroupRequest;

gboolean pl_group_request_read (const PlGroupRequest *self,
                                PlListener *listener,
                                PlGroup *ret_group,
                                PlVerdict verdicts[PL_N_GROUP_FIELDS]);
gboolean pl_memberships_explain (const PlMemberships *self, PlGroupField *ret_field, PlVerdict *ret_verdict);
char *pl_membership_dup_interface (const PlMembership *self);
char *pl_membership_dup_words (const PlMembership *self);

G_END_DECLS
