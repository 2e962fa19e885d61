#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PlSeverity:
 * @PL_SEVERITY_NOTE: nothing to say against it, or empty where that is allowed
 * @PL_SEVERITY_GOOD: understood, and worth saying how (a paste taken apart, an integer read)
 * @PL_SEVERITY_WARNING: a question or a warning; can be submitted
 * @PL_SEVERITY_ERROR: wrong; cannot be submitted
 */
typedef enum
{
  PL_SEVERITY_NOTE,
  PL_SEVERITY_GOOD,
  PL_SEVERITY_WARNING,
  PL_SEVERITY_ERROR,
} PlSeverity;

#define PL_MENDS_MAX 4

/**
 * PlMend:
 * @label: what the button says, translated: "Use 127.0.0.1", "eth0", "Switch to UDP"
 * @text: (nullable): what the field would hold; %NULL leaves it alone
 * @protocol: (nullable): "tcp" or "udp" if the mend changes the protocol instead
 *
 * One way to mend a field; offered under it, never done unasked.
 */
typedef struct
{
  char *label;
  char *text;
  const char *protocol;
} PlMend;

/**
 * PlVerdict:
 * @severity: how bad
 * @message: one or two whole sentences, translated, valid UTF-8 whatever was typed
 * @mends: the first @n_mends are set
 *
 * What is said under a field while somebody types in it.
 */
typedef struct
{
  PlSeverity severity;
  char *message;
  guint n_mends;
  PlMend mends[PL_MENDS_MAX];
} PlVerdict;

void pl_verdict_clear (PlVerdict *self);
void pl_verdict_set (PlVerdict *self, PlSeverity severity, const char *format, ...) G_GNUC_PRINTF (3, 4);
void pl_verdict_add (PlVerdict *self, PlSeverity severity, const char *format, ...) G_GNUC_PRINTF (3, 4);
void pl_verdict_add_mend (PlVerdict *self, const char *text, const char *protocol, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

G_END_DECLS
