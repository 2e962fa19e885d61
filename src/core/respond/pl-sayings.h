#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of RFC 864: 95 lines of 72 characters and CR LF, each a character further than the one before. */
#define PL_CHARGEN_LINE_SIZE 74
#define PL_CHARGEN_SIZE      (95 * PL_CHARGEN_LINE_SIZE)

const guint8 *pl_sayings_get_chargen (void);
char *pl_sayings_dup_daytime (GDateTime *now);
const char *pl_sayings_get_quote (GDateTime *now);

G_END_DECLS
