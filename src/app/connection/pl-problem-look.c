/* What went wrong with a socket, in a block above its ends. Pure, but for the widget that it fills. */

#include "app/connection/pl-problem-look.h"

#include "app/connection/pl-relations.h"
#include "app/connection/pl-socket-look.h"
#include "core/connection/pl-connection.h"
#include "core/connection/pl-report.h"
#include "core/listen/pl-listener.h"
#include "core/pl-socket-problem.h"

#include <glib/gi18n-lib.h>

static void
offer_listening (PlProblemBlock *self, PlSocket *socket, const PlFailure *failure)
{
  const PlEnd *peer = pl_socket_get_peer (socket);
  char text[PL_ADDRESS_STRING_SIZE];
  g_autofree char *label = NULL;

  if (PL_IS_CONNECTION (socket) && pl_relations_is_peer_ours (socket) &&
      pl_failure_get_outcome (failure) == PL_OUTCOME_REFUSED)
    label = g_strdup_printf (_ ("Listen on %s port %u"), pl_address_to_string (&peer->address, text),
                             peer->port);
  pl_problem_block_set_listen_here (self, label);
}

static gboolean
is_in_use (PlSocket *socket)
{
  return pl_failure_get_outcome (pl_socket_get_failure (socket)) == PL_OUTCOME_IN_USE;
}

/* It ends nothing, and is over as soon as anything comes. */
static void
show_report (PlProblemBlock *self, PlSocket *socket)
{
  const PlReport *report = pl_socket_get_report (socket);
  PlProblem problem;

  pl_report_describe (report, PL_IS_LISTENER (socket) ? pl_listener_get_wanted (PL_LISTENER (socket)) : NULL,
                      &problem);
  pl_problem_block_set_problem (self, &problem, "pl-state-refused-symbolic", "warning");
  pl_problem_block_set_can_retry (self, FALSE);
  pl_problem_block_set_in_use (self, FALSE);
  offer_listening (self, socket, &report->failure);
  pl_problem_clear (&problem);
}

/**
 * pl_problem_look_show:
 * @self: a block
 * @socket: a socket
 *
 * Shows why it has failed, or what the network reports of it, and what can be done; nothing if all is well.
 */
void
pl_problem_look_show (PlProblemBlock *self, PlSocket *socket)
{
  PlProblem problem;

  if (!pl_socket_is_over (socket) && pl_socket_has_report (socket))
    {
      show_report (self, socket);
      return;
    }
  if (pl_socket_get_state (socket) != PL_SOCKET_STATE_FAILED)
    {
      pl_problem_block_set_problem (self, NULL, NULL, NULL);
      return;
    }

  pl_socket_describe_failure (socket, &problem);
  pl_problem_block_set_problem (self, &problem, pl_socket_look_get_icon_name (socket),
                                pl_socket_look_get_css_class (socket));
  pl_problem_block_set_can_retry (self, pl_socket_get_role (socket) != PL_SOCKET_ROLE_ACCEPTED);
  offer_listening (self, socket, pl_socket_get_failure (socket));
  pl_problem_block_set_in_use (self, PL_IS_LISTENER (socket) && is_in_use (socket));
  pl_problem_clear (&problem);
}
