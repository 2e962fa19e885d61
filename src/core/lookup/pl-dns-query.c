/* A question to DNS itself, past the hosts file and the other services, by the system's own library. It tells
 * apart what the resolver does not: a server that says no, one that is silent, a name without such a record.
 * Blocks: not for the main or the net thread. */

#include "core/lookup/pl-dns-query.h"

#include <arpa/nameser.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

static const char *
get_rcode_name (int rcode)
{
  switch (rcode)
    {
    case ns_r_formerr:
      return "FORMERR";
    case ns_r_servfail:
      return "SERVFAIL";
    case ns_r_nxdomain:
      return "NXDOMAIN";
    case ns_r_notimpl:
      return "NOTIMP";
    case ns_r_refused:
      return "REFUSED";
    default:
      return "TRY_AGAIN";
    }
}

/* The library hides what a server that could not answer has said behind “try again”, and goes on to the next
 * one; but its last words are still in the buffer, which was empty before. */
static void
explain_failure (PlDnsReply *self, int error)
{
  const HEADER *header = (const HEADER *) self->bytes;

  if (header->qr && header->rcode != ns_r_noerror)
    {
      self->result = PL_LOOKUP_RESULT_ERROR;
      self->code = get_rcode_name (header->rcode);
    }
  else if (error == ETIMEDOUT)
    {
      self->result = PL_LOOKUP_RESULT_TIMEOUT;
      self->code = "ETIMEDOUT";
    }
  else
    {
      self->result = PL_LOOKUP_RESULT_ERROR;
      self->code = error != 0 ? strerrorname_np (error) : "TRY_AGAIN";
    }
}

static void
explain (PlDnsReply *self, int h_error, int error)
{
  switch (h_error)
    {
    case HOST_NOT_FOUND:
      self->result = PL_LOOKUP_RESULT_NO_NAME;
      self->code = "HOST_NOT_FOUND";
      break;
    case NO_DATA:
      self->result = PL_LOOKUP_RESULT_NO_DATA;
      self->code = "NO_DATA";
      break;
    default:
      explain_failure (self, error);
      break;
    }
}

/**
 * pl_dns_query:
 * @self: (out caller-allocates): the reply; clear it with pl_dns_reply_clear()
 * @name: what to ask for, in ASCII; the search list of the system applies
 * @type: of the record (`ns_t_srv` …)
 * @try_s: how long to wait for a server the first time, in seconds
 * @n_tries: how often to ask each
 *
 * Asks DNS. An answer that has only the names that lead to another name is told as no data.
 */
void
pl_dns_query (PlDnsReply *self, const char *name, int type, guint try_s, guint n_tries)
{
  struct __res_state state = { 0 };
  int length;

  *self = (PlDnsReply){ .bytes = g_malloc0 (PL_DNS_ANSWER_SIZE) };
  if (res_ninit (&state) != 0)
    {
      self->result = PL_LOOKUP_RESULT_ERROR;
      self->code = "NO_RECOVERY";
      return;
    }

  state.retrans = MIN (state.retrans, (int) try_s);
  state.retry = MIN (state.retry, (int) n_tries);
  errno = 0;
  length = res_nsearch (&state, name, ns_c_in, type, self->bytes, PL_DNS_ANSWER_SIZE);
  if (length < 0)
    explain (self, state.res_h_errno, errno);
  else
    self->length = MIN ((gsize) length, PL_DNS_ANSWER_SIZE);
  if (length >= 0 && !pl_dns_reply_has (self, type))
    explain (self, NO_DATA, 0);
  res_nclose (&state);
}

/**
 * pl_dns_reply_clear:
 * @self: a reply
 *
 * Frees what it owns.
 */
void
pl_dns_reply_clear (PlDnsReply *self)
{
  g_clear_pointer (&self->bytes, g_free);
}

/**
 * pl_dns_reply_has:
 * @self: a reply
 * @type: of a record
 *
 * Returns: whether the answer has a record of this type
 */
gboolean
pl_dns_reply_has (const PlDnsReply *self, int type)
{
  ns_msg message;
  ns_rr record;

  if (self->length == 0 || ns_initparse (self->bytes, (int) self->length, &message) != 0)
    return FALSE;

  for (int i = 0; i < ns_msg_count (message, ns_s_an); i++)
    {
      if (ns_parserr (&message, ns_s_an, i, &record) != 0)
        return FALSE;
      if ((int) ns_rr_type (record) == type)
        return TRUE;
    }

  return FALSE;
}
