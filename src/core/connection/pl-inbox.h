#pragma once

#include "core/net/pl-news.h"

G_BEGIN_DECLS

/**
 * PlInbox:
 * @portions: (element-type PlPortion): what came before anybody wanted it
 * @is_open: whether somebody does
 *
 * What a socket delivers, until there is somebody to take it. Starts as zeros.
 */
typedef struct
{
  GQueue portions;
  gboolean is_open;
} PlInbox;

gboolean pl_inbox_keep (PlInbox *self, const PlPortion *portion);
PlPortion *pl_inbox_take (PlInbox *self) G_GNUC_WARN_UNUSED_RESULT;
void pl_inbox_clear (PlInbox *self);

G_END_DECLS
