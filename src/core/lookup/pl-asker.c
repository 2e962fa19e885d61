/* Asks what may block (the system's resolver) in threads of its own, so that nobody waits for it: neither the
 * main thread, nor a connect, whose names GIO looks up in other threads. A blocking call cannot be broken
 * off; whoever loses patience forgets the answer, and the thread stays busy until the call returns. Knows no
 * resolver. */

#include "core/lookup/pl-asker.h"

struct _PlAsker
{
  GThreadPool *threads;
  GMainContext *context;
  GHashTable *asks; /* (element-type PlAsk), as a set: those whose threads are busy */
  GFunc has_room;
  gpointer data;
};

struct _PlAsk
{
  gatomicrefcount ref_count; /* one for the thread, one for the asker */
  const PlAskKind *kind;
  gpointer question;
  GMainContext *context;
  gint is_forgotten; /* atomic: nobody waits; what has not been asked yet is not asked any more */

  /* Of the thread, until it has returned. */
  gpointer answer; /* (nullable) */
  gint64 returned_at_us;

  /* Of the asker's context. */
  PlAsker *asker;    /* (nullable): NULL once that has gone */
  PlAskedFunc asked; /* (nullable): NULL once it was called, or nobody waits any more */
  gpointer data;
  gint64 started_at_us;
  GSource *deadline;
};

static void
ask_unref (gpointer data)
{
  PlAsk *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  self->kind->free_question (self->question);
  if (self->answer != NULL)
    self->kind->free_answer (self->answer);
  g_main_context_unref (self->context);
  g_free (self);
}

static void
drop_deadline (PlAsk *self)
{
  if (self->deadline == NULL)
    return;

  g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
}

static void
tell (PlAsk *self, gpointer answer, gint64 ended_at_us)
{
  PlAskedFunc asked = self->asked;

  self->asked = NULL;
  drop_deadline (self);
  if (asked != NULL)
    asked (self->data, answer, self->started_at_us, ended_at_us - self->started_at_us);
}

static gboolean
deadline_cb (gpointer data)
{
  tell (data, NULL, g_get_monotonic_time ());

  return G_SOURCE_REMOVE;
}

static gboolean
returned_cb (gpointer data)
{
  PlAsk *self = data;
  PlAsker *asker = self->asker;

  if (asker == NULL)
    return G_SOURCE_REMOVE;

  g_hash_table_steal (asker->asks, self);
  self->asker = NULL;
  tell (self, self->answer, self->returned_at_us);
  ask_unref (self);
  if (asker->has_room != NULL)
    asker->has_room (asker, asker->data);

  return G_SOURCE_REMOVE;
}

/* In the thread. Not g_main_context_invoke(), which would run the callback here if nobody runs the context.
 */
static void
run (gpointer data, gpointer user_data)
{
  PlAsk *self = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  if (!g_atomic_int_get (&self->is_forgotten))
    self->answer = self->kind->run (self->question);
  self->returned_at_us = g_get_monotonic_time ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, returned_cb, self, ask_unref);
  g_source_attach (source, self->context);
}

/**
 * pl_asker_new:
 * @n_threads: how many questions may be on their way at once; more wait for a thread
 * @has_room: (nullable) (scope forever): called with the asker and @data whenever a thread has become free
 * @data: for @has_room
 *
 * Makes an asker that answers in the thread-default context of the caller.
 *
 * Returns: (transfer full): an asker
 */
PlAsker *
pl_asker_new (guint n_threads, GFunc has_room, gpointer data)
{
  PlAsker *self = g_new0 (PlAsker, 1);

  self->threads = g_thread_pool_new (run, NULL, (int) n_threads, FALSE, NULL);
  self->context = g_main_context_ref_thread_default ();
  self->asks = g_hash_table_new_full (NULL, NULL, ask_unref, NULL);
  self->has_room = has_room;
  self->data = data;

  return self;
}

/**
 * pl_asker_free:
 * @self: (transfer full): an asker
 *
 * Forgets every question. Waits for none: threads that are busy end by themselves.
 */
void
pl_asker_free (PlAsker *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->asks);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      PlAsk *ask = key;

      ask->asker = NULL;
      pl_ask_forget (ask);
    }
  g_hash_table_unref (self->asks);
  g_thread_pool_free (self->threads, FALSE, FALSE); /* what is in the queue has been forgotten */
  g_main_context_unref (self->context);
  g_free (self);
}

/**
 * pl_asker_get_n_busy:
 * @self: an asker
 *
 * Returns: how many questions are on their way, those that nobody waits for any more included
 */
guint
pl_asker_get_n_busy (PlAsker *self)
{
  return g_hash_table_size (self->asks);
}

/**
 * pl_asker_ask:
 * @self: an asker
 * @kind: what is asked; static
 * @question: (transfer full): the question
 * @timeout_ms: when to give up waiting
 * @asked: called once unless the question is forgotten, never before this returns
 * @data: for @asked
 *
 * Asks.
 *
 * Returns: (transfer none): the question, valid until @asked is called
 */
PlAsk *
pl_asker_ask (PlAsker *self,
              const PlAskKind *kind,
              gpointer question,
              guint timeout_ms,
              PlAskedFunc asked,
              gpointer data)
{
  PlAsk *ask = g_new0 (PlAsk, 1);

  g_atomic_ref_count_init (&ask->ref_count);
  g_atomic_ref_count_inc (&ask->ref_count);
  ask->kind = kind;
  ask->question = question;
  ask->context = g_main_context_ref (self->context);
  ask->asker = self;
  ask->asked = asked;
  ask->data = data;
  ask->started_at_us = g_get_monotonic_time ();
  ask->deadline = g_timeout_source_new (timeout_ms);
  g_source_set_callback (ask->deadline, deadline_cb, ask, NULL);
  g_source_attach (ask->deadline, self->context);
  g_hash_table_add (self->asks, ask);
  g_thread_pool_push (self->threads, ask, NULL);

  return ask;
}

/**
 * pl_ask_forget:
 * @self: a question that was not answered yet
 *
 * Gives up: nothing is called any more, however long the answer still takes.
 */
void
pl_ask_forget (PlAsk *self)
{
  self->asked = NULL;
  g_atomic_int_set (&self->is_forgotten, TRUE);
  drop_deadline (self);
}
