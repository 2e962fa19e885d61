#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PlReplyRules PlReplyRules;

#define PL_REPLY_RULES_MAX  32
#define PL_REPLY_SIZE_MAX   4096
#define PL_REPLY_WINDOW_MAX 2048 /* bytes of input that a rule can see at a time */

PlReplyRules *pl_reply_rules_parse (const char *text, GError **error);
void pl_reply_rules_free (PlReplyRules *self);
guint pl_reply_rules_get_n (PlReplyRules *self);
gboolean pl_reply_rules_answer (PlReplyRules *self,
                                const guint8 *data,
                                gsize n,
                                gboolean is_start,
                                gsize *ret_end,
                                GBytes **ret_reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlReplyRules, pl_reply_rules_free)

G_END_DECLS
