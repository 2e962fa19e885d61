/* JSON Lines: one object a line, flushed at once. */

#include "cli/pl-cli-json.h"

#include "cli/pl-cli-output.h"
#include "core/address/pl-address-class.h"

#include <string.h>

/**
 * pl_json_begin:
 * @event: (nullable): the value of the member "event"
 *
 * Returns: (transfer full): an object that has begun, for pl_json_print()
 */
JsonBuilder *
pl_json_begin (const char *event)
{
  JsonBuilder *builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  if (event != NULL)
    pl_json_add_string (builder, "event", event);

  return builder;
}

/**
 * pl_json_add_string:
 * @builder: an object that has begun
 * @member: its name
 * @value: (nullable): UTF-8; %NULL gives null
 */
void
pl_json_add_string (JsonBuilder *builder, const char *member, const char *value)
{
  json_builder_set_member_name (builder, member);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/**
 * pl_json_add_int:
 * @builder: an object that has begun
 * @member: its name
 * @value: a number
 */
void
pl_json_add_int (JsonBuilder *builder, const char *member, gint64 value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

/**
 * pl_json_add_boolean:
 * @builder: an object that has begun
 * @member: its name
 * @value: true or false
 */
void
pl_json_add_boolean (JsonBuilder *builder, const char *member, gboolean value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, value);
}

/**
 * pl_json_add_bytes:
 * @builder: an object that has begun
 * @bytes: what has come
 *
 * Adds it as "text", in which what is not UTF-8 is lost, and as "hex".
 */
void
pl_json_add_bytes (JsonBuilder *builder, GBytes *bytes)
{
  static const char digits[] = "0123456789abcdef";
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_utf8_make_valid (size > 0 ? (const char *) data : "", (gssize) size);
  g_autofree char *hex = g_malloc (2 * size + 1);

  for (gsize i = 0; i < size; i++)
    {
      hex[2 * i] = digits[data[i] >> 4];
      hex[2 * i + 1] = digits[data[i] & 15];
    }
  hex[2 * size] = '\0';
  pl_json_add_string (builder, "text", text);
  pl_json_add_string (builder, "hex", hex);
}

/**
 * pl_json_family_name:
 * @family: a family
 *
 * Returns: (nullable): "ipv4" or "ipv6"
 */
const char *
pl_json_family_name (PlFamily family)
{
  return family == PL_FAMILY_IPV4 ? "ipv4" : family == PL_FAMILY_IPV6 ? "ipv6" : NULL;
}

/**
 * pl_json_add_end:
 * @builder: an object that has begun
 * @member: its name
 * @end: an end; an unknown one gives null
 *
 * Adds an end as an object: address, port, zone, family, and the IPv4 address that is mapped into it.
 */
void
pl_json_add_end (JsonBuilder *builder, const char *member, const PlEnd *end)
{
  char text[PL_ADDRESS_STRING_SIZE];
  g_autofree char *zone = pl_end_dup_zone (end);
  PlAddress mapped;

  json_builder_set_member_name (builder, member);
  if (!pl_end_is_known (end))
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  pl_json_add_string (builder, "address", pl_address_to_string (&end->address, text));
  pl_json_add_int (builder, "port", end->port);
  pl_json_add_string (builder, "zone", zone);
  pl_json_add_string (builder, "family", pl_json_family_name (end->address.family));
  pl_json_add_string (builder, "mapped",
                      pl_address_get_mapped (&end->address, &mapped) ? pl_address_to_string (&mapped, text)
                                                                     : NULL);
  json_builder_end_object (builder);
}

/**
 * pl_json_add_class:
 * @builder: an object that has begun
 * @address: an address
 *
 * Adds what the address is: how far it reaches, the kind of address in a word or two, and its RFC.
 */
void
pl_json_add_class (JsonBuilder *builder, const PlAddress *address)
{
  static const char *const scopes[] = { "none", "host", "link", "site", "global" };
  PlAddressClass class;

  pl_address_classify (address, &class);
  pl_json_add_string (builder, "scope", scopes[class.reach]);
  pl_json_add_string (builder, "class", class.key);
  pl_json_add_string (builder, "rfc", class.rfc);
}

/* Characters that JSON-GLib 1.6 leaves as they are: one that JSON wants escaped, and those that some readers
 * take for the end of a line. All can only stand in strings. */
static const struct
{
  const char *bytes;
  const char *escaped;
} escapes[] = {
  { "\x1f", "\\u001f" },
  { "\xc2\x85", "\\u0085" },
  { "\xe2\x80\xa8", "\\u2028" },
  { "\xe2\x80\xa9", "\\u2029" },
};

static gsize
append_escape (GString *line, const char *at)
{
  for (guint i = 0; i < G_N_ELEMENTS (escapes); i++)
    if (g_str_has_prefix (at, escapes[i].bytes))
      {
        g_string_append (line, escapes[i].escaped);
        return strlen (escapes[i].bytes);
      }
  g_string_append_c (line, *at);

  return 1;
}

static void
print_line (const char *text)
{
  g_autoptr (GString) line = g_string_sized_new (strlen (text) + 1);
  const char *bad;

  while ((bad = strpbrk (text, "\x1f\xc2\xe2")) != NULL)
    {
      g_string_append_len (line, text, bad - text);
      text = bad + append_escape (line, bad);
    }
  g_string_append (line, text);
  g_string_append_c (line, '\n');
  pl_cli_output_write (line->str, line->len);
}

/**
 * pl_json_print:
 * @builder: (transfer full): an object that has begun
 *
 * Ends the object and prints it on a line of its own.
 */
void
pl_json_print (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  print_line (text);
  g_object_unref (builder);
}

/**
 * pl_json_print_error:
 * @at_us: since the beginning, or -1 if nobody counts
 * @stage: how far it had come
 * @code: (nullable): untranslated
 * @message: a sentence
 *
 * Prints an error, which is the last object of a run.
 */
void
pl_json_print_error (gint64 at_us, PlStage stage, const char *code, const char *message)
{
  JsonBuilder *builder = pl_json_begin ("error");

  if (at_us >= 0)
    pl_json_add_int (builder, "at_us", at_us);
  pl_json_add_string (builder, "stage", pl_stage_to_string (stage));
  pl_json_add_string (builder, "code", code);
  pl_json_add_string (builder, "message", message);
  pl_json_print (builder);
}
