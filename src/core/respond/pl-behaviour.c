/* A responder with what it has been told: "close-after" with 100. Immutable, so that both threads may hold
 * it. */

#include "core/respond/pl-behaviour.h"

#include "core/connection/pl-payload.h"
#include "core/pl-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PlBehaviour
{
  PlResponder responder;
  guint number;
  GBytes *text;        /* (nullable) */
  PlReplyRules *rules; /* (nullable) */
};

static gboolean
read_number (PlBehaviour *self, const char *argument, const PlResponderInfo *info, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (argument, 10, info->min, info->max, &number, NULL))
    {
      g_set_error (error, PL_ERROR, PL_ERROR_OPTION, _ ("“%s” is no number between %u and %u."), argument,
                   info->min, info->max);
      return FALSE;
    }

  self->number = (guint) number;

  return TRUE;
}

static gboolean
read_text (PlBehaviour *self, const char *argument, GError **error)
{
  PlVerdict verdict = { .severity = PL_SEVERITY_NOTE };

  self->text = pl_payload_from_text (argument, PL_CHARSET_UTF_8, PL_LINE_END_NONE, &verdict);
  if (self->text == NULL)
    g_set_error_literal (error, PL_ERROR, PL_ERROR_OPTION, verdict.message);
  pl_verdict_clear (&verdict);

  return self->text != NULL;
}

static gboolean
read_argument (PlBehaviour *self, const char *argument, GError **error)
{
  const PlResponderInfo *info = pl_responder_get_info (self->responder);

  switch (info->argument)
    {
    case PL_ARGUMENT_NUMBER:
      return read_number (self, argument, info, error);
    case PL_ARGUMENT_TEXT:
      return read_text (self, argument, error);
    case PL_ARGUMENT_RULES:
      self->rules = pl_reply_rules_parse (argument, error);
      return self->rules != NULL;
    case PL_ARGUMENT_NONE:
    default:
      return TRUE;
    }
}

static void
behaviour_clear (gpointer data)
{
  PlBehaviour *self = data;

  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->rules, pl_reply_rules_free);
}

/**
 * pl_behaviour_new:
 * @responder: a responder
 * @argument: (nullable): what it is told, valid UTF-8; %NULL for what it is initially. Ignored by a responder
 *   that needs none
 * @error: %PL_ERROR_OPTION: what is wrong with the argument
 *
 * Returns: (transfer full) (nullable): the behaviour, to be freed with pl_behaviour_unref() in any thread
 */
PlBehaviour *
pl_behaviour_new (PlResponder responder, const char *argument, GError **error)
{
  g_autoptr (PlBehaviour) self = g_atomic_rc_box_new0 (PlBehaviour);

  self->responder = responder;
  if (argument == NULL)
    argument = pl_responder_get_info (responder)->initial;
  if (!read_argument (self, argument, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * pl_behaviour_ref:
 * @self: a behaviour
 *
 * Returns: (transfer full): the same
 */
PlBehaviour *
pl_behaviour_ref (PlBehaviour *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * pl_behaviour_unref:
 * @self: (transfer full): a behaviour
 */
void
pl_behaviour_unref (PlBehaviour *self)
{
  g_atomic_rc_box_release_full (self, behaviour_clear);
}

/**
 * pl_behaviour_get_responder:
 * @self: a behaviour
 *
 * Returns: which responder
 */
PlResponder
pl_behaviour_get_responder (PlBehaviour *self)
{
  return self->responder;
}

/**
 * pl_behaviour_get_number:
 * @self: a behaviour
 *
 * Returns: the number it was told; 0 if it needs none
 */
guint
pl_behaviour_get_number (PlBehaviour *self)
{
  return self->number;
}

/**
 * pl_behaviour_get_text:
 * @self: a behaviour
 *
 * Returns: (transfer none) (nullable): the text it was told, as bytes
 */
GBytes *
pl_behaviour_get_text (PlBehaviour *self)
{
  return self->text;
}

/**
 * pl_behaviour_get_rules:
 * @self: a behaviour
 *
 * Returns: (transfer none) (nullable): the rules it was told
 */
PlReplyRules *
pl_behaviour_get_rules (PlBehaviour *self)
{
  return self->rules;
}

/**
 * pl_behaviour_split:
 * @text: as on the command line: "echo", "close-after:100"
 * @ret_responder: (out): which responder
 * @ret_argument: (out) (nullable): what follows the colon, inside @text
 * @error: %PL_ERROR_OPTION: there is no such responder, or it takes no argument
 *
 * Takes a text apart. Does not judge the argument: pl_behaviour_new() does.
 *
 * Returns: %FALSE with @error set
 */
gboolean
pl_behaviour_split (const char *text, PlResponder *ret_responder, const char **ret_argument, GError **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *name = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : g_strdup (text);
  PlResponder responder;

  if (!pl_responder_from_string (name, &responder))
    {
      g_autofree char *names = pl_responder_dup_names ();

      g_set_error (error, PL_ERROR, PL_ERROR_OPTION, _ ("“%s” is no responder. There are %s."), name, names);
      return FALSE;
    }
  if (colon != NULL && pl_responder_get_info (responder)->argument == PL_ARGUMENT_NONE)
    {
      g_set_error (error, PL_ERROR, PL_ERROR_OPTION, _ ("The responder %s takes nothing after a colon."),
                   name);
      return FALSE;
    }

  *ret_responder = responder;
  *ret_argument = colon != NULL ? colon + 1 : NULL;

  return TRUE;
}
