#pragma once

#include "core/export/pl-export.h"

G_BEGIN_DECLS

PlExportSource pl_export_bytes (GBytes *bytes);

G_END_DECLS
