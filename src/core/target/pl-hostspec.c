/* What a hostspec field holds, one of five kinds; looks nothing up, and has no words for it. */
#include "core/target/pl-hostspec-private.h"

#include "core/address/pl-text.h"
#include "core/target/pl-host-name.h"
#include "core/target/pl-inet-aton.h"
#include "core/target/pl-zone.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HEX_DIGITS_MAX 8

static void
take_address (PlHostspec *self, PlHostspecKind kind, const PlAddress *address)
{
  char text[PL_ADDRESS_STRING_SIZE];

  self->kind = kind;
  self->address = *address;
  self->text = g_strdup (pl_address_to_string (address, text));
}

static void
take_parts (PlHostspec *self, const PlAddressText *parts)
{
  gboolean is_ipv4 = parts->address.family == PL_FAMILY_IPV4;

  take_address (self, is_ipv4 ? PL_HOSTSPEC_IPV4 : PL_HOSTSPEC_IPV6, &parts->address);
  if (parts->zone != NULL)
    self->zone = g_strndup (parts->zone, parts->zone_length);
  self->prefix_length = parts->prefix_length;
}

static gboolean
is_hex_prefixed (const char *text)
{
  return (text[0] == '#' || text[0] == '0') && (text[1] == 'x' || text[1] == 'X');
}

/* `#xCC47B14B`, `0xCC47B14B` or `3427250507`. */
static gboolean
read_integer (const char *text, PlAddress *ret_address)
{
  gboolean is_hex = is_hex_prefixed (text);
  const char *digits = is_hex ? text + 2 : text;
  gsize n_digits = strlen (digits);
  guint64 integer;

  if (is_hex && n_digits > HEX_DIGITS_MAX)
    return FALSE;
  if (!is_hex && digits[0] == '0' && n_digits > 1)
    return FALSE;
  return g_ascii_string_to_unsigned (digits, is_hex ? 16 : 10, 0, G_MAXUINT32, &integer, NULL) &&
         pl_address_from_integer (integer, ret_address);
}

static void
read_as_inet_aton (PlHostspec *self, const char *typed)
{
  PlAddress address;
  char text[PL_ADDRESS_STRING_SIZE];

  if (pl_inet_aton_read (typed, &address))
    self->reading = g_strdup (pl_address_to_string (&address, text));
}

static void
read_typed (PlHostspec *self, const char *typed)
{
  PlAddress address;

  if (read_integer (typed, &address))
    {
      take_address (self, PL_HOSTSPEC_INTEGER, &address);
      return;
    }
  read_as_inet_aton (self, typed);
  if (pl_host_name_check (typed, &self->text) == PL_NAME_FAULT_NONE)
    self->kind = PL_HOSTSPEC_NAME;
}

/**
 * pl_hostspec_parse:
 * @text: (nullable): what was typed; need not be UTF-8. %NULL is as good as empty
 * @length: bytes in @text, or -1 if it is NUL-terminated
 * @use: what the field is for
 * @family: the family that was chosen, %PL_FAMILY_NONE for any
 *
 * Reads a hostspec: nothing, an address as text (`fe80::1%eth0/64`), an IPv4 address as an integer
 * (`#xCC47B14B`, `0xCC47B14B`, `3427250507`), or else a host name. Blanks around it are left out. Neither
 * @use nor @family changes the kind, only the verdict.
 *
 * Asks this host for its interfaces, for a link-local address only, and never the network.
 *
 * Returns: (transfer full): what it is, never %NULL
 */
PlHostspec *
pl_hostspec_parse (const char *text, gssize length, PlUse use, PlFamily family)
{
  PlHostspec *self = g_new0 (PlHostspec, 1);
  const char *start = text != NULL ? text : "";
  gsize size = text == NULL || length < 0 ? strlen (start) : (gsize) length;
  gboolean was_trimmed = pl_text_trim (&start, &size);
  g_autofree char *typed = g_utf8_validate_len (start, size, NULL) ? g_strndup (start, size) : NULL;
  PlAddressText parts;

  self->kind = PL_HOSTSPEC_INVALID;
  self->prefix_length = -1;

  if (size == 0)
    self->kind = PL_HOSTSPEC_NONE;
  else if (pl_address_parse (start, (gssize) size, &parts))
    take_parts (self, &parts);
  else if (typed != NULL)
    read_typed (self, typed);

  if (typed == NULL)
    {
      g_autofree char *display = pl_text_dup_display (start, size);

      pl_verdict_set (&self->verdict, PL_SEVERITY_ERROR, _ ("Some bytes of it are no text: %s"), display);
    }
  else if (self->kind == PL_HOSTSPEC_INVALID)
    pl_hostspec_explain (self, typed);
  else
    pl_hostspec_describe (self, typed, use, family);

  if (was_trimmed && size > 0)
    pl_verdict_add (&self->verdict, PL_SEVERITY_GOOD, "%s", _ ("Blanks around it were left out."));
  return self;
}

/**
 * pl_hostspec_free:
 * @self: (transfer full) (nullable): a hostspec
 */
void
pl_hostspec_free (PlHostspec *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->zone);
  g_free (self->reading);
  pl_verdict_clear (&self->verdict);
  g_free (self);
}

/**
 * pl_hostspec_kind_to_string:
 * @kind: a kind
 *
 * Returns: its untranslated name, for scripts: "none", "ipv4", "ipv6", "integer", "name" or "invalid"
 */
const char *
pl_hostspec_kind_to_string (PlHostspecKind kind)
{
  static const char *const names[] = {
    [PL_HOSTSPEC_NONE] = "none",       [PL_HOSTSPEC_IPV4] = "ipv4", [PL_HOSTSPEC_IPV6] = "ipv6",
    [PL_HOSTSPEC_INTEGER] = "integer", [PL_HOSTSPEC_NAME] = "name", [PL_HOSTSPEC_INVALID] = "invalid",
  };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (names), "invalid");
  return names[kind];
}

/**
 * pl_hostspec_has_address:
 * @self: a hostspec
 *
 * Returns: whether it is an address already, with nothing to look up
 */
gboolean
pl_hostspec_has_address (const PlHostspec *self)
{
  return self->address.family != PL_FAMILY_NONE;
}

/**
 * pl_hostspec_is_submittable:
 * @self: a hostspec
 * @use: what it would be used for
 *
 * Returns: whether there is nothing to mend first: no error, and not empty for a connect
 */
gboolean
pl_hostspec_is_submittable (const PlHostspec *self, PlUse use)
{
  if (self->kind == PL_HOSTSPEC_NONE && use == PL_USE_CONNECT)
    return FALSE;
  return self->verdict.severity != PL_SEVERITY_ERROR;
}

/**
 * pl_hostspec_dup_problem:
 * @self: a hostspec
 * @use: what it would be used for
 *
 * Returns: (transfer full) (nullable): why it cannot be submitted, in a translated sentence, or %NULL if it
 * can
 */
char *
pl_hostspec_dup_problem (const PlHostspec *self, PlUse use)
{
  if (pl_hostspec_is_submittable (self, use))
    return NULL;
  if (self->kind == PL_HOSTSPEC_NONE)
    return g_strdup (_ ("Type a name or an address to connect to."));
  return g_strdup (self->verdict.message);
}

/**
 * pl_hostspec_resolve_zone:
 * @self: a hostspec
 * @ret_scope_id: (out): the number for `sin6_scope_id`, 0 without a zone
 *
 * Returns: whether the zone is an interface of this host now, or there is no zone; if not, @ret_scope_id is
 * untouched
 */
gboolean
pl_hostspec_resolve_zone (const PlHostspec *self, guint32 *ret_scope_id)
{
  if (self->zone != NULL)
    return pl_zone_resolve (self->zone, ret_scope_id);
  *ret_scope_id = 0;
  return TRUE;
}
