#pragma once

#include "core/net/pl-listen-plan.h"
#include "core/net/pl-net-private.h"
#include "core/net/pl-port-wait.h"

G_BEGIN_DECLS

/**
 * PlBinderClass:
 * @open: makes and binds one socket; returns a descriptor, or -1 and see pl_call_get_failure()
 * @bound: takes the descriptor over
 * @waits: somebody else has the port, and it is known who, or that nobody knows
 * @failed: it cannot be bound
 *
 * What whoever wants to be bound does, and hears. Each of the last three may clear the binder.
 */
typedef struct
{
  int (*open) (PlChannel *channel, const PlListenTry *try);
  void (*bound) (PlChannel *channel, int fd);
  void (*waits) (PlChannel *channel);
  void (*failed) (PlChannel *channel, PlFailure failure);
} PlBinderClass;

/**
 * PlBinder:
 * @klass: what the owner does
 * @channel: the owner
 * @listen: what it takes
 * @query: (nullable): while a name is looked up
 * @wait: for a port that is taken
 * @failure: of the last try to bind
 * @local: what getsockname() says; of one that is not bound, what was tried last
 * @v6only: IPV6_V6ONLY as the system says, -1 for an IPv4 socket and before it is bound
 *
 * To be a member of the struct that wants a socket.
 */
typedef struct
{
  const PlBinderClass *klass;
  PlChannel *channel;
  PlListen listen;
  PlQuery *query;
  PlPortWait wait;
  PlFailure failure;
  PlEnd local;
  int v6only;
} PlBinder;

void pl_binder_start (PlBinder *self, PlChannel *channel, const PlBinderClass *klass, PlListen *listen);
void pl_binder_clear (PlBinder *self);
PlStage pl_binder_get_stage (const PlBinder *self);
void pl_binder_tell (const PlBinder *self, PlNews *news);

G_END_DECLS
