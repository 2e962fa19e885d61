/* A story to take away: as text and as JSON. */

#include "core/connect/pl-story-private.h"

/**
 * pl_story_to_text:
 * @self: a story
 *
 * Returns: (transfer full): the summary and a line for each row, with exact times
 */
char *
pl_story_to_text (const PlStory *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s: %s\n", self->host != NULL ? self->host : "", self->summary);
  for (guint i = 0; i < pl_story_get_n_items (self); i++)
    g_string_append_printf (text, "%s\n", pl_story_get_item (self, i)->sentence);

  return g_string_free (text, FALSE);
}

/* RFC 8259 section 7. */
static void
add_string (GString *json, const char *name, const char *value)
{
  g_string_append_printf (json, ",\"%s\":", name);
  if (value == NULL)
    {
      g_string_append (json, "null");
      return;
    }

  g_string_append_c (json, '"');
  for (const char *at = value; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_printf (json, "\\%c", *at);
      else if ((guchar) *at < 0x20)
        g_string_append_printf (json, "\\u%04x", (guchar) *at);
      else
        g_string_append_c (json, *at);
    }
  g_string_append_c (json, '"');
}

static void
add_time (GString *json, const char *name, gint64 time_us)
{
  if (time_us < 0)
    g_string_append_printf (json, ",\"%s\":null", name);
  else
    g_string_append_printf (json, ",\"%s\":%" G_GINT64_FORMAT, name, time_us);
}

static void
add_end (GString *json, const char *name, const PlEnd *end)
{
  g_autofree char *zone = pl_end_dup_zone (end);
  char text[PL_ADDRESS_STRING_SIZE];

  if (!pl_end_is_known (end))
    {
      add_string (json, name, NULL);
      return;
    }

  g_string_append_printf (json, ",\"%s\":{\"port\":%u", name, end->port);
  add_string (json, "address", pl_address_to_string (&end->address, text));
  add_string (json, "zone", zone);
  g_string_append_c (json, '}');
}

/* What was cancelled here has not failed, and no call has said so. */
static void
add_code (GString *json, const PlStoryItem *item)
{
  gboolean has_code = item->failure.code != 0 && item->state != PL_STORY_CANCELLED;

  add_string (json, "code", has_code ? pl_failure_get_code_name (&item->failure) : NULL);
  if (has_code && item->failure.code > 0)
    g_string_append_printf (json, ",\"errno\":%d", item->failure.code);
  else
    g_string_append (json, ",\"errno\":null");
}

static void
add_item (GString *json, const PlStoryItem *item)
{
  static const char *const kinds[] = { "question", "attempt", "moment", "note" };
  static const char *const states[] = { "waiting", "running", "done", "won", "failed", "cancelled" };

  g_string_append_printf (json, "{\"kind\":\"%s\"", kinds[item->kind]);
  add_string (json, "state", states[item->state]);
  if (item->kind == PL_STORY_QUESTION || item->kind == PL_STORY_ATTEMPT)
    {
      add_string (json, "family",
                  item->family == PL_FAMILY_IPV6   ? "ipv6"
                  : item->family == PL_FAMILY_IPV4 ? "ipv4"
                                                   : NULL);
      g_string_append_printf (json, ",\"%s\":%u", item->kind == PL_STORY_QUESTION ? "addresses" : "n",
                              item->n);
      add_time (json, "wait_begin_us", item->wait_begin_us);
      add_time (json, "wait_end_us", item->wait_end_us);
      add_code (json, item);
    }
  if (item->kind != PL_STORY_NOTE)
    {
      add_time (json, "begin_us", item->begin_us);
      add_time (json, "end_us", item->end_us);
    }
  if (item->kind == PL_STORY_ATTEMPT)
    {
      add_end (json, "local", &item->local);
      add_end (json, "peer", &item->peer);
    }
  add_string (json, "text", item->sentence);
  g_string_append_c (json, '}');
}

/**
 * pl_story_to_json:
 * @self: a story
 *
 * Writes one object (RFC 8259): host, summary, how long it took in microseconds, and the rows as an array in
 * `items`. Names and values are for scripts and untranslated, but for `summary` and `text`.
 *
 * Returns: (transfer full): JSON with a newline at its end
 */
char *
pl_story_to_json (const PlStory *self)
{
  GString *json = g_string_new (NULL);

  g_string_append_printf (json, "{\"took_us\":%" G_GINT64_FORMAT, self->end_us);
  add_string (json, "host", self->host);
  add_string (json, "summary", self->summary);
  g_string_append (json, ",\"items\":[");
  for (guint i = 0; i < pl_story_get_n_items (self); i++)
    {
      g_string_append (json, i > 0 ? ",\n" : "\n");
      add_item (json, pl_story_get_item (self, i));
    }
  g_string_append (json, "\n]}\n");

  return g_string_free (json, FALSE);
}
