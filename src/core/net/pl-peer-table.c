/* Those that an unconnected socket talks to: found by both ends, and the one that was silent for longest.
 * Frees and tells nobody. */

#include "core/net/pl-peer-table.h"

struct _PlPeerTable
{
  GHashTable *peers; /* (element-type PlFlow PlDatagramPeer) */
  GQueue recent;     /* (element-type PlDatagramPeer): the last one that was heard of first */
};

static guint
hash_end (const PlEnd *end)
{
  guint value = end->port * 2654435761u ^ end->scope_id;

  for (guint i = 0; i < sizeof end->address.bytes; i++)
    value = value * 33 + end->address.bytes[i];

  return value;
}

static guint
flow_hash (gconstpointer key)
{
  const PlFlow *flow = key;

  return hash_end (&flow->local) * 31 + hash_end (&flow->peer);
}

static gboolean
flow_equal (gconstpointer a, gconstpointer b)
{
  const PlFlow *first = a, *second = b;

  return pl_end_equal (&first->peer, &second->peer) && pl_end_equal (&first->local, &second->local);
}

/**
 * pl_peer_table_new:
 *
 * Returns: (transfer full): an empty table
 */
PlPeerTable *
pl_peer_table_new (void)
{
  PlPeerTable *self = g_new0 (PlPeerTable, 1);

  self->peers = g_hash_table_new (flow_hash, flow_equal);
  g_queue_init (&self->recent);

  return self;
}

/**
 * pl_peer_table_free:
 * @self: (transfer full): a table that is empty
 */
void
pl_peer_table_free (PlPeerTable *self)
{
  g_hash_table_unref (self->peers);
  g_free (self);
}

/**
 * pl_peer_table_get_n:
 * @self: a table
 *
 * Returns: how many there are
 */
guint
pl_peer_table_get_n (PlPeerTable *self)
{
  return self->recent.length;
}

/**
 * pl_peer_table_add:
 * @self: a table
 * @peer: whose ends do not change while it is in the table
 */
void
pl_peer_table_add (PlPeerTable *self, PlDatagramPeer *peer)
{
  g_hash_table_insert (self->peers, (gpointer) pl_datagram_peer_get_flow (peer), peer);
  g_queue_push_head_link (&self->recent, pl_datagram_peer_get_link (peer));
}

/**
 * pl_peer_table_remove:
 * @self: a table
 * @peer: one of those in it
 */
void
pl_peer_table_remove (PlPeerTable *self, PlDatagramPeer *peer)
{
  g_hash_table_remove (self->peers, pl_datagram_peer_get_flow (peer));
  g_queue_unlink (&self->recent, pl_datagram_peer_get_link (peer));
}

/**
 * pl_peer_table_put_first:
 * @self: a table
 * @peer: one of those in it, which has just been heard of
 */
void
pl_peer_table_put_first (PlPeerTable *self, PlDatagramPeer *peer)
{
  g_queue_unlink (&self->recent, pl_datagram_peer_get_link (peer));
  g_queue_push_head_link (&self->recent, pl_datagram_peer_get_link (peer));
}

/**
 * pl_peer_table_get_oldest:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): the one that was silent for longest
 */
PlDatagramPeer *
pl_peer_table_get_oldest (PlPeerTable *self)
{
  return g_queue_peek_tail (&self->recent);
}

/**
 * pl_peer_table_find:
 * @self: a table
 * @flow: both ends
 *
 * Returns: (transfer none) (nullable): the one with these ends
 */
PlDatagramPeer *
pl_peer_table_find (PlPeerTable *self, const PlFlow *flow)
{
  return g_hash_table_lookup (self->peers, flow);
}

/**
 * pl_peer_table_find_latest:
 * @self: a table
 * @peer: the other end: not even a report says which of ours a datagram came from
 *
 * Returns: (transfer none) (nullable): the last one of those with this other end that was heard of
 */
PlDatagramPeer *
pl_peer_table_find_latest (PlPeerTable *self, const PlEnd *peer)
{
  for (GList *link = self->recent.head; link != NULL; link = link->next)
    {
      if (pl_end_equal (&pl_datagram_peer_get_flow (link->data)->peer, peer))
        return link->data;
    }

  return NULL;
}
