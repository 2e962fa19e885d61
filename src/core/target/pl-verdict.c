/* What is said under a field: severity, sentence, ways to mend it; decides nothing. */
#include "core/target/pl-verdict.h"

static void
set_message (PlVerdict *self, char *take_message)
{
  g_free (self->message);
  self->message = take_message;
}

/**
 * pl_verdict_clear:
 * @self: a verdict
 *
 * Frees what @self owns and makes it an empty note again.
 */
void
pl_verdict_clear (PlVerdict *self)
{
  g_free (self->message);
  for (guint i = 0; i < self->n_mends; i++)
    {
      g_free (self->mends[i].label);
      g_free (self->mends[i].text);
    }
  *self = (PlVerdict){ .severity = PL_SEVERITY_NOTE };
}

/**
 * pl_verdict_set:
 * @self: a verdict
 * @severity: how bad
 * @format: a translated printf() format; what is inserted must be valid UTF-8
 * @...: its arguments
 *
 * Says one thing in place of what was said before. Mends stay.
 */
void
pl_verdict_set (PlVerdict *self, PlSeverity severity, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  set_message (self, g_strdup_vprintf (format, args));
  va_end (args);
  self->severity = severity;
}

/**
 * pl_verdict_add:
 * @self: a verdict
 * @severity: how bad this is; the worse of both stays
 * @format: a translated printf() format, a whole sentence
 * @...: its arguments
 *
 * Says one more sentence after what was said before.
 */
void
pl_verdict_add (PlVerdict *self, PlSeverity severity, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  if (self->message == NULL)
    set_message (self, g_steal_pointer (&sentence));
  else if (g_str_has_suffix (self->message, "."))
    set_message (self, g_strdup_printf ("%s %s", self->message, sentence));
  else
    set_message (self, g_strdup_printf ("%s. %s", self->message, sentence));
  self->severity = MAX (self->severity, severity);
}

/**
 * pl_verdict_add_mend:
 * @self: a verdict
 * @text: (nullable): what the field would hold
 * @protocol: (nullable): "tcp" or "udp", static, to change the protocol
 * @format: a translated printf() format for the button: "Use %s"
 * @...: its arguments
 *
 * Offers one way to mend the field; beyond %PL_MENDS_MAX it is left out.
 */
void
pl_verdict_add_mend (PlVerdict *self, const char *text, const char *protocol, const char *format, ...)
{
  PlMend *mend;
  va_list args;

  if (self->n_mends == PL_MENDS_MAX)
    return;
  mend = &self->mends[self->n_mends++];
  va_start (args, format);
  mend->label = g_strdup_vprintf (format, args);
  va_end (args);
  mend->text = g_strdup (text);
  mend->protocol = protocol;
}
