#pragma once

#include "core/address/pl-address.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PL_TYPE_FAKE_RESOLVER (pl_fake_resolver_get_type ())

G_DECLARE_FINAL_TYPE (PlFakeResolver, pl_fake_resolver, PL, FAKE_RESOLVER, GResolver)

/* Delays beside milliseconds. */
#define PL_FAKE_NOW   0
#define PL_FAKE_NEVER -1 /* until it is cancelled */

PlFakeResolver *pl_fake_resolver_install (void);
void pl_fake_resolver_uninstall (PlFakeResolver *self);
void pl_fake_resolver_set_addresses (PlFakeResolver *self,
                                     const char *name,
                                     PlFamily family,
                                     int delay_ms,
                                     const char *addresses);
void pl_fake_resolver_set_error (PlFakeResolver *self,
                                 const char *name,
                                 PlFamily family,
                                 int delay_ms,
                                 GResolverError code);
guint pl_fake_resolver_get_n_asked (PlFakeResolver *self);
guint pl_fake_resolver_answer_names (PlFakeResolver *self, const char *name);

G_END_DECLS
