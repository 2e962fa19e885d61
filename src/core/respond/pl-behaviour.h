#pragma once

#include "core/respond/pl-reply-rules.h"
#include "core/respond/pl-responder.h"

G_BEGIN_DECLS

typedef struct _PlBehaviour PlBehaviour;

PlBehaviour *
pl_behaviour_new (PlResponder responder, const char *argument, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PlBehaviour *pl_behaviour_ref (PlBehaviour *self);
void pl_behaviour_unref (PlBehaviour *self);
PlResponder pl_behaviour_get_responder (PlBehaviour *self);
guint pl_behaviour_get_number (PlBehaviour *self);
GBytes *pl_behaviour_get_text (PlBehaviour *self);
PlReplyRules *pl_behaviour_get_rules (PlBehaviour *self);

gboolean
pl_behaviour_split (const char *text, PlResponder *ret_responder, const char **ret_argument, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlBehaviour, pl_behaviour_unref)

G_END_DECLS
