/* pl-chooser.c: who chose an end, in words and as an icon. */

#include "app/widgets/pl-chooser.h"

#include <glib/gi18n-lib.h>

/**
 * pl_chooser_get_label:
 * @chooser: who chose an end
 *
 * Says who chose an end, as part of a sentence: "bound by you".
 *
 * Returns: (nullable): the translated words; %NULL if it is not known
 */
const char *
pl_chooser_get_label (PlChooser chooser)
{
  switch (chooser)
    {
    case PL_CHOOSER_BOUND_BY_YOU:
      return _ ("bound by you");
    case PL_CHOOSER_YOU:
      return _ ("chosen by you");
    case PL_CHOOSER_SYSTEM:
      return _ ("chosen by the system");
    case PL_CHOOSER_UNKNOWN:
    default:
      return NULL;
    }
}

/**
 * pl_chooser_get_icon_name:
 * @chooser: who chose an end
 *
 * Gets the icon that goes with pl_chooser_get_label().
 *
 * Returns: the name of a symbolic icon
 */
const char *
pl_chooser_get_icon_name (PlChooser chooser)
{
  return chooser == PL_CHOOSER_SYSTEM ? "emblem-system-symbolic" : "object-select-symbolic";
}
