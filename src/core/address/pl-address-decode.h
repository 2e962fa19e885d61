#pragma once

#include "core/address/pl-address-class.h"

G_BEGIN_DECLS

/* Between the two files that decode, and nobody else. */
void
pl_decoded_add (GArray *decoded, const char *key, const char *label, const char *rfc, const char *format, ...)
    G_GNUC_PRINTF (5, 6);
void pl_decoded_add_word (GArray *decoded,
                          const char *key,
                          const char *label,
                          const char *rfc,
                          const char *token,
                          const char *word);
void pl_decoded_add_address (GArray *decoded,
                             const char *key,
                             const char *label,
                             const char *rfc,
                             const PlAddress *address);
void pl_address_decode_multicast (const PlAddress *address, GArray *decoded);

G_END_DECLS
