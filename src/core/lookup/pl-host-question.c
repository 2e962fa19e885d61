/* One question to the system: the addresses of a name in one family, or the names of an address. Blocks: not
 * for the main or the net thread.
 *
 * gethostbyname2_r() is asked, and not getaddrinfo(), although the latter is the younger: only a hostent has
 * the aliases that a host entry consists of, only its errors tell a name without addresses from no name, and
 * it is the same walk through hosts file, DNS and whatever else nsswitch.conf names. Unlike GResolver it also
 * answers for a family that this computer has no address of. */

#include "core/lookup/pl-host-question.h"

#include "core/lookup/pl-dns-query.h"
#include "core/lookup/pl-hosts-file.h"
#include "core/net/pl-route-probe.h"
#include "core/pl-main-thread.h"

#include <arpa/nameser.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

#define BUFFER_SIZE     2048
#define BUFFER_SIZE_MAX (1024 * 1024)
#define ADDRESSES_MAX   1024
#define TRY_S           2
#define N_TRIES         2

/* 1. The call */

/* What resolv.conf says, of today, but with less patience: a thread is busy meanwhile. */
static void
prepare (void)
{
  _res.options &= ~(unsigned long) RES_NORELOAD;
  _res.retrans = _res.retry = 0;
  if (res_init () != 0)
    return;

  _res.retrans = MIN (_res.retrans, TRY_S);
  _res.retry = MIN (_res.retry, N_TRIES);
  _res.options |= RES_NORELOAD; /* or the call would read the file again, and our limits were gone */
}

/* How long it takes at least until every server was silent every time: the library waits longer for the later
 * ones. */
static gint64
get_patience_us (void)
{
  gint64 seconds = _res.retrans;

  for (int i = 1; i < _res.nscount; i++)
    seconds += MAX ((_res.retrans << i) / _res.nscount, 1);

  return seconds * _res.retry * G_USEC_PER_SEC;
}

static int
call (const PlHostQuestion *self,
      struct hostent *entry,
      char *buffer,
      gsize size,
      struct hostent **ret_entry,
      int *ret_error)
{
  int family = self->kind == PL_QUESTION_A ? AF_INET : AF_INET6;

  pl_assert_off_main ("the system's resolver");
  if (self->kind != PL_QUESTION_PTR)
    return gethostbyname2_r (self->name, family, entry, buffer, size, ret_entry, ret_error);

  return gethostbyaddr_r (self->address.bytes, (socklen_t) pl_address_get_size (&self->address),
                          self->address.family == PL_FAMILY_IPV4 ? AF_INET : AF_INET6, entry, buffer, size,
                          ret_entry, ret_error);
}

/* 2. What it returned */

static char *
dup_text (const char *text)
{
  return g_utf8_make_valid (text, -1); /* the hosts file may hold anything */
}

static GStrv
dup_texts (char **texts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (char **at = texts; at != NULL && *at != NULL; at++)
    {
      g_autofree char *text = dup_text (*at);

      g_strv_builder_add (builder, text);
    }

  return g_strv_builder_end (builder);
}

static gboolean
is_known (GArray *candidates, const PlAddress *address)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      if (pl_address_equal (&g_array_index (candidates, PlCandidate, i).peer, address))
        return TRUE;
    }

  return FALSE;
}

static GArray *
copy_addresses (const struct hostent *entry)
{
  GArray *candidates = g_array_new (FALSE, TRUE, sizeof (PlCandidate));

  for (char **at = entry->h_addr_list; *at != NULL && candidates->len < ADDRESSES_MAX; at++)
    {
      PlCandidate candidate = { .peer.family = entry->h_addrtype == AF_INET6 ? PL_FAMILY_IPV6
                                                                             : PL_FAMILY_IPV4 };

      memcpy (candidate.peer.bytes, *at, pl_address_get_size (&candidate.peer));
      if (!is_known (candidates, &candidate.peer))
        g_array_append_val (candidates, candidate);
    }
  pl_route_order ((PlCandidate *) candidates->data, candidates->len);

  return candidates;
}

static void
take_entry (PlHostAnswer *self, const struct hostent *entry)
{
  self->result = PL_LOOKUP_RESULT_ANSWER;
  self->name = dup_text (entry->h_name);
  self->aliases = dup_texts (entry->h_aliases);
  self->candidates = copy_addresses (entry);
}

/* 3. Why it returned nothing */

static int
get_record_type (PlQuestionKind kind)
{
  return kind == PL_QUESTION_A ? ns_t_a : kind == PL_QUESTION_AAAA ? ns_t_aaaa : ns_t_ptr;
}

/* “Try again” and “no recovery” stand for several things, one of them a name that only leads to another one
 * without such an address. DNS tells which. */
static void
ask_dns_why (PlHostAnswer *self, const PlHostQuestion *question)
{
  g_autofree char *reverse = question->kind == PL_QUESTION_PTR
                                 ? pl_address_dup_reverse_name (&question->address)
                                 : NULL;
  PlDnsReply reply;

  pl_dns_query (&reply, reverse != NULL ? reverse : question->name, get_record_type (question->kind), 1, 1);
  if (reply.result != PL_LOOKUP_RESULT_ANSWER)
    {
      self->result = reply.result;
      self->code = reply.code;
    }
  pl_dns_reply_clear (&reply);
}

static void
take_error (PlHostAnswer *self, const PlHostQuestion *question, int h_error, gint64 took_us)
{
  gboolean has_dns = (pl_hosts_file_get_services ("/etc/nsswitch.conf") & PL_NAME_SERVICES_DNS) != 0;

  switch (h_error)
    {
    case HOST_NOT_FOUND:
      self->result = PL_LOOKUP_RESULT_NO_NAME;
      self->code = "HOST_NOT_FOUND";
      return;
    case NO_DATA:
      self->result = PL_LOOKUP_RESULT_NO_DATA;
      self->code = "NO_DATA";
      return;
    case TRY_AGAIN:
      self->result = took_us >= get_patience_us () ? PL_LOOKUP_RESULT_TIMEOUT : PL_LOOKUP_RESULT_ERROR;
      self->code = self->result == PL_LOOKUP_RESULT_TIMEOUT ? "ETIMEDOUT" : "TRY_AGAIN";
      break;
    default:
      self->result = PL_LOOKUP_RESULT_ERROR;
      self->code = "NO_RECOVERY";
      break;
    }

  if (self->result == PL_LOOKUP_RESULT_ERROR && has_dns)
    ask_dns_why (self, question);
}

/* 4. Where it came from */

static gboolean
is_in_hosts_file (const PlHostAnswer *self, const PlHostQuestion *question)
{
  if (question->kind == PL_QUESTION_PTR)
    return pl_hosts_file_has ("/etc/hosts", self->name, &question->address);

  for (guint i = 0; i < self->candidates->len; i++)
    {
      if (!pl_hosts_file_has ("/etc/hosts", question->name,
                              &g_array_index (self->candidates, PlCandidate, i).peer))
        return FALSE;
    }

  return TRUE;
}

static PlLookupSource
find_source (const PlHostAnswer *self, const PlHostQuestion *question)
{
  PlNameServices services = pl_hosts_file_get_services ("/etc/nsswitch.conf");

  if (self->result == PL_LOOKUP_RESULT_ANSWER && (services & PL_NAME_SERVICES_FILES) != 0 &&
      is_in_hosts_file (self, question))
    return PL_LOOKUP_SOURCE_HOSTS_FILE;
  if (self->result == PL_LOOKUP_RESULT_TIMEOUT || (services & PL_NAME_SERVICES_DNS) == 0 ||
      (services & PL_NAME_SERVICES_OTHER) != 0)
    return PL_LOOKUP_SOURCE_UNKNOWN;

  return PL_LOOKUP_SOURCE_DNS;
}

/**
 * pl_host_question_new_name:
 * @family: of the addresses
 * @name: a name in ASCII
 *
 * Returns: (transfer full): the question for its addresses
 */
PlHostQuestion *
pl_host_question_new_name (PlFamily family, const char *name)
{
  PlHostQuestion *self = g_new0 (PlHostQuestion, 1);

  self->kind = family == PL_FAMILY_IPV6 ? PL_QUESTION_AAAA : PL_QUESTION_A;
  self->name = g_strdup (name);

  return self;
}

/**
 * pl_host_question_new_address:
 * @address: an address
 *
 * Returns: (transfer full): the question for its names
 */
PlHostQuestion *
pl_host_question_new_address (const PlAddress *address)
{
  PlHostQuestion *self = g_new0 (PlHostQuestion, 1);

  self->kind = PL_QUESTION_PTR;
  self->address = *address;

  return self;
}

/**
 * pl_host_question_free:
 * @self: (transfer full): a question
 */
void
pl_host_question_free (PlHostQuestion *self)
{
  g_free (self->name);
  g_free (self);
}

/**
 * pl_host_question_ask:
 * @self: a question
 *
 * Asks the system, and blocks until it has answered: some four seconds for a name server that is silent.
 *
 * Returns: (transfer full): the answer
 */
PlHostAnswer *
pl_host_question_ask (const PlHostQuestion *self)
{
  PlHostAnswer *answer = g_new0 (PlHostAnswer, 1);
  g_autofree char *buffer = g_malloc (BUFFER_SIZE);
  gsize size = BUFFER_SIZE;
  struct hostent entry, *found = NULL;
  gint64 began_us;
  int h_error = 0;

  prepare ();
  began_us = g_get_monotonic_time ();
  while (call (self, &entry, buffer, size, &found, &h_error) == ERANGE && size < BUFFER_SIZE_MAX)
    {
      size *= 4;
      buffer = g_realloc (buffer, size);
    }

  if (found != NULL)
    take_entry (answer, found);
  else
    take_error (answer, self, h_error, g_get_monotonic_time () - began_us);
  if (answer->source == PL_LOOKUP_SOURCE_UNKNOWN)
    answer->source = find_source (answer, self);

  return answer;
}

/**
 * pl_host_answer_free:
 * @self: (transfer full): an answer
 */
void
pl_host_answer_free (PlHostAnswer *self)
{
  g_free (self->name);
  g_strfreev (self->aliases);
  g_clear_pointer (&self->candidates, g_array_unref);
  g_free (self);
}

const PlAskKind pl_host_question_kind = {
  .run = (PlAskFunc) pl_host_question_ask,
  .free_question = (GDestroyNotify) pl_host_question_free,
  .free_answer = (GDestroyNotify) pl_host_answer_free,
};

/**
 * pl_question_kind_to_string:
 * @kind: a kind of question
 *
 * Returns: the name of the record that is asked for: "AAAA"
 */
const char *
pl_question_kind_to_string (PlQuestionKind kind)
{
  static const char *const names[] = { "A", "AAAA", "PTR", "SRV", "MX", "TXT", "NS", "SOA" };

  return names[kind];
}

/**
 * pl_lookup_result_to_string:
 * @result: a result
 *
 * Names a result as the command-line contract does, untranslated.
 *
 * Returns: such as "no_name"
 */
const char *
pl_lookup_result_to_string (PlLookupResult result)
{
  static const char *const names[] = { "answer", "no_data", "no_name", "timeout", "error" };

  return names[result];
}

/**
 * pl_lookup_source_to_string:
 * @source: where an answer came from
 *
 * Names a source for scripts, untranslated.
 *
 * Returns: (nullable): "literal", "hosts" or "dns"; %NULL if it is not known
 */
const char *
pl_lookup_source_to_string (PlLookupSource source)
{
  static const char *const names[] = { NULL, "literal", "hosts", "dns" };

  return names[source];
}
