#pragma once

#include "core/pl-error.h"

G_BEGIN_DECLS

/**
 * PlErrorEntry:
 * @stage: how far it had come
 * @code: as of [struct@Pl.Failure]
 * @outcome: the one word for a table
 * @title: what happened; %H stands for the host (the address, or the name if none was found), %P for the port
 * @likely: the likely cause
 * @next: what to try next
 *
 * What to say of a failure. The texts are to be translated.
 */
typedef struct
{
  PlStage stage;
  int code;
  PlOutcome outcome;
  const char *title;
  const char *likely;
  const char *next;
} PlErrorEntry;

const PlErrorEntry *pl_error_table_find (const PlFailure *failure);

G_END_DECLS
