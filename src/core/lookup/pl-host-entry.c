/* What is known of a host: one name, its aliases, its addresses. Put together from the answers as they come.
 */

#include "core/lookup/pl-host-entry.h"

#include "core/net/pl-route-probe.h"

static gboolean
is_of (const PlCandidate *candidate, PlFamily family)
{
  return family == PL_FAMILY_NONE || candidate->peer.family == family;
}

/* The families take turns, IPv6 first; within its family each stays where it is. */
static void
take_turns (GArray *candidates)
{
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (PlCandidate));
  guint next[2] = { 0, 0 };

  for (guint turn = 0; turns->len < candidates->len; turn ^= 1)
    {
      PlFamily family = turn == 0 ? PL_FAMILY_IPV6 : PL_FAMILY_IPV4;
      guint *at = &next[turn];

      while (*at < candidates->len && !is_of (&g_array_index (candidates, PlCandidate, *at), family))
        (*at)++;
      if (*at < candidates->len)
        g_array_append_val (turns, g_array_index (candidates, PlCandidate, (*at)++));
    }

  g_array_set_size (candidates, 0);
  g_array_append_vals (candidates, turns->data, turns->len);
}

static void
add_alias (PlHostEntry *self, const char *alias)
{
  if (!g_ptr_array_find_with_equal_func (self->aliases, alias, g_str_equal, NULL))
    g_ptr_array_add (self->aliases, g_strdup (alias));
}

/**
 * pl_host_entry_init:
 * @self: (out caller-allocates): an entry in which nothing is known
 */
void
pl_host_entry_init (PlHostEntry *self)
{
  self->name = NULL;
  self->aliases = g_ptr_array_new_with_free_func (g_free);
  self->candidates = g_array_new (FALSE, FALSE, sizeof (PlCandidate));
}

/**
 * pl_host_entry_clear:
 * @self: an entry
 *
 * Frees what it owns.
 */
void
pl_host_entry_clear (PlHostEntry *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->aliases, g_ptr_array_unref);
  g_clear_pointer (&self->candidates, g_array_unref);
}

/**
 * pl_host_entry_add:
 * @self: an entry
 * @answer: that came; the names of a question for names, the addresses, too, of one for addresses
 */
void
pl_host_entry_add (PlHostEntry *self, const PlHostAnswer *answer)
{
  if (answer->name != NULL && self->name == NULL)
    self->name = g_strdup (answer->name);
  for (char **alias = answer->aliases; alias != NULL && *alias != NULL; alias++)
    add_alias (self, *alias);
  if (answer->candidates == NULL || answer->candidates->len == 0)
    return;

  g_array_append_vals (self->candidates, answer->candidates->data, answer->candidates->len);
  take_turns (self->candidates);
}

/**
 * pl_host_entry_add_address:
 * @self: an entry
 * @address: an address that nobody had to be asked for
 */
void
pl_host_entry_add_address (PlHostEntry *self, const PlAddress *address)
{
  PlCandidate candidate = { .peer = *address };

  pl_route_order (&candidate, 1);
  g_array_append_val (self->candidates, candidate);
}

/**
 * pl_host_entry_get_address:
 * @self: an entry
 * @family: %PL_FAMILY_NONE for either
 *
 * Gets the field address, ipv4-address or ipv6-address.
 *
 * Returns: (nullable): the first address
 */
const PlAddress *
pl_host_entry_get_address (const PlHostEntry *self, PlFamily family)
{
  for (guint i = 0; i < self->candidates->len; i++)
    {
      const PlCandidate *candidate = &g_array_index (self->candidates, PlCandidate, i);

      if (is_of (candidate, family))
        return &candidate->peer;
    }

  return NULL;
}

/**
 * pl_host_entry_get_addresses:
 * @self: an entry
 * @family: %PL_FAMILY_NONE for both
 *
 * Gets the field addresses, ipv4-addresses or ipv6-addresses as texts.
 *
 * Returns: (transfer full) (element-type utf8): the addresses in their order
 */
GPtrArray *
pl_host_entry_get_addresses (const PlHostEntry *self, PlFamily family)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  char text[PL_ADDRESS_STRING_SIZE];

  for (guint i = 0; i < self->candidates->len; i++)
    {
      const PlCandidate *candidate = &g_array_index (self->candidates, PlCandidate, i);

      if (is_of (candidate, family))
        g_ptr_array_add (texts, g_strdup (pl_address_to_string (&candidate->peer, text)));
    }

  return texts;
}
