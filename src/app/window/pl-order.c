/* Reads what the command line or D-Bus asks for into the same requests that the forms fill. Knows no window.
 */

#include "app/window/pl-order.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Splits at the colon that stands behind the brackets, or at the last one. */
static void
fill_target (const char *text, PlTargetRequest *target)
{
  const char *bracket = *text == '[' ? strchr (text, ']') : NULL;
  const char *colon = bracket != NULL ? strchr (bracket, ':') : strrchr (text, ':');
  const char *end = bracket != NULL ? bracket : colon != NULL ? colon : text + strlen (text);
  const char *start = bracket != NULL ? text + 1 : text;
  g_autofree char *hostspec = g_strndup (start, (gsize) (end - start));

  pl_target_request_set (target, hostspec, colon != NULL ? colon + 1 : "");
}

static gboolean
read_family (const char *text, guint n_names, guint *ret_index, GError **error)
{
  static const char *const names[] = { "any", "ipv4", "ipv6", "both" };

  for (guint i = 0; i < n_names; i++)
    {
      if (g_str_equal (text, names[i]))
        {
          *ret_index = i;
          return TRUE;
        }
    }

  g_set_error (error, PL_ERROR, PL_ERROR_OPTION, _ ("“%s” is no family for this."), text);

  return FALSE;
}

static gboolean
read_protocol (const char *text, PlProtocol *ret_protocol, GError **error)
{
  if (text == NULL || g_str_equal (text, "tcp"))
    *ret_protocol = PL_PROTOCOL_TCP;
  else if (g_str_equal (text, "udp"))
    *ret_protocol = PL_PROTOCOL_UDP;
  else
    {
      g_set_error (error, PL_ERROR, PL_ERROR_OPTION, _ ("“%s” is no protocol for this."), text);
      return FALSE;
    }

  return TRUE;
}

/**
 * pl_order_fill_connect:
 * @self: an order
 * @request: what to fill
 * @error: %PL_ERROR_OPTION, or as of [method@Pl.ConnectRequest.check]
 *
 * Fills a request and checks it.
 *
 * Returns: whether it can be submitted
 */
gboolean
pl_order_fill_connect (const PlOrder *self, PlConnectRequest *request, GError **error)
{
  static const PlFamily families[] = { PL_FAMILY_NONE, PL_FAMILY_IPV4, PL_FAMILY_IPV6,
                                       PL_FAMILY_NONE }; /* “both” is for listeners; here it is any */
  guint family = 0;
  PlProtocol protocol;
  PlDial dial;

  if (!read_protocol (self->protocol, &protocol, error))
    return FALSE;
  if (self->family != NULL && !read_family (self->family, G_N_ELEMENTS (families), &family, error))
    return FALSE;

  g_object_set (request, "protocol", (int) protocol, "family", (int) families[family], NULL);
  fill_target (self->target, pl_connect_request_get_peer (request));
  if (!pl_connect_request_check (request, &dial, error))
    return FALSE;

  pl_dial_clear (&dial);

  return TRUE;
}

/**
 * pl_order_fill_listen:
 * @self: an order
 * @request: what to fill
 * @error: %PL_ERROR_OPTION, or as of [method@Pl.ListenRequest.check]
 *
 * Fills a request and checks it.
 *
 * Returns: whether it can be submitted
 */
gboolean
pl_order_fill_listen (const PlOrder *self, PlListenRequest *request, GError **error)
{
  guint family = 0;
  PlProtocol protocol;
  PlListen listen;

  if (!read_protocol (self->protocol, &protocol, error))
    return FALSE;
  if (self->family != NULL && !read_family (self->family, PL_LISTEN_BOTH + 1, &family, error))
    return FALSE;
  if (self->respond != NULL && !pl_listen_request_set_respond (request, self->respond, error))
    return FALSE;

  g_object_set (request, "protocol", (int) protocol, "family", (int) family, NULL);
  fill_target (self->target, pl_listen_request_get_local (request));
  if (!pl_listen_request_check (request, &listen, error))
    return FALSE;

  pl_listen_clear (&listen);

  return TRUE;
}
