#pragma once

#include "core/connect/pl-story-axis.h"
#include "core/connection/pl-connection.h"

G_BEGIN_DECLS

/**
 * PlStory:
 *
 * How a connection came about: what happened between the beginning and the connection, or the failure. Does
 * not change; counted references.
 */
typedef struct _PlStory PlStory;

/**
 * PlStoryKind:
 * @PL_STORY_QUESTION: a question to the resolver
 * @PL_STORY_ATTEMPT: a try to connect to one address
 * @PL_STORY_MOMENT: something that took no time
 * @PL_STORY_NOTE: no event, but an explanation of those above it
 */
typedef enum
{
  PL_STORY_QUESTION,
  PL_STORY_ATTEMPT,
  PL_STORY_MOMENT,
  PL_STORY_NOTE,
} PlStoryKind;

/**
 * PlStoryState:
 * @PL_STORY_WAITING: it has not begun
 * @PL_STORY_RUNNING: there is no end of it yet
 * @PL_STORY_DONE: it is over, and neither good nor bad
 * @PL_STORY_WON: it is the connection
 * @PL_STORY_FAILED: see the failure
 * @PL_STORY_CANCELLED: it was ended from here
 */
typedef enum
{
  PL_STORY_WAITING,
  PL_STORY_RUNNING,
  PL_STORY_DONE,
  PL_STORY_WON,
  PL_STORY_FAILED,
  PL_STORY_CANCELLED,
} PlStoryState;

/**
 * PlStoryItem:
 * @kind: what it is
 * @state: how far it is
 * @family: of the question or the attempt
 * @n: the number of addresses in the answer, or of the attempt, from 1
 * @after: the attempt whose failure made this one begin at once, from 1; 0 for none
 * @begin_us: since the beginning of the story; -1 if it has not begun
 * @end_us: -1 as long as it runs
 * @wait_begin_us: since when it waited, before it began or after it was answered; -1 if it did not
 * @wait_end_us: until when; -1 as long as it waits
 * @n_retransmits: how often the SYN of the attempt was sent again
 * @failure: code 0 if there is none
 * @local: as of getsockname(); may be unknown
 * @peer: the address; may be unknown
 * @title: such as "Attempt 1, IPv6"
 * @subject: (nullable): what it is about, if it has no ends: the name
 * @outcome: in a word or two, such as "refused" or "2 addresses"; empty for a note
 * @detail: what else is to be known, short, such as "281.0 – 319.8 ms"; empty for a note
 * @wait: (nullable): why it waited, in a few words
 * @sentence: everything, with exact times and the code
 *
 * One row of a story. Times are in microseconds, texts are translated.
 */
typedef struct
{
  PlStoryKind kind;
  PlStoryState state;
  PlFamily family;
  guint n;
  guint after;
  gint64 begin_us;
  gint64 end_us;
  gint64 wait_begin_us;
  gint64 wait_end_us;
  guint n_retransmits;
  PlFailure failure;
  PlEnd local;
  PlEnd peer;
  char *title;
  char *subject;
  char *outcome;
  char *detail;
  char *wait;
  char *sentence;
} PlStoryItem;

/**
 * PlStoryInput:
 * @steps: (array length=n_steps): what has happened
 * @n_steps: how many
 * @host: (nullable): the host, as it was typed
 * @protocol: UDP, or anything else for TCP
 * @family: the only family that was asked for, or %PL_FAMILY_NONE
 * @attempt_delay_ms: how long one attempt has before the next one joins it
 * @resolution_delay_ms: how long IPv4 waits for the IPv6 answer
 * @first_only: whether there is no race: it waits for both answers, and tries one address
 * @is_over: whether there is a connection, or will be none
 * @now_us: how long it lasts or has lasted, since the beginning
 * @failure: why there is no connection; code 0 if there is one
 * @first_byte_us: when the first payload came, since the beginning; -1 if none is known
 * @first_byte_size: how many bytes came then
 *
 * What a story is told from.
 */
typedef struct
{
  const PlStep *steps;
  guint n_steps;
  const char *host;
  PlProtocol protocol;
  PlFamily family;
  guint attempt_delay_ms;
  guint resolution_delay_ms;
  gboolean first_only;
  gboolean is_over;
  gint64 now_us;
  PlFailure failure;
  gint64 first_byte_us;
  guint32 first_byte_size;
} PlStoryInput;

void pl_story_input_read (PlStoryInput *self, PlConnection *connection);

PlStory *pl_story_new (const PlStoryInput *input) G_GNUC_WARN_UNUSED_RESULT;
PlStory *pl_story_ref (PlStory *self);
void pl_story_unref (PlStory *self);
guint pl_story_get_n_items (const PlStory *self);
const PlStoryItem *pl_story_get_item (const PlStory *self, guint position);
gboolean pl_story_is_running (const PlStory *self);
gint64 pl_story_get_now_us (const PlStory *self);
const PlStoryAxis *pl_story_get_axis (const PlStory *self);
const char *pl_story_get_summary (const PlStory *self);

char *pl_story_to_text (const PlStory *self);
char *pl_story_to_json (const PlStory *self);
char *pl_story_to_svg (const PlStory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlStory, pl_story_unref)

G_END_DECLS
