#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GMenuModel *pl_copy_menu_new (const GArray *notations);
GMenuModel *pl_copy_menu_new_short (const GArray *notations);

G_END_DECLS
