#pragma once

#include "core/pl-engine.h"

G_BEGIN_DECLS

void pl_cli_print_waiting (PlListener *listener, gboolean is_json);
void pl_cli_print_listening (PlListener *listener, gboolean is_json);
void pl_cli_print_name (PlListener *listener);
void pl_cli_print_pause (PlPause pause, gboolean is_json);
void pl_cli_print_accepted (PlSocket *socket, gboolean is_json);
void pl_cli_print_closed (PlSocket *socket, gboolean is_json);
void pl_cli_print_stopped (PlListener *listener, PlEngine *engine, gboolean is_json);

G_END_DECLS
