#pragma once

#include "core/net/pl-net.h"
#include "core/target/pl-target-request.h"

G_BEGIN_DECLS

/**
 * PlCliRange:
 * @option: such as "--timeout"
 * @value: as given
 * @min: the least that makes sense
 * @max: the most
 *
 * An option that takes a number.
 */
typedef struct
{
  const char *option;
  double value;
  int min;
  int max;
} PlCliRange;

gboolean pl_cli_parse_options (int *argc,
                               char **argv,
                               const GOptionEntry *entries,
                               const char *arguments,
                               const char *summary);
void pl_cli_set_target (int argc, char **argv, PlTargetRequest *target);
gboolean pl_cli_parse_protocol (const char *text, PlProtocol *ret_protocol);
gboolean pl_cli_parse_family (const char *text, PlFamily *ret_family);
gboolean pl_cli_parse_listen_family (const char *text, PlListenFamily *ret_family);
gboolean pl_cli_check_ranges (const PlCliRange *ranges, guint n_ranges);
void pl_cli_usage_error (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
