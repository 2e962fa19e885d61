/* What the subcommands have in common in reading their options. */

#include "cli/pl-cli-options.h"

#include "cli/pl-cli-json.h"
#include "core/target/pl-target.h"

#include <glib/gi18n.h>
#include <string.h>

#define GUARD '\001' /* stands before an argument such as “-1”, which is a wrong service and no option */

static gboolean is_json; /* what the command was asked for, even if the rest of it is wrong */

static gboolean
is_negative_number (const char *argument)
{
  return argument[0] == '-' && g_ascii_isdigit (argument[1]) && strcmp (argument, "-0") != 0;
}

/* Whether the argument after @argument is its value, which GOption takes whatever it looks like. */
static gboolean
takes_value (const GOptionEntry *entries, const char *argument)
{
  if (!g_str_has_prefix (argument, "--"))
    return FALSE;

  for (const GOptionEntry *entry = entries; entry->long_name != NULL; entry++)
    {
      if (strcmp (argument + 2, entry->long_name) == 0)
        return entry->arg != G_OPTION_ARG_NONE;
    }

  return FALSE;
}

/* Returns: (transfer full): the arguments, guarded, as GOption wants them */
static char **
guard_arguments (int argc, char **argv, const GOptionEntry *entries)
{
  char **guarded = g_new0 (char *, (gsize) argc + 1);

  for (int i = 0; i < argc; i++)
    {
      gboolean is_value = i > 1 && takes_value (entries, argv[i - 1]);

      guarded[i] = is_negative_number (argv[i]) && !is_value ? g_strdup_printf ("%c%s", GUARD, argv[i])
                                                             : g_strdup (argv[i]);
    }

  return guarded;
}

/**
 * pl_cli_usage_error:
 * @format: a sentence
 * @...: for it
 *
 * Says what is wrong with the request: on the standard error output, or as the last object of `--json`.
 */
void
pl_cli_usage_error (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (is_json)
    pl_json_print_error (-1, PL_STAGE_PARSE, NULL, message);
  else
    g_printerr ("portlight-cli: %s\n", message);
}

/**
 * pl_cli_parse_options:
 * @argc: (inout): the subcommand and its arguments; afterwards without the options
 * @argv: (inout): the same
 * @entries: the options
 * @arguments: (nullable): for the help, such as "HOSTSPEC SERVICE", to be translated
 * @summary: for the help, translated
 *
 * Reads the options; `--help` prints the help and ends the program with status 0.
 *
 * Returns: %FALSE if an option is wrong; the reason has been printed
 */
gboolean
pl_cli_parse_options (int *argc,
                      char **argv,
                      const GOptionEntry *entries,
                      const char *arguments,
                      const char *summary)
{
  g_autoptr (GOptionContext) context = g_option_context_new (arguments);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) guarded = guard_arguments (*argc, argv, entries);
  g_autofree char *program = g_strdup_printf ("portlight-cli %s", argv[0]);

  is_json = g_strv_contains ((const char *const *) argv, "--json");

  g_set_prgname (program);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &guarded, &error))
    {
      pl_cli_usage_error ("%s", error->message);
      return FALSE;
    }

  *argc = (int) g_strv_length (guarded);
  for (int i = 1; i < *argc; i++)
    argv[i] = g_strdup (guarded[i][0] == GUARD ? guarded[i] + 1 : guarded[i]);
  if (*argc > 1 && strcmp (argv[1], "--") == 0)
    {
      memmove (argv + 1, argv + 2, sizeof *argv * (gsize) (*argc - 2));
      (*argc)--;
    }

  return TRUE;
}

/**
 * pl_cli_set_target:
 * @argc: of the subcommand, without the options
 * @argv: the hostspec and the service; or both in one, as people paste them: "[::1]:80", "localhost:http",
 * ":80"
 * @target: what to set
 */
void
pl_cli_set_target (int argc, char **argv, PlTargetRequest *target)
{
  g_autofree char *hostspec = NULL, *service = NULL;

  if (argc == 2 && pl_target_take_apart (argv[1], &hostspec, &service))
    pl_target_request_set (target, hostspec, service);
  else
    pl_target_request_set (target, argc > 1 ? argv[1] : NULL, argc > 2 ? argv[2] : NULL);
}

/**
 * pl_cli_parse_protocol:
 * @text: (nullable): as given
 * @ret_protocol: (out): TCP or UDP
 *
 * Returns: whether it is a protocol that connect and listen speak; if not, that has been printed
 */
gboolean
pl_cli_parse_protocol (const char *text, PlProtocol *ret_protocol)
{
  if (text == NULL || strcmp (text, "tcp") == 0)
    *ret_protocol = PL_PROTOCOL_TCP;
  else if (strcmp (text, "udp") == 0)
    *ret_protocol = PL_PROTOCOL_UDP;
  else
    {
      pl_cli_usage_error (_ ("“%s” is no protocol: tcp or udp"), text);
      return FALSE;
    }

  return TRUE;
}

/**
 * pl_cli_parse_family:
 * @text: (nullable): as given
 * @ret_family: (out): the family; none for any
 *
 * Returns: whether it is a family; if not, that has been printed
 */
gboolean
pl_cli_parse_family (const char *text, PlFamily *ret_family)
{
  if (text == NULL || strcmp (text, "any") == 0)
    *ret_family = PL_FAMILY_NONE;
  else if (strcmp (text, "ipv4") == 0)
    *ret_family = PL_FAMILY_IPV4;
  else if (strcmp (text, "ipv6") == 0)
    *ret_family = PL_FAMILY_IPV6;
  else
    {
      pl_cli_usage_error (_ ("“%s” is no family: any, ipv4 or ipv6"), text);
      return FALSE;
    }

  return TRUE;
}

/**
 * pl_cli_parse_listen_family:
 * @text: (nullable): as given
 * @ret_family: (out): which families
 *
 * Returns: whether it is one of the choices; if not, that has been printed
 */
gboolean
pl_cli_parse_listen_family (const char *text, PlListenFamily *ret_family)
{
  static const char *const names[] = { "any", "ipv4", "ipv6", "both" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strcmp0 (text != NULL ? text : "any", names[i]) == 0)
        {
          *ret_family = (PlListenFamily) i;
          return TRUE;
        }
    }

  pl_cli_usage_error (_ ("“%s” is no family: any, ipv4, ipv6 or both"), text);

  return FALSE;
}

/**
 * pl_cli_check_ranges:
 * @ranges: options that take a number
 * @n_ranges: how many
 *
 * Returns: whether all are between their limits; if not, that has been printed
 */
gboolean
pl_cli_check_ranges (const PlCliRange *ranges, guint n_ranges)
{
  for (guint i = 0; i < n_ranges; i++)
    {
      const PlCliRange *range = &ranges[i];

      if (range->value >= range->min && range->value <= range->max) /* which “nan” is not */
        continue;
      pl_cli_usage_error (_ ("%s takes a number from %d to %d"), range->option, range->min, range->max);
      return FALSE;
    }

  return TRUE;
}
