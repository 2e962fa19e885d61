/* From what somebody wants to listen on to a bound socket: looks the name up, tries what the plan says, and
 * waits for a port that is taken. Knows neither streams nor datagrams. */

#include "core/net/pl-binder.h"

#include "core/net/pl-bsd.h"

#include <errno.h>

static PlCalls *
get_calls (PlBinder *self)
{
  return self->channel->calls;
}

/* 1. The name */

static void bind_socket (gpointer data);

static void
name_answered (gpointer data, PlFamily family, const PlAddress *addresses, guint n_addresses, int code)
{
  PlBinder *self = data;

  self->query = NULL;
  if (code != 0)
    {
      self->klass->failed (self->channel, (PlFailure){ PL_STAGE_LOOKUP, code });
      return;
    }

  self->listen.local.end.address = addresses[0];
  bind_socket (self);
}

/* 2. The socket */

static bool
is_want_of_family (int code)
{
  return code == EAFNOSUPPORT || code == EADDRNOTAVAIL;
}

/* Returns a descriptor, or -1 and see pl_call_get_failure(). */
static int
open_socket (PlBinder *self)
{
  PlListenTry tries[PL_LISTEN_TRIES_MAX];
  guint n = pl_listen_plan (&self->listen, tries);
  int fd = -1;

  for (guint i = 0; i < n && fd < 0 && (i == 0 || is_want_of_family (errno)); i++)
    {
      self->local = tries[i].local;
      fd = self->klass->open (self->channel, &tries[i]);
    }

  return fd;
}

/* 3. A port that is taken */

static void
owner_found (gpointer data)
{
  PlBinder *self = data;

  if (self->listen.wait)
    self->klass->waits (self->channel);
  else
    self->klass->failed (self->channel, self->failure);
}

static void
bind_failed (PlBinder *self)
{
  PlProtocol protocol = self->listen.protocol == PL_PROTOCOL_UDP ? PL_PROTOCOL_UDP : PL_PROTOCOL_TCP;
  bool is_taken = self->failure.code == EADDRINUSE;

  if (is_taken && self->local.port != 0)
    {
      pl_port_wait_begin (&self->wait, self->channel->net, protocol, &self->local, self->listen.wait);
      return;
    }
  if (is_taken)
    self->failure.code = PL_NO_FREE_PORT;
  self->klass->failed (self->channel, self->failure);
}

static void
bind_socket (gpointer data)
{
  PlBinder *self = data;
  int fd = open_socket (self);

  if (fd < 0)
    {
      self->failure = pl_call_get_failure (PL_STAGE_BIND);
      bind_failed (self);
      return;
    }

  pl_port_wait_end (&self->wait, self->channel->net);
  self->wait.owner = (PlPortOwner){ PL_PORT_OWNER_UNKNOWN };
  pl_bsd_get_local (get_calls (self), fd, &self->local);
  self->v6only = pl_bsd_get_v6only (get_calls (self), fd, self->local.address.family);
  self->klass->bound (self->channel, fd);
}

/**
 * pl_binder_start:
 * @self: a zeroed binder
 * @channel: who wants the socket
 * @klass: what that does
 * @listen: (transfer full): what it takes
 *
 * Goes to work. The channel may hear of it before this returns.
 */
void
pl_binder_start (PlBinder *self, PlChannel *channel, const PlBinderClass *klass, PlListen *listen)
{
  static const PlFamily families[] = { PL_FAMILY_NONE, PL_FAMILY_IPV4, PL_FAMILY_IPV6, PL_FAMILY_IPV6 };

  self->klass = klass;
  self->channel = channel;
  self->listen = *listen;
  self->v6only = -1;
  pl_port_wait_init (&self->wait, owner_found, bind_socket, self);

  if (listen->local.name != NULL)
    self->query = pl_query_start (channel->net, listen->resolver, listen->local.name,
                                  families[listen->family], name_answered, self);
  else
    bind_socket (self);
}

/**
 * pl_binder_clear:
 * @self: a binder
 *
 * Stops it, if it is still at work: nothing is heard of it any more. The socket it has made is not its own.
 */
void
pl_binder_clear (PlBinder *self)
{
  g_clear_pointer (&self->query, pl_query_cancel);
  pl_port_wait_end (&self->wait, self->channel->net);
  pl_listen_clear (&self->listen);
}

/**
 * pl_binder_get_stage:
 * @self: a binder that is at work
 *
 * Returns: what it is at: %PL_STAGE_LOOKUP or %PL_STAGE_BIND
 */
PlStage
pl_binder_get_stage (const PlBinder *self)
{
  return self->query != NULL ? PL_STAGE_LOOKUP : PL_STAGE_BIND;
}

/**
 * pl_binder_tell:
 * @self: a binder
 * @news: (inout): gets the local end, and who has the port
 */
void
pl_binder_tell (const PlBinder *self, PlNews *news)
{
  news->local = self->local;
  news->v6only = self->v6only;
  news->owner = self->wait.owner;
}
