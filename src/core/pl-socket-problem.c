/* Why a socket has failed, in words: what pl-error says of its failure, and who has the port that it could
 * not be bound to. */

#include "core/pl-socket-problem.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

/* What the owner is bound to, which need not be what was asked for: 0.0.0.0 takes a port of :: away. */
static char *
dup_host (PlListener *self)
{
  const PlAddress *taken = &pl_listener_get_owner (self)->address;
  const PlAddress *wanted = &pl_socket_get_local (PL_SOCKET (self))->address;
  char text[PL_ADDRESS_STRING_SIZE];

  return g_strdup (pl_address_to_string (taken->family != PL_FAMILY_NONE ? taken : wanted, text));
}

/* Returns: (nullable): the sentence; NULL if nobody knows. */
static char *
dup_owner_title (PlListener *self)
{
  const PlPortOwner *owner = pl_listener_get_owner (self);
  g_autofree char *host = dup_host (self);
  g_autofree char *name = g_utf8_make_valid (owner->name, -1);
  guint port = pl_socket_get_local (PL_SOCKET (self))->port;

  switch (owner->kind)
    {
    case PL_PORT_OWNER_HERE:
      return g_strdup_printf (_ ("Port %u of %s is taken by Portlight itself."), port, host);
    case PL_PORT_OWNER_PROGRAM:
      return g_strdup_printf (_ ("Port %u of %s is taken by %s (process %d)."), port, host, name, owner->pid);
    case PL_PORT_OWNER_USER:
      return g_strdup_printf (_ ("Port %u of %s is taken by a program of the user %s."), port, host, name);
    case PL_PORT_OWNER_TIME_WAIT:
      return g_strdup_printf (_ ("Port %u of %s is still held by a former connection (TIME-WAIT)."), port,
                              host);
    case PL_PORT_OWNER_UNKNOWN:
    default:
      return NULL;
    }
}

static void
replace (char **text, const char *with)
{
  g_free (*text);
  *text = g_strdup (with);
}

static void
add_owner (PlListener *self, PlProblem *problem)
{
  g_autofree char *title = dup_owner_title (self);

  if (title == NULL)
    return;

  replace (&problem->title, title);
  switch (pl_listener_get_owner (self)->kind)
    {
    case PL_PORT_OWNER_HERE:
      replace (&problem->likely, _ ("Another row of this window is bound to it."));
      replace (&problem->next, _ ("Stop that one, take any free port, or wait until this one is free."));
      break;
    case PL_PORT_OWNER_TIME_WAIT:
      replace (&problem->likely, _ ("It was closed here first, and the system remembers it for a minute."));
      replace (&problem->next,
               _ ("Turn Reuse address on, which helps if the former listener had it, too; or wait until the "
                  "port is free."));
      break;
    case PL_PORT_OWNER_PROGRAM:
    case PL_PORT_OWNER_USER:
    case PL_PORT_OWNER_UNKNOWN:
    default:
      replace (&problem->likely, _ ("Two programs cannot listen on the same port, unless both say so."));
      replace (&problem->next, _ ("Stop that program, take any free port, or wait until this one is free."));
      break;
    }
}

static const char *
get_typed (PlSocket *self)
{
  PlListenRequest *request;

  if (PL_IS_CONNECTION (self))
    return pl_connection_get_failed_hostspec (PL_CONNECTION (self));

  request = pl_listener_get_request (PL_LISTENER (self));

  return pl_target_request_get_hostspec (pl_listen_request_get_local (request));
}

/**
 * pl_socket_describe_failure:
 * @self: a socket that has failed
 * @ret_problem: (out): in words; free with pl_problem_clear()
 *
 * Says why, and who has the port if that is why.
 */
void
pl_socket_describe_failure (PlSocket *self, PlProblem *ret_problem)
{
  const PlFailure *failure = pl_socket_get_failure (self);

  pl_failure_describe (failure, pl_socket_get_failed_end (self), get_typed (self), ret_problem);
  if (PL_IS_LISTENER (self) && failure->stage == PL_STAGE_BIND && failure->code == EADDRINUSE)
    add_owner (PL_LISTENER (self), ret_problem);
}

/**
 * pl_socket_dup_error:
 * @self: a socket that has failed
 *
 * Returns: (transfer full): the same as an error, as of pl_failure_to_error()
 */
GError *
pl_socket_dup_error (PlSocket *self)
{
  GError *error = pl_failure_to_error (pl_socket_get_failure (self), pl_socket_get_failed_end (self),
                                       get_typed (self));
  PlProblem problem;

  pl_socket_describe_failure (self, &problem);
  g_free (error->message);
  error->message = g_steal_pointer (&problem.title);
  pl_problem_clear (&problem);

  return error;
}

/**
 * pl_listener_dup_waiting:
 * @self: a listener that waits for its port
 *
 * Returns: (transfer full): what it waits for, in a sentence
 */
char *
pl_listener_dup_waiting (PlListener *self)
{
  const PlFailure failure = { PL_STAGE_BIND, EADDRINUSE };
  char *title = dup_owner_title (self);
  PlProblem problem;

  if (title != NULL)
    return title;

  pl_failure_describe (&failure, pl_socket_get_local (PL_SOCKET (self)), NULL, &problem);
  title = g_steal_pointer (&problem.title);
  pl_problem_clear (&problem);

  return title;
}
