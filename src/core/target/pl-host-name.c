/* What may be asked of the resolver as a host name; asks nothing, and reads no address. */
#include "core/target/pl-host-name.h"

#include <gio/gio.h>
#include <string.h>

#define NAME_BYTES_MAX  253
#define LABEL_BYTES_MAX 63

/* Longer texts are not even tried: punycode takes quadratic time. */
#define TYPED_BYTES_MAX 1024

static gboolean
is_number (const char *text, gsize length)
{
  gboolean is_hex = length >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x';

  for (gsize i = is_hex ? 2 : 0; i < length; i++)
    if (is_hex ? !g_ascii_isxdigit (text[i]) : !g_ascii_isdigit (text[i]))
      return FALSE;
  return length > 0;
}

/**
 * pl_host_name_ends_in_number:
 * @text: a text
 *
 * Old programs would take such a text for an address, so it is never looked up: `1.2.3.4.5`, `foo.09`,
 * `0x7f.`.
 *
 * Returns: whether its last label, one trailing dot aside, is a number, decimal or hexadecimal
 */
gboolean
pl_host_name_ends_in_number (const char *text)
{
  gsize length = strlen (text);
  const char *dot;
  const char *label;

  if (length > 0 && text[length - 1] == '.')
    length--;
  dot = memrchr (text, '.', length);
  label = dot != NULL ? dot + 1 : text;
  return is_number (label, length - (gsize) (label - text));
}

static PlNameFault
check_label (const char *label, gsize length)
{
  if (length == 0)
    return PL_NAME_FAULT_EMPTY_LABEL;
  if (length > LABEL_BYTES_MAX)
    return PL_NAME_FAULT_LONG_LABEL;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (label[i]) && label[i] != '-' && label[i] != '_')
      return PL_NAME_FAULT_CHARACTER;
  if (label[0] == '-' || label[length - 1] == '-')
    return PL_NAME_FAULT_HYPHEN;
  return PL_NAME_FAULT_NONE;
}

static PlNameFault
check_ascii (const char *name)
{
  gsize length = strlen (name);
  PlNameFault fault = PL_NAME_FAULT_NONE;

  if (length > 0 && name[length - 1] == '.')
    length--;
  for (gsize start = 0; start <= length && fault == PL_NAME_FAULT_NONE;)
    {
      const char *dot = memchr (name + start, '.', length - start);
      gsize end = dot != NULL ? (gsize) (dot - name) : length;

      fault = check_label (name + start, end - start);
      start = end + 1;
    }
  if (fault == PL_NAME_FAULT_NONE && length > NAME_BYTES_MAX)
    return PL_NAME_FAULT_LONG_NAME;
  if (fault == PL_NAME_FAULT_NONE && pl_host_name_ends_in_number (name))
    return PL_NAME_FAULT_NUMBER;
  return fault;
}

/* Bytes without one dot at the end, which may be one of other scripts (RFC 3490 section 3.1). */
static gsize
measure_without_dot (const char *text, gsize length)
{
  static const char *const dots[] = { ".", "\xe3\x80\x82", "\xef\xbc\x8e", "\xef\xbd\xa1" };

  for (guint i = 0; i < G_N_ELEMENTS (dots); i++)
    {
      gsize size = strlen (dots[i]);

      if (length >= size && memcmp (text + length - size, dots[i], size) == 0)
        return length - size;
    }
  return length;
}

/* Punycode hides a hyphen at the start or end of what was typed. */
static gboolean
hides_hyphen (const char *ascii)
{
  g_autofree char *unicode = g_hostname_to_unicode (ascii);

  return unicode != NULL && (*unicode == '-' || g_str_has_suffix (unicode, "-") ||
                             strstr (unicode, ".-") != NULL || strstr (unicode, "-.") != NULL);
}

/* g_hostname_to_ascii() drops the last dot, which keeps a resolver from its search list, and drops it even if
 * there are two. */
static PlNameFault
convert (const char *text, char **ret_name)
{
  gsize length = strlen (text);
  gsize size = measure_without_dot (text, length);
  g_autofree char *body = g_strndup (text, size);
  g_autofree char *ascii = NULL;

  if (measure_without_dot (body, size) < size)
    return PL_NAME_FAULT_EMPTY_LABEL;
  ascii = g_hostname_to_ascii (body);
  if (ascii == NULL)
    return PL_NAME_FAULT_IDNA;
  if (hides_hyphen (ascii))
    return PL_NAME_FAULT_HYPHEN;

  *ret_name = g_strconcat (ascii, size < length ? "." : NULL, NULL);
  return PL_NAME_FAULT_NONE;
}

/**
 * pl_host_name_check:
 * @text: valid UTF-8
 * @ret_name: (out): the name to ask the resolver for, in ASCII
 *
 * Checks what RFC 1123 section 2.1 allows, and underscores, which many names have. Names in other scripts go
 * through IDNA first and are checked after it: `bücher.example` gives `xn--bcher-kva.example`, while
 * full-width digits turn out to be an address in disguise.
 *
 * Returns: what is wrong; if anything is, @ret_name is untouched
 */
PlNameFault
pl_host_name_check (const char *text, char **ret_name)
{
  g_autofree char *name = NULL;
  PlNameFault fault = PL_NAME_FAULT_NONE;

  if (strlen (text) > TYPED_BYTES_MAX)
    return PL_NAME_FAULT_LONG_NAME;
  if (g_str_is_ascii (text))
    name = g_strdup (text);
  else
    fault = convert (text, &name);

  if (fault == PL_NAME_FAULT_NONE)
    fault = check_ascii (name);
  if (fault == PL_NAME_FAULT_NONE)
    *ret_name = g_steal_pointer (&name);
  return fault;
}

/**
 * pl_host_name_dup_unicode:
 * @name: a name that [func@host_name_check] gave
 *
 * Writes the `xn--` parts of a name out in their own script (RFC 5891 section 4.2, by way of GLib's IDNA
 * 2003). What would not come back as the same name is not written out, so that nothing reads as what it is
 * not.
 *
 * Returns: (transfer full) (nullable): the name as people write it, valid UTF-8 without a last dot; %NULL if
 * it is that already
 */
char *
pl_host_name_dup_unicode (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, (gssize) measure_without_dot (name, strlen (name)));
  g_autofree char *unicode = g_hostname_to_unicode (lower);
  g_autofree char *again = NULL;

  if (unicode == NULL || g_str_is_ascii (unicode))
    return NULL;
  again = g_hostname_to_ascii (unicode);
  if (again == NULL || strcmp (again, lower) != 0)
    return NULL;
  return g_steal_pointer (&unicode);
}
