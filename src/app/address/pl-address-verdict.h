#pragma once

#include "core/target/pl-hostspec.h"

#include "app/widgets/pl-verdict-label.h"

#include <adwaita.h>

G_BEGIN_DECLS

void pl_address_verdict_init (PlVerdict *self, const PlHostspec *hostspec);

void pl_address_verdict_show (const PlHostspec *hostspec, AdwEntryRow *row, PlVerdictLabel *label);

G_END_DECLS
