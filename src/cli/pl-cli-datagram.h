#pragma once

#include "core/net/pl-news.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void pl_cli_datagram_print_json (const PlPortion *datagram);
void pl_cli_datagram_print (const PlPortion *datagram);
void pl_cli_report_print_json (const PlReport *report, gint64 at_us);
void pl_cli_report_print (const PlReport *report);

G_END_DECLS
