#pragma once

#include "core/connect/pl-race.h"
#include "core/net/pl-cast.h"
#include "core/net/pl-mailbox.h"
#include "core/net/pl-recorder.h"
#include "core/respond/pl-behaviour.h"
#include "core/target/pl-place.h"

G_BEGIN_DECLS

typedef struct _PlNet PlNet;

/**
 * PlDial:
 * @protocol: UDP, or anything else for TCP
 * @peer: whom to connect to
 * @local: where from; unknown and port 0 leave it to the system
 * @race: families, delays and the timeout
 * @no_delay: set TCP_NODELAY
 * @keep_alive: set SO_KEEPALIVE
 * @deliver: hand over the payload itself, not only counts; see pl_net_consumed()
 * @half_open: go on sending after the peer's end-of-file, until pl_net_shut_down(); else it ends the
 * connection
 * @datagram_max: UDP: the room for a datagram that comes; what is longer is truncated
 * @cast: UDP: broadcast and multicast
 * @resolver: (transfer full): who looks names up
 *
 * What it takes to make a connection.
 */
typedef struct
{
  PlProtocol protocol;
  PlPlace peer;
  PlPlace local;
  PlRaceOptions race;
  gboolean no_delay;
  gboolean keep_alive;
  gboolean deliver;
  gboolean half_open;
  guint datagram_max;
  PlCast cast;
  GResolver *resolver;
} PlDial;

/* No datagram is longer: its header counts in 16 bits. */
#define PL_DATAGRAM_MAX 65535

/**
 * PlListenFamily:
 * @PL_LISTEN_ANY: both if the address is empty and this computer has IPv6, else what there is
 * @PL_LISTEN_IPV4: an IPv4 socket
 * @PL_LISTEN_IPV6: an IPv6 socket for IPv6 only
 * @PL_LISTEN_BOTH: an IPv6 socket that takes IPv4 too
 *
 * Which families a listener takes.
 */
typedef enum
{
  PL_LISTEN_ANY,
  PL_LISTEN_IPV4,
  PL_LISTEN_IPV6,
  PL_LISTEN_BOTH,
} PlListenFamily;

/**
 * PlListen:
 * @protocol: UDP, or anything else for TCP
 * @local: where; unknown is the wildcard, port 0 a free port
 * @family: which families
 * @backlog: how many connections may wait
 * @reuse_address: set SO_REUSEADDR
 * @reuse_port: set SO_REUSEPORT
 * @receive_buffer: what to set SO_RCVBUF to; 0 leaves it to the system
 * @wait: whether to try again until the port is free
 * @behaviour: (transfer full): what accepted connections do, and what is done with datagrams
 * @deliver: UDP: hand over the datagrams themselves, not only counts; see pl_net_consumed()
 * @datagram_max: UDP: the room for a datagram that comes
 * @cast: UDP: broadcast and multicast; a local multicast address is a group to join
 * @resolver: (transfer full): who looks names up
 *
 * What it takes to make a listener.
 */
typedef struct
{
  PlProtocol protocol;
  PlPlace local;
  PlListenFamily family;
  guint backlog;
  gboolean reuse_address;
  gboolean reuse_port;
  guint receive_buffer;
  gboolean wait;
  PlBehaviour *behaviour;
  gboolean deliver;
  guint datagram_max;
  PlCast cast;
  GResolver *resolver;
} PlListen;

void pl_dial_clear (PlDial *self);
void pl_listen_clear (PlListen *self);
PlNet *pl_net_new (guint frame_ms, gboolean is_for_window);
void pl_net_stop (PlNet *self);
void pl_net_set_reader (PlNet *self, GSource *reader);
void pl_net_take (PlNet *self, PlBatch *batch);
guint64 pl_net_dial (PlNet *self, PlDial *dial);
guint64 pl_net_listen (PlNet *self, PlListen *listen);
guint64 pl_net_watch_host (PlNet *self);
void pl_net_add_peer (PlNet *self, guint64 id, PlDial *dial);
void pl_net_change_group (PlNet *self, guint64 id, const PlGroup *group, gboolean joins);
void pl_net_send (PlNet *self, guint64 id, GBytes *bytes);
void pl_net_consumed (PlNet *self, guint64 id, gsize size);
void pl_net_read_transcript (PlNet *self, guint64 id, gsize offset);
void pl_net_read_calls (PlNet *self, guint64 id);
void pl_net_sample (PlNet *self, guint64 id, const PlEnd *local, const PlEnd *peer);
void pl_net_set_option (PlNet *self, guint64 id, const PlEnd *local, PlOption option, int value);
void pl_net_set_accepting (PlNet *self, guint64 id, gboolean is_accepting);
void pl_net_shut_down (PlNet *self, guint64 id);
void pl_net_shut_down_reading (PlNet *self, guint64 id);
void pl_net_close (PlNet *self, guint64 id);
void pl_net_abort (PlNet *self, guint64 id);

/* pl-net-record.c */
void pl_net_record (PlNet *self, guint64 id, PlRecorder *recorder);

G_END_DECLS
