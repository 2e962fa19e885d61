#pragma once

#include "core/address/pl-anatomy.h"

G_BEGIN_DECLS

/* Between the two files that cut an address into fields, and nobody else. A label is taken over. */
void pl_anatomy_take (GArray *fields, guint n_bits, PlFieldKind kind, char *label);
void pl_anatomy_take_zero (GArray *fields, const PlAddress *address, guint first, guint n_bits);
void pl_anatomy_take_prefix (GArray *fields, const PlAddress *address, guint n_bits);
void pl_anatomy_take_interface_id (GArray *fields, const PlAddress *address);
char *pl_anatomy_dup_ipv4 (const PlAddress *address, guint offset, guint8 flip);
gboolean pl_anatomy_cut_layout (GArray *fields, const PlAddress *address);

G_END_DECLS
