#pragma once

#include "core/pl-engine.h"

G_BEGIN_DECLS

/* Exit statuses, part of the command-line contract. */
#define PL_EXIT_DONE    0
#define PL_EXIT_REFUSED 1 /* the network, or the text, said no */
#define PL_EXIT_USAGE   2 /* the request itself was wrong */

int pl_cli_address (int argc, char **argv);
int pl_cli_connect (int argc, char **argv);
int pl_cli_host (int argc, char **argv);
int pl_cli_listen (int argc, char **argv);
int pl_cli_lookup (int argc, char **argv);
int pl_cli_service (int argc, char **argv);
int pl_cli_target (int argc, char **argv);

G_END_DECLS
