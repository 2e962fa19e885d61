/* Whether a row says what somebody looks for: its state, its role, its ends, or the name of its peer. Knows
 * no list. */

#include "app/connection/pl-socket-match.h"

#include "app/connection/pl-socket-look.h"

#include <string.h>

#define N_WORDS 32 /* of states and roles, more than there are */

struct _PlSocketMatch
{
  char *folded;
  const char *words[N_WORDS]; /* (not owned): that were asked for, each a constant of its own */
  gboolean has[N_WORDS];      /* whether each of them has the text */
  guint n_words;
};

static gboolean
contains (PlSocketMatch *self, const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, self->folded) != NULL;
}

/* Ten thousand rows have ten words. */
static gboolean
word_contains (PlSocketMatch *self, const char *word)
{
  guint i = 0;

  while (i < self->n_words && self->words[i] != word)
    i++;
  if (i == N_WORDS)
    return contains (self, word);
  if (i == self->n_words)
    {
      self->words[i] = word;
      self->has[i] = contains (self, word);
      self->n_words++;
    }

  return self->has[i];
}

static gboolean
name_contains (PlSocketMatch *self, PlSocket *socket, PlPeerNames *names)
{
  const PlEnd *peer = pl_socket_get_peer (socket);
  const char *name = names != NULL ? pl_peer_names_peek (names, &peer->address) : NULL;

  return name != NULL && contains (self, name);
}

/**
 * pl_socket_match_new:
 * @text: (nullable): what to look for
 *
 * Returns: (transfer full) (nullable): how to find it, or %NULL if everything has it
 */
PlSocketMatch *
pl_socket_match_new (const char *text)
{
  PlSocketMatch *self;

  if (text == NULL || *text == '\0')
    return NULL;

  self = g_new0 (PlSocketMatch, 1);
  self->folded = g_utf8_casefold (text, -1);

  return self;
}

/**
 * pl_socket_match_free:
 * @self: (transfer full): how to find something
 */
void
pl_socket_match_free (PlSocketMatch *self)
{
  g_free (self->folded);
  g_free (self);
}

/**
 * pl_socket_match_has:
 * @self: how to find something
 * @socket: whose row it is
 * @names: (nullable): the names that are shown in place of addresses
 *
 * Returns: whether the row says it
 */
gboolean
pl_socket_match_has (PlSocketMatch *self, PlSocket *socket, PlPeerNames *names)
{
  g_autofree char *local = NULL;
  g_autofree char *peer = NULL;
  gboolean is_end;

  if (word_contains (self, pl_socket_look_get_word (socket)) ||
      word_contains (self, pl_socket_look_get_role (socket)))
    return TRUE;

  local = pl_socket_look_dup_local (socket);
  peer = pl_socket_look_dup_peer (socket, &is_end);

  return (local != NULL && contains (self, local)) || contains (self, peer) ||
         name_contains (self, socket, names);
}
