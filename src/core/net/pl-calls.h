#pragma once

#include "core/pl-error.h"

G_BEGIN_DECLS

typedef struct _PlCalls PlCalls;

/**
 * PlCallKind:
 *
 * Which of the Berkeley calls it was. What is valid of the arguments is said beside each.
 */
typedef enum
{
  PL_CALL_SOCKET,      /* socket */
  PL_CALL_SETSOCKOPT,  /* option */
  PL_CALL_GETSOCKOPT,  /* option, as it was returned */
  PL_CALL_BIND,        /* end */
  PL_CALL_LISTEN,      /* number: the backlog */
  PL_CALL_CONNECT,     /* end */
  PL_CALL_ACCEPT,      /* end, as it was returned */
  PL_CALL_GETSOCKNAME, /* end, as it was returned */
  PL_CALL_GETPEERNAME, /* end, as it was returned */
  PL_CALL_SEND,        /* data */
  PL_CALL_RECV,        /* data */
  PL_CALL_SENDMSG,     /* data, and end unless the socket is connected */
  PL_CALL_RECVMSG,     /* data, end */
  PL_CALL_RECVERR,     /* recvmsg() with `MSG_ERRQUEUE`: end */
  PL_CALL_SHUTDOWN,    /* number: `SHUT_WR` and the like */
  PL_CALL_CLOSE,
} PlCallKind;

/* How much is kept of the bytes of one send() or recv(). */
#define PL_CALL_HEAD_MAX 16

/**
 * PlCall:
 * @at_us: monotonic time when it was made
 * @took_us: how long it took; of calls that were folded into one, all together
 * @kind: a [enum@Pl.CallKind]
 * @fd: the descriptor; -1 for socket(), which has none yet
 * @result: what it returned
 * @code: `errno` after a failure, else 0
 * @count: how many calls like this one were folded into it; 1 for one that stands for itself
 * @end: an address; unknown where there is none, and where calls that were folded differ in it
 * @socket: domain, type and protocol
 * @option: level, name, and the value: one number, or the two of `struct linger`
 * @data: how many bytes it asked for, how many were moved by all @count calls, and the first of them
 * @number: any other argument
 *
 * One call, as it was made. A value.
 */
typedef struct
{
  gint64 at_us;
  guint32 took_us;
  guint32 kind;
  int fd;
  int result;
  int code;
  guint32 count;
  PlEnd end;
  union
  {
    struct
    {
      int domain;
      int type;
      int protocol;
    } socket;
    struct
    {
      int level;
      int name;
      int value[2];
      guint32 size;
    } option;
    struct
    {
      guint64 moved;
      guint32 asked;
      guint8 head[PL_CALL_HEAD_MAX];
    } data;
    int number;
  };
} PlCall;

/* What is kept of one socket; of its accepts, sends and receipts so many one by one; and of the records of
 * all sockets together, beyond the first few calls that each has room for. */
#define PL_CALLS_MAX      256
#define PL_CALLS_WHOLE    32
#define PL_CALLS_SIZE_MAX (16 * 1024 * 1024)

PlCalls *pl_calls_new (void);
PlCalls *pl_calls_copy (PlCalls *self);
void pl_calls_free (PlCalls *self);
void pl_calls_add (PlCalls *self, const PlCall *call);
const char *pl_call_get_name (const PlCall *self);
void pl_call_set_data (PlCall *self, const guint8 *data, gsize length);
void pl_call_set_failed (const char *name);
PlFailure pl_call_get_failure (PlStage stage);
guint pl_calls_get_n (PlCalls *self);
guint64 pl_calls_get_n_dropped (PlCalls *self);
const PlCall *pl_calls_get (PlCalls *self, guint position);

/**
 * pl_calls_begin:
 * @self: (nullable): a record, or %NULL where nobody can look
 *
 * Returns: the time, for pl_calls_end()
 */
static inline gint64
pl_calls_begin (PlCalls *self)
{
  return self != NULL ? g_get_monotonic_time () : 0;
}

/**
 * pl_calls_end:
 * @self: (nullable): a record, or %NULL where nobody can look
 * @began_us: from pl_calls_begin()
 * @call: what was called, with its result; the rest is filled in
 *
 * Records a call that has just returned, and leaves `errno` alone. One that has failed is noted for
 * pl_call_get_failure(), recorded or not.
 */
static inline void
pl_calls_end (PlCalls *self, gint64 began_us, PlCall *call)
{
  if (call->result < 0)
    pl_call_set_failed (pl_call_get_name (call));
  if (self == NULL)
    return;

  call->at_us = began_us;
  pl_calls_add (self, call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCalls, pl_calls_free)

G_END_DECLS
