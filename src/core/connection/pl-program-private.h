#pragma once

#include "core/connection/pl-program.h"

G_BEGIN_DECLS

/* pl-program-c.c, pl-program-gio.c, pl-program-python.c, pl-program-lisp.c, pl-program-shell.c */
void pl_program_write_c (GString *program, const PlProgramInput *input);
void pl_program_write_gio (GString *program, const PlProgramInput *input);
void pl_program_write_python (GString *program, const PlProgramInput *input);
void pl_program_write_lisp (GString *program, const PlProgramInput *input);
void pl_program_write_ncat (GString *program, const PlProgramInput *input);
void pl_program_write_socat (GString *program, const PlProgramInput *input);

/* pl-program.c */
/* How long a program waits for another datagram: nothing says that there are no more. */
#define PL_PROGRAM_WAIT_S 2

gboolean pl_program_is_udp (const PlProgramInput *input);
gboolean pl_program_is_bound (const PlProgramInput *input);
PlFamily pl_program_get_local_family (const PlProgramInput *input);
const char *pl_program_get_local_host (const PlProgramInput *input);
char *pl_program_dup_host (const PlProgramEnd *end);
char *pl_program_quote (const char *text);
char *pl_program_quote_bytes (const guint8 *bytes, gsize length);

G_END_DECLS
