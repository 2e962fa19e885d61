/* The zones of this host, which are its interfaces; does not know what a zone may look like. */
#include "core/target/pl-zone.h"

#include "core/net/pl-interface-reader.h"

#include <net/if.h>
#include <string.h>

/**
 * pl_zone_resolve:
 * @zone: a zone as typed: `eth0`, or all digits for the number of an interface
 * @ret_scope_id: (out): the number of the interface
 *
 * Returns: whether this host has the interface now; if not, @ret_scope_id is untouched
 */
gboolean
pl_zone_resolve (const char *zone, guint32 *ret_scope_id)
{
  char name[IF_NAMESIZE];
  guint64 number;

  if (strspn (zone, "0123456789") < strlen (zone))
    number = if_nametoindex (zone);
  else if (!g_ascii_string_to_unsigned (zone, 10, 1, G_MAXINT32, &number, NULL) ||
           if_indextoname ((guint) number, name) == NULL)
    number = 0;

  if (number == 0)
    return FALSE;
  *ret_scope_id = (guint32) number;
  return TRUE;
}

static void
add_names (GPtrArray *names, const PlInterfaces *interfaces, gboolean is_loopback)
{
  for (guint i = 0; i < interfaces->interfaces->len; i++)
    {
      const PlInterface *interface = &g_array_index (interfaces->interfaces, PlInterface, i);

      if ((interface->flags & IFF_UP) != 0 && ((interface->flags & IFF_LOOPBACK) != 0) == is_loopback)
        g_ptr_array_add (names, g_strdup (interface->name));
    }
}

/**
 * pl_zone_dup_all:
 *
 * Returns: (transfer full): the names of the interfaces that are up, the loopback last; empty if the system
 *   does not tell
 */
char **
pl_zone_dup_all (void)
{
  GPtrArray *names = g_ptr_array_new ();
  int code;
  g_autoptr (PlInterfaces) interfaces = pl_interfaces_read (&code);

  if (interfaces != NULL)
    {
      add_names (names, interfaces, FALSE);
      add_names (names, interfaces, TRUE);
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}
