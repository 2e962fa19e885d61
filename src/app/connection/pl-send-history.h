#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PlSendHistory PlSendHistory;

/* How many texts are remembered. */
#define PL_SEND_HISTORY_MAX 50

PlSendHistory *pl_send_history_new (void);
void pl_send_history_free (PlSendHistory *self);
void pl_send_history_add (PlSendHistory *self, const char *text);
const char *pl_send_history_recall (PlSendHistory *self, int step, const char *typed);

G_END_DECLS
