/* The options of broadcast and multicast, which connect and listen share but for the source. */

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
pl_cli_cast_fill (const PlCliCast *self, PlCastRequest *request)
{
  g_autoptr (GError) error = NULL;
  PlCast cast;

  if (!pl_cli_check_ranges (&(PlCliRange){ "--hops", self->hops, 0, 255 }, 1))
    return FALSE;

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
