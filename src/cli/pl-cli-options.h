#pragma once

#include "core/net/pl-net.h"

G_BEGIN_DECLS

gboolean pl_cli_parse_options (int *argc,
                               char **argv,
                               const GOptionEntry *entries,
                               const char *arguments,
                               const char *summary);
gboolean pl_cli_parse_protocol (const char *text, PlProtocol *ret_protocol);
gboolean pl_cli_parse_family (const char *text, PlFamily *ret_family);
gboolean pl_cli_parse_listen_family (const char *text, PlListenFamily *ret_family);
void pl_cli_usage_error (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
