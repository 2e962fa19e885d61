#pragma once

#include "core/address/pl-address-class.h"

G_BEGIN_DECLS

/* The month of the newest row. */
#define PL_SPECIAL_PURPOSE_DATE "2025-04"

#define PL_IPV4(a, b, c, d)                                                                                  \
  {                                                                                                          \
    PL_FAMILY_IPV4, { a, b, c, d }                                                                           \
  }
#define PL_IPV6(a, b, c, d, e, f, g, h)                                                                      \
  {                                                                                                          \
    PL_FAMILY_IPV6,                                                                                          \
    {                                                                                                        \
      (a) >> 8, (a) &0xff, (b) >> 8, (b) &0xff, (c) >> 8, (c) &0xff, (d) >> 8, (d) &0xff, (e) >> 8,          \
          (e) &0xff, (f) >> 8, (f) &0xff, (g) >> 8, (g) &0xff, (h) >> 8, (h) &0xff                           \
    }                                                                                                        \
  }

extern const PlBlock pl_special_purpose_blocks[];
extern const guint pl_special_purpose_n_blocks;

G_END_DECLS
