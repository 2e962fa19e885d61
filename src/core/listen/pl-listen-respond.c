/* How a request says what its responder is, in one word for the command line. */

#include "core/listen/pl-listen-request.h"

/**
 * pl_listen_request_set_respond:
 * @self: a request
 * @text: as on the command line: "echo", "close-after:100"
 * @error: %PL_ERROR_OPTION: there is no such responder; what is wrong with its argument is found later, by
 *   pl_listen_request_check()
 *
 * Sets the responder and what it is told.
 *
 * Returns: %FALSE with @error set
 */
gboolean
pl_listen_request_set_respond (PlListenRequest *self, const char *text, GError **error)
{
  PlResponder responder;
  const char *argument;

  if (!pl_behaviour_split (text, &responder, &argument, error))
    return FALSE;

  g_object_set (self, "responder", (guint) responder, NULL);
  if (argument != NULL)
    g_object_set (self, "argument", argument, NULL);

  return TRUE;
}

/**
 * pl_listen_request_dup_respond:
 * @self: a request
 *
 * Says how it responds in a word, untranslated; longer arguments than a number are left out.
 *
 * Returns: (transfer full): such as "echo" or "close-after:100"
 */
char *
pl_listen_request_dup_respond (PlListenRequest *self)
{
  const PlResponderInfo *info = pl_responder_get_info (pl_listen_request_get_responder (self));

  if (info->argument != PL_ARGUMENT_NUMBER)
    return g_strdup (info->name);

  return g_strdup_printf ("%s:%s", info->name, pl_listen_request_get_argument (self));
}
