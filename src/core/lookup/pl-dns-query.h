#pragma once

#include "core/lookup/pl-host-question.h"

G_BEGIN_DECLS

/* No answer of DNS is longer. */
#define PL_DNS_ANSWER_SIZE 65536

/**
 * PlDnsReply:
 * @result: what became of it
 * @code: (nullable): the same as DNS, or the system, calls it
 * @bytes: (array length=length): the message, if there is an answer
 * @length: of it
 */
typedef struct
{
  PlLookupResult result;
  const char *code;
  guint8 *bytes;
  gsize length;
} PlDnsReply;

void pl_dns_query (PlDnsReply *self, const char *name, int type, guint try_s, guint n_tries);
void pl_dns_reply_clear (PlDnsReply *self);
gboolean pl_dns_reply_has (const PlDnsReply *self, int type);

G_END_DECLS
