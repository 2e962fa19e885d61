/* pl-side.c: the two sides of a socket and the signs they are told apart by. */

#include "app/widgets/pl-side.h"

G_DEFINE_ENUM_TYPE (PlSide,
                    pl_side,
                    G_DEFINE_ENUM_VALUE (PL_SIDE_LOCAL, "local"),
                    G_DEFINE_ENUM_VALUE (PL_SIDE_PEER, "peer"))

/**
 * pl_side_get_css_class:
 * @side: a side
 *
 * Gets the style class that gives a text or a drawing the hue of @side.
 *
 * Returns: "local" or "peer"
 */
const char *
pl_side_get_css_class (PlSide side)
{
  return side == PL_SIDE_LOCAL ? "local" : "peer";
}

/**
 * pl_side_get_icon_name:
 * @side: a side
 *
 * Gets the mark of @side: a square or a disc.
 *
 * Returns: the name of a symbolic icon
 */
const char *
pl_side_get_icon_name (PlSide side)
{
  return side == PL_SIDE_LOCAL ? "pl-local-symbolic" : "pl-peer-symbolic";
}
