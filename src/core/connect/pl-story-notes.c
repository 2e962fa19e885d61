/* What the rows of a story mean together: the one thing that surprises people about localhost, where the
 * other addresses have gone, and what connect() is over UDP. */

#include "core/connect/pl-story-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

static const PlStoryItem *
find_attempt (PlStory *self, PlFamily family, PlStoryState state)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const PlStoryItem *item = &g_array_index (self->items, PlStoryItem, i);

      if (item->kind == PL_STORY_ATTEMPT && item->family == family && item->state == state &&
          (state != PL_STORY_FAILED || item->failure.code == ECONNREFUSED))
        return item;
    }

  return NULL;
}

/* Only a name stands for addresses of both families. */
static gboolean
has_question (PlStory *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      if (g_array_index (self->items, PlStoryItem, i).kind == PL_STORY_QUESTION)
        return TRUE;
    }

  return FALSE;
}

static char *
dup_answered (PlStory *self, const PlStoryItem *refused, const PlStoryItem *won)
{
  gboolean is_ipv6 = refused->family == PL_FAMILY_IPV6;
  char there[PL_ADDRESS_STRING_SIZE], here[PL_ADDRESS_STRING_SIZE];

  pl_address_to_string (&refused->peer.address, there);
  pl_address_to_string (&won->peer.address, here);

  if (pl_address_is_loopback (&refused->peer.address) && pl_address_is_loopback (&won->peer.address))
    /* Translators: the name, the address that refused, the address that answered */
    return g_strdup_printf (
        is_ipv6 ? _ ("%s was refused on %s but answered on %s: the name stands for both addresses of this "
                     "computer, and this server listens on IPv4 only.")
                : _ ("%s was refused on %s but answered on %s: the name stands for both addresses of this "
                     "computer, and this server listens on IPv6 only."),
        self->host, there, here);

  return g_strdup_printf (
      is_ipv6 ? _ ("%s was refused on %s but answered on %s: the name stands for both addresses, and nothing "
                   "listens there on IPv6.")
              : _ ("%s was refused on %s but answered on %s: the name stands for both addresses, and nothing "
                   "listens there on IPv4."),
      self->host, there, here);
}

static char *
dup_untried (PlStory *self, const PlStoryItem *refused)
{
  char there[PL_ADDRESS_STRING_SIZE];

  pl_address_to_string (&refused->peer.address, there);

  return g_strdup_printf (
      refused->family == PL_FAMILY_IPV6
          ? _ ("%s was refused on %s, and IPv4 was not tried: the family IPv6 was asked for. The server may "
               "listen on IPv4 only; the family Any tries both.")
          : _ ("%s was refused on %s, and IPv6 was not tried: the family IPv4 was asked for. The server may "
               "listen on IPv6 only; the family Any tries both."),
      self->host, there);
}

static void
add_note (PlStory *self, const char *title, char *sentence)
{
  PlStoryItem item = { .kind = PL_STORY_NOTE,
                       .state = PL_STORY_DONE,
                       .begin_us = -1,
                       .end_us = -1,
                       .wait_begin_us = -1,
                       .wait_end_us = -1,
                       .title = g_strdup (title),
                       .outcome = g_strdup (""),
                       .detail = g_strdup (""),
                       .sentence = sentence };

  g_array_append_val (self->items, item);
}

static gboolean
note_family (PlStory *self, PlFamily family)
{
  PlFamily other = family == PL_FAMILY_IPV6 ? PL_FAMILY_IPV4 : PL_FAMILY_IPV6;
  const PlStoryItem *refused = find_attempt (self, family, PL_STORY_FAILED);
  const PlStoryItem *won = find_attempt (self, other, PL_STORY_WON);

  if (refused == NULL || (won == NULL && self->input.family != family))
    return FALSE;

  add_note (self, _ ("Why"), won != NULL ? dup_answered (self, refused, won) : dup_untried (self, refused));

  return TRUE;
}

static void
note_others (PlStory *self)
{
  guint n_others = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const PlStoryItem *item = &g_array_index (self->items, PlStoryItem, i);

      if (item->kind == PL_STORY_QUESTION)
        n_others += item->n;
      else if (item->kind == PL_STORY_ATTEMPT)
        n_others -= MIN (n_others, 1);
    }
  if (n_others > 0)
    add_note (self, _ ("No race"),
              g_strdup_printf (ngettext ("Every address of %s is tried: %u more has a row of its own.",
                                         "Every address of %s is tried: %u more have a row each.", n_others),
                               self->host, n_others));
}

/* A connect() that went well says so much less than with TCP. */
static void
note_udp (PlStory *self)
{
  g_autofree char *fixed = NULL;

  if (self->input.protocol != PL_PROTOCOL_UDP || self->winner == 0)
    return;

  fixed = g_strdup (
      _ ("There is no handshake: connect() only fixed the peer and chose the local address. It sends "
         "nothing, so it cannot know whether a program is there."));
  if (has_question (self))
    add_note (self, "UDP",
              g_strjoin (" ", fixed,
                         _ ("The first address that connect() accepted was taken at once: without answers "
                            "there is no race."),
                         NULL));
  else
    add_note (self, "UDP", g_steal_pointer (&fixed));
}

/**
 * pl_story_add_notes:
 * @self: a story that has all its events
 *
 * Tells of the other addresses where every one is tried.
 *
 * Adds an explanation where one address family of a name was refused and the other one was not. For a server
 * on 127.0.0.1 and the host localhost: “localhost was refused on ::1 but answered on 127.0.0.1: …” Over UDP,
 * says what connect() does not do.
 */
void
pl_story_add_notes (PlStory *self)
{
  if (self->host != NULL && self->input.first_only)
    note_others (self);
  if (self->host != NULL && has_question (self) && self->input.is_over && !note_family (self, PL_FAMILY_IPV6))
    note_family (self, PL_FAMILY_IPV4);
  note_udp (self);
}
