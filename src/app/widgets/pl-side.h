#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * PlSide:
 * @PL_SIDE_LOCAL: this end: violet, a square, and the word
 * @PL_SIDE_PEER: the other end: orange, a disc, and the word
 *
 * Which end of a socket a widget shows.
 */
typedef enum
{
  PL_SIDE_LOCAL,
  PL_SIDE_PEER,
} PlSide;

#define PL_TYPE_SIDE (pl_side_get_type ())
GType pl_side_get_type (void);

const char *pl_side_get_css_class (PlSide side);
const char *pl_side_get_icon_name (PlSide side);

G_END_DECLS
