/* Rules for automatic replies: which input is answered with what. Pure: bytes in, a reply out. */

#include "core/respond/pl-reply-rules.h"

#include "core/connection/pl-payload.h"
#include "core/pl-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the network sends must not decide how long a pattern is tried: a search that takes more steps than
 * this finds nothing. */
#define REGEX_PREFIX "(*LIMIT_MATCH=5000)"

typedef enum
{
  RULE_CONTAINS,
  RULE_STARTS,
  RULE_REGEX,
} RuleKind;

typedef struct
{
  RuleKind kind;
  GBytes *wanted; /* (nullable): with contains and starts */
  GRegex *regex;  /* (nullable) */
  GBytes *reply;
} Rule;

struct _PlReplyRules
{
  GArray *rules; /* (element-type Rule) */
};

static void
rule_clear (gpointer data)
{
  Rule *rule = data;

  g_clear_pointer (&rule->wanted, g_bytes_unref);
  g_clear_pointer (&rule->regex, g_regex_unref);
  g_clear_pointer (&rule->reply, g_bytes_unref);
}

/* 1. Reading them */

static gboolean
fail (GError **error, guint line, const char *why)
{
  g_set_error (error, PL_ERROR, PL_ERROR_OPTION, _ ("Rule %u: %s"), line, why);

  return FALSE;
}

static GBytes *
read_payload (const char *text, gboolean is_hex, guint line, GError **error)
{
  PlVerdict verdict = { .severity = PL_SEVERITY_NOTE };
  GBytes *bytes = is_hex ? pl_payload_from_hex (text, &verdict)
                         : pl_payload_from_text (text, PL_CHARSET_UTF_8, PL_LINE_END_NONE, &verdict);

  if (bytes == NULL)
    fail (error, line, verdict.message);
  pl_verdict_clear (&verdict);

  return bytes;
}

static gboolean
read_regex (Rule *rule, const char *pattern, guint line, GError **error)
{
  g_autofree char *limited = g_strconcat (REGEX_PREFIX, pattern, NULL);
  g_autoptr (GError) problem = NULL;
  g_autoptr (GRegex) bare = NULL; /* what is wrong with it is to be told without the limit before it */

  bare = g_regex_new (pattern, G_REGEX_RAW | G_REGEX_MULTILINE, 0, &problem);
  if (bare != NULL)
    rule->regex = g_regex_new (limited, G_REGEX_RAW | G_REGEX_MULTILINE, 0, &problem);

  return rule->regex != NULL || fail (error, line, problem->message);
}

static gboolean
read_wanted (Rule *rule, const char *text, guint line, GError **error)
{
  if (*text == '\0')
    return fail (error, line, _ ("there is nothing to look for."));
  if (rule->kind == RULE_REGEX)
    return read_regex (rule, text, line, error);

  rule->wanted = read_payload (text, FALSE, line, error);

  return rule->wanted != NULL;
}

static gboolean
read_rule (Rule *rule, const char *text, guint line, GError **error)
{
  static const char *const kinds[] = { "contains ", "starts ", "regex " };
  const char *arrow = strstr (text, "=>");
  g_autofree char *wanted = NULL;
  const char *reply;

  while (rule->kind < G_N_ELEMENTS (kinds) && !g_str_has_prefix (text, kinds[rule->kind]))
    rule->kind++;
  if (rule->kind == G_N_ELEMENTS (kinds))
    return fail (error, line, _ ("begin with contains, starts or regex."));
  if (arrow == NULL)
    return fail (error, line, _ ("what is the reply? Write => before it."));

  wanted = g_strndup (text, (gsize) (arrow - text));
  if (!read_wanted (rule, g_strstrip (wanted + strlen (kinds[rule->kind])), line, error))
    return FALSE;
  for (reply = arrow + 2; *reply == ' ';)
    reply++;
  rule->reply = g_str_has_prefix (reply, "hex ") ? read_payload (reply + 4, TRUE, line, error)
                                                 : read_payload (reply, FALSE, line, error);
  if (rule->reply != NULL && g_bytes_get_size (rule->reply) > PL_REPLY_SIZE_MAX)
    return fail (error, line, _ ("the reply is too long."));

  return rule->reply != NULL;
}

/**
 * pl_reply_rules_parse:
 * @text: one rule a line; empty lines are left out
 * @error: %PL_ERROR_OPTION: which rule is wrong, and how
 *
 * Reads rules such as `contains PING => PONG\r\n`, `starts GET => hex 48 49` and `regex ^[0-9]+$ => a
 * number\n`. Text has the escapes of [func@Pl.payload_from_text]; a pattern is one of Perl's, for bytes, `^`
 * at the beginning of a line.
 *
 * Returns: (transfer full) (nullable): at least one rule
 */
PlReplyRules *
pl_reply_rules_parse (const char *text, GError **error)
{
  g_autoptr (PlReplyRules) self = g_new0 (PlReplyRules, 1);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  self->rules = g_array_new (FALSE, TRUE, sizeof (Rule));
  g_array_set_clear_func (self->rules, rule_clear);
  for (char **line = lines; *line != NULL; line++)
    {
      Rule *rule;

      if (*g_strstrip (*line) == '\0')
        continue;
      if (self->rules->len == PL_REPLY_RULES_MAX)
        {
          fail (error, self->rules->len + 1, _ ("there are too many."));
          return NULL;
        }
      g_array_set_size (self->rules, self->rules->len + 1);
      rule = &g_array_index (self->rules, Rule, self->rules->len - 1);
      if (!read_rule (rule, *line, self->rules->len, error))
        return NULL;
    }
  if (self->rules->len == 0)
    {
      fail (error, 1, _ ("begin with contains, starts or regex."));
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * pl_reply_rules_free:
 * @self: (transfer full): rules
 */
void
pl_reply_rules_free (PlReplyRules *self)
{
  g_array_unref (self->rules);
  g_free (self);
}

/**
 * pl_reply_rules_get_n:
 * @self: rules
 *
 * Returns: how many
 */
guint
pl_reply_rules_get_n (PlReplyRules *self)
{
  return self->rules->len;
}

/* 2. Using them */

static gboolean
find_start (const guint8 *data, gsize n, gboolean is_start, GBytes *wanted, gsize *ret_end)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (wanted, &size);

  for (gsize at = 0; at + size <= n; at++)
    {
      const guint8 *line_end;

      if ((at > 0 || is_start) && memcmp (data + at, bytes, size) == 0)
        {
          *ret_end = at + size;
          return TRUE;
        }
      line_end = memchr (data + at, '\n', n - at);
      if (line_end == NULL)
        return FALSE;
      at = (gsize) (line_end - data);
    }

  return FALSE;
}

static gboolean
find_anywhere (const guint8 *data, gsize n, GBytes *wanted, gsize *ret_end)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (wanted, &size);
  const guint8 *found = memmem (data, n, bytes, size);

  if (found == NULL)
    return FALSE;

  *ret_end = (gsize) (found - data) + size;

  return TRUE;
}

/* A pattern that fits nothing at all, such as a*, fits nowhere. */
static gboolean
find_pattern (const guint8 *data, gsize n, gboolean is_start, GRegex *regex, gsize *ret_end)
{
  g_autoptr (GMatchInfo) match = NULL;
  GRegexMatchFlags flags = is_start ? 0 : G_REGEX_MATCH_NOTBOL;
  int begin, end;

  if (!g_regex_match_full (regex, (const char *) data, (gssize) n, 0, flags, &match, NULL) ||
      !g_match_info_fetch_pos (match, 0, &begin, &end) || end == begin)
    return FALSE;

  *ret_end = (gsize) end;

  return TRUE;
}

static gboolean
rule_fits (const Rule *rule, const guint8 *data, gsize n, gboolean is_start, gsize *ret_end)
{
  switch (rule->kind)
    {
    case RULE_CONTAINS:
      return find_anywhere (data, n, rule->wanted, ret_end);
    case RULE_STARTS:
      return find_start (data, n, is_start, rule->wanted, ret_end);
    case RULE_REGEX:
    default:
      return find_pattern (data, n, is_start, rule->regex, ret_end);
    }
}

/**
 * pl_reply_rules_answer:
 * @self: rules
 * @data: the input since the last answer, or its last %PL_REPLY_WINDOW_MAX bytes
 * @n: how much
 * @is_start: whether @data begins where a line does
 * @ret_end: (out): how much of it is answered
 * @ret_reply: (out) (transfer none): the reply
 *
 * Finds the rule whose text ends first in the input; of two that end together, the first rule. So the answer
 * does not depend on how TCP has cut the input into pieces, as far as the patterns don't. `starts` means the
 * beginning of a line.
 *
 * Returns: whether any rule fits
 */
gboolean
pl_reply_rules_answer (PlReplyRules *self,
                       const guint8 *data,
                       gsize n,
                       gboolean is_start,
                       gsize *ret_end,
                       GBytes **ret_reply)
{
  gboolean is_found = FALSE;

  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = &g_array_index (self->rules, Rule, i);
      gsize end;

      if (rule_fits (rule, data, n, is_start, &end) && (!is_found || end < *ret_end))
        {
          is_found = TRUE;
          *ret_end = end;
          *ret_reply = rule->reply;
        }
    }

  return is_found;
}
