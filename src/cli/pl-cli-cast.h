#pragma once

#include "core/target/pl-cast-request.h"

G_BEGIN_DECLS

/**
 * PlCliCast:
 *
 * The options of broadcast and multicast as they were given. Starts as zeros; free with pl_cli_cast_clear().
 */
typedef struct
{
  gboolean broadcast;
  int hops;
  gboolean no_loop;
  char *interface;
  char *source; /* of listen alone */
} PlCliCast;

#define PL_CLI_CAST_ENTRIES(cast)                                                                                \
  { "broadcast", 0, 0, G_OPTION_ARG_NONE, &(cast).broadcast, N_ ("UDP: allow broadcasts"), NULL },               \
      { "hops", 0, 0, G_OPTION_ARG_INT, &(cast).hops, N_ ("UDP: how far multicasts go"), N_ ("N") },             \
      { "no-loop", 0, 0, G_OPTION_ARG_NONE, &(cast).no_loop, N_ ("UDP: do not hear the own multicasts"), NULL }, \
  {                                                                                                              \
    "interface", 0, 0, G_OPTION_ARG_STRING, &(cast).interface, N_ ("UDP: the interface of multicasts"),          \
        N_ ("NAME")                                                                                              \
  }

gboolean pl_cli_cast_fill (const PlCliCast *self, PlCastRequest *request);
void pl_cli_cast_clear (PlCliCast *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlCliCast, pl_cli_cast_clear)

G_END_DECLS
