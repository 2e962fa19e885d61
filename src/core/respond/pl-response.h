#pragma once

#include "core/respond/pl-behaviour.h"

#include <stdbool.h>

G_BEGIN_DECLS

typedef struct _PlResponse PlResponse;

/**
 * PlResponseEnd:
 * @PL_RESPONSE_GOES_ON: nothing ends
 * @PL_RESPONSE_SHUTS_DOWN: shut down writing after the data
 * @PL_RESPONSE_CLOSES: close after the data
 * @PL_RESPONSE_RESETS: close with a RST at once
 */
typedef enum
{
  PL_RESPONSE_GOES_ON,
  PL_RESPONSE_SHUTS_DOWN,
  PL_RESPONSE_CLOSES,
  PL_RESPONSE_RESETS,
} PlResponseEnd;

/**
 * PlReaction:
 * @data: (nullable): what to send; stays until the next event
 * @length: how much
 * @end: what to do after that
 *
 * What a response does about an event.
 */
typedef struct
{
  const guint8 *data;
  gsize length;
  PlResponseEnd end;
} PlReaction;

PlResponse *pl_response_new (PlBehaviour *behaviour, gint64 now_us);
void pl_response_free (PlResponse *self);
PlReaction pl_response_begin (PlResponse *self);
PlReaction pl_response_take (PlResponse *self, const guint8 *data, gsize length);
PlReaction pl_response_fill (PlResponse *self);
PlReaction pl_response_wake (PlResponse *self, gint64 now_us, bool has_room);
gint64 pl_response_get_wake_up (PlResponse *self);
gsize pl_response_get_appetite (PlResponse *self);
bool pl_response_answers_input (PlResponse *self);
bool pl_response_has_more (PlResponse *self);
bool pl_response_outlives_peer (PlResponse *self);

G_END_DECLS
