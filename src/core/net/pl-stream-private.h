#pragma once

#include "core/net/pl-stream-response.h"

G_BEGIN_DECLS

/* What a stream is inside, for itself and its response. */

#define PL_STREAM_BUDGET (1024 * 1024) /* bytes a wake-up, so that one flood leaves room for the others */

struct _PlStream
{
  PlChannel channel;
  guint64 received;
  guint64 sent;
  guint64 not_kept;
  GByteArray *unsent;         /* (nullable): what the kernel had no room for */
  gsize unsent_at;            /* how much of that has gone since; moved up only when it is half of it */
  PlTranscript *transcript;   /* (nullable) */
  PlStreamResponse *response; /* (nullable): what it does by itself, unless that is nothing or an echo */
  PlEnd local;
  PlEnd peer;
  guint32 undelivered; /* bytes that were handed over and not consumed */
  PlEndTimes ended;
  PlFailure failure; /* why nothing can be sent any more; what had come before is still read */
  bool is_echo : 1;
  bool is_delivering : 1;
  bool has_ended : 1; /* the peer has sent its end-of-file */
  bool peer_was_first : 1;
  bool is_shutting_down : 1;
  bool has_sent_end : 1; /* which it does when everything else has gone */
  bool is_deaf : 1;      /* reading was shut down here */
  bool is_half_open : 1; /* the peer's end-of-file is not the end */
  bool hears_urgent : 1; /* urgent bytes come in their place among the others */
};

/* pl-stream.c */
void pl_stream_finish (PlStream *self, PlEndReason reason);
void pl_stream_fail (PlStream *self, PlFailure failure);
bool pl_stream_update_watch (PlStream *self);
void pl_stream_post_progress (PlStream *self);
bool pl_stream_is_through (PlStream *self);
bool pl_stream_shut_down (PlStream *self);
bool pl_stream_take_in (PlStream *self, const guint8 *data, gsize length);

/* pl-stream-keep.c */
void pl_stream_keep (PlStream *self, PlDirection direction, const guint8 *data, gsize length);
void pl_stream_mark (PlStream *self, PlDirection direction, PlRecordFlags flag);
void pl_stream_mark_finish (PlStream *self, PlEndReason reason);

/* pl-stream-send.c */
bool pl_stream_say (PlStream *self, const guint8 *data, gsize length);
bool pl_stream_flush (PlStream *self);
void pl_stream_send_end (PlStream *self);

G_END_DECLS
