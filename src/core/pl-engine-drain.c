/* The drain of the engine: takes what the net thread says, at most once a frame and with a budget, and makes
 * one change of the list of it. Starts nothing but the other connections of a name. */

#include "core/pl-engine-private.h"

#include "core/connect/pl-every-address.h"
#include "core/connection/pl-socket-calls.h"

#define DRAIN_BUDGET_US 6000 /* of making objects and listing them, in one drain */
#define PORTION_MAX     64   /* new rows in one change of the list */

typedef struct
{
  GSource base;
  PlEngine *engine;
} DrainSource;

/* One connection is stopped, all are: they share their cancellable. */
static void
connect_others (PlEngine *self, PlConnection *connection)
{
  g_autoptr (GPtrArray) requests = pl_every_address_dup_requests (connection);
  GCancellable *cancellable = pl_operations_get_cancellable (self->operations, PL_SOCKET (connection));

  for (guint i = 0; requests != NULL && i < requests->len; i++)
    pl_engine_connect_async (self, requests->pdata[i], cancellable, NULL, NULL);
}

static void
take_steps_and_portions (PlEngine *self)
{
  for (guint i = 0; i < self->batch.steps->len; i++)
    {
      PlStep *step = &g_array_index (self->batch.steps, PlStep, i);
      PlSocket *socket = pl_socket_list_find (self->list, step->id);

      if (socket == NULL)
        continue;
      pl_connection_add_step (PL_CONNECTION (socket), step);
      if (step->kind == PL_STEP_ANSWER)
        connect_others (self, PL_CONNECTION (socket));
    }
  for (guint i = 0; i < self->batch.portions->len; i++)
    {
      PlPortion *portion = &g_array_index (self->batch.portions, PlPortion, i);
      PlSocket *socket = portion->kind == PL_PORTION_SAMPLE
                             ? pl_socket_list_find_row (self->list, portion->id)
                             : pl_socket_list_find (self->list, portion->id);

      if (socket != NULL && portion->kind == PL_PORTION_CALLS)
        pl_socket_take_calls_so_far (socket, g_steal_pointer (&portion->calls));
      else if (socket != NULL && portion->kind == PL_PORTION_SAMPLE)
        pl_socket_add_sample (socket, portion->sample);
      else if (socket != NULL && portion->kind == PL_PORTION_GROUPS)
        pl_listener_take_memberships (PL_LISTENER (socket), g_steal_pointer (&portion->memberships));
      else if (socket != NULL && PL_IS_LISTENER (socket))
        pl_listener_add_portion (PL_LISTENER (socket), portion);
      else if (socket != NULL)
        pl_connection_add_portion (PL_CONNECTION (socket), portion);
    }
}

static void
take_host (PlEngine *self)
{
  if (self->batch.host != NULL)
    pl_host_take (self->host, g_steal_pointer (&self->batch.host));
}

static gboolean
has_news (PlEngine *self)
{
  return self->net != NULL && self->n_taken < self->batch.news->len;
}

/* One change of the list. */
static void
list_portion (PlEngine *self, guint n_rows)
{
  g_autoptr (GPtrArray) changed = NULL;

  while (has_news (self) && pl_socket_list_get_n_fresh (self->list) < n_rows)
    pl_socket_list_take (self->list, self->net, &g_array_index (self->batch.news, PlNews, self->n_taken++));
  changed = pl_socket_list_flush (self->list);
  for (guint i = 0; i < changed->len; i++)
    pl_operations_settle (self->operations, changed->pdata[i]);
}

/* A view needs microseconds for rows below those that it shows, and a thousand times as long for rows among
 * them. Which it will be nobody knows: a few rows first, then more if they were cheap. */
static void
take_news (PlEngine *self)
{
  gint64 began_us = g_get_monotonic_time ();
  guint n_rows = self->rows_min;

  do
    {
      list_portion (self, n_rows);
      n_rows = MAX (self->rows_min, MIN (n_rows * 2, PORTION_MAX));
    }
  while (has_news (self) && g_get_monotonic_time () - began_us < DRAIN_BUDGET_US);
}

static gboolean
drain_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  g_autoptr (PlEngine) self = g_object_ref (((DrainSource *) source)->engine);
  gboolean is_new = self->n_taken == self->batch.news->len;
  gboolean has_more;

  g_source_set_ready_time (source, -1); /* before the news are taken, or an announcement could be undone */
  if (is_new)
    {
      pl_net_take (self->net, &self->batch);
      self->n_taken = 0;
      take_steps_and_portions (self);
      take_host (self);
    }
  take_news (self);

  /* One that only worked off the rest has not taken what was announced meanwhile: it has to look again. */
  has_more = pl_socket_list_trim (self->list) || self->n_taken < self->batch.news->len || !is_new;
  if (has_more)
    g_source_set_ready_time (source, g_get_monotonic_time () + self->frame_ms * G_GINT64_CONSTANT (1000));

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs drain_funcs = { .dispatch = drain_dispatch };

/**
 * pl_engine_start_drain:
 * @self: an engine with a net thread
 *
 * Has what the net thread says taken from now on, in the thread-default context.
 */
void
pl_engine_start_drain (PlEngine *self)
{
  self->drain = g_source_new (&drain_funcs, sizeof (DrainSource));
  ((DrainSource *) self->drain)->engine = self;
  g_source_set_static_name (self->drain, "drain");
  g_source_attach (self->drain, g_main_context_get_thread_default ());
  pl_net_set_reader (self->net, self->drain);
}
