/* How a step on the way to a connection is printed, for scripts and for people. */

#include "cli/pl-cli-step.h"

#include "cli/pl-cli-json.h"

#include <glib/gi18n.h>

static const char *
get_query_name (PlFamily family)
{
  return family == PL_FAMILY_IPV6 ? "AAAA" : "A";
}

static const char *
get_answer_result (const PlStep *step)
{
  switch (step->failure.code)
    {
    case 0:
      return "answer";
    case PL_LOOKUP_NOT_FOUND:
      return "no_data";
    case PL_LOOKUP_TEMPORARY:
      return "timeout";
    default:
      return "error";
    }
}

/**
 * pl_cli_step_print_json:
 * @step: what happened
 * @addresses: (inout) (nullable): the addresses of the answer that is coming in, kept from step to step;
 * start with %NULL, and unref what is left
 *
 * Prints the step as one line of JSON on the standard output. Addresses are told with their answer.
 */
void
pl_cli_step_print_json (const PlStep *step, JsonArray **addresses)
{
  static const char *const events[] = { "query", NULL, "answer", "attempt", "attempt_end" };
  char text[PL_ADDRESS_STRING_SIZE];
  JsonBuilder *builder;

  if (step->kind == PL_STEP_ADDRESS)
    {
      if (*addresses == NULL)
        *addresses = json_array_new ();
      json_array_add_string_element (*addresses, pl_address_to_string (&step->peer.address, text));
      return;
    }

  builder = pl_json_begin (events[step->kind]);
  pl_json_add_int (builder, "at_us", step->at_us);
  if (step->kind == PL_STEP_QUERY || step->kind == PL_STEP_ANSWER)
    pl_json_add_string (builder, "query", get_query_name (step->family));
  else
    pl_json_add_int (builder, "n", step->n + 1);
  pl_json_add_string (builder, "family", pl_json_family_name (step->family));

  if (step->kind == PL_STEP_ANSWER)
    {
      pl_json_add_string (builder, "result", get_answer_result (step));
      json_builder_set_member_name (builder, "addresses");
      if (*addresses == NULL)
        *addresses = json_array_new ();
      json_builder_add_value (builder, json_node_init_array (json_node_alloc (), *addresses));
      g_clear_pointer (addresses, json_array_unref);
    }
  if (step->kind == PL_STEP_ATTEMPT)
    pl_json_add_end (builder, "peer", &step->peer);
  if (step->kind == PL_STEP_ATTEMPT_END)
    {
      pl_json_add_string (builder, "result", pl_outcome_to_string (pl_failure_get_outcome (&step->failure)));
      pl_json_add_end (builder, "local", &step->local);
      pl_json_add_end (builder, "peer", &step->peer);
      pl_json_add_int (builder, "syn_retransmits", step->n_retransmits);
    }
  if (step->kind == PL_STEP_ANSWER || step->kind == PL_STEP_ATTEMPT_END)
    {
      pl_json_add_string (builder, "code",
                          step->failure.code != 0 ? pl_failure_get_code_name (&step->failure) : NULL);
      pl_json_add_int (builder, "took_us", step->took_us);
    }
  pl_json_print (builder);
}

/* A socket that failed before it had a local end, such as one to a link-local address without zone, is told
 * without. */
static void
print_failed_attempt (const PlStep *step, double at_ms)
{
  const char *outcome = pl_outcome_to_word (pl_failure_get_outcome (&step->failure));
  const char *code = pl_failure_get_code_name (&step->failure);
  char local[PL_END_STRING_SIZE];

  if (step->local.address.family == PL_FAMILY_NONE)
    g_printerr (_ ("%8.1f ms  attempt %u: %s (%s)\n"), at_ms, step->n + 1, outcome, code);
  else
    g_printerr (_ ("%8.1f ms  attempt %u: %s (%s) from %s\n"), at_ms, step->n + 1, outcome, code,
                pl_end_to_string (&step->local, local));
}

/**
 * pl_cli_step_print:
 * @step: what happened
 *
 * Prints the step for people, on the standard error.
 */
void
pl_cli_step_print (const PlStep *step)
{
  char peer[PL_END_STRING_SIZE];
  double at_ms = (double) step->at_us / 1000;

  switch (step->kind)
    {
    case PL_STEP_QUERY:
      g_printerr (_ ("%8.1f ms  asked for %s\n"), at_ms, get_query_name (step->family));
      break;
    case PL_STEP_ANSWER:
      if (step->failure.code == 0)
        g_printerr (ngettext ("%8.1f ms  %s: %u address\n", "%8.1f ms  %s: %u addresses\n", step->n), at_ms,
                    get_query_name (step->family), step->n);
      else
        g_printerr ("%8.1f ms  %s: %s\n", at_ms, get_query_name (step->family),
                    pl_failure_get_code_name (&step->failure));
      break;
    case PL_STEP_ATTEMPT:
      g_printerr (_ ("%8.1f ms  attempt %u: %s\n"), at_ms, step->n + 1, pl_end_to_string (&step->peer, peer));
      break;
    case PL_STEP_ATTEMPT_END:
      if (step->failure.code != 0)
        print_failed_attempt (step, at_ms);
      break;
    case PL_STEP_ADDRESS:
    default:
      break;
    }
}
