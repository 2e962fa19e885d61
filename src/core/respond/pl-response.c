/* What one connection does by itself, as a pure state machine: events and bytes in, reactions out. Knows no
 * socket; the only clock it reads is the one that the daytime service tells. */

#include "core/respond/pl-response.h"

#include "core/respond/pl-sayings.h"

#include <string.h>

#define BLOCK_LINES 885 /* of the character generator: just under 64 KiB at a time */
#define BLOCK_SIZE  (BLOCK_LINES * PL_CHARGEN_LINE_SIZE)

/* How a responder responds. */
typedef struct
{
  PlReaction (*begin) (PlResponse *self);
  PlReaction (*take) (PlResponse *self, const guint8 *data, gsize length);
  PlReaction (*fill) (PlResponse *self); /* there is always more to send */
  bool answers_input;                    /* and so must not read faster than the peer does */
  bool outlives_peer;                    /* the peer's end-of-file is not the end */
} Manner;

struct _PlResponse
{
  PlBehaviour *behaviour;
  const Manner *manner;
  guint64 n_received;
  guint64 n_sent;
  gint64 wake_up_us;   /* G_MAXINT64 for never */
  GByteArray *output;  /* (nullable): what the last reaction points to */
  GByteArray *window;  /* (nullable): with rules, the input since the last answer */
  bool is_inside_line; /* the window does not begin where a line does */
};

static guint
get_number (PlResponse *self)
{
  return pl_behaviour_get_number (self->behaviour);
}

static PlReaction
ending (PlResponseEnd end)
{
  return (PlReaction){ .end = end };
}

static PlReaction
say (PlResponse *self, const void *data, gsize length, PlResponseEnd end)
{
  g_clear_pointer (&self->output, g_byte_array_unref);
  self->output = g_byte_array_sized_new ((guint) length);
  g_byte_array_append (self->output, data, (guint) length);

  return (PlReaction){ self->output->data, length, end };
}

/* 1. The small services */

static PlReaction
daytime_begin (PlResponse *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *line = pl_sayings_dup_daytime (now);

  return say (self, line, strlen (line), PL_RESPONSE_CLOSES);
}

static PlReaction
quote_begin (PlResponse *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  const char *quote = pl_sayings_get_quote (now);
  gsize length;
  gconstpointer text = g_bytes_get_data (pl_behaviour_get_text (self->behaviour), &length);

  return length > 0 ? say (self, text, length, PL_RESPONSE_CLOSES)
                    : say (self, quote, strlen (quote), PL_RESPONSE_CLOSES);
}

/* Any part of the endless lines without a seam: a block, and as much again to begin anywhere in the first
 * lines. Made once, and shared by all. */
static const guint8 *
get_lines (guint64 offset)
{
  static guint8 *lines;
  const guint8 *pattern = pl_sayings_get_chargen ();

  if (g_once_init_enter (&lines))
    {
      guint8 *made = g_malloc (PL_CHARGEN_SIZE + BLOCK_SIZE);

      for (gsize at = 0; at < PL_CHARGEN_SIZE + BLOCK_SIZE; at += PL_CHARGEN_LINE_SIZE)
        memcpy (made + at, pattern + at % PL_CHARGEN_SIZE, PL_CHARGEN_LINE_SIZE);
      g_once_init_leave (&lines, made);
    }

  return lines + offset % PL_CHARGEN_SIZE;
}

static PlReaction
chargen_fill (PlResponse *self)
{
  PlReaction reaction = { get_lines (self->n_sent), BLOCK_SIZE, PL_RESPONSE_GOES_ON };

  self->n_sent += reaction.length;

  return reaction;
}

/* 2. By rule */

static void
drop_input (PlResponse *self, gsize n)
{
  if (n == 0)
    return;

  self->is_inside_line = self->window->data[n - 1] != '\n';
  g_byte_array_remove_range (self->window, 0, (guint) n);
}

/* Bounded, whatever comes: of more input than a rule can see at a time, the oldest goes. */
static void
look_at (PlResponse *self, const guint8 *data, gsize length)
{
  GBytes *reply;
  gsize end;

  g_byte_array_append (self->window, data, (guint) length);
  while (pl_reply_rules_answer (pl_behaviour_get_rules (self->behaviour), self->window->data,
                                self->window->len, !self->is_inside_line, &end, &reply))
    {
      gsize size;
      const guint8 *bytes = g_bytes_get_data (reply, &size);

      g_byte_array_append (self->output, bytes, (guint) size);
      g_byte_array_remove_range (self->window, 0, (guint) end);
      self->is_inside_line = false; /* what follows an answer is looked at afresh */
    }
  if (self->window->len > PL_REPLY_WINDOW_MAX / 2)
    drop_input (self, self->window->len - PL_REPLY_WINDOW_MAX / 2);
}

static PlReaction
rules_take (PlResponse *self, const guint8 *data, gsize length)
{
  if (self->window == NULL)
    self->window = g_byte_array_new ();
  g_clear_pointer (&self->output, g_byte_array_unref);
  self->output = g_byte_array_new ();

  for (gsize at = 0; at < length; at += PL_REPLY_WINDOW_MAX / 2)
    look_at (self, data + at, MIN (length - at, PL_REPLY_WINDOW_MAX / 2));

  return (PlReaction){ self->output->data, self->output->len, PL_RESPONSE_GOES_ON };
}

/* 3. The misbehaving ones */

static PlReaction
slow_wake (PlResponse *self, gint64 now_us, bool has_room)
{
  gint64 interval_us = get_number (self) * G_GINT64_CONSTANT (1000);

  self->wake_up_us += interval_us;
  if (self->wake_up_us <= now_us) /* too late by more than one: nothing is made up for */
    self->wake_up_us = now_us + interval_us;
  if (!has_room) /* who does not read gets nothing new, or it would pile up */
    return ending (PL_RESPONSE_GOES_ON);

  return (PlReaction){ get_lines (self->n_sent++), 1, PL_RESPONSE_GOES_ON };
}

static PlReaction
reply_after_take (PlResponse *self, const guint8 *data, gsize length)
{
  guint64 n_before = self->n_received - length;
  char line[64];

  if (n_before / get_number (self) == self->n_received / get_number (self))
    return ending (PL_RESPONSE_GOES_ON);

  return say (self, line,
              (gsize) g_snprintf (line, sizeof line, "%" G_GUINT64_FORMAT " bytes\r\n", self->n_received),
              PL_RESPONSE_GOES_ON);
}

static PlReaction
flood_fill (PlResponse *self)
{
  guint64 total = get_number (self) > 0 ? get_number (self) : G_MAXUINT64;
  PlReaction reaction = { .data = get_lines (self->n_sent),
                          .length = (gsize) MIN (BLOCK_SIZE, total - self->n_sent) };

  self->n_sent += reaction.length;
  if (self->n_sent == total)
    reaction.end = PL_RESPONSE_CLOSES;

  return reaction;
}

static PlReaction
half_close_begin (PlResponse *self)
{
  return ending (PL_RESPONSE_SHUTS_DOWN);
}

static PlReaction
close_first_begin (PlResponse *self)
{
  return ending (PL_RESPONSE_CLOSES);
}

static PlReaction
close_after_take (PlResponse *self, const guint8 *data, gsize length)
{
  return ending (self->n_received >= get_number (self) ? PL_RESPONSE_CLOSES : PL_RESPONSE_GOES_ON);
}

static PlReaction
reset_after_begin (PlResponse *self)
{
  return ending (get_number (self) == 0 ? PL_RESPONSE_RESETS : PL_RESPONSE_GOES_ON);
}

static PlReaction
reset_after_take (PlResponse *self, const guint8 *data, gsize length)
{
  return ending (self->n_received >= get_number (self) ? PL_RESPONSE_RESETS : PL_RESPONSE_GOES_ON);
}

static const Manner manners[PL_N_RESPONDERS] = {
  [PL_RESPONDER_DAYTIME] = { .begin = daytime_begin },
  [PL_RESPONDER_CHARGEN] = { .fill = chargen_fill, .outlives_peer = true },
  [PL_RESPONDER_QUOTE] = { .begin = quote_begin },
  [PL_RESPONDER_RULES] = { .take = rules_take, .answers_input = true },
  [PL_RESPONDER_SILENT] = { .outlives_peer = true },
  [PL_RESPONDER_HOLD] = { .outlives_peer = true },
  [PL_RESPONDER_SLOW] = { .outlives_peer = true },
  [PL_RESPONDER_REPLY_AFTER] = { .take = reply_after_take, .answers_input = true },
  [PL_RESPONDER_FLOOD] = { .fill = flood_fill, .outlives_peer = true },
  [PL_RESPONDER_HALF_CLOSE] = { .begin = half_close_begin },
  [PL_RESPONDER_CLOSE_FIRST] = { .begin = close_first_begin },
  [PL_RESPONDER_CLOSE_AFTER] = { .take = close_after_take },
  [PL_RESPONDER_RESET_AFTER] = { .begin = reset_after_begin, .take = reset_after_take },
};

/**
 * pl_response_new:
 * @behaviour: how to respond
 * @now_us: monotonic
 *
 * Returns: (transfer full) (nullable): the state of one connection; %NULL if @behaviour needs none, because
 *   it says nothing or is an echo
 */
PlResponse *
pl_response_new (PlBehaviour *behaviour, gint64 now_us)
{
  PlResponder responder = pl_behaviour_get_responder (behaviour);
  PlResponse *self;

  if (responder <= PL_RESPONDER_DISCARD || responder == PL_RESPONDER_NEVER_ACCEPT)
    return NULL;

  self = g_new0 (PlResponse, 1);
  self->behaviour = pl_behaviour_ref (behaviour);
  self->manner = &manners[responder];
  self->wake_up_us = responder == PL_RESPONDER_SLOW ? now_us + get_number (self) * G_GINT64_CONSTANT (1000)
                                                    : G_MAXINT64;

  return self;
}

/**
 * pl_response_free:
 * @self: (transfer full): a response
 */
void
pl_response_free (PlResponse *self)
{
  g_clear_pointer (&self->output, g_byte_array_unref);
  g_clear_pointer (&self->window, g_byte_array_unref);
  pl_behaviour_unref (self->behaviour);
  g_free (self);
}

/**
 * pl_response_begin:
 * @self: a response
 *
 * Returns: what to do now that the connection is open
 */
PlReaction
pl_response_begin (PlResponse *self)
{
  return self->manner->begin != NULL ? self->manner->begin (self) : ending (PL_RESPONSE_GOES_ON);
}

/**
 * pl_response_take:
 * @self: a response
 * @data: input
 * @length: how much of it
 *
 * Returns: what to do about it
 */
PlReaction
pl_response_take (PlResponse *self, const guint8 *data, gsize length)
{
  self->n_received += length;

  return self->manner->take != NULL ? self->manner->take (self, data, length) : ending (PL_RESPONSE_GOES_ON);
}

/**
 * pl_response_fill:
 * @self: a response with pl_response_has_more()
 *
 * Returns: what to send next, now that everything else has gone
 */
PlReaction
pl_response_fill (PlResponse *self)
{
  return self->manner->fill (self);
}

/**
 * pl_response_wake:
 * @self: a response whose time has come
 * @now_us: monotonic
 * @has_room: whether everything before has gone
 *
 * Returns: what to do now
 */
PlReaction
pl_response_wake (PlResponse *self, gint64 now_us, bool has_room)
{
  return slow_wake (self, now_us, has_room);
}

/**
 * pl_response_get_wake_up:
 * @self: a response
 *
 * Returns: when to call pl_response_wake(), monotonic in microseconds; %G_MAXINT64 for never
 */
gint64
pl_response_get_wake_up (PlResponse *self)
{
  return self->wake_up_us;
}

/**
 * pl_response_get_appetite:
 * @self: a response
 *
 * Returns: how many bytes it takes at a time; 0 for none any more
 */
gsize
pl_response_get_appetite (PlResponse *self)
{
  PlResponder responder = pl_behaviour_get_responder (self->behaviour);

  if (responder == PL_RESPONDER_HOLD)
    return (gsize) (get_number (self) - self->n_received);

  /* Little input must not make more output than there is room for. */
  return responder == PL_RESPONDER_RULES ? PL_REPLY_WINDOW_MAX / 2 : G_MAXSIZE;
}

/**
 * pl_response_answers_input:
 * @self: a response
 *
 * Returns: whether it must read no faster than the peer does
 */
bool
pl_response_answers_input (PlResponse *self)
{
  return self->manner->answers_input;
}

/**
 * pl_response_has_more:
 * @self: a response
 *
 * Returns: whether pl_response_fill() has something to send
 */
bool
pl_response_has_more (PlResponse *self)
{
  return self->manner->fill != NULL;
}

/**
 * pl_response_outlives_peer:
 * @self: a response
 *
 * Returns: whether it goes on after the peer's end-of-file
 */
bool
pl_response_outlives_peer (PlResponse *self)
{
  return self->manner->outlives_peer;
}
