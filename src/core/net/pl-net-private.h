#pragma once

#include "core/net/pl-loop.h"
#include "core/net/pl-net.h"
#include "core/net/pl-recorder.h"
#include "core/net/pl-timers.h"

#include <stdatomic.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef struct _PlChannel PlChannel;
typedef struct _PlStream PlStream;

/**
 * PlChannelClass:
 * @close: ends it; @abort asks for a RST
 * @send: (nullable): queues bytes
 * @shut_down: (nullable): sends an end-of-file after what is queued
 * @shut_down_reading: (nullable): reads no more
 * @consumed: (nullable): the reader has room for @size bytes more
 * @read_transcript: (nullable): posts what follows @offset
 * @get_fd: (nullable): its socket, if that is not the one it watches
 * @set_accepting: (nullable): stops or begins to take peers in
 * @add_peer: (nullable): has somebody to send to, the peer of a dial that is taken over
 * @change_group: (nullable): joins or leaves a group
 * @refresh_groups: (nullable): somebody looks on: posts its groups if they are others than before
 *
 * What the main thread can ask of a channel.
 */
typedef struct
{
  void (*close) (PlChannel *channel, gboolean abort);
  void (*send) (PlChannel *channel, GBytes *bytes);
  void (*shut_down) (PlChannel *channel);
  void (*shut_down_reading) (PlChannel *channel);
  void (*consumed) (PlChannel *channel, gsize size);
  void (*read_transcript) (PlChannel *channel, gsize offset);
  int (*get_fd) (PlChannel *channel);
  void (*set_accepting) (PlChannel *channel, gboolean is_accepting);
  void (*add_peer) (PlChannel *channel, PlDial *dial);
  void (*change_group) (PlChannel *channel, const PlGroup *group, gboolean joins);
  void (*refresh_groups) (PlChannel *channel);
} PlChannelClass;

/* Something with an id: a connector, a listener or a stream. */
struct _PlChannel
{
  PlWatch watch;
  const PlChannelClass *klass;
  PlNet *net;
  guint64 id;
  PlNewsSlot slot;
  gint64 opened_at_us;
  PlCalls *calls;       /* (nullable): until its last news take it over */
  guint64 listener_id;  /* of whoever took it in, or 0 */
  PlRecorder *recorder; /* (nullable) (not owned) */
};

struct _PlNet
{
  PlLoop *loop;
  PlMailbox *mailbox;
  GThread *thread;
  _Atomic guint64 last_id;
  gboolean is_for_window; /* records calls, and gives way */

  /* The rest belongs to the net thread. */
  GHashTable *channels;   /* (element-type guint64 PlChannel), the ids as pointers */
  GHashTable *queries;    /* as a set: questions that somebody outside of the loop still owes an answer to */
  GHashTable *paused;     /* (element-type PlNetListener), as a set: listeners that wait for descriptors */
  GSource *resume;        /* (nullable): lets them try again */
  GPtrArray *unconnected; /* (element-type PlUnconnected) */
  PlTimers *timers;       /* for what there may be thousands of */
  GHashTable *recorders;  /* (element-type guint64 PlRecorder): by id of what they record; 0 for everything */
  guint8 *buffer;         /* PL_NET_BUFFER_SIZE, shared by all reads */
  int fd_top;             /* the highest that was accepted */
  int fd_max;             /* from here up they are for the window */
  PlTotals totals;
};

#define PL_NET_BUFFER_SIZE (256 * 1024)

static inline gpointer
pl_net_to_key (guint64 id)
{
  return GSIZE_TO_POINTER (id);
}

void pl_channel_init (PlChannel *self, PlNet *net, const PlChannelClass *klass, guint64 id, PlCalls *calls);
void pl_channel_post (PlChannel *self, const PlNews *news);
void pl_channel_post_groups (PlChannel *self, const PlMemberships *memberships);
void pl_channel_free (PlChannel *self);
void pl_channel_set_listener (PlChannel *self, guint64 listener_id);
void pl_channel_find_recorder (PlChannel *self);
void pl_channel_record (PlChannel *self,
                        const PlEnd *local,
                        const PlEnd *peer,
                        const PlRecord *record,
                        guint64 acknowledged);
PlCalls *pl_net_new_calls (PlNet *self);
gboolean pl_net_is_crowded (PlNet *self);
GSource *pl_net_add_timer (PlNet *self, GSourceFunc function, gpointer data);

/* pl-net-connector.c, pl-net-listener.c */
void pl_net_connector_start (PlNet *net, guint64 id, PlDial *dial);
void pl_net_listener_start (PlNet *net, guint64 id, PlListen *listen);
void pl_net_listeners_resume (PlNet *net);

/* pl-host-watch.c */
void pl_host_watch_start (PlNet *net, guint64 id);

/**
 * PlAttempt:
 * @watch: its socket; ready when the answer is there
 * @owner: the connector
 * @calls: (nullable): where its calls are recorded: with those of the other attempts
 * @number: from 0, in the order of their starts
 * @started_at_us: monotonic
 * @peer: whom it tries to reach
 * @local: as getsockname() said in the end
 *
 * One try to connect to one address.
 */
typedef struct
{
  PlWatch watch;
  gpointer owner;
  PlCalls *calls;
  guint number;
  gint64 started_at_us;
  PlEnd peer;
  PlEnd local;
} PlAttempt;

/* pl-attempt.c */
bool pl_attempt_open (PlAttempt *self,
                      PlLoop *loop,
                      const PlDial *dial,
                      const PlEnd *local,
                      PlFailure *ret_failure);
PlStep pl_attempt_end (PlAttempt *self, PlFailure failure);

/* pl-stream.c */
PlStream *
pl_stream_new (PlNet *net, guint64 id, int fd, PlCalls *calls, const PlEnd *local, const PlEnd *peer);
void pl_stream_set_listener (PlStream *self, guint64 listener_id, PlBehaviour *behaviour);
void pl_stream_open (PlStream *self, gboolean deliver, gboolean half_open);

/* pl-query.c */
typedef struct _PlQuery PlQuery;

typedef void (
    *PlQueryFunc) (gpointer data, PlFamily family, const PlAddress *addresses, guint n_addresses, int code);

PlQuery *pl_query_start (PlNet *net,
                         GResolver *resolver,
                         const char *name,
                         PlFamily family,
                         PlQueryFunc answered,
                         gpointer data);
void pl_query_cancel (PlQuery *self);

G_END_DECLS
