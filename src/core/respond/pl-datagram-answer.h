#pragma once

#include "core/respond/pl-behaviour.h"

G_BEGIN_DECLS

/**
 * PlDatagramAnswer:
 * @data: what to send; belongs to what was answered, to the behaviour or to @made
 * @length: bytes in @data, maybe none
 * @made: (nullable): an answer that was made for this occasion
 *
 * One datagram in answer to another.
 */
typedef struct
{
  const guint8 *data;
  gsize length;
  GBytes *made;
} PlDatagramAnswer;

gboolean
pl_datagram_answer_make (PlDatagramAnswer *self, PlBehaviour *behaviour, const guint8 *data, gsize length);
void pl_datagram_answer_clear (PlDatagramAnswer *self);

G_END_DECLS
