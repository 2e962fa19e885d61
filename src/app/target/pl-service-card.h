#pragma once

#include "core/target/pl-service-entry.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PlServiceRank:
 * @PL_SERVICE_RANK_MATCH: the one that was asked for
 * @PL_SERVICE_RANK_FIRST: the same, because it is the first of several and no protocol was asked for
 * @PL_SERVICE_RANK_SAME_PORT: it has the number, too
 * @PL_SERVICE_RANK_SAME_NAME: it has the name, too
 *
 * What an entry is among those that were found.
 */
typedef enum
{
  PL_SERVICE_RANK_MATCH,
  PL_SERVICE_RANK_FIRST,
  PL_SERVICE_RANK_SAME_PORT,
  PL_SERVICE_RANK_SAME_NAME,
} PlServiceRank;

#define PL_TYPE_SERVICE_CARD (pl_service_card_get_type ())

G_DECLARE_FINAL_TYPE (PlServiceCard, pl_service_card, PL, SERVICE_CARD, AdwBin)

GtkWidget *pl_service_card_new (const PlServiceEntry *entry, PlServiceRank rank);

G_END_DECLS
