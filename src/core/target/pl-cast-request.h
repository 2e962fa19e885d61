#pragma once

#include "core/net/pl-cast.h"
#include "core/pl-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_CAST_REQUEST (pl_cast_request_get_type ())

G_DECLARE_FINAL_TYPE (PlCastRequest, pl_cast_request, PL, CAST_REQUEST, GObject)

PlCastRequest *pl_cast_request_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pl_cast_request_assign (PlCastRequest *self, PlCastRequest *other);
gboolean pl_cast_request_check_interface (PlCastRequest *self, guint32 *ret_interface, GError **error);
gboolean pl_cast_request_check_source (PlCastRequest *self, PlAddress *ret_source, GError **error);
gboolean pl_cast_request_check (PlCastRequest *self, PlCast *ret_cast, GError **error);

G_END_DECLS
