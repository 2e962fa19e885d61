/* The Berkeley calls that were made for one socket, in order and up to a bound. Calls nothing itself.
 *
 * A call is recorded where it is made. The record belongs to the net thread until the socket is over; then it
 * moves to the main thread. Most sockets make a handful of calls, for which there is room from the start. */

#include "core/net/pl-calls.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#define N_FIRST 5 /* accept4(), both ends, the end-of-file and close(): one piece of memory in all */

struct _PlCalls
{
  guint n;
  guint size;
  guint n_transfers; /* of those that stand for themselves */
  guint64 n_dropped;
  gboolean is_copy;
  PlCall *calls; /* @first, or memory of its own */
  PlCall first[N_FIRST];
};

G_STATIC_ASSERT (sizeof (PlCall) <= 88);

static _Atomic gsize all_sizes; /* beyond what each record has from the start */

static _Thread_local const char *failed_call; /* the name of the last one, beside its errno */

static gsize
get_size (PlCalls *self)
{
  return self->calls != self->first ? self->size * sizeof (PlCall) : 0;
}

static gboolean
make_room (PlCalls *self)
{
  guint size = MIN (self->size * 2, PL_CALLS_MAX);
  gsize more = size * sizeof (PlCall) - get_size (self);
  PlCall *calls;

  if (self->n < self->size)
    return TRUE;
  if (self->n >= PL_CALLS_MAX || atomic_load (&all_sizes) + more > PL_CALLS_SIZE_MAX)
    return FALSE;

  atomic_fetch_add (&all_sizes, more);
  calls = g_realloc_n (self->calls != self->first ? self->calls : NULL, size, sizeof (PlCall));
  if (self->calls == self->first)
    memcpy (calls, self->first, sizeof self->first);
  self->calls = calls;
  self->size = size;

  return TRUE;
}

static gboolean
is_transfer (const PlCall *call)
{
  switch ((PlCallKind) call->kind)
    {
    case PL_CALL_ACCEPT:
    case PL_CALL_SEND:
    case PL_CALL_RECV:
    case PL_CALL_SENDMSG:
    case PL_CALL_RECVMSG:
    case PL_CALL_RECVERR:
      return TRUE;
    case PL_CALL_SOCKET:
    case PL_CALL_SETSOCKOPT:
    case PL_CALL_GETSOCKOPT:
    case PL_CALL_BIND:
    case PL_CALL_LISTEN:
    case PL_CALL_CONNECT:
    case PL_CALL_GETSOCKNAME:
    case PL_CALL_GETPEERNAME:
    case PL_CALL_SHUTDOWN:
    case PL_CALL_CLOSE:
    default:
      return FALSE;
    }
}

/* An end-of-file is not like the receipts before it. */
static gboolean
is_like (const PlCall *a, const PlCall *b)
{
  return a->kind == b->kind && a->fd == b->fd && a->code == b->code && (a->result == 0) == (b->result == 0);
}

/* From some number on the last one of a kind stands for all that follow. */
static gboolean
fold (PlCalls *self, const PlCall *call)
{
  if (!is_transfer (call))
    return FALSE;
  if (self->n_transfers < PL_CALLS_WHOLE)
    {
      self->n_transfers++;
      return FALSE;
    }

  for (guint i = self->n; i-- > 0;)
    {
      PlCall *other = &self->calls[i];

      if (!is_like (other, call))
        continue;
      other->count++;
      other->took_us += call->took_us;
      other->data.moved += call->data.moved;
      if (!pl_end_equal (&other->end, &call->end))
        other->end = (PlEnd){ 0 };
      return TRUE;
    }

  return FALSE;
}

/**
 * pl_calls_new:
 *
 * Returns: (transfer full): an empty record
 */
PlCalls *
pl_calls_new (void)
{
  PlCalls *self = g_new (PlCalls, 1);

  memset (self, 0, G_STRUCT_OFFSET (PlCalls, first));
  self->size = N_FIRST;
  self->calls = self->first;

  return self;
}

/**
 * pl_calls_copy:
 * @self: a record
 *
 * Returns: (transfer full): a copy, to be read. It does not count against the bound of all, since there are
 * as many as somebody looks at
 */
PlCalls *
pl_calls_copy (PlCalls *self)
{
  PlCalls *copy = g_memdup2 (self, sizeof *self);

  copy->is_copy = TRUE;
  copy->calls = self->calls != self->first ? g_memdup2 (self->calls, self->n * sizeof (PlCall)) : copy->first;

  return copy;
}

/**
 * pl_calls_free:
 * @self: (transfer full): a record, of whichever thread
 */
void
pl_calls_free (PlCalls *self)
{
  if (!self->is_copy)
    atomic_fetch_sub (&all_sizes, get_size (self));
  if (self->calls != self->first)
    g_free (self->calls);
  g_free (self);
}

/**
 * pl_calls_add:
 * @self: a record
 * @call: a call that has just returned, with its time, arguments and result
 *
 * Keeps it. After the first %PL_CALLS_WHOLE accepts, sends and receipts, each further one is folded into one
 * that is like it; what there is no room for is counted. Leaves `errno` alone.
 */
void
pl_calls_add (PlCalls *self, const PlCall *call)
{
  int code = errno;
  PlCall known = *call;

  known.took_us = (guint32) (g_get_monotonic_time () - call->at_us);
  known.code = call->result < 0 ? code : 0;
  known.count = 1;
  if (!fold (self, &known))
    {
      if (make_room (self))
        self->calls[self->n++] = known;
      else
        self->n_dropped++;
    }
  errno = code;
}

/**
 * pl_call_get_name:
 * @self: a call
 *
 * Returns: the name of the function
 */
const char *
pl_call_get_name (const PlCall *self)
{
  static const char *const names[] = {
    [PL_CALL_SOCKET] = "socket",
    [PL_CALL_SETSOCKOPT] = "setsockopt",
    [PL_CALL_GETSOCKOPT] = "getsockopt",
    [PL_CALL_BIND] = "bind",
    [PL_CALL_LISTEN] = "listen",
    [PL_CALL_CONNECT] = "connect",
    [PL_CALL_ACCEPT] = "accept4",
    [PL_CALL_GETSOCKNAME] = "getsockname",
    [PL_CALL_GETPEERNAME] = "getpeername",
    [PL_CALL_SEND] = "send",
    [PL_CALL_RECV] = "recv",
    [PL_CALL_SENDMSG] = "sendmsg",
    [PL_CALL_RECVMSG] = "recvmsg",
    [PL_CALL_RECVERR] = "recvmsg",
    [PL_CALL_SHUTDOWN] = "shutdown",
    [PL_CALL_CLOSE] = "close",
  };

  return names[self->kind];
}

/**
 * pl_call_set_data:
 * @self: a call that has moved bytes
 * @data: where they begin
 * @length: how many
 *
 * Keeps how many they were, and the first of them.
 */
void
pl_call_set_data (PlCall *self, const guint8 *data, gsize length)
{
  self->data.moved = length;
  if (length > 0)
    memcpy (self->data.head, data, MIN (length, PL_CALL_HEAD_MAX));
}

/**
 * pl_calls_get_n:
 * @self: (nullable): a record
 *
 * Returns: how many entries it has
 */
guint
pl_calls_get_n (PlCalls *self)
{
  return self != NULL ? self->n : 0;
}

/**
 * pl_calls_get_n_dropped:
 * @self: (nullable): a record
 *
 * Returns: how many calls there was no room for
 */
guint64
pl_calls_get_n_dropped (PlCalls *self)
{
  return self != NULL ? self->n_dropped : 0;
}

/**
 * pl_calls_get:
 * @self: a record
 * @position: less than pl_calls_get_n()
 *
 * Returns: (transfer none): an entry
 */
const PlCall *
pl_calls_get (PlCalls *self, guint position)
{
  return &self->calls[position];
}

/**
 * pl_call_set_failed:
 * @name: of a call that has just failed, such as "bind"; static
 *
 * Notes it beside its `errno`, which stays as it is. Recorded calls need no more than pl_calls_end().
 */
void
pl_call_set_failed (const char *name)
{
  failed_call = name;
}

/**
 * pl_call_get_failure:
 * @stage: what it was made for
 *
 * Tells what has failed: to be asked right after a call has returned -1, as `errno` is.
 *
 * Returns: the last call of this thread that has failed, and its `errno`
 */
PlFailure
pl_call_get_failure (PlStage stage)
{
  return (PlFailure){ stage, errno, failed_call };
}
