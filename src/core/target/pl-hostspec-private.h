#pragma once

#include "core/target/pl-hostspec.h"

G_BEGIN_DECLS

/* Between pl-hostspec.c, which reads, and the two files that find the words for it. */
void pl_hostspec_describe (PlHostspec *self, const char *typed, PlUse use, PlFamily family);
void pl_hostspec_explain (PlHostspec *self, const char *typed);

G_END_DECLS
