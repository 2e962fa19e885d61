/* One UDP socket: reads datagrams and reports within a budget, sends, and keeps what the kernel has no room
 * for yet. Knows no peer by name and posts no news. */

#include "core/net/pl-datagram-socket.h"

#include <errno.h>
#include <sys/epoll.h>

#define READ_BUDGET   64            /* datagrams a wake-up, so that one flood leaves room for the others */
#define REPORT_BUDGET 64            /* reports a wake-up */
#define UNSENT_MAX    (1024 * 1024) /* bytes that wait for the kernel; there is nobody to make wait */
#define OUTGOING_MAX  4096          /* datagrams that wait, since empty ones have no bytes */

typedef struct
{
  gpointer peer;
  PlDatagramRoute route;
  GBytes *bytes;
} Outgoing;

struct _PlDatagramSocket
{
  PlWatch watch;
  const PlDatagramSocketClass *klass;
  gpointer owner;
  PlNet *net;
  PlCalls *calls;  /* (nullable): the owner's */
  guint room;      /* for a datagram */
  GQueue outgoing; /* (element-type Outgoing): what the kernel had no room for */
  gsize unsent;    /* bytes in it */
  guint64 dropped; /* by the kernel */
  bool may_read;
};

static void
outgoing_free (gpointer data)
{
  Outgoing *outgoing = data;

  g_bytes_unref (outgoing->bytes);
  g_free (outgoing);
}

/* Returns whether the kernel had room for the watch. */
static gboolean
update_watch (PlDatagramSocket *self)
{
  guint32 events = EPOLLERR; /* reports are told of in any case */

  if (self->may_read)
    events |= EPOLLIN;
  if (!g_queue_is_empty (&self->outgoing))
    events |= EPOLLOUT;

  return pl_loop_watch (self->net->loop, &self->watch, events);
}

/* 1. What goes out */

static void
report_unsent (PlDatagramSocket *self,
               gpointer peer,
               const PlDatagramRoute *route,
               gsize length,
               PlFailure failure)
{
  PlReport report = { .failure = failure, .peer = route->to };

  self->klass->reported (self->owner, peer, &report, (gssize) length);
}

/* What is wrong may be about an earlier datagram: then it is told once, comes as a report, and this one can
 * go. Returns an `errno`, or 0. */
static int
send_now (PlDatagramSocket *self, const PlDatagramRoute *route, const guint8 *data, gsize length)
{
  for (guint i = 0; i < 2; i++)
    {
      if (pl_bsd_send_datagram (self->calls, self->watch.fd, data, length, &route->from, &route->to) >= 0)
        return 0;
      if (errno == EAGAIN)
        break;
    }

  return errno;
}

static void
queue (PlDatagramSocket *self, gpointer peer, const PlDatagramRoute *route, const guint8 *data, gsize length)
{
  Outgoing *outgoing = g_new0 (Outgoing, 1);

  outgoing->peer = peer;
  outgoing->route = *route;
  outgoing->bytes = g_bytes_new (data, length);
  g_queue_push_tail (&self->outgoing, outgoing);
  self->unsent += length;
  update_watch (self);
}

static void
settle_send (PlDatagramSocket *self,
             gpointer peer,
             const PlDatagramRoute *route,
             const guint8 *data,
             gsize length,
             int code)
{
  if (code == 0)
    self->klass->sent (self->owner, peer, data, length);
  else
    report_unsent (self, peer, route, length, (PlFailure){ PL_STAGE_SEND, code, "sendmsg" });
}

static void
flush (PlDatagramSocket *self)
{
  while (!g_queue_is_empty (&self->outgoing))
    {
      Outgoing *outgoing = g_queue_peek_head (&self->outgoing);
      gsize length;
      const guint8 *data = g_bytes_get_data (outgoing->bytes, &length);
      int code = send_now (self, &outgoing->route, data, length);

      if (code == EAGAIN)
        break;
      g_queue_pop_head (&self->outgoing);
      self->unsent -= length;
      settle_send (self, outgoing->peer, &outgoing->route, data, length, code);
      outgoing_free (outgoing);
    }
  update_watch (self);
}

/* 2. What comes in */

/* An IPv6 socket that takes IPv4 is told plain IPv4 addresses beside mapped ones: here all are mapped. */
static void
map_local (PlDatagram *datagram)
{
  if (datagram->peer.address.family == PL_FAMILY_IPV6 && datagram->local.address.family == PL_FAMILY_IPV4)
    pl_address_map (&datagram->local.address);
}

static void
read_datagrams (PlDatagramSocket *self)
{
  PlDatagram datagram;

  for (guint i = 0; i < READ_BUDGET && self->may_read; i++)
    {
      if (!pl_bsd_receive_datagram (self->calls, self->watch.fd, self->net->buffer, self->room, &datagram))
        {
          if (errno == EAGAIN)
            return;
          continue; /* it comes as a report, too */
        }

      map_local (&datagram);
      self->dropped += datagram.dropped - (guint32) self->dropped;
      self->klass->received (self->owner, &datagram);
    }
}

static void
read_reports (PlDatagramSocket *self)
{
  PlReport report;

  for (guint i = 0; i < REPORT_BUDGET && pl_bsd_receive_report (self->calls, self->watch.fd, &report); i++)
    {
      if (report.failure.code != 0)
        self->klass->reported (self->owner, NULL, &report, -1);
    }
  pl_bsd_get_error (self->calls,
                    self->watch.fd); /* the same once more, or something that nobody can be told about */
}

static void
socket_ready (PlWatch *watch, guint32 events)
{
  PlDatagramSocket *self = (PlDatagramSocket *) watch;

  if (events & EPOLLERR)
    read_reports (self);
  if (events & EPOLLIN)
    read_datagrams (self);
  if (events & EPOLLOUT)
    flush (self);
  self->klass->settled (self->owner);
}

/**
 * pl_datagram_socket_new:
 * @net: the net thread
 * @klass: what the owner hears
 * @owner: who hears it
 * @fd: (transfer full): a UDP socket that is connected or bound
 * @calls: (nullable): where its calls are recorded, until it is closed
 * @datagram_max: the room for a datagram that comes
 *
 * Returns: (transfer full): a socket that does not read yet
 */
PlDatagramSocket *
pl_datagram_socket_new (PlNet *net,
                        const PlDatagramSocketClass *klass,
                        gpointer owner,
                        int fd,
                        PlCalls *calls,
                        guint datagram_max)
{
  PlDatagramSocket *self = g_new0 (PlDatagramSocket, 1);

  self->watch.fd = fd;
  self->watch.ready = socket_ready;
  self->klass = klass;
  self->owner = owner;
  self->net = net;
  self->calls = calls;
  self->room = CLAMP (datagram_max, 1, PL_DATAGRAM_MAX);
  g_queue_init (&self->outgoing);

  return self;
}

/**
 * pl_datagram_socket_close:
 * @self: a socket
 *
 * Closes it; what still waits to be sent is lost.
 */
void
pl_datagram_socket_close (PlDatagramSocket *self)
{
  pl_loop_close (self->net->loop, &self->watch, self->calls);
  self->calls = NULL;
}

/**
 * pl_datagram_socket_free:
 * @self: (transfer full): a socket that is closed
 */
void
pl_datagram_socket_free (PlDatagramSocket *self)
{
  g_queue_clear_full (&self->outgoing, outgoing_free);
  pl_loop_free_later (self->net->loop, self);
}

/**
 * pl_datagram_socket_read:
 * @self: a socket
 * @may_read: whether datagrams are wanted now; those that are not the kernel drops sooner or later
 *
 * Returns: %FALSE, and then see pl_call_get_failure(), if there is no room for another watched socket
 */
gboolean
pl_datagram_socket_read (PlDatagramSocket *self, gboolean may_read)
{
  self->may_read = may_read;

  return update_watch (self);
}

/**
 * pl_datagram_socket_send:
 * @self: a socket
 * @peer: for whom it is, as the owner is to hear of it
 * @route: the way
 * @data: payload
 * @length: bytes in @data, maybe none
 *
 * Sends one datagram, or queues it if the kernel has no room. Its owner hears what became of it.
 *
 * Returns: whether it has not failed at once
 */
gboolean
pl_datagram_socket_send (PlDatagramSocket *self,
                         gpointer peer,
                         const PlDatagramRoute *route,
                         const guint8 *data,
                         gsize length)
{
  int code = g_queue_is_empty (&self->outgoing) ? send_now (self, route, data, length) : EAGAIN;

  if (code != EAGAIN)
    settle_send (self, peer, route, data, length, code);
  else if (self->unsent + length <= UNSENT_MAX && self->outgoing.length < OUTGOING_MAX)
    queue (self, peer, route, data, length);
  else
    report_unsent (self, peer, route, length, (PlFailure){ PL_STAGE_SEND, ENOBUFS });

  return code == 0 || code == EAGAIN;
}

/**
 * pl_datagram_socket_get_fd:
 * @self: a UDP socket
 *
 * Returns: its descriptor, to ask the system about it
 */
int
pl_datagram_socket_get_fd (PlDatagramSocket *self)
{
  return self->watch.fd;
}

/**
 * pl_datagram_socket_settle:
 * @self: a socket
 *
 * Says that all that there was to send is sent, for now: its owner hears so, as after each wake-up.
 */
void
pl_datagram_socket_settle (PlDatagramSocket *self)
{
  self->klass->settled (self->owner);
}

/**
 * pl_datagram_socket_get_unsent:
 * @self: a socket
 *
 * Returns: how many bytes wait for the kernel
 */
gsize
pl_datagram_socket_get_unsent (PlDatagramSocket *self)
{
  return self->unsent;
}

/**
 * pl_datagram_socket_get_dropped:
 * @self: a socket
 *
 * Returns: how many datagrams the kernel had no room for, as of the last one that was read
 */
guint64
pl_datagram_socket_get_dropped (PlDatagramSocket *self)
{
  return self->dropped;
}

/**
 * pl_datagram_socket_forget:
 * @self: a socket
 * @peer: one that is going away
 *
 * Drops what still waits to be sent to it.
 */
void
pl_datagram_socket_forget (PlDatagramSocket *self, gpointer peer)
{
  for (GList *link = self->outgoing.head, *next; link != NULL; link = next)
    {
      Outgoing *outgoing = link->data;

      next = link->next;
      if (outgoing->peer != peer)
        continue;
      self->unsent -= g_bytes_get_size (outgoing->bytes);
      outgoing_free (outgoing);
      g_queue_delete_link (&self->outgoing, link);
    }
}
