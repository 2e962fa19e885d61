#pragma once

#include "core/pl-error.h"
#include "core/target/pl-hostspec.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_LOOKUP_REQUEST (pl_lookup_request_get_type ())

G_DECLARE_FINAL_TYPE (PlLookupRequest, pl_lookup_request, PL, LOOKUP_REQUEST, GObject)

PlLookupRequest *
pl_lookup_request_new (const char *hostspec, PlFamily family, gboolean is_reverse) G_GNUC_WARN_UNUSED_RESULT;
PlLookupRequest *pl_lookup_request_copy_for (PlLookupRequest *self,
                                             const char *hostspec) G_GNUC_WARN_UNUSED_RESULT;
const char *pl_lookup_request_get_hostspec (PlLookupRequest *self);
PlFamily pl_lookup_request_get_family (PlLookupRequest *self);
gboolean pl_lookup_request_get_reverse (PlLookupRequest *self);
gboolean pl_lookup_request_get_records (PlLookupRequest *self);
PlHostspec *pl_lookup_request_check (PlLookupRequest *self, GError **error);

G_END_DECLS
