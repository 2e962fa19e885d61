#pragma once

#include "cli/pl-cli-cast.h"
#include "core/listen/pl-listen-request.h"

G_BEGIN_DECLS

/**
 * PlCliListenOptions:
 *
 * The options of listen as they were given. Filled by pl_cli_listen_options_parse(); free with
 * pl_cli_listen_options_clear().
 */
typedef struct
{
  char *protocol; /* (nullable), as the other texts */
  char *family;
  char *respond;
  int backlog;
  gboolean no_reuse_address;
  gboolean reuse_port;
  int receive_buffer;
  PlCliCast cast;
  int receive_size;
  gboolean wait;
  double for_s; /* 0 for ever */
  char *record;
  gboolean is_quiet;
  gboolean is_json;
} PlCliListenOptions;

gboolean pl_cli_listen_options_parse (PlCliListenOptions *self, int *argc, char **argv);
gboolean pl_cli_listen_options_fill (const PlCliListenOptions *self, PlListenRequest *request);
void pl_cli_listen_options_clear (PlCliListenOptions *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlCliListenOptions, pl_cli_listen_options_clear)

G_END_DECLS
