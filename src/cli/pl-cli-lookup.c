/* portlight-cli lookup: get-host-entry, of one host or of many. */

#include "cli/pl-cli.h"

#include "cli/pl-cli-json.h"
#include "cli/pl-cli-options.h"
#include "cli/pl-cli-text-reader.h"
#include "core/address/pl-address-class.h"
#include "core/lookup/pl-lookup-words.h"
#include "core/lookup/pl-lookups.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define TIMEOUT_MAX_S 3600

typedef struct
{
  PlFamily family;
  gboolean no_reverse;
  gboolean has_records;
  gboolean is_json;
  double timeout_s;
} Options;

/* 1. For scripts */

static void
add_texts (JsonBuilder *builder, const char *member, GPtrArray *texts)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (builder, texts->pdata[i]);
  json_builder_end_array (builder);
}

static void
add_addresses (JsonBuilder *builder, const PlHostEntry *entry)
{
  static const struct
  {
    PlFamily family;
    const char *first;
    const char *all;
  } fields[] = { { PL_FAMILY_NONE, "address", "addresses" },
                 { PL_FAMILY_IPV4, "ipv4_address", "ipv4_addresses" },
                 { PL_FAMILY_IPV6, "ipv6_address", "ipv6_addresses" } };
  char text[PL_ADDRESS_STRING_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const PlAddress *first = pl_host_entry_get_address (entry, fields[i].family);

      pl_json_add_string (builder, fields[i].first,
                          first != NULL ? pl_address_to_string (first, text) : NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GPtrArray) all = pl_host_entry_get_addresses (entry, fields[i].family);

      add_texts (builder, fields[i].all, all);
    }
}

static void
add_step (JsonBuilder *builder, const PlLookupStep *step)
{
  json_builder_begin_object (builder);
  pl_json_add_string (builder, "query", pl_question_kind_to_string (step->kind));
  pl_json_add_string (builder, "of", step->of);
  pl_json_add_int (builder, "started_us", step->started_us);
  pl_json_add_int (builder, "took_us", step->took_us);
  pl_json_add_string (builder, "result", pl_lookup_result_to_string (step->result));
  pl_json_add_string (builder, "code", step->code);
  pl_json_add_string (builder, "source", pl_lookup_source_to_string (step->source));
  json_builder_end_object (builder);
}

static void
add_order (JsonBuilder *builder, const PlHostEntry *entry)
{
  char text[PL_ADDRESS_STRING_SIZE];

  json_builder_set_member_name (builder, "order");
  json_builder_begin_array (builder);
  for (guint i = 0; i < entry->candidates->len; i++)
    {
      const PlCandidate *candidate = &g_array_index (entry->candidates, PlCandidate, i);
      PlPolicy policy = pl_address_get_policy (&candidate->peer);
      gboolean has_local = candidate->local.family != PL_FAMILY_NONE;

      json_builder_begin_object (builder);
      pl_json_add_string (builder, "address", pl_address_to_string (&candidate->peer, text));
      pl_json_add_string (builder, "local",
                          has_local ? pl_address_to_string (&candidate->local, text) : NULL);
      pl_json_add_int (builder, "rule", candidate->rule);
      pl_json_add_int (builder, "precedence", policy.precedence);
      pl_json_add_int (builder, "label", policy.label);
      pl_json_add_int (builder, "scope", pl_address_get_scope (&candidate->peer));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_records (JsonBuilder *builder, GPtrArray *records)
{
  json_builder_set_member_name (builder, "records");
  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    {
      const PlDnsRecord *record = records->pdata[i];

      json_builder_begin_object (builder);
      pl_json_add_string (builder, "type", pl_question_kind_to_string (record->kind));
      pl_json_add_int (builder, "ttl_s", record->ttl_s);
      pl_json_add_string (builder, "data", record->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const char *input, PlLookup *lookup, const char *message)
{
  const PlHostEntry *entry = pl_lookup_get_entry (lookup);
  const PlHostspec *hostspec = pl_lookup_get_hostspec (lookup);
  GArray *steps = pl_lookup_get_steps (lookup);
  JsonBuilder *builder = pl_json_begin (NULL);

  pl_json_add_string (builder, "input", input);
  json_builder_set_member_name (builder, "found");
  json_builder_add_boolean_value (builder, pl_lookup_is_found (lookup));
  pl_json_add_string (builder, "name", entry->name);
  add_texts (builder, "aliases", entry->aliases);
  add_addresses (builder, entry);
  pl_json_add_string (builder, "zone", hostspec != NULL ? hostspec->zone : NULL);
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < steps->len; i++)
    add_step (builder, &g_array_index (steps, PlLookupStep, i));
  json_builder_end_array (builder);
  add_order (builder, entry);
  if (pl_lookup_request_get_records (pl_lookup_get_request (lookup)))
    add_records (builder, pl_lookup_get_records (lookup));
  pl_json_add_string (builder, "message", message);
  pl_json_print (builder);
}

/* 2. For people */

static void
print_field (const char *field, const char *value)
{
  g_print ("  %-16s%s\n", field, value);
}

static void
print_addresses (const PlHostEntry *entry)
{
  char peer[PL_ADDRESS_STRING_SIZE], local[PL_ADDRESS_STRING_SIZE];

  for (guint i = 0; i < entry->candidates->len; i++)
    {
      const PlCandidate *candidate = &g_array_index (entry->candidates, PlCandidate, i);
      g_autofree char *rule = pl_lookup_dup_rule (entry, i);
      g_autofree char *reason = pl_lookup_dup_reason (entry, i);
      PlAddressClass class;

      pl_address_classify (&candidate->peer, &class);
      pl_address_to_string (&candidate->peer, peer);
      if (candidate->local.family != PL_FAMILY_NONE)
        g_print (_ ("%4u  %s  %s, from %s\n"), i + 1, peer, class.name,
                 pl_address_to_string (&candidate->local, local));
      else
        g_print (_ ("%4u  %s  %s, no local address reaches it\n"), i + 1, peer, class.name);
      g_print ("      %s: %s\n", rule, reason);
    }
}

static void
print_steps (GArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const PlLookupStep *step = &g_array_index (steps, PlLookupStep, i);
      const char *source = pl_lookup_source_to_words (step->source);
      g_autofree char *outcome = pl_lookup_step_dup_outcome (step);

      g_print ("%6.1f ms  %-4s %s: %s", (double) step->took_us / 1000,
               pl_question_kind_to_string (step->kind), step->of, outcome);
      if (source != NULL)
        g_print (" (%s)", source);
      if (step->code != NULL)
        g_print (", %s", step->code);
      g_print ("\n");
    }
}

static void
print_records (GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      const PlDnsRecord *record = records->pdata[i];

      g_print (_ ("  %-4s %s  (%u s)\n"), pl_question_kind_to_string (record->kind), record->text,
               record->ttl_s);
    }
}

static void
print_plain (const char *input, PlLookup *lookup, const char *message)
{
  const PlHostEntry *entry = pl_lookup_get_entry (lookup);

  g_print ("%s\n", input);
  if (message != NULL)
    print_field ("", message);
  if (entry->name != NULL)
    print_field (_ ("name"), entry->name);
  for (guint i = 0; i < entry->aliases->len; i++)
    print_field (i == 0 ? _ ("aliases") : "", entry->aliases->pdata[i]);
  print_addresses (entry);
  print_records (pl_lookup_get_records (lookup));
  print_steps (pl_lookup_get_steps (lookup));
}

/* 3. The answers in the order of the questions */

static char *
dup_message (PlLookup *lookup)
{
  g_autofree char *title = NULL;
  PlProblem problem;

  if (pl_lookup_get_problem (lookup) != NULL)
    return g_strdup (pl_lookup_get_problem (lookup)->message);
  if (pl_lookup_is_found (lookup))
    return NULL;

  pl_lookup_describe (lookup, &problem);
  title = g_steal_pointer (&problem.title);
  pl_problem_clear (&problem);

  return g_steal_pointer (&title);
}

static void
print_lookup (PlLookup *lookup, const Options *options)
{
  const char *text = pl_lookup_request_get_hostspec (pl_lookup_get_request (lookup));
  g_autofree char *input = pl_cli_dup_input (text, strlen (text), options->is_json);
  g_autofree char *message = dup_message (lookup);

  if (options->is_json)
    print_json (input, lookup, message);
  else
    print_plain (input, lookup, message);
}

/* Prints them as they come, each in its turn. Returns whether all were found. */
static gboolean
print_all (PlLookups *lookups, const Options *options)
{
  GListModel *model = pl_lookups_get_model (lookups);
  gboolean all = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (PlLookup) lookup = g_list_model_get_item (model, i);

      while (!pl_lookup_is_over (lookup))
        g_main_context_iteration (NULL, TRUE);
      print_lookup (lookup, options);
      all &= pl_lookup_is_found (lookup);
    }

  return all;
}

static gboolean
run (const char *text, const Options *options)
{
  g_autoptr (PlLookups) lookups = pl_lookups_new ();
  g_autoptr (PlLookupRequest) like = pl_lookup_request_new ("", options->family, !options->no_reverse);

  if (options->timeout_s > 0)
    pl_lookups_set_timeout (lookups, MAX (1, (guint) (options->timeout_s * 1000 + 0.5)));
  g_object_set (like, "records", options->has_records, NULL);
  pl_lookups_look_up_many (lookups, text, like);

  return print_all (lookups, options);
}

/* A part at a time: the list keeps no more than so many. */
typedef struct
{
  const Options *options;
  GString *text;
  guint n_lines;
  gboolean all;
} Part;

static void
flush (Part *self)
{
  self->all &= run (self->text->str, self->options);
  g_string_truncate (self->text, 0);
  self->n_lines = 0;
}

static void
add_line (Part *self, const char *line)
{
  g_string_append (self->text, line);
  g_string_append_c (self->text, '\n');
  if (++self->n_lines == PL_LOOKUPS_MAX)
    flush (self);
}

static gboolean
run_parts (int argc, char **argv, const Options *options)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) line = g_string_new (NULL);
  Part part = { options, text, 0, TRUE };

  if (argc == 2 && strcmp (argv[1], "-") == 0)
    {
      while (pl_cli_read_text (stdin, '\n', line))
        add_line (&part, line->str);
    }
  else
    {
      for (int i = 1; i < argc; i++)
        add_line (&part, argv[i]);
    }
  flush (&part);

  return part.all;
}

/* What is typed is checked before anything is asked: a wrong request is none at all. */
static gboolean
check (int argc, char **argv, const Options *options)
{
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (PlLookupRequest) request = pl_lookup_request_new (argv[i], options->family,
                                                                   !options->no_reverse);
      g_autoptr (PlHostspec) hostspec = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *which = NULL;

      hostspec = pl_lookup_request_check (request, &error);
      if (hostspec != NULL)
        continue;

      which = argc > 2 ? pl_cli_dup_input (argv[i], strlen (argv[i]), FALSE) : NULL;
      pl_cli_usage_error ("%s%s%s", which != NULL ? which : "", which != NULL ? ": " : "", error->message);

      return FALSE;
    }

  return TRUE;
}

int
pl_cli_lookup (int argc, char **argv)
{
  g_autofree char *family = NULL;
  Options options = { .family = PL_FAMILY_NONE };
  const GOptionEntry entries[] = {
    { "family", 0, 0, G_OPTION_ARG_STRING, &family, N_ ("Which addresses: any, ipv4 or ipv6"),
      N_ ("FAMILY") },
    { "no-reverse", 0, 0, G_OPTION_ARG_NONE, &options.no_reverse,
      N_ ("Do not ask for the name of an address"), NULL },
    { "records", 0, 0, G_OPTION_ARG_NONE, &options.has_records,
      N_ ("Ask for the SRV, MX, TXT, NS and SOA records of a name, too"), NULL },
    { "timeout", 0, 0, G_OPTION_ARG_DOUBLE, &options.timeout_s,
      N_ ("Give a question up after so many seconds"), N_ ("S") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.is_json, N_ ("One JSON object a line"), NULL },
    { NULL },
  };

  if (!pl_cli_parse_options (&argc, argv, entries, N_ ("HOSTSPEC… | -"),
                             _ ("Gives the entries of hosts: their names and their addresses.")) ||
      !pl_cli_parse_family (family, &options.family))
    return PL_EXIT_USAGE;
  if (!pl_cli_check_ranges (&(PlCliRange){ "--timeout", options.timeout_s, 0, TIMEOUT_MAX_S }, 1))
    return PL_EXIT_USAGE;
  if (argc < 2)
    {
      pl_cli_usage_error (_ ("which host? Give one or more names or addresses, or - for the standard input"));
      return PL_EXIT_USAGE;
    }

  if ((argc != 2 || strcmp (argv[1], "-") != 0) && !check (argc, argv, &options))
    return PL_EXIT_USAGE;

  return run_parts (argc, argv, &options) ? PL_EXIT_DONE : PL_EXIT_REFUSED;
}
