#pragma once

#include "core/connection/pl-call-text.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define PL_TYPE_CALL_ITEM (pl_call_item_get_type ())

G_DECLARE_FINAL_TYPE (PlCallItem, pl_call_item, PL, CALL_ITEM, GObject)

PlCallItem *pl_call_item_new (PlCalls *calls, guint position) G_GNUC_WARN_UNUSED_RESULT;
const PlCall *pl_call_item_get_call (PlCallItem *self);
const char *pl_call_item_get_text (PlCallItem *self);
const char *pl_call_item_get_result (PlCallItem *self);
const char *pl_call_item_get_explanation (PlCallItem *self);
const char *pl_call_item_get_time (PlCallItem *self);
gboolean pl_call_item_is_failure (PlCallItem *self);

G_END_DECLS
