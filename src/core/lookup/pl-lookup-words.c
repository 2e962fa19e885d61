/* What a lookup has found, or not, in words: the same for the window and for the terminal. */

#include "core/lookup/pl-lookup-words.h"

#include <glib/gi18n-lib.h>

static const PlCandidate *
get_candidate (const PlHostEntry *entry, guint n)
{
  return &g_array_index (entry->candidates, PlCandidate, n);
}

/* Returns the number of the next address of the same family, from 1; 0 if there is none. */
static guint
find_next (const PlHostEntry *entry, guint n)
{
  for (guint i = n + 1; i < entry->candidates->len; i++)
    {
      if (get_candidate (entry, i)->peer.family == get_candidate (entry, n)->peer.family)
        return i + 1;
    }

  return 0;
}

/* The last one of its family, before one of the other. */
static gboolean
is_turn (const PlHostEntry *entry, guint n)
{
  return find_next (entry, n) == 0 && n + 1 < entry->candidates->len;
}

static const char *
get_failure_words (const PlLookupStep *step)
{
  switch (step->result)
    {
    case PL_LOOKUP_RESULT_NO_DATA:
      return step->kind > PL_QUESTION_PTR     ? _ ("no such record")
             : step->kind == PL_QUESTION_PTR  ? _ ("no name")
             : step->kind == PL_QUESTION_AAAA ? _ ("no IPv6 address")
                                              : _ ("no IPv4 address");
    case PL_LOOKUP_RESULT_NO_NAME:
      return step->kind == PL_QUESTION_PTR ? _ ("no name") : _ ("no such name");
    case PL_LOOKUP_RESULT_TIMEOUT:
      return _ ("no answer in time");
    case PL_LOOKUP_RESULT_ANSWER:
    case PL_LOOKUP_RESULT_ERROR:
    default:
      return _ ("the name server could not answer");
    }
}

/**
 * pl_lookup_source_to_words:
 * @source: where an answer came from
 *
 * Returns: (nullable): such as "hosts file", translated; %NULL if it is not known
 */
const char *
pl_lookup_source_to_words (PlLookupSource source)
{
  switch (source)
    {
    case PL_LOOKUP_SOURCE_LITERAL:
      return _ ("typed");
    case PL_LOOKUP_SOURCE_HOSTS_FILE:
      return _ ("hosts file");
    case PL_LOOKUP_SOURCE_DNS:
      return _ ("DNS");
    case PL_LOOKUP_SOURCE_UNKNOWN:
    default:
      return NULL;
    }
}

/**
 * pl_lookup_step_dup_outcome:
 * @step: a question
 *
 * Returns: (transfer full): such as "2 addresses" or "no such name"
 */
char *
pl_lookup_step_dup_outcome (const PlLookupStep *step)
{
  if (step->took_us < 0)
    return g_strdup (_ ("asked"));
  if (step->result != PL_LOOKUP_RESULT_ANSWER)
    return g_strdup (get_failure_words (step));
  if (step->kind > PL_QUESTION_PTR)
    return g_strdup_printf (ngettext ("%u record", "%u records", step->n_answers), step->n_answers);
  if (step->kind == PL_QUESTION_PTR)
    return g_strdup_printf (ngettext ("%u name", "%u names", step->n_answers), step->n_answers);

  return g_strdup_printf (ngettext ("%u address", "%u addresses", step->n_answers), step->n_answers);
}

/**
 * pl_lookup_dup_rule:
 * @entry: a host
 * @n: of an address, from 0
 *
 * Returns: (transfer full): the name of the rule that puts the address where it is: "rule 6"
 */
char *
pl_lookup_dup_rule (const PlHostEntry *entry, guint n)
{
  PlOrderRule rule = get_candidate (entry, n)->rule;

  if (is_turn (entry, n))
    return g_strdup (_ ("turn"));
  if (rule == PL_ORDER_LAST)
    return g_strdup (_ ("last"));

  /* Translators: of RFC 6724 section 6 */
  return g_strdup_printf (_ ("rule %u"), rule);
}

/**
 * pl_lookup_dup_reason:
 * @entry: a host
 * @n: of an address, from 0
 *
 * Returns: (transfer full): what the rule says: "higher precedence: 40 before 35"
 */
char *
pl_lookup_dup_reason (const PlHostEntry *entry, guint n)
{
  const PlCandidate *candidate = get_candidate (entry, n);
  guint next = find_next (entry, n);

  switch (candidate->rule)
    {
    case PL_ORDER_USABLE:
      return g_strdup_printf (_ ("can be reached, %u cannot"), next);
    case PL_ORDER_SCOPE:
      return g_strdup_printf (_ ("as far-reaching as its local address, %u is not"), next);
    case PL_ORDER_LABEL:
      return g_strdup_printf (_ ("same label as its local address, unlike %u"), next);
    case PL_ORDER_PRECEDENCE:
      return g_strdup_printf (_ ("higher precedence: %u before %u"),
                              pl_address_get_policy (&candidate->peer).precedence,
                              pl_address_get_policy (&get_candidate (entry, next - 1)->peer).precedence);
    case PL_ORDER_SMALLER_SCOPE:
      return g_strdup_printf (_ ("reaches less far than %u"), next);
    case PL_ORDER_PREFIX:
      return g_strdup_printf (_ ("more bits in common with its local address than %u"), next);
    case PL_ORDER_UNCHANGED:
      return g_strdup_printf (_ ("a tie with %u: order as answered"), next);
    case PL_ORDER_LAST:
    case PL_ORDER_TURN:
    default:
      if (is_turn (entry, n))
        return g_strdup (candidate->peer.family == PL_FAMILY_IPV6 ? _ ("IPv6 goes before IPv4")
                                                                  : _ ("the families take turns"));
      if (candidate->local.family == PL_FAMILY_NONE)
        return g_strdup (_ ("no route from this computer"));
      return g_strdup (entry->candidates->len > 1 ? _ ("nothing goes after it") : _ ("the only one"));
    }
}

static void
set_problem (PlProblem *self, char *title, const char *likely, const char *next)
{
  self->title = title;
  self->likely = g_strdup (likely);
  self->next = g_strdup (next);
}

static void
describe_no_name (const char *text, PlProblem *ret_problem)
{
  set_problem (ret_problem, g_strdup_printf (_ ("There is no name %s."), text),
               _ ("It is misspelt, or known in another network only."),
               _ ("Check the spelling, the ending of the name, and the hosts file."));
}

static void
describe_no_address (const char *text, PlFamily family, PlProblem *ret_problem)
{
  char *title = family == PL_FAMILY_IPV6 ? g_strdup_printf (_ ("%s has no IPv6 address."), text)
                : family == PL_FAMILY_IPV4
                    ? g_strdup_printf (_ ("%s has no IPv4 address."), text)
                    : g_strdup_printf (_ ("The name %s exists, but has no address."), text);

  set_problem (ret_problem, title,
               _ ("It has records of other kinds, or only names below it have addresses."),
               _ ("Ask for its other records, or for the other family."));
}

/* An address without a name, or whose name has no address of the family that was asked for. */
static void
describe_address (PlLookup *self, PlProblem *ret_problem)
{
  const char *text = pl_lookup_get_hostspec (self)->text;
  const char *name = pl_lookup_get_entry (self)->name;

  if (name != NULL)
    describe_no_address (name, pl_lookup_request_get_family (pl_lookup_get_request (self)), ret_problem);
  else if (pl_lookup_get_steps (self)->len == 0)
    set_problem (ret_problem, g_strdup_printf (_ ("%s is of the other family."), text),
                 _ ("Only its name could lead to this one, and it was not to be asked for."),
                 _ ("Switch the reverse lookup on, or choose the family Any."));
  else
    set_problem (ret_problem, g_strdup_printf (_ ("%s has no name."), text),
                 _ ("Nobody has entered one; most addresses have none."),
                 _ ("An address can be connected to without a name."));
}

static void
describe_nothing (PlLookup *self, PlProblem *ret_problem)
{
  const PlHostspec *hostspec = pl_lookup_get_hostspec (self);

  if (pl_hostspec_has_address (hostspec))
    describe_address (self, ret_problem);
  else if (pl_lookup_get_result (self) == PL_LOOKUP_RESULT_NO_NAME)
    describe_no_name (hostspec->text, ret_problem);
  else
    describe_no_address (hostspec->text, pl_lookup_request_get_family (pl_lookup_get_request (self)),
                         ret_problem);
}

/**
 * pl_lookup_describe:
 * @self: a lookup that is done without an entry
 * @ret_problem: (out caller-allocates): what became of it, in words
 *
 * Says why there is nothing, what that means, and what to try next.
 */
void
pl_lookup_describe (PlLookup *self, PlProblem *ret_problem)
{
  const char *text = pl_lookup_get_hostspec (self)->text;

  *ret_problem = (PlProblem){ NULL };
  switch (pl_lookup_get_result (self))
    {
    case PL_LOOKUP_RESULT_NO_NAME:
    case PL_LOOKUP_RESULT_NO_DATA:
      describe_nothing (self, ret_problem);
      break;
    case PL_LOOKUP_RESULT_TIMEOUT:
      set_problem (ret_problem, g_strdup_printf (_ ("Nobody answered for %s in time."), text),
                   _ ("There is no network, or a name server is silent."),
                   _ ("Try again, or type the address instead of the name."));
      break;
    case PL_LOOKUP_RESULT_ERROR:
    case PL_LOOKUP_RESULT_ANSWER:
    default:
      set_problem (ret_problem, g_strdup_printf (_ ("No name server could answer for %s."), text),
                   _ ("A name server refused or failed, or none can be reached."),
                   _ ("Check the network and the name servers of this computer."));
      break;
    }
}
