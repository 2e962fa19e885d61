#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_ADDRESS_PAGE (pl_address_page_get_type ())

G_DECLARE_FINAL_TYPE (PlAddressPage, pl_address_page, PL, ADDRESS_PAGE, AdwBin)

GtkWidget *pl_address_page_new (void);
void pl_address_page_show (PlAddressPage *self, const char *hostspec);
void pl_address_page_focus_host (PlAddressPage *self);

G_END_DECLS
