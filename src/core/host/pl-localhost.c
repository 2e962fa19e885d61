/* What the hosts file has for localhost, which is not the same on every computer. */

#include "core/host/pl-localhost.h"

#include "core/lookup/pl-hosts-file.h"

#include <glib/gi18n-lib.h>

static const PlAddress ipv4 = { PL_FAMILY_IPV4, { 127, 0, 0, 1 } };
static const PlAddress ipv6 = { PL_FAMILY_IPV6, { [15] = 1 } };

/**
 * pl_localhost_read:
 * @path: the hosts file, usually %PL_HOSTS_FILE
 *
 * Reads the whole file, which some people fill with a hundred thousand lines: to be called where waiting does
 * no harm.
 *
 * Returns: what it has; nothing if there is no such file
 */
PlLocalhost
pl_localhost_read (const char *path)
{
  return (pl_hosts_file_has (path, "localhost", &ipv4) ? PL_LOCALHOST_IPV4 : 0) |
         (pl_hosts_file_has (path, "localhost", &ipv6) ? PL_LOCALHOST_IPV6 : 0);
}

/**
 * pl_localhost_get_sentence:
 * @self: what the hosts file has
 *
 * Returns: the same in a sentence, translated
 */
const char *
pl_localhost_get_sentence (PlLocalhost self)
{
  switch ((guint) self)
    {
    case PL_LOCALHOST_IPV4 | PL_LOCALHOST_IPV6:
      return _ ("localhost is 127.0.0.1 and ::1 in this computer’s hosts file.");
    case PL_LOCALHOST_IPV4:
      return _ ("localhost is 127.0.0.1 in this computer’s hosts file, and has no IPv6 address there.");
    case PL_LOCALHOST_IPV6:
      return _ ("localhost is ::1 in this computer’s hosts file, and has no IPv4 address there.");
    default:
      return _ ("localhost is not in this computer’s hosts file.");
    }
}
