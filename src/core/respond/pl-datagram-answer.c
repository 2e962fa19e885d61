/* What a responder says to one datagram. Pure, but for the clock of the daytime service and the dice of the
 * character generator; knows no socket and no peer. */

#include "core/respond/pl-datagram-answer.h"

#include "core/respond/pl-sayings.h"

#include <string.h>

#define CHARGEN_MAX 512 /* RFC 864: of a datagram */

static void
take (PlDatagramAnswer *self, GBytes *made)
{
  self->made = made;
  self->data = g_bytes_get_data (made, &self->length);
}

static void
say (PlDatagramAnswer *self, const void *data, gsize length)
{
  self->data = data;
  self->length = length;
}

static void
tell_time (PlDatagramAnswer *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  char *line = pl_sayings_dup_daytime (now);

  take (self, g_bytes_new_take (line, strlen (line)));
}

static void
quote (PlDatagramAnswer *self, PlBehaviour *behaviour)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gsize length;
  gconstpointer text = g_bytes_get_data (pl_behaviour_get_text (behaviour), &length);

  if (length > 0)
    say (self, text, length);
  else
    say (self, pl_sayings_get_quote (now), strlen (pl_sayings_get_quote (now)));
}

static gboolean
follow_rules (PlDatagramAnswer *self, PlBehaviour *behaviour, const guint8 *data, gsize length)
{
  GBytes *reply;
  gsize end;

  if (!pl_reply_rules_answer (pl_behaviour_get_rules (behaviour), data, MIN (length, PL_REPLY_WINDOW_MAX),
                              TRUE, &end, &reply))
    return FALSE;
  take (self, g_bytes_ref (reply));

  return TRUE;
}

/**
 * pl_datagram_answer_make:
 * @self: (out caller-allocates): the answer; free it with pl_datagram_answer_clear()
 * @behaviour: of the responder
 * @data: of the datagram that has come
 * @length: bytes in @data
 *
 * Answers one datagram with one, as RFC 862, RFC 864, RFC 865 and RFC 867 have it.
 *
 * Returns: whether there is an answer
 */
gboolean
pl_datagram_answer_make (PlDatagramAnswer *self, PlBehaviour *behaviour, const guint8 *data, gsize length)
{
  *self = (PlDatagramAnswer){ NULL };
  switch ((int) pl_behaviour_get_responder (behaviour))
    {
    case PL_RESPONDER_ECHO:
      say (self, data, length);
      return TRUE;
    case PL_RESPONDER_DAYTIME:
      tell_time (self);
      return TRUE;
    case PL_RESPONDER_CHARGEN:
      say (self, pl_sayings_get_chargen (), (gsize) g_random_int_range (0, CHARGEN_MAX + 1));
      return TRUE;
    case PL_RESPONDER_QUOTE:
      quote (self, behaviour);
      return TRUE;
    case PL_RESPONDER_RULES:
      return follow_rules (self, behaviour, data, length);
    default:
      return FALSE;
    }
}

/**
 * pl_datagram_answer_clear:
 * @self: an answer that was sent, or none
 *
 * Frees what was made for it.
 */
void
pl_datagram_answer_clear (PlDatagramAnswer *self)
{
  g_clear_pointer (&self->made, g_bytes_unref);
}
