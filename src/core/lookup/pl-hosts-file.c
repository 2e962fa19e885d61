/* Looks into the two files that tell where an answer of the system's resolver came from: the hosts file and
 * nsswitch.conf. Answers nothing itself: that is the resolver's. */

#include "core/lookup/pl-hosts-file.h"

#include "core/pl-main-thread.h"

#include <string.h>

/* Both files have lines of words; a # hides the rest of a line. */
static gboolean
next_word (const char **at, const char *end, const char **ret_word, gsize *ret_length)
{
  const char *word = *at;

  while (word < end && (*word == ' ' || *word == '\t' || *word == '\r'))
    word++;
  *at = word;
  while (*at < end && strchr (" \t\r#", **at) == NULL)
    (*at)++;
  *ret_word = word;
  *ret_length = (gsize) (*at - word);

  return *ret_length > 0;
}

static const char *
get_line_end (const char *at, const char *end)
{
  const char *line_end = memchr (at, '\n', (gsize) (end - at));

  return line_end != NULL ? line_end : end;
}

static gboolean
is_word (const char *word, gsize length, const char *text)
{
  return strlen (text) == length && g_ascii_strncasecmp (word, text, length) == 0;
}

static PlNameServices
read_services (const char *at, const char *end)
{
  PlNameServices services = 0;
  gboolean is_action = FALSE;
  const char *word;
  gsize length;

  while (next_word (&at, end, &word, &length))
    {
      is_action |= word[0] == '[';
      if (!is_action && is_word (word, length, "files"))
        services |= PL_NAME_SERVICES_FILES;
      else if (!is_action && is_word (word, length, "dns"))
        services |= PL_NAME_SERVICES_DNS;
      else if (!is_action)
        services |= PL_NAME_SERVICES_OTHER;
      is_action &= word[length - 1] != ']';
    }

  return services;
}

static PlNameServices
find_services (const char *at, const char *end)
{
  while (at < end)
    {
      const char *line_end = get_line_end (at, end);
      const char *word;
      gsize length;

      if (next_word (&at, line_end, &word, &length) && is_word (word, length, "hosts:"))
        return read_services (at, line_end);
      at = line_end + 1;
    }

  return PL_NAME_SERVICES_FILES | PL_NAME_SERVICES_DNS; /* what the library does without the line */
}

static gboolean
line_has (const char *at, const char *end, const char *name, const PlAddress *address)
{
  PlAddressText parts;
  const char *word;
  gsize length;

  if (!next_word (&at, end, &word, &length) || !pl_address_parse (word, (gssize) length, &parts))
    return FALSE;
  if (address != NULL && !pl_address_equal (&parts.address, address))
    return FALSE;
  if (name == NULL)
    return TRUE;
  while (next_word (&at, end, &word, &length))
    {
      if (is_word (word, length, name))
        return TRUE;
    }

  return FALSE;
}

static GMappedFile *
map_file (const char *path)
{
  pl_assert_off_main ("a file of any size");

  return g_mapped_file_new (path, FALSE, NULL);
}

/**
 * pl_hosts_file_get_services:
 * @path: of the file, `/etc/nsswitch.conf`
 *
 * Reads whom the system asks for a name, in whatever order and under whatever conditions.
 *
 * Returns: the services
 */
PlNameServices
pl_hosts_file_get_services (const char *path)
{
  g_autoptr (GMappedFile) file = map_file (path);
  const char *text = file != NULL ? g_mapped_file_get_contents (file) : NULL;

  if (text == NULL)
    return PL_NAME_SERVICES_FILES | PL_NAME_SERVICES_DNS;

  return find_services (text, text + g_mapped_file_get_length (file));
}

/**
 * pl_hosts_file_has:
 * @path: of the file, `/etc/hosts`
 * @name: (nullable): a name or an alias; %NULL for any
 * @address: (nullable): an address; %NULL for any
 *
 * Looks for a line with both.
 *
 * Returns: whether there is one
 */
gboolean
pl_hosts_file_has (const char *path, const char *name, const PlAddress *address)
{
  g_autoptr (GMappedFile) file = map_file (path);
  const char *at = file != NULL ? g_mapped_file_get_contents (file) : NULL;
  const char *end = at != NULL ? at + g_mapped_file_get_length (file) : NULL;

  while (at != NULL && at < end)
    {
      const char *line_end = get_line_end (at, end);

      if (line_has (at, line_end, name, address))
        return TRUE;
      at = line_end + 1;
    }

  return FALSE;
}
