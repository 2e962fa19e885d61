#pragma once

#include "core/net/pl-net-private.h"

G_BEGIN_DECLS

typedef struct _PlStreamResponse PlStreamResponse;

PlStreamResponse *pl_stream_response_new (PlStream *stream, PlBehaviour *behaviour);
void pl_stream_response_free (PlStreamResponse *self);
gsize pl_stream_response_get_appetite (PlStreamResponse *self);
gboolean pl_stream_response_is_draining (PlStreamResponse *self);
gboolean pl_stream_response_wants_room (PlStreamResponse *self);
gboolean pl_stream_response_outlives_peer (PlStreamResponse *self);

/* What happens to the stream; some return whether the stream still lives. */
void pl_stream_response_begin (PlStreamResponse *self);
gboolean pl_stream_response_take (PlStreamResponse *self, const guint8 *data, gsize length);
gboolean pl_stream_response_drained (PlStreamResponse *self);
gboolean pl_stream_response_fill (PlStreamResponse *self);

G_END_DECLS
