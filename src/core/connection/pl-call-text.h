#pragma once

#include "core/net/pl-calls.h"
#include "core/pl-error.h"

G_BEGIN_DECLS

/**
 * PlCallSide:
 *
 * Whose end stands among the arguments of a call.
 */
typedef enum
{
  PL_CALL_SIDE_NONE,
  PL_CALL_SIDE_LOCAL,
  PL_CALL_SIDE_PEER,
} PlCallSide;

PlCallSide pl_call_get_side (const PlCall *self);
gboolean pl_call_is_failure (const PlCall *self);
char *pl_call_dup_text (const PlCall *self);
char *pl_call_dup_result (const PlCall *self);

/* pl-call-explain.c */
char *pl_calls_explain (PlCalls *self, guint position);

G_END_DECLS
