#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PlResponder:
 *
 * What an accepted connection does by itself; pl_responder_get_info() says what each one is. The first group
 * is well behaved, the second is not, for those who want to see what that does to the other end.
 */
typedef enum
{
  PL_RESPONDER_NONE,
  PL_RESPONDER_ECHO,
  PL_RESPONDER_DISCARD,
  PL_RESPONDER_DAYTIME,
  PL_RESPONDER_CHARGEN,
  PL_RESPONDER_QUOTE,
  PL_RESPONDER_RULES,

  PL_RESPONDER_SILENT,
  PL_RESPONDER_HOLD,
  PL_RESPONDER_SLOW,
  PL_RESPONDER_REPLY_AFTER,
  PL_RESPONDER_FLOOD,
  PL_RESPONDER_HALF_CLOSE,
  PL_RESPONDER_CLOSE_FIRST,
  PL_RESPONDER_CLOSE_AFTER,
  PL_RESPONDER_RESET_AFTER,
  PL_RESPONDER_NEVER_ACCEPT,

  PL_N_RESPONDERS,
} PlResponder;

/**
 * PlArgument:
 * @PL_ARGUMENT_NONE: nothing more to say
 * @PL_ARGUMENT_NUMBER: a number between two limits
 * @PL_ARGUMENT_TEXT: text with escapes
 * @PL_ARGUMENT_RULES: rules, one a line
 *
 * What a responder has to be told besides its name.
 */
typedef enum
{
  PL_ARGUMENT_NONE,
  PL_ARGUMENT_NUMBER,
  PL_ARGUMENT_TEXT,
  PL_ARGUMENT_RULES,
} PlArgument;

/**
 * PlResponderInfo:
 * @name: for the command line, untranslated: "close-after"
 * @title: for a list to choose from, to be translated
 * @deed: what it does, to be translated
 * @argument: what it has to be told
 * @argument_title: (nullable): what to call that, to be translated
 * @initial: (nullable): what it is if nothing is said
 * @min: of a number
 * @max: of a number
 * @is_for_datagrams: whether it makes sense where there are no connections
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *deed;
  PlArgument argument;
  const char *argument_title;
  const char *initial;
  guint min;
  guint max;
  gboolean is_for_datagrams;
} PlResponderInfo;

const PlResponderInfo *pl_responder_get_info (PlResponder responder);
gboolean pl_responder_from_string (const char *text, PlResponder *ret_responder);
char *pl_responder_dup_names (void);

G_END_DECLS
