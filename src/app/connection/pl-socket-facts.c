/* What the two cards say about a socket: what its ends tell by themselves, and what the other rows and the
 * request add to that. Makes facts, no widgets. */

#include "app/connection/pl-socket-facts.h"

#include "app/connection/pl-relations.h"
#include "core/listen/pl-group-request.h"

#include <glib/gi18n-lib.h>

#define GROUPS_MAX 3

/* A listener that could not be bound, or not yet, shows the end that it was to have. */
static gboolean
is_only_wanted (PlSocket *socket)
{
  PlSocketState state = pl_socket_get_state (socket);

  return PL_IS_LISTENER (socket) && (state == PL_SOCKET_STATE_STARTING || state == PL_SOCKET_STATE_FAILED);
}

static PlEndInput
get_input (GListModel *sockets, const PlHostState *host, PlSocket *socket, PlSide side)
{
  PlEndInput input = { .side = side, .protocol = pl_socket_get_protocol (socket), .host = host };

  if (side == PL_SIDE_LOCAL)
    {
      input.end = *pl_socket_get_local (socket);
      input.chooser = pl_relations_get_local_chooser (sockets, socket);
      input.is_listening = PL_IS_LISTENER (socket) && !is_only_wanted (socket) && !pl_socket_is_over (socket);
      input.takes_ipv4 = PL_IS_LISTENER (socket) && pl_listener_get_v6only (PL_LISTENER (socket)) == 0;
    }
  else
    {
      input.end = *pl_socket_get_peer (socket);
      input.chooser = pl_relations_get_peer_chooser (sockets, socket);
    }
  if (!pl_end_is_known (&input.end) || (side == PL_SIDE_LOCAL && is_only_wanted (socket)))
    input.chooser = PL_CHOOSER_UNKNOWN; /* nobody has chosen what is not there */

  return input;
}

static const char *
get_typed (PlSocket *socket)
{
  PlConnectRequest *request = PL_IS_CONNECTION (socket) ? pl_connection_get_request (PL_CONNECTION (socket))
                                                        : NULL;
  PlTargetRequest *peer = request != NULL ? pl_connect_request_get_peer (request) : NULL;

  if (peer == NULL || pl_target_request_read_hostspec (peer)->kind != PL_HOSTSPEC_NAME)
    return NULL;

  return pl_target_request_get_hostspec (peer);
}

static void
add_mirror (GListModel *sockets, PlSocket *socket, PlEndFacts *facts)
{
  g_autoptr (PlSocket) mirror = pl_relations_find_mirror (sockets, socket);
  g_autofree char *link = NULL;
  const char *text;

  if (mirror == NULL)
    return;

  link = g_strdup_printf ("%" G_GUINT64_FORMAT, pl_socket_get_id (mirror));
  if (pl_socket_is_udp (mirror) && pl_socket_get_role (mirror) == PL_SOCKET_ROLE_ACCEPTED)
    text = _ ("is here too: the <a>sender</a> row");
  else
    text = pl_socket_get_role (mirror) == PL_SOCKET_ROLE_CLIENT ? _ ("is here too: the <a>client</a> row")
                                                                : _ ("is here too: the <a>accepted</a> row");
  pl_end_facts_add (facts, 1, &(PlFact){ .key = _ ("Other end"), .text = text, .link = link });
}

/* There is no peer, but somebody has said whom they wanted. */
static void
add_wanted (PlSocket *socket, PlEndFacts *facts)
{
  PlConnectRequest *request = pl_connection_get_request (PL_CONNECTION (socket));
  PlTargetRequest *peer = request != NULL ? pl_connect_request_get_peer (request) : NULL;

  if (peer == NULL)
    return;

  pl_end_facts_add (facts, -1, &(PlFact){ .key = _ ("Host"), .text = pl_target_request_get_hostspec (peer) });
  pl_end_facts_add (facts, -1,
                    &(PlFact){ .key = _ ("Service"), .text = pl_target_request_get_service (peer) });
}

static char *
dup_number (guint64 number)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, number);
}

static void
add_loss (PlEndFacts *facts, const char *key, guint64 number, const char *note)
{
  g_autofree char *text = dup_number (number);

  if (number > 0)
    pl_end_facts_add (facts, -1, &(PlFact){ .key = key, .text = text, .note = note });
}

static void
add_datagrams (PlSocket *socket, PlEndFacts *facts)
{
  const PlDatagramCounts *datagrams = pl_socket_get_datagrams (socket);
  g_autofree char *received = dup_number (datagrams->received);
  g_autofree char *sent = dup_number (datagrams->sent);
  /* Translators: numbers of datagrams */
  g_autofree char *text = g_strdup_printf (_ ("%s received, %s sent"), received, sent);

  pl_end_facts_add (facts, -1, &(PlFact){ .key = _ ("Datagrams"), .text = text });
  add_loss (facts, _ ("Dropped"), datagrams->dropped, _ ("by the system: nobody read in time"));
  add_loss (facts, _ ("Truncated"), datagrams->truncated, _ ("longer than the receive size"));
  add_loss (facts, _ ("Unanswered"), datagrams->unanswered, _ ("they are answers themselves"));
}

/* As many as fit into two or three lines; the panel Socket has them all. */
static void
add_groups (PlListener *listener, PlEndFacts *facts)
{
  const PlMemberships *memberships = pl_listener_get_memberships (listener);
  g_autoptr (GString) text = g_string_new (NULL);
  char address[PL_ADDRESS_STRING_SIZE];

  if (memberships == NULL || memberships->n == 0 || pl_socket_is_over (PL_SOCKET (listener)))
    return;

  for (guint i = 0; i < MIN (memberships->n, GROUPS_MAX); i++)
    {
      g_autofree char *words = pl_membership_dup_words (&memberships->list[i]);

      g_string_append_printf (text, "%s%s %s", i > 0 ? "; " : "",
                              pl_address_to_string (&memberships->list[i].address, address), words);
    }
  if (memberships->n > GROUPS_MAX)
    g_string_append (text, "; …");
  pl_end_facts_add (facts, -1, &(PlFact){ .key = _ ("Groups"), .text = text->str });
}

static void
add_respond (PlSocket *socket, PlEndFacts *facts)
{
  g_autofree char *respond = pl_listen_request_dup_respond (pl_listener_get_request (PL_LISTENER (socket)));

  pl_end_facts_add (facts, -1, &(PlFact){ .key = _ ("Respond"), .text = respond });
}

/* As long as nobody has asked the system it is what was asked for; the system may have cut that. */
static char *
dup_queue (PlListenRequest *request, const PlSample *sample)
{
  guint backlog = pl_listen_request_get_backlog (request);

  if (sample == NULL || sample->accept_queue < 0)
    return g_strdup_printf (ngettext ("%u may wait", "%u may wait", backlog), backlog);

  /* Translators: of the peers of a listener: how many wait, and how many may */
  return g_strdup_printf (_ ("%d of %d waiting"), (int) sample->accept_queue, (int) sample->accept_limit);
}

/**
 * pl_socket_facts_add_queue:
 * @facts: the local end of a TCP listener
 * @socket: that
 * @sample: (nullable): how it is, if that is known
 *
 * Says how many peers wait to be accepted, in place of what was said of it before.
 */
void
pl_socket_facts_add_queue (PlEndFacts *facts, PlSocket *socket, const PlSample *sample)
{
  PlListenRequest *request = pl_listener_get_request (PL_LISTENER (socket));
  g_autofree char *text = dup_queue (request, sample);
  g_autofree char *respond = pl_listen_request_dup_respond (request);
  /* Translators: %s is a name as on the command line, such as echo or close-after:100 */
  g_autofree char *note = g_strdup_printf (_ ("respond: %s"), respond);

  pl_end_facts_add (facts, -1, &(PlFact){ .key = _ ("Queue"), .text = text, .note = note });
}

/**
 * pl_socket_facts_init:
 * @facts: (out caller-allocates): free with pl_end_facts_clear()
 * @sockets: (nullable): where to look for the rows that @socket belongs to
 * @host: (nullable): what this computer has, if that is known by now
 * @socket: a socket
 * @side: which of its ends
 *
 * Gathers what there is to say about one end of a socket.
 */
void
pl_socket_facts_init (PlEndFacts *facts,
                      GListModel *sockets,
                      const PlHostState *host,
                      PlSocket *socket,
                      PlSide side)
{
  PlEndInput input = get_input (sockets, host, socket, side);

  if (side == PL_SIDE_PEER)
    input.typed = get_typed (socket);
  pl_end_facts_init (facts, &input);

  if (side == PL_SIDE_LOCAL && PL_IS_LISTENER (socket) && pl_socket_is_udp (socket))
    add_respond (socket, facts);
  else if (side == PL_SIDE_LOCAL && PL_IS_LISTENER (socket))
    pl_socket_facts_add_queue (facts, socket, NULL);
  if (side == PL_SIDE_LOCAL && PL_IS_LISTENER (socket))
    add_groups (PL_LISTENER (socket), facts);
  if (side == PL_SIDE_LOCAL && is_only_wanted (socket))
    pl_end_facts_add (
        facts, 0, &(PlFact){ .key = _ ("Bound"), .text = _ ("not bound"), .note = _ ("what was asked for") });
  if (side == PL_SIDE_LOCAL && pl_socket_is_udp (socket))
    add_datagrams (socket, facts);
  if (side == PL_SIDE_PEER && pl_end_is_known (&input.end))
    add_mirror (sockets, socket, facts);
  if (side == PL_SIDE_PEER && !pl_end_is_known (&input.end))
    add_wanted (socket, facts);
}
