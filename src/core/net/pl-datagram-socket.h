#pragma once

#include "core/net/pl-bsd-datagram.h"
#include "core/net/pl-net-private.h"

G_BEGIN_DECLS

typedef struct _PlDatagramSocket PlDatagramSocket;

/**
 * PlDatagramSocketClass:
 * @received: a datagram has come; valid until this returns
 * @sent: the kernel has taken a datagram for @peer
 * @reported: a datagram did not get through; @unsent is how many of its bytes were not even sent, or -1 if it
 * was
 * @settled: all that there was to do for now is done
 *
 * What the owner of a UDP socket hears. None of these may free the socket, but @settled.
 */
typedef struct
{
  void (*received) (gpointer owner, const PlDatagram *datagram);
  void (*sent) (gpointer owner, gpointer peer, const guint8 *data, gsize length);
  void (*reported) (gpointer owner, gpointer peer, const PlReport *report, gssize unsent);
  void (*settled) (gpointer owner);
} PlDatagramSocketClass;

/**
 * PlDatagramRoute:
 * @from: the address to send from; unknown leaves it to the system
 * @to: whom to send to; unknown on a connected socket
 *
 * The way of a datagram that is sent. A value.
 */
typedef struct
{
  PlEnd from;
  PlEnd to;
} PlDatagramRoute;

PlDatagramSocket *pl_datagram_socket_new (PlNet *net,
                                          const PlDatagramSocketClass *klass,
                                          gpointer owner,
                                          int fd,
                                          PlCalls *calls,
                                          guint datagram_max);
void pl_datagram_socket_close (PlDatagramSocket *self);
void pl_datagram_socket_free (PlDatagramSocket *self);
gboolean pl_datagram_socket_read (PlDatagramSocket *self, gboolean may_read);
gboolean pl_datagram_socket_send (PlDatagramSocket *self,
                                  gpointer peer,
                                  const PlDatagramRoute *route,
                                  const guint8 *data,
                                  gsize length);
int pl_datagram_socket_get_fd (PlDatagramSocket *self);
void pl_datagram_socket_settle (PlDatagramSocket *self);
gsize pl_datagram_socket_get_unsent (PlDatagramSocket *self);
guint64 pl_datagram_socket_get_dropped (PlDatagramSocket *self);
void pl_datagram_socket_forget (PlDatagramSocket *self, gpointer peer);

G_END_DECLS
