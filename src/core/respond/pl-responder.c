/* The one table of responders: their names, what they do, and what they have to be told. Does nothing of it.
 */

#include "core/respond/pl-responder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BYTES_MAX        G_MAXINT
#define MILLISECONDS_MAX (60 * 60 * 1000)

static const PlResponderInfo infos[PL_N_RESPONDERS] = {
  [PL_RESPONDER_NONE] = { .name = "none",
                          .title = N_ ("Nothing"),
                          .deed = N_ ("Takes what comes and says nothing."),
                          .is_for_datagrams = TRUE },
  [PL_RESPONDER_ECHO] = { .name = "echo",
                          .title = N_ ("Echo"),
                          .deed = N_ ("Sends back what comes (RFC 862)."),
                          .is_for_datagrams = TRUE },
  [PL_RESPONDER_DISCARD] = { .name = "discard",
                             .title = N_ ("Discard"),
                             .deed = N_ ("Throws away what comes (RFC 863)."),
                             .is_for_datagrams = TRUE },
  [PL_RESPONDER_DAYTIME] = { .name = "daytime",
                             .title = N_ ("Daytime"),
                             .deed = N_ ("Sends the date and the time, then closes (RFC 867)."),
                             .is_for_datagrams = TRUE },
  [PL_RESPONDER_CHARGEN] = { .name = "chargen",
                             .title = N_ ("Characters"),
                             .deed = N_ ("Sends lines of characters as fast as they are read (RFC 864)."),
                             .is_for_datagrams = TRUE },
  [PL_RESPONDER_QUOTE] = { .name = "quote",
                           .title = N_ ("Quotation"),
                           .deed = N_ ("Sends a quotation, then closes (RFC 865). Empty: one for each day."),
                           .argument = PL_ARGUMENT_TEXT,
                           .argument_title = N_ ("Quotation"),
                           .initial = "",
                           .is_for_datagrams = TRUE },
  [PL_RESPONDER_RULES] = { .name = "rules",
                           .title = N_ ("By rule"),
                           .deed = N_ ("Answers what fits a rule: contains, starts or regex, then the text, "
                                       "=> and the reply."),
                           .argument = PL_ARGUMENT_RULES,
                           .argument_title = N_ ("Rules"),
                           .initial = "contains PING => PONG\\r\\n",
                           .is_for_datagrams = TRUE },
  [PL_RESPONDER_SILENT] = { .name = "silent",
                            .title = N_ ("Stay silent"),
                            .deed = N_ ("Reads, says nothing, and does not even close after the peer has: "
                                        "whoever waits for an answer waits for ever."),
                            .is_for_datagrams = TRUE },
  [PL_RESPONDER_HOLD] = { .name = "hold",
                          .title = N_ ("Hold reading"),
                          .deed = N_ (
                              "Reads so many bytes and no more: the queues fill, then the peer waits."),
                          .argument = PL_ARGUMENT_NUMBER,
                          .argument_title = N_ ("Bytes"),
                          .initial = "0",
                          .max = BYTES_MAX,
                          .is_for_datagrams = TRUE },
  [PL_RESPONDER_SLOW] = { .name = "slow",
                          .title = N_ ("Byte by byte"),
                          .deed = N_ ("Sends one byte each time so many milliseconds are over."),
                          .argument = PL_ARGUMENT_NUMBER,
                          .argument_title = N_ ("Milliseconds"),
                          .initial = "1000",
                          .min = 1,
                          .max = MILLISECONDS_MAX },
  [PL_RESPONDER_REPLY_AFTER] = { .name = "reply-after",
                                 .title = N_ ("Reply late"),
                                 .deed = N_ (
                                     "Says nothing until so many bytes are there, then how many came."),
                                 .argument = PL_ARGUMENT_NUMBER,
                                 .argument_title = N_ ("Bytes"),
                                 .initial = "100",
                                 .min = 1,
                                 .max = BYTES_MAX },
  [PL_RESPONDER_FLOOD] = { .name = "flood",
                           .title = N_ ("Flood"),
                           .deed = N_ (
                               "Sends so many bytes as fast as they are read, then closes. 0: no end."),
                           .argument = PL_ARGUMENT_NUMBER,
                           .argument_title = N_ ("Bytes"),
                           .initial = "0",
                           .max = BYTES_MAX },
  [PL_RESPONDER_HALF_CLOSE] = { .name = "half-close",
                                .title = N_ ("Half-close"),
                                .deed = N_ ("Shuts down writing at once, and goes on reading.") },
  [PL_RESPONDER_CLOSE_FIRST] = { .name = "close-first",
                                 .title = N_ ("Close first"),
                                 .deed = N_ ("Closes at once, before the peer can: TIME-WAIT stays here.") },
  [PL_RESPONDER_CLOSE_AFTER] = { .name = "close-after",
                                 .title = N_ ("Close after"),
                                 .deed = N_ ("Closes as soon as so many bytes have come."),
                                 .argument = PL_ARGUMENT_NUMBER,
                                 .argument_title = N_ ("Bytes"),
                                 .initial = "100",
                                 .min = 1,
                                 .max = BYTES_MAX },
  [PL_RESPONDER_RESET_AFTER] = { .name = "reset-after",
                                 .title = N_ ("Reset after"),
                                 .deed = N_ ("Resets (RST) as soon as so many bytes have come. 0: at once."),
                                 .argument = PL_ARGUMENT_NUMBER,
                                 .argument_title = N_ ("Bytes"),
                                 .initial = "0",
                                 .max = BYTES_MAX },
  [PL_RESPONDER_NEVER_ACCEPT] = { .name = "never-accept",
                                  .title = N_ ("Never accept"),
                                  .deed = N_ ("Accepts nobody: the queue of the backlog fills, and whoever "
                                              "comes then is not even answered.") },
};

/**
 * pl_responder_get_info:
 * @responder: a responder
 *
 * Returns: (transfer none): what there is to say about it
 */
const PlResponderInfo *
pl_responder_get_info (PlResponder responder)
{
  return &infos[responder];
}

/**
 * pl_responder_from_string:
 * @text: such as "echo"
 * @ret_responder: (out): the responder
 *
 * Returns: %FALSE, and @ret_responder untouched, if there is none of that name
 */
gboolean
pl_responder_from_string (const char *text, PlResponder *ret_responder)
{
  for (guint i = 0; i < PL_N_RESPONDERS; i++)
    {
      if (strcmp (text, infos[i].name) == 0)
        {
          *ret_responder = (PlResponder) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * pl_responder_dup_names:
 *
 * Lists what can be given on the command line, untranslated, what follows a colon in capitals.
 *
 * Returns: (transfer full): such as "none, echo, quote[:TEXT], hold[:N]"
 */
char *
pl_responder_dup_names (void)
{
  static const char *const arguments[] = { "", "[:N]", "[:TEXT]", "[:RULES]" };
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < PL_N_RESPONDERS; i++)
    g_string_append_printf (names, "%s%s%s", i > 0 ? ", " : "", infos[i].name, arguments[infos[i].argument]);

  return g_string_free (names, FALSE);
}
