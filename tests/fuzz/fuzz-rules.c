/* Any bytes as what a responder is told, a NUL, and what it hears: it never runs wild, and where there is no
 * pattern its answer does not depend on how the input was cut. */
#include "core/respond/pl-response.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* g_assert() can be compiled out, and cmocka is not here. */
#define CHECK(condition)                                                                                     \
  do                                                                                                         \
    if (!(condition))                                                                                        \
      g_error ("%s", #condition);                                                                            \
  while (0)

static void
hear (PlResponse *response, const guint8 *data, gsize size, gsize step, GByteArray *answers)
{
  for (gsize at = 0; at < size; at += step)
    {
      PlReaction reaction = pl_response_take (response, data + at, MIN (step, size - at));

      CHECK (reaction.end == PL_RESPONSE_GOES_ON);
      CHECK (reaction.length <= MIN (step, size - at) * PL_REPLY_SIZE_MAX);
      g_byte_array_append (answers, reaction.data, (guint) reaction.length);
    }
}

static void
check_rules (PlBehaviour *behaviour, const char *rules, const guint8 *data, gsize size)
{
  PlResponse *whole = pl_response_new (behaviour, 0);
  PlResponse *bytewise = pl_response_new (behaviour, 0);
  g_autoptr (GByteArray) answers = g_byte_array_new ();
  g_autoptr (GByteArray) bytewise_answers = g_byte_array_new ();

  hear (whole, data, size, pl_response_get_appetite (whole), answers);
  hear (bytewise, data, size, 1, bytewise_answers);
  if (strstr (rules, "regex") == NULL && size <= pl_response_get_appetite (whole))
    {
      CHECK (answers->len == bytewise_answers->len);
      CHECK (answers->len == 0 || memcmp (answers->data, bytewise_answers->data, answers->len) == 0);
    }
  pl_response_free (whole);
  pl_response_free (bytewise);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const uint8_t *end = size > 0 ? memchr (data, '\0', size) : NULL;
  g_autofree char *text = g_strndup ((const char *) data, end != NULL ? (gsize) (end - data) : size);
  g_autoptr (PlBehaviour) behaviour = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_utf8_validate (text, -1, NULL)) /* as every option and field is */
    return 0;

  behaviour = pl_behaviour_new (PL_RESPONDER_RULES, text, &error);
  CHECK ((behaviour != NULL) == (error == NULL));
  CHECK (error == NULL || g_utf8_validate (error->message, -1, NULL));
  if (behaviour != NULL && end != NULL)
    check_rules (behaviour, text, end + 1, size - (gsize) (end + 1 - data));

  return 0;
}
