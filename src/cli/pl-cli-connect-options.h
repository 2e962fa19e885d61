#pragma once

#include "cli/pl-cli-cast.h"
#include "core/connect/pl-connect-request.h"

G_BEGIN_DECLS

/**
 * PlCliConnectOptions:
 *
 * The options of connect as they were given. Filled by pl_cli_connect_options_parse(); free with
 * pl_cli_connect_options_clear().
 */
typedef struct
{
  char *protocol; /* (nullable), as the other texts */
  char *family;
  char *local;
  char *local_service;
  double timeout_s; /* 0 for no limit */
  int attempt_delay_ms;
  int resolution_delay_ms;
  gboolean no_nodelay;
  gboolean keep_alive;
  PlCliCast cast;
  int receive_size;
  double wait_s; /* of silence, over UDP */
  gboolean is_check;
  char *text; /* to send in place of the standard input */
  char *record;
  gboolean is_json;
} PlCliConnectOptions;

gboolean pl_cli_connect_options_parse (PlCliConnectOptions *self, int *argc, char **argv);
gboolean pl_cli_connect_options_fill (const PlCliConnectOptions *self, PlConnectRequest *request);
void pl_cli_connect_options_clear (PlCliConnectOptions *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlCliConnectOptions, pl_cli_connect_options_clear)

G_END_DECLS
