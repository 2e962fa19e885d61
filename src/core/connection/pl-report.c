/* What became of a datagram that did not get through, in words. Pure functions. */

#include "core/connection/pl-report.h"

#include <glib/gi18n-lib.h>

/**
 * pl_report_dup_source:
 * @self: a report
 *
 * Returns: (transfer full) (nullable): who says so, such as “192.0.2.1 says so: ICMP type 3, code 3.”; %NULL
 * if this computer does
 */
char *
pl_report_dup_source (const PlReport *self)
{
  char text[PL_ADDRESS_STRING_SIZE];
  PlAddress shown = self->reporter;

  if (shown.family == PL_FAMILY_NONE)
    return NULL;
  if (pl_address_get_mapped (&self->reporter, &shown) || shown.family == PL_FAMILY_IPV4)
    return g_strdup_printf (_ ("%s says so: ICMP type %u, code %u."), pl_address_to_string (&shown, text),
                            self->icmp_type, self->icmp_code);

  return g_strdup_printf (_ ("%s says so: ICMPv6 type %u, code %u."), pl_address_to_string (&shown, text),
                          self->icmp_type, self->icmp_code);
}

/**
 * pl_report_describe:
 * @self: a report
 * @typed: (nullable): as in pl_failure_describe()
 * @ret_problem: (out caller-allocates): free its fields with pl_problem_clear()
 *
 * Puts a report into words, with who says so behind the code.
 */
void
pl_report_describe (const PlReport *self, const char *typed, PlProblem *ret_problem)
{
  g_autofree char *source = pl_report_dup_source (self);
  g_autofree char *code = NULL;

  pl_failure_describe (&self->failure, &self->peer, typed, ret_problem);
  if (source == NULL)
    return;

  code = g_steal_pointer (&ret_problem->code);
  ret_problem->code = g_strdup_printf ("%s. %s", code, source);
}

/**
 * pl_report_dup_sentence:
 * @self: a report
 *
 * Returns: (transfer full): what happened and who says so, such as “No program takes datagrams on port 9 of
 * 192.0.2.1. 192.0.2.1 says so: ICMP type 3, code 3.”
 */
char *
pl_report_dup_sentence (const PlReport *self)
{
  g_autofree char *source = pl_report_dup_source (self);
  PlProblem problem;
  char *sentence;

  pl_failure_describe (&self->failure, &self->peer, NULL, &problem);
  sentence = source != NULL ? g_strjoin (" ", problem.title, source, NULL) : g_strdup (problem.title);
  pl_problem_clear (&problem);

  return sentence;
}
