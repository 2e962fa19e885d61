#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PlNameFault:
 *
 * What is wrong with a host name.
 */
typedef enum
{
  PL_NAME_FAULT_NONE,
  PL_NAME_FAULT_EMPTY_LABEL,
  PL_NAME_FAULT_LONG_LABEL,
  PL_NAME_FAULT_LONG_NAME,
  PL_NAME_FAULT_CHARACTER,
  PL_NAME_FAULT_HYPHEN,
  PL_NAME_FAULT_IDNA,
  PL_NAME_FAULT_NUMBER,
} PlNameFault;

PlNameFault pl_host_name_check (const char *text, char **ret_name);
char *pl_host_name_dup_unicode (const char *name);
gboolean pl_host_name_ends_in_number (const char *text);

G_END_DECLS
