#pragma once

#include "core/address/pl-end.h"

G_BEGIN_DECLS

/**
 * PlPlace:
 * @name: (nullable): a name to look up, in ASCII; else @end says it all
 * @end: the address, if there is no @name; the port either way. An unknown address stands for "any"
 *
 * Where an end is to be: a name or an address, and a port.
 */
typedef struct
{
  char *name;
  PlEnd end;
} PlPlace;

G_END_DECLS
