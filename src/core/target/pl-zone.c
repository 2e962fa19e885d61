/* The zones of this host, which are its interfaces; does not know what a zone may look like. */
#include "core/target/pl-zone.h"

#include <ifaddrs.h>
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
add_names (GPtrArray *names, const struct ifaddrs *interfaces, gboolean is_loopback)
{
  for (const struct ifaddrs *i = interfaces; i != NULL; i = i->ifa_next)
    if ((i->ifa_flags & IFF_UP) && !!(i->ifa_flags & IFF_LOOPBACK) == is_loopback &&
        !g_ptr_array_find_with_equal_func (names, i->ifa_name, g_str_equal, NULL))
      g_ptr_array_add (names, g_strdup (i->ifa_name));
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
  struct ifaddrs *interfaces = NULL;

  if (getifaddrs (&interfaces) == 0)
    {
      add_names (names, interfaces, FALSE);
      add_names (names, interfaces, TRUE);
      freeifaddrs (interfaces);
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}
