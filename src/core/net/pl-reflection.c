/* Keeps two services from answering each other for ever. Pure: no socket, no clock. */

#include "core/net/pl-reflection.h"

/* FNV-1a. Whoever makes two datagrams of one hash on purpose gets fewer answers. */
static guint32
hash (const guint8 *data, gsize length)
{
  guint32 value = 2166136261u;

  for (gsize i = 0; i < length; i++)
    value = (value ^ data[i]) * 16777619u;

  return value;
}

/**
 * pl_reflection_is_service:
 * @port: of a peer
 *
 * Returns: whether the old services that answer anything have this port: echo (RFC 862), daytime (RFC 867),
 * quote of the day (RFC 865), character generator (RFC 864) and time (RFC 868). What comes from there is an
 * answer, and wants none
 */
gboolean
pl_reflection_is_service (guint16 port)
{
  return port == 7 || port == 13 || port == 17 || port == 19 || port == 37;
}

/**
 * pl_reflection_may_answer:
 * @self: what is known of the peer
 * @data: what has come from it
 * @length: bytes in @data
 * @now_us: monotonic
 *
 * A peer that sends back what it got is answered %PL_REFLECTIONS_MAX times in a row, then no more until it
 * was silent for %PL_REFLECTION_SILENCE_US or says something else. Somebody who asks an echo the same again
 * and again looks just like that, hence the many times.
 *
 * Returns: whether to answer
 */
gboolean
pl_reflection_may_answer (PlReflection *self, const guint8 *data, gsize length, gint64 now_us)
{
  gboolean is_silent = self->answered_at_us == 0 || now_us - self->answered_at_us >= PL_REFLECTION_SILENCE_US;

  if (is_silent || self->answer_size != length || self->answer_hash != hash (data, length))
    self->n_in_a_row = 0;
  else if (self->n_in_a_row < PL_REFLECTIONS_MAX)
    self->n_in_a_row++;
  if (self->n_in_a_row < PL_REFLECTIONS_MAX)
    return TRUE;

  self->answered_at_us = now_us; /* still at it */

  return FALSE;
}

/**
 * pl_reflection_answered:
 * @self: what is known of the peer
 * @answer: what it was answered
 * @length: bytes in @answer
 * @now_us: monotonic
 */
void
pl_reflection_answered (PlReflection *self, const guint8 *answer, gsize length, gint64 now_us)
{
  self->answered_at_us = now_us;
  self->answer_hash = hash (answer, length);
  self->answer_size = (guint32) length;
}
