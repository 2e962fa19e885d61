#pragma once

#include "core/lookup/pl-host-question.h"

G_BEGIN_DECLS

/* How many records of an answer are kept. */
#define PL_DNS_RECORDS_MAX 256

/**
 * PlDnsRecord:
 * @kind: what it is
 * @ttl_s: how long it may be kept, in seconds
 * @text: its data as zone files write them (RFC 1035 section 5.1)
 * @target: (nullable): the host that it leads to
 * @port: of a service; 0 if it has none
 *
 * A record of DNS that is no address.
 */
typedef struct
{
  PlQuestionKind kind;
  guint32 ttl_s;
  char *text;
  char *target;
  guint16 port;
} PlDnsRecord;

/**
 * PlDnsRecordQuestion:
 * @kind: what is asked for
 * @name: in ASCII
 */
typedef struct
{
  PlQuestionKind kind;
  char *name;
} PlDnsRecordQuestion;

/**
 * PlDnsRecordAnswer:
 * @result: what became of it
 * @code: (nullable): the same as DNS calls it
 * @records: (element-type PlDnsRecord): none unless there is an answer
 */
typedef struct
{
  PlLookupResult result;
  const char *code;
  GPtrArray *records;
} PlDnsRecordAnswer;

extern const PlAskKind pl_dns_record_question_kind;

PlDnsRecordQuestion *pl_dns_record_question_new (PlQuestionKind kind, const char *name);
GPtrArray *pl_dns_record_read_all (PlQuestionKind kind, const guint8 *bytes, gsize length);
PlDnsRecord *pl_dns_record_copy (const PlDnsRecord *self);
void pl_dns_record_free (PlDnsRecord *self);

G_END_DECLS
