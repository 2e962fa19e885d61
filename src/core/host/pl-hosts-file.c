/* The hosts file, see hosts(5): what addresses it has for a name. Asks no resolver. */

#include "core/host/pl-hosts-file.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define LINE_MAX_SIZE 4096
#define ADDRESSES_MAX 16

static gboolean
has_name (char **words, const char *name)
{
  for (char **word = words + 1; *word != NULL; word++)
    if (g_ascii_strcasecmp (*word, name) == 0)
      return TRUE;
  return FALSE;
}

/* Blanks in a row give empty words, which are no names. */
static void
take_line (char *line, const char *name, GArray *addresses)
{
  g_auto (GStrv) words = NULL;
  PlAddressText parts;

  line[strcspn (line, "#\n")] = '\0';
  words = g_strsplit_set (g_strstrip (line), " \t", -1);
  if (words[0] == NULL || !has_name (words, name) || !pl_address_parse (words[0], -1, &parts))
    return;
  for (guint i = 0; i < addresses->len; i++)
    if (pl_address_equal (&g_array_index (addresses, PlAddress, i), &parts.address))
      return;
  if (addresses->len < ADDRESSES_MAX)
    g_array_append_val (addresses, parts.address);
}

/**
 * pl_hosts_file_find:
 * @path: the file, usually %PL_HOSTS_FILE
 * @name: a name, in any case
 *
 * Reads the addresses that the file has for a name. Reads the whole file, which some people fill with a
 * hundred thousand lines: to be called where waiting does no harm.
 *
 * Returns: (transfer full) (nullable) (element-type PlAddress): the addresses, at most 16; %NULL if there is
 *   no such file
 */
GArray *
pl_hosts_file_find (const char *path, const char *name)
{
  FILE *file = fopen (path, "re");
  GArray *addresses;
  gboolean is_rest = FALSE; /* of a line that is too long */
  char line[LINE_MAX_SIZE];

  if (file == NULL)
    return NULL;

  addresses = g_array_new (FALSE, FALSE, sizeof (PlAddress));
  while (fgets (line, sizeof line, file) != NULL)
    {
      gboolean is_complete = strchr (line, '\n') != NULL;

      if (!is_rest)
        take_line (line, name, addresses);
      is_rest = !is_complete;
    }
  fclose (file);
  return addresses;
}

static const PlAddress *
get_first (const GArray *addresses, PlFamily family)
{
  for (guint i = 0; i < addresses->len; i++)
    if (g_array_index (addresses, PlAddress, i).family == family)
      return &g_array_index (addresses, PlAddress, i);
  return NULL;
}

/**
 * pl_hosts_file_dup_sentence:
 * @addresses: (nullable) (element-type PlAddress): of pl_hosts_file_find()
 * @name: the name they are of
 *
 * Says what the file has: "localhost is 127.0.0.1 and ::1 in this computer’s hosts file."
 *
 * Returns: (transfer full): a sentence
 */
char *
pl_hosts_file_dup_sentence (const GArray *addresses, const char *name)
{
  char ipv4[PL_ADDRESS_STRING_SIZE];
  char ipv6[PL_ADDRESS_STRING_SIZE];
  const PlAddress *first_ipv4, *first_ipv6;

  if (addresses == NULL)
    return g_strdup (_ ("This computer has no hosts file."));

  first_ipv4 = get_first (addresses, PL_FAMILY_IPV4);
  first_ipv6 = get_first (addresses, PL_FAMILY_IPV6);
  if (first_ipv4 != NULL)
    pl_address_to_string (first_ipv4, ipv4);
  if (first_ipv6 != NULL)
    pl_address_to_string (first_ipv6, ipv6);

  if (first_ipv4 == NULL && first_ipv6 == NULL)
    return g_strdup_printf (_ ("%s is not in this computer’s hosts file."), name);
  if (first_ipv6 == NULL)
    return g_strdup_printf (_ ("%s is %s in this computer’s hosts file, and has no IPv6 address there."),
                            name, ipv4);
  if (first_ipv4 == NULL)
    return g_strdup_printf (_ ("%s is %s in this computer’s hosts file, and has no IPv4 address there."),
                            name, ipv6);
  return g_strdup_printf (_ ("%s is %s and %s in this computer’s hosts file."), name, ipv4, ipv6);
}
