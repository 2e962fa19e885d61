/* portlight-cli address: string-ip-address, and its lenient twin parse-ipv6-address. Asks no network. */

#include "cli/pl-cli.h"

#include "cli/pl-cli-json.h"
#include "cli/pl-cli-options.h"
#include "cli/pl-cli-text-reader.h"
#include "core/address/pl-address-class.h"
#include "core/target/pl-hostspec.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  gboolean is_lenient;
  gboolean is_json;
  gboolean is_nul_separated;
} Options;

static void
add_flag (JsonBuilder *builder, const char *member, guint8 flag)
{
  json_builder_set_member_name (builder, member);
  if (flag == PL_FLAG_NONE_GIVEN)
    json_builder_add_null_value (builder);
  else if (flag == PL_FLAG_NOT_APPLICABLE)
    json_builder_add_string_value (builder, "N/A");
  else
    json_builder_add_boolean_value (builder, flag == PL_FLAG_TRUE);
}

static void
add_blocks (JsonBuilder *builder, const PlAddress *address)
{
  const PlBlock *blocks[PL_BLOCKS_MAX];
  guint n = pl_address_get_blocks (address, blocks);

  json_builder_set_member_name (builder, "blocks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *prefix = pl_block_dup_prefix (blocks[i]);

      json_builder_begin_object (builder);
      pl_json_add_string (builder, "prefix", prefix);
      pl_json_add_string (builder, "name", blocks[i]->name);
      pl_json_add_string (builder, "rfc", blocks[i]->rfc);
      add_flag (builder, "source", blocks[i]->source);
      add_flag (builder, "destination", blocks[i]->destination);
      add_flag (builder, "forwardable", blocks[i]->forwardable);
      add_flag (builder, "globally_reachable", blocks[i]->globally_reachable);
      add_flag (builder, "reserved_by_protocol", blocks[i]->reserved_by_protocol);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* A length that was given may be that of a translator's prefix; bits left over say that it is not. */
static void
add_nat64 (JsonBuilder *builder, const PlAddressText *parts)
{
  g_autofree char *key = g_strdup_printf ("nat64_ipv4_%d", parts->prefix_length);
  char text[PL_ADDRESS_STRING_SIZE];
  PlAddress ipv4;

  if (parts->prefix_length > 0 &&
      pl_address_get_nat64 (&parts->address, (guint) parts->prefix_length, &ipv4) && ipv4.bytes[0] != 0)
    pl_json_add_string (builder, key, pl_address_to_string (&ipv4, text));
}

static void
add_decoded (JsonBuilder *builder, const PlAddressText *parts)
{
  g_autoptr (GArray) decoded = pl_address_decode (&parts->address);
  gboolean has_nat64 = FALSE;

  json_builder_set_member_name (builder, "decoded");
  json_builder_begin_object (builder);
  for (guint i = 0; i < decoded->len; i++)
    {
      PlDecoded *part = &g_array_index (decoded, PlDecoded, i);

      pl_json_add_string (builder, part->key, part->token);
      has_nat64 = has_nat64 || g_str_has_prefix (part->key, "nat64");
    }
  if (!has_nat64)
    add_nat64 (builder, parts);
  json_builder_end_object (builder);
}

static void
add_address (JsonBuilder *builder, const PlAddressText *parts)
{
  char text[PL_ADDRESS_STRING_SIZE];
  g_autofree char *zone = parts->zone != NULL ? g_strndup (parts->zone, parts->zone_length) : NULL;
  g_autofree char *integer = pl_address_dup_integer (&parts->address);
  g_autofree char *hex = pl_address_dup_hex (&parts->address);
  g_autofree char *reverse_name = pl_address_dup_reverse_name (&parts->address);

  pl_json_add_string (builder, "family", pl_json_family_name (parts->address.family));
  pl_json_add_string (builder, "text", pl_address_to_string (&parts->address, text));
  pl_json_add_string (builder, "zone", zone);
  if (parts->prefix_length >= 0)
    pl_json_add_int (builder, "prefix_length", parts->prefix_length);
  else
    pl_json_add_string (builder, "prefix_length", NULL);
  pl_json_add_string (builder, "integer", integer);
  pl_json_add_string (builder, "hex", hex);
  pl_json_add_string (builder, "reverse_name", reverse_name);
  pl_json_add_class (builder, &parts->address);
  add_blocks (builder, &parts->address);
  add_decoded (builder, parts);
  pl_json_add_string (builder, "problem", NULL);
}

static void
add_problem (JsonBuilder *builder, const char *problem)
{
  static const char *const members[] = { "family", "text",         "zone",  "prefix_length", "integer",
                                         "hex",    "reverse_name", "scope", "class",         "rfc" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    pl_json_add_string (builder, members[i], NULL);
  json_builder_set_member_name (builder, "blocks");
  json_builder_begin_array (builder);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "decoded");
  json_builder_begin_object (builder);
  json_builder_end_object (builder);
  pl_json_add_string (builder, "problem", problem);
}

static char *
dup_problem (const char *text, gsize length)
{
  g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (text, (gssize) length, PL_USE_BIND, PL_FAMILY_NONE);

  switch (hostspec->kind)
    {
    case PL_HOSTSPEC_NONE:
      return g_strdup (_ ("Empty: not an address."));
    case PL_HOSTSPEC_INTEGER:
      return g_strdup_printf (_ ("An integer, not an address text; as a host it is %s."), hostspec->text);
    case PL_HOSTSPEC_NAME:
      return g_strdup (_ ("A name, not an address."));
    case PL_HOSTSPEC_IPV4:
    case PL_HOSTSPEC_IPV6:
      return g_strdup (_ ("Blanks around an address are only taken with --lenient."));
    case PL_HOSTSPEC_INVALID:
    default:
      return g_strdup (hostspec->verdict.message);
    }
}

static void
print_json (const char *input, const PlAddressText *parts, const char *problem)
{
  JsonBuilder *builder = pl_json_begin (NULL);

  pl_json_add_string (builder, "input", input);
  if (problem == NULL)
    add_address (builder, parts);
  else
    add_problem (builder, problem);
  pl_json_print (builder);
}

static void
print_plain (const char *input, const PlAddressText *parts, const char *problem)
{
  char text[PL_ADDRESS_STRING_SIZE];
  g_autofree char *integer = NULL;
  PlAddressClass class;

  if (problem != NULL)
    {
      g_print ("%s: %s\n", input, problem);
      return;
    }

  pl_address_classify (&parts->address, &class);
  integer = pl_address_dup_integer (&parts->address);
  g_print ("%s", pl_address_to_string (&parts->address, text));
  if (parts->zone != NULL)
    g_print ("%%%.*s", (int) parts->zone_length, parts->zone);
  if (parts->prefix_length >= 0)
    g_print ("/%d", parts->prefix_length);
  g_print ("  %s  %s  %s  %s\n", parts->address.family == PL_FAMILY_IPV4 ? "IPv4" : "IPv6", class.name,
           class.rfc, integer);
}

/* Returns whether it is an address. */
static gboolean
do_text (const char *text, gsize length, const Options *options)
{
  PlAddressText parts;
  gboolean is_address = options->is_lenient ? pl_address_parse_lenient (text, (gssize) length, &parts)
                                            : pl_address_parse (text, (gssize) length, &parts);
  g_autofree char *input = pl_cli_dup_input (text, length, options->is_json);
  g_autofree char *problem = is_address ? NULL : dup_problem (text, length);

  if (options->is_json)
    print_json (input, &parts, problem);
  else
    print_plain (input, &parts, problem);

  return is_address;
}

static gboolean
do_stream (const Options *options)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean all = TRUE;

  while (pl_cli_read_text (stdin, options->is_nul_separated ? '\0' : '\n', text))
    all &= do_text (text->str, text->len, options);

  return all;
}

int
pl_cli_address (int argc, char **argv)
{
  Options options = { FALSE };
  const GOptionEntry entries[] = {
    { "lenient", 0, 0, G_OPTION_ARG_NONE, &options.is_lenient, N_ ("Take blanks around the text"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.is_json, N_ ("One JSON object a line"), NULL },
    { "null", '0', 0, G_OPTION_ARG_NONE, &options.is_nul_separated,
      N_ ("Read texts that end in a NUL from the standard input"), NULL },
    { NULL },
  };
  gboolean all = TRUE;

  if (!pl_cli_parse_options (&argc, argv, entries, N_ ("TEXT… | -"), _ ("Says what address texts mean.")))
    return PL_EXIT_USAGE;
  if (argc < 2 && !options.is_nul_separated)
    {
      pl_cli_usage_error (_ ("which address? Give one or more texts, or - for the standard input"));
      return PL_EXIT_USAGE;
    }

  if (argc < 2 || (argc == 2 && strcmp (argv[1], "-") == 0))
    return do_stream (&options) ? PL_EXIT_DONE : PL_EXIT_REFUSED;
  for (int i = 1; i < argc; i++)
    all &= do_text (argv[i], strlen (argv[i]), &options);

  return all ? PL_EXIT_DONE : PL_EXIT_REFUSED;
}
