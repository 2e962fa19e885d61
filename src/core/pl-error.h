#pragma once

#include "core/address/pl-end.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_ERROR (pl_error_quark ())

/**
 * PlError:
 * @PL_ERROR_HOSTSPEC: the hostspec field is wrong or empty where it must not be
 * @PL_ERROR_SERVICE: the same of the service field
 * @PL_ERROR_LOCAL_HOSTSPEC: the same of the hostspec of the local end
 * @PL_ERROR_LOCAL_SERVICE: the same of its service
 * @PL_ERROR_OPTION: an option is out of range, or two of them contradict each other
 * @PL_ERROR_LOOKUP: a name could not be turned into an address
 * @PL_ERROR_BIND: the socket could not be made or bound
 * @PL_ERROR_CONNECT: no address could be connected to
 * @PL_ERROR_TRANSFER: the connection broke
 *
 * Codes in the domain `PL_ERROR`. The first five say that the request itself was wrong, and where.
 */
typedef enum
{
  PL_ERROR_HOSTSPEC,
  PL_ERROR_SERVICE,
  PL_ERROR_LOCAL_HOSTSPEC,
  PL_ERROR_LOCAL_SERVICE,
  PL_ERROR_OPTION,
  PL_ERROR_LOOKUP,
  PL_ERROR_BIND,
  PL_ERROR_CONNECT,
  PL_ERROR_TRANSFER,
} PlError;

/**
 * PlStage:
 * @PL_STAGE_SEND: this computer did not send a datagram
 * @PL_STAGE_REPORT: the network says what became of a datagram (ICMP)
 *
 * How far an operation had come when it failed. The last two end nothing.
 */
typedef enum
{
  PL_STAGE_PARSE,
  PL_STAGE_LOOKUP,
  PL_STAGE_BIND,
  PL_STAGE_CONNECT,
  PL_STAGE_TLS,
  PL_STAGE_TRANSFER,
  PL_STAGE_SEND,
  PL_STAGE_REPORT,
} PlStage;

/**
 * PlLookupCode:
 * @PL_LOOKUP_NOT_FOUND: there is no such name, or it has no address of the family that was asked for
 * @PL_LOOKUP_TEMPORARY: the name server did not answer, or said that it could not
 * @PL_LOOKUP_INTERNAL: anything else
 *
 * What a resolver said. Negative, so that one number holds this or an `errno`.
 */
typedef enum
{
  PL_LOOKUP_NOT_FOUND = -1,
  PL_LOOKUP_TEMPORARY = -2,
  PL_LOOKUP_INTERNAL = -3,
} PlLookupCode;

/* The code of a failure where the system was to choose a port, and had none left: the calls say EADDRINUSE or
 * EADDRNOTAVAIL, which mean something else as well. */
#define PL_NO_FREE_PORT (-16)

/**
 * PlFailure:
 * @stage: how far it had come
 * @code: an `errno` (positive), a [enum@Pl.LookupCode] (negative), %PL_NO_FREE_PORT, or 0 for no
 *   failure
 * @call: (nullable): the name of the call that failed, such as "bind"; %NULL where none did, because time ran
 *   out or a name could not be looked up
 *
 * Why an operation failed. A value.
 */
typedef struct
{
  PlStage stage;
  int code;
  const char *call;
} PlFailure;

/**
 * PlProblem:
 * @title: what happened, a whole sentence
 * @likely: the likely cause
 * @next: what to try next
 * @code: (nullable): for those who know it: `connect() ECONNREFUSED 111 “Connection refused”`
 *
 * A failure in words. All translated; free with pl_problem_clear().
 */
typedef struct
{
  char *title;
  char *likely;
  char *next;
  char *code;
} PlProblem;

/**
 * PlOutcome:
 *
 * The one word that a table has room for.
 */
typedef enum
{
  PL_OUTCOME_OK,
  PL_OUTCOME_REFUSED,
  PL_OUTCOME_TIMED_OUT,
  PL_OUTCOME_UNREACHABLE,
  PL_OUTCOME_UNKNOWN_NAME,
  PL_OUTCOME_IN_USE,
  PL_OUTCOME_DENIED,
  PL_OUTCOME_RESET,
  PL_OUTCOME_CANCELLED,
  PL_OUTCOME_FAILED,
} PlOutcome;

GQuark pl_error_quark (void);
const char *pl_stage_to_string (PlStage stage);
const char *pl_failure_get_code_name (const PlFailure *self);
PlOutcome pl_failure_get_outcome (const PlFailure *self);
int pl_failure_get_weight (const PlFailure *self);
const char *pl_outcome_to_string (PlOutcome outcome);
const char *pl_outcome_to_word (PlOutcome outcome);
void pl_failure_describe (const PlFailure *self, const PlEnd *end, const char *typed, PlProblem *ret_problem);
GError *pl_failure_to_error (const PlFailure *self, const PlEnd *end, const char *typed);
void pl_problem_clear (PlProblem *self);

G_END_DECLS
