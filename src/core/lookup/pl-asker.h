#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PlAsker PlAsker;
typedef struct _PlAsk PlAsk;

/**
 * PlAskFunc:
 * @question: what to ask
 *
 * Asks, in a thread of its own, and takes the time that it takes.
 *
 * Returns: (transfer full): the answer
 */
typedef gpointer (*PlAskFunc) (gpointer question);

/**
 * PlAskKind:
 * @run: asks
 * @free_question: frees the question
 * @free_answer: frees the answer
 *
 * What can be asked.
 */
typedef struct
{
  PlAskFunc run;
  GDestroyNotify free_question;
  GDestroyNotify free_answer;
} PlAskKind;

/**
 * PlAskedFunc:
 * @data: as given
 * @answer: (nullable) (transfer none): the answer; %NULL if there was none in time
 * @started_at_us: when it was asked, monotonic
 * @took_us: how long the answer took
 *
 * Called once, in the context of the asker.
 */
typedef void (*PlAskedFunc) (gpointer data, gpointer answer, gint64 started_at_us, gint64 took_us);

PlAsker *pl_asker_new (guint n_threads, GFunc has_room, gpointer data);
void pl_asker_free (PlAsker *self);
guint pl_asker_get_n_busy (PlAsker *self);
PlAsk *pl_asker_ask (PlAsker *self,
                     const PlAskKind *kind,
                     gpointer question,
                     guint timeout_ms,
                     PlAskedFunc asked,
                     gpointer data);
void pl_ask_forget (PlAsk *self);

G_END_DECLS
