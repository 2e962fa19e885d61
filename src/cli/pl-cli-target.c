/* portlight-cli target: how a hostspec and a service are read, as the forms read them. Asks no network. */

#include "cli/pl-cli.h"

#include "cli/pl-cli-json.h"
#include "cli/pl-cli-options.h"
#include "cli/pl-cli-text-reader.h"
#include "core/target/pl-service.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  PlProtocol protocol;
  PlUse use;
  gboolean is_json;
} Options;

static void
add_hostspec (JsonBuilder *builder, const char *input, const PlHostspec *hostspec)
{
  json_builder_set_member_name (builder, "hostspec");
  json_builder_begin_object (builder);
  pl_json_add_string (builder, "input", input);
  pl_json_add_string (builder, "kind", pl_hostspec_kind_to_string (hostspec->kind));
  pl_json_add_string (builder, "text", hostspec->text);
  pl_json_add_string (builder, "zone", hostspec->zone);
  if (hostspec->prefix_length >= 0)
    pl_json_add_int (builder, "prefix_length", hostspec->prefix_length);
  else
    pl_json_add_string (builder, "prefix_length", NULL);
  pl_json_add_string (builder, "reading", hostspec->reading);
  pl_json_add_string (builder, "message", hostspec->verdict.message);
  json_builder_end_object (builder);
}

static void
add_service (JsonBuilder *builder, const char *input, const PlService *service)
{
  json_builder_set_member_name (builder, "service");
  json_builder_begin_object (builder);
  pl_json_add_string (builder, "input", input);
  pl_json_add_string (builder, "kind", pl_service_kind_to_string (service->kind));
  if (service->kind != PL_SERVICE_INVALID)
    pl_json_add_int (builder, "port", service->port);
  else
    pl_json_add_string (builder, "port", NULL);
  pl_json_add_string (builder, "name", service->name);
  pl_json_add_string (builder, "protocol",
                      service->protocol != PL_PROTOCOL_ANY ? pl_protocol_to_string (service->protocol)
                                                           : NULL);
  pl_json_add_string (builder, "message", service->verdict.message);
  json_builder_end_object (builder);
}

/* @service_text is NULL if none was given. Returns whether what was given could be submitted. */
static gboolean
do_target (const char *hostspec_text,
           gsize hostspec_length,
           const char *service_text,
           gsize service_length,
           const Options *options)
{
  g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (hostspec_text, (gssize) hostspec_length, options->use,
                                                       PL_FAMILY_NONE);
  g_autoptr (PlService) service = pl_service_parse (service_text != NULL ? service_text : "",
                                                    (gssize) service_length, options->use, options->protocol);
  g_autofree char *hostspec_input = pl_cli_dup_input (hostspec_text, hostspec_length, options->is_json);
  g_autofree char *service_input = pl_cli_dup_input (service_text != NULL ? service_text : "", service_length,
                                                     options->is_json);

  if (options->is_json)
    {
      JsonBuilder *builder = pl_json_begin (NULL);

      add_hostspec (builder, hostspec_input, hostspec);
      add_service (builder, service_input, service);
      pl_json_print (builder);
    }
  else
    {
      g_print ("%-8s %s  %s\n", pl_hostspec_kind_to_string (hostspec->kind), hostspec_input,
               hostspec->verdict.message);
      g_print ("%-8s %s  %s\n", pl_service_kind_to_string (service->kind), service_input,
               service->verdict.message);
    }

  return pl_hostspec_is_submittable (hostspec, options->use) &&
         (service_text == NULL || pl_service_is_submittable (service, options->use));
}

static gboolean
do_stream (const Options *options)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean all = TRUE;

  while (pl_cli_read_text (stdin, '\n', line))
    {
      const char *tab = memchr (line->str, '\t', line->len);
      gsize length = tab != NULL ? (gsize) (tab - line->str) : line->len;

      all &= do_target (line->str, length, tab != NULL ? tab + 1 : NULL,
                        tab != NULL ? line->len - length - 1 : 0, options);
    }

  return all;
}

int
pl_cli_target (int argc, char **argv)
{
  g_autofree char *protocol = NULL;
  gboolean is_bind = FALSE;
  Options options = { .protocol = PL_PROTOCOL_TCP };
  const GOptionEntry entries[] = {
    { "protocol", 0, 0, G_OPTION_ARG_STRING, &protocol, N_ ("Whose service names: tcp or udp"),
      N_ ("PROTOCOL") },
    { "bind", 0, 0, G_OPTION_ARG_NONE, &is_bind, N_ ("Read them as a local end, which may be empty"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.is_json, N_ ("One JSON object a line"), NULL },
    { NULL },
  };
  gboolean is_good;

  if (!pl_cli_parse_options (&argc, argv, entries, N_ ("HOSTSPEC [SERVICE] | -"),
                             _ ("Says how a hostspec and a service are read.")))
    return PL_EXIT_USAGE;
  if (argc < 2 || argc > 3)
    {
      pl_cli_usage_error (_ ("give a hostspec and perhaps a service, or - for the standard input"));
      return PL_EXIT_USAGE;
    }
  if (g_strcmp0 (protocol, "udp") == 0)
    options.protocol = PL_PROTOCOL_UDP;
  else if (protocol != NULL && strcmp (protocol, "tcp") != 0)
    {
      pl_cli_usage_error (_ ("“%s” is no protocol: tcp or udp"), protocol);
      return PL_EXIT_USAGE;
    }
  options.use = is_bind ? PL_USE_BIND : PL_USE_CONNECT;

  if (argc == 2 && strcmp (argv[1], "-") == 0)
    is_good = do_stream (&options);
  else
    is_good = do_target (argv[1], strlen (argv[1]), argc == 3 ? argv[2] : NULL,
                         argc == 3 ? strlen (argv[2]) : 0, &options);

  return is_good ? PL_EXIT_DONE : PL_EXIT_USAGE;
}
