#pragma once

#include "core/address/pl-address-order.h"
#include "core/lookup/pl-asker.h"

G_BEGIN_DECLS

/**
 * PlQuestionKind:
 * @PL_QUESTION_A: the IPv4 addresses of a name
 * @PL_QUESTION_AAAA: the IPv6 addresses of a name
 * @PL_QUESTION_PTR: the names of an address
 * @PL_QUESTION_SRV: where a service is (RFC 2782); this and what follows are asked of DNS only
 * @PL_QUESTION_MX: who takes mail
 * @PL_QUESTION_TXT: remarks
 * @PL_QUESTION_NS: who answers for the names below
 * @PL_QUESTION_SOA: who is in charge of the zone
 */
typedef enum
{
  PL_QUESTION_A,
  PL_QUESTION_AAAA,
  PL_QUESTION_PTR,
  PL_QUESTION_SRV,
  PL_QUESTION_MX,
  PL_QUESTION_TXT,
  PL_QUESTION_NS,
  PL_QUESTION_SOA,
} PlQuestionKind;

/**
 * PlLookupResult:
 * @PL_LOOKUP_RESULT_ANSWER: there is an answer
 * @PL_LOOKUP_RESULT_NO_DATA: the name exists, but has nothing of this kind
 * @PL_LOOKUP_RESULT_NO_NAME: there is no such name
 * @PL_LOOKUP_RESULT_TIMEOUT: nobody answered in time
 * @PL_LOOKUP_RESULT_ERROR: a name server said that it could not answer, or none could be asked
 *
 * What became of a question.
 */
typedef enum
{
  PL_LOOKUP_RESULT_ANSWER,
  PL_LOOKUP_RESULT_NO_DATA,
  PL_LOOKUP_RESULT_NO_NAME,
  PL_LOOKUP_RESULT_TIMEOUT,
  PL_LOOKUP_RESULT_ERROR,
} PlLookupResult;

/**
 * PlLookupSource:
 *
 * Where an answer came from.
 */
typedef enum
{
  PL_LOOKUP_SOURCE_UNKNOWN,
  PL_LOOKUP_SOURCE_LITERAL, /* nothing was asked: it was an address */
  PL_LOOKUP_SOURCE_HOSTS_FILE,
  PL_LOOKUP_SOURCE_DNS,
} PlLookupSource;

/**
 * PlHostQuestion:
 * @kind: what is asked
 * @name: (nullable): in ASCII, of a question for addresses
 * @address: of a question for names
 */
typedef struct
{
  PlQuestionKind kind;
  char *name;
  PlAddress address;
} PlHostQuestion;

/**
 * PlHostAnswer:
 * @result: what became of it
 * @code: (nullable): the same as the system, or DNS, calls it: "HOST_NOT_FOUND", "SERVFAIL", "ETIMEDOUT";
 * %NULL of an answer
 * @source: who answered
 * @name: (nullable): the canonical name
 * @aliases: (nullable): its other names, in the order in which they lead to it
 * @candidates: (nullable) (element-type PlCandidate): the addresses, as RFC 6724 sorts them
 */
typedef struct
{
  PlLookupResult result;
  const char *code;
  PlLookupSource source;
  char *name;
  GStrv aliases;
  GArray *candidates;
} PlHostAnswer;

extern const PlAskKind pl_host_question_kind;

PlHostQuestion *pl_host_question_new_name (PlFamily family, const char *name);
PlHostQuestion *pl_host_question_new_address (const PlAddress *address);
void pl_host_question_free (PlHostQuestion *self);
PlHostAnswer *pl_host_question_ask (const PlHostQuestion *self);
void pl_host_answer_free (PlHostAnswer *self);

const char *pl_question_kind_to_string (PlQuestionKind kind);
const char *pl_lookup_result_to_string (PlLookupResult result);
const char *pl_lookup_source_to_string (PlLookupSource source);

G_END_DECLS
