#pragma once

#include "app/widgets/pl-verdict-label.h"

#include <adwaita.h>

G_BEGIN_DECLS

void pl_field_verdict_show (AdwEntryRow *row, PlVerdictLabel *label, const PlVerdict *verdict);

G_END_DECLS
