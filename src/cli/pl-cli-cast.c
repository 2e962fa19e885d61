/* The options of broadcast and multicast, which connect and listen share. */

#include "cli/pl-cli-cast.h"

#include "cli/pl-cli-options.h"

#include <glib/gi18n.h>

/**
 * pl_cli_cast_fill:
 * @self: the options as they were given
 * @request: what to fill
 *
 * Returns: whether they make sense; if not, that has been printed
 */
gboolean
pl_cli_cast_fill (PlCliCast *self, PlCastRequest *request)
{
  g_autoptr (GError) error = NULL;
  PlCast cast;

  if (self->hops < 0 || self->hops > 255)
    {
      pl_cli_usage_error (_ ("--hops takes 0 to 255"));
      return FALSE;
    }

  g_object_set (request, "broadcast", self->broadcast, "hops", (guint) self->hops, "loop", !self->no_loop,
                "interface", self->interface, "source", self->source, NULL);
  if (pl_cast_request_check (request, &cast, &error))
    return TRUE;

  pl_cli_usage_error ("%s", error->message);

  return FALSE;
}

/**
 * pl_cli_cast_clear:
 * @self: options
 */
void
pl_cli_cast_clear (PlCliCast *self)
{
  g_clear_pointer (&self->interface, g_free);
  g_clear_pointer (&self->source, g_free);
}
