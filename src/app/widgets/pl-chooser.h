#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PlChooser:
 * @PL_CHOOSER_UNKNOWN: nothing is said
 * @PL_CHOOSER_BOUND_BY_YOU: the user bound this end to it
 * @PL_CHOOSER_YOU: the user asked for it
 * @PL_CHOOSER_SYSTEM: the system picked it
 *
 * Who chose an end.
 */
typedef enum
{
  PL_CHOOSER_UNKNOWN,
  PL_CHOOSER_BOUND_BY_YOU,
  PL_CHOOSER_YOU,
  PL_CHOOSER_SYSTEM,
} PlChooser;

const char *pl_chooser_get_label (PlChooser chooser);
const char *pl_chooser_get_icon_name (PlChooser chooser);

G_END_DECLS
