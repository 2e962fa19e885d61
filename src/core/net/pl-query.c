/* One question to the resolver about one family, asked and answered on the net thread. */

#include "core/net/pl-net-private.h"

#include <string.h>

struct _PlQuery
{
  PlNet *net;
  PlFamily family;
  PlQueryFunc answered; /* NULL once it was cancelled */
  gpointer data;
  GCancellable *cancellable;
};

static void
pl_query_free (PlQuery *self)
{
  g_hash_table_remove (self->net->queries, self);
  g_object_unref (self->cancellable);
  g_free (self);
}

static GArray *
convert (GList *found)
{
  GArray *addresses = g_array_new (FALSE, TRUE, sizeof (PlAddress));

  for (GList *link = found; link != NULL; link = link->next)
    {
      GInetAddress *inet = link->data;
      PlAddress address = { .family = g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6
                                          ? PL_FAMILY_IPV6
                                          : PL_FAMILY_IPV4 };

      memcpy (address.bytes, g_inet_address_to_bytes (inet), g_inet_address_get_native_size (inet));
      g_array_append_val (addresses, address);
    }

  return addresses;
}

static int
get_code (const GError *error)
{
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    return PL_LOOKUP_NOT_FOUND;
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE))
    return PL_LOOKUP_TEMPORARY;

  return PL_LOOKUP_INTERNAL;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PlQuery *self = user_data;
  g_autoptr (GError) error = NULL;
  GList *found = g_resolver_lookup_by_name_with_flags_finish (G_RESOLVER (source), result, &error);
  g_autoptr (GArray) addresses = convert (found);
  PlQueryFunc answered = self->answered;
  gpointer data = self->data;
  PlFamily family = self->family;
  int code = 0;

  g_resolver_free_addresses (found);
  pl_query_free (self);

  if (error != NULL)
    code = get_code (error);
  else if (addresses->len == 0)
    code = PL_LOOKUP_NOT_FOUND;
  if (answered != NULL)
    answered (data, family, (PlAddress *) addresses->data, addresses->len, code);
}

/**
 * pl_query_start:
 * @net: the net thread that asks
 * @resolver: whom to ask
 * @name: in ASCII
 * @family: for which addresses; %PL_FAMILY_NONE for both at once
 * @answered: called once unless the query is cancelled, never before this returns; a code of 0 means an
 *   answer, else it is a [enum@Pl.LookupCode]
 * @data: for @answered
 *
 * Asks a name's addresses.
 *
 * Returns: (transfer none): the query, valid until @answered is called
 */
PlQuery *
pl_query_start (PlNet *net,
                GResolver *resolver,
                const char *name,
                PlFamily family,
                PlQueryFunc answered,
                gpointer data)
{
  PlQuery *self = g_new0 (PlQuery, 1);
  GResolverNameLookupFlags flags = family == PL_FAMILY_IPV4   ? G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY
                                   : family == PL_FAMILY_IPV6 ? G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY
                                                              : G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT;

  self->net = net;
  self->family = family;
  self->answered = answered;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  g_hash_table_add (net->queries, self);
  g_resolver_lookup_by_name_with_flags_async (resolver, name, flags, self->cancellable, looked_up_cb, self);

  return self;
}

/**
 * pl_query_cancel:
 * @self: (transfer full): a query that was not answered yet
 *
 * Gives up: nothing is called any more, however long the resolver still takes.
 */
void
pl_query_cancel (PlQuery *self)
{
  self->answered = NULL;
  g_cancellable_cancel (self->cancellable);
}
