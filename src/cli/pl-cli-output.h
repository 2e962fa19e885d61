#pragma once

#include <glib.h>

G_BEGIN_DECLS

void pl_cli_output_init (void);
void pl_cli_output_write (const char *bytes, gsize size);
void pl_cli_output_fail (int code);
int pl_cli_output_finish (int status);

G_END_DECLS
