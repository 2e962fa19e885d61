#pragma once

#include "core/host/pl-host.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_HOST_PAGE (pl_host_page_get_type ())

G_DECLARE_FINAL_TYPE (PlHostPage, pl_host_page, PL, HOST_PAGE, AdwBin)

GtkWidget *pl_host_page_new (void);
void pl_host_page_set_host (PlHostPage *self, PlHost *host);

G_END_DECLS
