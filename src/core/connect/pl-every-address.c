/* "Try every address": from one connection that asked for a name's addresses to a request for each of the
 * others. There is no race then; each address has a connection of its own. */

#include "core/connect/pl-every-address.h"

static guint
count_steps (PlConnection *connection, PlStepKind kind)
{
  guint n_steps, n = 0;
  const PlStep *steps = pl_connection_get_steps (connection, &n_steps);

  for (guint i = 0; i < n_steps; i++)
    n += steps[i].kind == kind;

  return n;
}

static PlConnectRequest *
copy_request (PlConnection *connection, const PlAddress *address)
{
  PlConnectRequest *copy = pl_connect_request_copy (pl_connection_get_request (connection));
  PlTargetRequest *peer = pl_connect_request_get_peer (copy);
  g_autofree char *service = g_strdup (pl_target_request_get_service (peer));
  char text[PL_ADDRESS_STRING_SIZE];

  pl_target_request_set (peer, pl_address_to_string (address, text), service);
  g_object_set (copy, "every-address", FALSE, NULL);

  return copy;
}

static void
add_requests (PlConnection *connection, PlFamily family, GPtrArray *requests)
{
  guint n_steps;
  const PlStep *steps = pl_connection_get_steps (connection, &n_steps);

  for (guint i = 0; i < n_steps; i++)
    {
      if (steps[i].kind == PL_STEP_ADDRESS && steps[i].family == family)
        g_ptr_array_add (requests, copy_request (connection, &steps[i].peer.address));
    }
}

/**
 * pl_every_address_dup_requests:
 * @connection: a client
 *
 * To be called when it has got an answer. The connection itself takes the first address, IPv6 before IPv4.
 *
 * Returns: (transfer full) (element-type PlConnectRequest) (nullable): what to connect to besides, in order;
 * %NULL as long as answers are missing, or if not every address was asked for
 */
GPtrArray *
pl_every_address_dup_requests (PlConnection *connection)
{
  PlConnectRequest *request = pl_connection_get_request (connection);
  gboolean every_address = FALSE;
  GPtrArray *requests;

  if (request != NULL)
    g_object_get (request, "every-address", &every_address, NULL);
  if (!every_address || count_steps (connection, PL_STEP_ANSWER) < count_steps (connection, PL_STEP_QUERY))
    return NULL;

  requests = g_ptr_array_new_with_free_func (g_object_unref);
  add_requests (connection, PL_FAMILY_IPV6, requests);
  add_requests (connection, PL_FAMILY_IPV4, requests);
  if (requests->len > 0)
    g_ptr_array_remove_index (requests, 0);

  return requests;
}
