/* portlight-cli: finds the subcommand. Knows nothing of what it does. */

#include "cli/pl-cli.h"

#include "cli/pl-cli-output.h"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

typedef struct
{
  const char *name;
  int (*run) (int argc, char **argv);
  const char *summary;
} Command;

static const Command commands[] = {
  { "address", pl_cli_address, N_ ("say what address texts mean, without asking the network") },
  { "connect", pl_cli_connect, N_ ("connect, tell the story, and be a pipe") },
  { "host", pl_cli_host, N_ ("give the interfaces, their addresses, and the way out by each family") },
  { "listen", pl_cli_listen, N_ ("listen, and tell who comes and goes") },
  { "lookup", pl_cli_lookup, N_ ("look a host up: its names and addresses, and the questions it took") },
  { "service", pl_cli_service, N_ ("give the entry of a service: its port, its names, its protocol") },
  { "target", pl_cli_target, N_ ("say how a hostspec and a service are read") },
};

static void
print_help (void)
{
  g_print (_ ("Usage: portlight-cli COMMAND [OPTION…] [ARGUMENT…]\n\nCommands:\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-9s %s\n", commands[i].name, _ (commands[i].summary));
  g_print (_ ("\nWhat a command takes: portlight-cli COMMAND --help\n"
              "Exit status: 0 done, 1 the network or the text said no, 2 the request was wrong\n"));
}

/* Returns: (nullable): the command of this name */
static const Command *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (name, commands[i].name) == 0)
      return &commands[i];

  return NULL;
}

static int
run_command (int argc, char **argv)
{
  const Command *command = find_command (argv[0]);

  if (command != NULL)
    return pl_cli_output_finish (command->run (argc, argv));

  g_printerr (_ ("portlight-cli: there is no command “%s”; see portlight-cli --help\n"), argv[0]);

  return PL_EXIT_USAGE;
}

static gboolean
is_help (const char *argument)
{
  return strcmp (argument, "--help") == 0 || strcmp (argument, "-h") == 0 || strcmp (argument, "help") == 0;
}

static void
init_locale (void)
{
  const char *folder;

  setlocale (LC_ALL, "");
  /* `./dev` sets it: a program that is not installed finds its words beside itself */
  folder = g_getenv ("PORTLIGHT_LOCALE_DIR");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc, char **argv)
{
  pl_cli_output_init ();
  init_locale ();
  if (argc < 2)
    {
      print_help ();
      return PL_EXIT_USAGE;
    }
  if (is_help (argv[1]) && argc > 2)
    return run_command (2, (char *[]){ argv[2], (char *) "--help", NULL });
  if (is_help (argv[1]))
    {
      print_help ();
      return PL_EXIT_DONE;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      g_print ("portlight-cli %s\n", PACKAGE_VERSION);
      return PL_EXIT_DONE;
    }

  return run_command (argc - 1, argv + 1);
}
