#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *pl_format_bytes (guint64 bytes);
char *pl_format_age (gint64 age_us);
char *pl_format_duration (gint64 duration_us);
char *pl_format_time_of_day (gint64 real_us);

char *pl_format_rate (guint64 bytes_per_s);

G_END_DECLS
