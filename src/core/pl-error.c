/* From a stage and a code to words. Knows no socket and no widget. */

#include "core/pl-error.h"

#include "core/pl-error-table.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

static char *
fill_in (const char *format, const char *host, guint16 port)
{
  GString *text = g_string_new (NULL);

  for (const char *at = format; *at != '\0'; at++)
    {
      if (at[0] == '%' && at[1] == 'H')
        g_string_append (text, host), at++;
      else if (at[0] == '%' && at[1] == 'P')
        g_string_append_printf (text, "%u", port), at++;
      else
        g_string_append_c (text, *at);
    }

  return g_string_free (text, FALSE);
}

static void
append_reporter (GString *text, const PlFailure *self)
{
  if (self->stage == PL_STAGE_LOOKUP)
    g_string_append (text, "GResolver ");
  else if (self->stage == PL_STAGE_REPORT)
    g_string_append (text, "ICMP ");
  else if (self->call != NULL)
    g_string_append_printf (text, "%s() ", self->call);
}

static char *
dup_code_text (const PlFailure *self)
{
  GString *text;

  if (self->stage == PL_STAGE_PARSE || self->code == ECANCELED)
    return NULL;

  text = g_string_new (NULL);
  append_reporter (text, self);
  g_string_append (text, pl_failure_get_code_name (self));
  if (self->code > 0)
    g_string_append_printf (text, " %d “%s”", self->code, g_strerror (self->code));

  return g_string_free (text, FALSE);
}

static void
describe_unlisted (const PlFailure *self, PlProblem *ret_problem)
{
  if (self->code == ECANCELED)
    {
      ret_problem->title = g_strdup (_ ("Stopped by you."));
      ret_problem->likely = g_strdup (_ ("The operation was cancelled before it was done."));
      ret_problem->next = g_strdup (_ ("Start it again whenever you like."));
      return;
    }

  ret_problem->title = self->code > 0
                           ? g_strdup_printf (_ ("The system reported: %s."), g_strerror (self->code))
                           : g_strdup (_ ("Something failed that has no name."));
  ret_problem->likely = g_strdup (_ ("This is not one of the usual causes."));
  ret_problem->next = g_strdup (_ ("Look the code up in the manual of the call."));
}

G_DEFINE_QUARK (pl - error - quark, pl_error)

/**
 * pl_stage_to_string:
 * @stage: a stage
 *
 * Names a stage as the command-line contract does, untranslated.
 *
 * Returns: such as "lookup"
 */
const char *
pl_stage_to_string (PlStage stage)
{
  static const char *const names[] = { "parse", "lookup",   "bind",     "connect",
                                       "tls",   "transfer", "transfer", "transfer" };

  return names[stage];
}

/**
 * pl_failure_get_code_name:
 * @self: a failure
 *
 * Names the code for people who know it and for scripts, untranslated.
 *
 * Returns: such as "ECONNREFUSED" or "NOT_FOUND"; never %NULL
 */
const char *
pl_failure_get_code_name (const PlFailure *self)
{
  const char *name;

  switch (self->code)
    {
    case PL_LOOKUP_NOT_FOUND:
      return "NOT_FOUND";
    case PL_LOOKUP_TEMPORARY:
      return "TEMPORARY_FAILURE";
    case PL_LOOKUP_INTERNAL:
      return "INTERNAL";
    case PL_NO_FREE_PORT:
      return self->stage == PL_STAGE_BIND ? "EADDRINUSE" : "EADDRNOTAVAIL";
    default:
      name = strerrorname_np (self->code);
      return name != NULL ? name : "UNKNOWN";
    }
}

/**
 * pl_failure_get_outcome:
 * @self: a failure
 *
 * Sorts a failure into one of the few kinds that a table tells apart.
 *
 * Returns: the kind; %PL_OUTCOME_OK if @self has no code
 */
PlOutcome
pl_failure_get_outcome (const PlFailure *self)
{
  const PlErrorEntry *entry = pl_error_table_find (self);

  if (self->code == 0)
    return PL_OUTCOME_OK;
  if (self->code == ECANCELED)
    return PL_OUTCOME_CANCELLED;

  return entry != NULL ? entry->outcome : PL_OUTCOME_FAILED;
}

/**
 * pl_failure_get_weight:
 * @self: a failure
 *
 * Weighs failures where only one of several can be told: that somebody answered says more than that nobody
 * did, which says more than that there was no way.
 *
 * Returns: 0 for none, up to 3
 */
int
pl_failure_get_weight (const PlFailure *self)
{
  switch (pl_failure_get_outcome (self))
    {
    case PL_OUTCOME_OK:
    case PL_OUTCOME_CANCELLED:
      return 0;
    case PL_OUTCOME_REFUSED:
    case PL_OUTCOME_RESET:
      return 3;
    case PL_OUTCOME_TIMED_OUT:
    case PL_OUTCOME_DENIED:
    case PL_OUTCOME_IN_USE:
      return 2;
    case PL_OUTCOME_UNREACHABLE:
    case PL_OUTCOME_UNKNOWN_NAME:
    case PL_OUTCOME_FAILED:
    default:
      return 1;
    }
}

/**
 * pl_outcome_to_string:
 * @outcome: an outcome
 *
 * Returns: a name for scripts, untranslated, such as "timed_out"
 */
const char *
pl_outcome_to_string (PlOutcome outcome)
{
  static const char *const names[] = {
    [PL_OUTCOME_OK] = "connected",           [PL_OUTCOME_REFUSED] = "refused",
    [PL_OUTCOME_TIMED_OUT] = "timed_out",    [PL_OUTCOME_UNREACHABLE] = "unreachable",
    [PL_OUTCOME_UNKNOWN_NAME] = "not_found", [PL_OUTCOME_IN_USE] = "in_use",
    [PL_OUTCOME_DENIED] = "denied",          [PL_OUTCOME_RESET] = "reset",
    [PL_OUTCOME_CANCELLED] = "cancelled",    [PL_OUTCOME_FAILED] = "failed",
  };

  return names[outcome];
}

/**
 * pl_outcome_to_word:
 * @outcome: an outcome
 *
 * Returns: a translated word for a table cell, such as "timed out"
 */
const char *
pl_outcome_to_word (PlOutcome outcome)
{
  static const char *const words[] = {
    [PL_OUTCOME_OK] = N_ ("open"),
    [PL_OUTCOME_REFUSED] = N_ ("refused"),
    [PL_OUTCOME_TIMED_OUT] = N_ ("timed out"),
    [PL_OUTCOME_UNREACHABLE] = N_ ("unreachable"),
    [PL_OUTCOME_UNKNOWN_NAME] = N_ ("not found"),
    [PL_OUTCOME_IN_USE] = N_ ("in use"),
    [PL_OUTCOME_DENIED] = N_ ("denied"),
    [PL_OUTCOME_RESET] = N_ ("reset"),
    [PL_OUTCOME_CANCELLED] = N_ ("stopped"),
    [PL_OUTCOME_FAILED] = N_ ("failed"),
  };

  return _ (words[outcome]);
}

/**
 * pl_failure_describe:
 * @self: a failure
 * @end: the end it is about; may be unknown, then @typed stands in its place
 * @typed: (nullable): the hostspec as it was typed
 * @ret_problem: (out caller-allocates): free its fields with pl_problem_clear()
 *
 * Puts a failure into words: what happened, the likely cause and the next thing to try. Every listed pair of
 * stage and code has sentences of its own (POSIX connect() and bind(), Linux ip(7) and tcp(7)).
 *
 * For ECONNREFUSED at ::1 port 80 the title is "Nothing listens on port 80 of ::1."
 */
void
pl_failure_describe (const PlFailure *self, const PlEnd *end, const char *typed, PlProblem *ret_problem)
{
  const PlErrorEntry *entry = pl_error_table_find (self);
  char address[PL_ADDRESS_STRING_SIZE];
  PlAddress shown = end->address;
  g_autofree char *host = NULL;

  *ret_problem = (PlProblem){ .code = dup_code_text (self) };

  if (entry == NULL)
    {
      describe_unlisted (self, ret_problem);
      return;
    }

  if (pl_end_is_known (end) && self->stage != PL_STAGE_LOOKUP)
    {
      pl_address_get_mapped (&end->address, &shown);
      host = g_strdup (pl_address_to_string (&shown, address));
    }
  else
    {
      host = g_utf8_make_valid (typed != NULL ? typed : "", -1);
    }

  ret_problem->title = fill_in (_ (entry->title), host, end->port);
  ret_problem->likely = fill_in (_ (entry->likely), host, end->port);
  ret_problem->next = fill_in (_ (entry->next), host, end->port);
}

/**
 * pl_failure_to_error:
 * @self: a failure with a code
 * @end: as in pl_failure_describe()
 * @typed: (nullable): as in pl_failure_describe()
 *
 * Returns: (transfer full): an error in the domain `PL_ERROR` that names the stage, or
 *   `G_IO_ERROR_CANCELLED` for something that was stopped
 */
GError *
pl_failure_to_error (const PlFailure *self, const PlEnd *end, const char *typed)
{
  static const PlError codes[] = {
    PL_ERROR_HOSTSPEC, PL_ERROR_LOOKUP,   PL_ERROR_BIND,     PL_ERROR_CONNECT,
    PL_ERROR_CONNECT,  PL_ERROR_TRANSFER, PL_ERROR_TRANSFER, PL_ERROR_TRANSFER
  };
  PlProblem problem;
  GError *error;

  pl_failure_describe (self, end, typed, &problem);
  if (self->code == ECANCELED)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, problem.title);
  else
    error = g_error_new_literal (PL_ERROR, (int) codes[self->stage], problem.title);
  pl_problem_clear (&problem);

  return error;
}

/**
 * pl_problem_clear:
 * @self: a problem
 *
 * Frees the texts, and leaves an empty problem behind.
 */
void
pl_problem_clear (PlProblem *self)
{
  g_free (self->title);
  g_free (self->likely);
  g_free (self->next);
  g_free (self->code);
  *self = (PlProblem){ NULL };
}
