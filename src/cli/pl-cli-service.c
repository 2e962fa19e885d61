/* portlight-cli service: get-service-entry, from a port to its name and back. Asks no network. */

#include "cli/pl-cli.h"

#include "cli/pl-cli-json.h"
#include "cli/pl-cli-options.h"
#include "cli/pl-cli-text-reader.h"
#include "core/target/pl-service-entry.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  PlProtocol protocol;
  gboolean is_json;
} Options;

/* Why there is no entry: a near miss, or a text that is no service at all. */
static char *
dup_problem (const char *text, gsize length, const Options *options)
{
  g_autoptr (PlService) service = pl_service_parse (text, (gssize) length, PL_USE_BIND, options->protocol);

  if (service->kind == PL_SERVICE_ANY)
    return g_strdup (_ ("Empty or 0 stands for any port, which has no name."));
  return g_strdup (service->verdict.message);
}

static void
print_json (const char *input, const PlServiceEntry *entry, const char *problem)
{
  JsonBuilder *builder = pl_json_begin (NULL);

  pl_json_add_string (builder, "input", input);
  json_builder_set_member_name (builder, "found");
  json_builder_add_boolean_value (builder, entry != NULL);
  if (entry != NULL)
    pl_json_add_int (builder, "port", entry->port);
  else
    pl_json_add_string (builder, "port", NULL);
  pl_json_add_string (builder, "name", entry != NULL ? entry->name : NULL);
  json_builder_set_member_name (builder, "aliases");
  json_builder_begin_array (builder);
  for (char **alias = entry != NULL ? entry->aliases : NULL; alias != NULL && *alias != NULL; alias++)
    json_builder_add_string_value (builder, *alias);
  json_builder_end_array (builder);
  pl_json_add_string (builder, "protocol", entry != NULL ? entry->protocol : NULL);
  pl_json_add_string (builder, "message", problem);
  pl_json_print (builder);
}

static void
print_plain (const char *input, const PlServiceEntry *entry, const char *problem)
{
  if (entry == NULL)
    {
      g_print ("%s: %s\n", input, problem);
      return;
    }

  g_print ("%s  %u/%s", entry->name, entry->port, entry->protocol);
  for (char **alias = entry->aliases; *alias != NULL; alias++)
    g_print ("  %s", *alias);
  g_print ("\n");
}

/* Returns whether there is an entry. */
static gboolean
do_text (const char *text, gsize length, const Options *options)
{
  g_autoptr (PlServiceEntry) entry = pl_service_entry_find (text, (gssize) length, options->protocol);
  g_autofree char *problem = entry == NULL ? dup_problem (text, length, options) : NULL;
  g_autofree char *input = pl_cli_dup_input (text, length, options->is_json);

  if (options->is_json)
    print_json (input, entry, problem);
  else
    print_plain (input, entry, problem);

  return entry != NULL;
}

static gboolean
do_stream (const Options *options)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean all = TRUE;

  while (pl_cli_read_text (stdin, '\n', text))
    all &= do_text (text->str, text->len, options);

  return all;
}

static gboolean
parse_protocol (const char *text, PlProtocol *ret_protocol)
{
  for (guint protocol = PL_PROTOCOL_ANY; protocol <= PL_PROTOCOL_UDP; protocol++)
    {
      if (g_strcmp0 (text != NULL ? text : "any", pl_protocol_to_string ((PlProtocol) protocol)) == 0)
        {
          *ret_protocol = (PlProtocol) protocol;
          return TRUE;
        }
    }

  pl_cli_usage_error (_ ("“%s” is no protocol: any, tcp or udp"), text);

  return FALSE;
}

int
pl_cli_service (int argc, char **argv)
{
  g_autofree char *protocol = NULL;
  Options options = { .protocol = PL_PROTOCOL_ANY };
  const GOptionEntry entries[] = {
    { "protocol", 0, 0, G_OPTION_ARG_STRING, &protocol, N_ ("Whose service: any, tcp or udp"),
      N_ ("PROTOCOL") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.is_json, N_ ("One JSON object a line"), NULL },
    { NULL },
  };
  gboolean all = TRUE;

  if (!pl_cli_parse_options (&argc, argv, entries, N_ ("TEXT… | -"),
                             _ ("Gives the entries of services, by port or by name.")))
    return PL_EXIT_USAGE;
  if (argc < 2)
    {
      pl_cli_usage_error (_ ("which service? Give one or more ports or names, or - for the standard input"));
      return PL_EXIT_USAGE;
    }
  if (!parse_protocol (protocol, &options.protocol))
    return PL_EXIT_USAGE;

  if (argc == 2 && strcmp (argv[1], "-") == 0)
    return do_stream (&options) ? PL_EXIT_DONE : PL_EXIT_REFUSED;
  for (int i = 1; i < argc; i++)
    all &= do_text (argv[i], strlen (argv[i]), &options);

  return all ? PL_EXIT_DONE : PL_EXIT_REFUSED;
}
