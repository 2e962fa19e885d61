/* Why a text is no hostspec, in a sentence that teaches; what was read of it is not changed here. */
#include "core/target/pl-hostspec-private.h"

#include "core/address/pl-text.h"
#include "core/target/pl-host-name.h"
#include "core/target/pl-target.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

static void
offer (PlHostspec *self, const char *text)
{
  pl_verdict_add_mend (&self->verdict, text, NULL, _ ("Use %s"), text);
}

static void
refuse (PlHostspec *self, const char *sentence)
{
  pl_verdict_set (&self->verdict, PL_SEVERITY_ERROR, "%s", sentence);
}

/* "010.1.1.1" to "10.1.1.1", which is what the person may have meant. */
static char *
dup_without_leading_zeros (const char *typed)
{
  g_auto (GStrv) numbers = g_strsplit (typed, ".", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; numbers[i] != NULL; i++)
    {
      const char *number = numbers[i] + strspn (numbers[i], "0");

      g_string_append_printf (text, "%s%s", i > 0 ? "." : "", *number != '\0' ? number : "0");
    }
  return g_string_free (text, FALSE);
}

static guint
count (const char *text, char c)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == c;
  return n;
}

/* inet_aton() would have read it, and that is why it is refused. */
static void
explain_shorthand (PlHostspec *self, const char *typed)
{
  PlVerdict *verdict = &self->verdict;
  gboolean has_four_numbers = count (typed, '.') == 3;
  gboolean is_hex = strpbrk (typed, "xX") != NULL;
  g_autofree char *decimal = dup_without_leading_zeros (typed);
  PlAddressText parts;

  if (!has_four_numbers)
    pl_verdict_set (
        verdict, PL_SEVERITY_ERROR,
        _ ("Not an IPv4 address: it takes four numbers. Older programs (inet_aton) would read %s."),
        self->reading);
  else if (is_hex)
    pl_verdict_set (
        verdict, PL_SEVERITY_ERROR,
        _ ("Not an IPv4 address: its numbers are decimal. Older programs (inet_aton) would read %s."),
        self->reading);
  else
    pl_verdict_set (
        verdict, PL_SEVERITY_ERROR,
        _ ("Not an IPv4 address: a leading zero. Older programs (inet_aton) take it for octal: %s."),
        self->reading);

  offer (self, self->reading);
  if (strcmp (decimal, self->reading) != 0 && pl_address_parse (decimal, -1, &parts))
    offer (self, decimal);
}

/* What is "１２７.０.０.１" to the eye is no address, but IDNA makes one of it. */
static void
explain_foreign_number (PlHostspec *self, const char *typed)
{
  g_autofree char *ascii = g_hostname_to_ascii (typed);
  PlAddressText parts;

  refuse (self, _ ("Digits or dots of another script: an address takes 0 to 9 and full stops."));
  if (ascii != NULL && pl_address_parse (ascii, -1, &parts))
    offer (self, ascii);
}

/* A number too large, or what an older program would take for an address; never looked up. */
static void
explain_number (PlHostspec *self, const char *typed)
{
  gsize length = strlen (typed);
  g_autofree char *without_dot = g_strndup (typed, length > 0 ? length - 1 : 0);
  PlAddressText parts;

  if (!g_str_is_ascii (typed))
    explain_foreign_number (self, typed);
  else if (typed[length - 1] == '.' && pl_address_parse (without_dot, -1, &parts))
    {
      refuse (self, _ ("Not an IPv4 address: no dot after the last number."));
      offer (self, without_dot);
    }
  else if (strspn (typed, "0123456789") == length)
    refuse (self, _ ("An IPv4 address as an integer is at most 4294967295, without leading zeros."));
  else if (strchr (typed, '.') == NULL)
    refuse (self, _ ("An IPv4 address as an integer has 1 to 8 hexadecimal digits."));
  else if (strspn (typed, "0123456789.") < length)
    refuse (self,
            _ ("No name ends in a number, and no IPv4 address has letters. Nothing would be looked up."));
  else if (count (typed, '.') != 3)
    refuse (self, _ ("Not an IPv4 address: it takes four numbers."));
  else
    refuse (self, _ ("Not an IPv4 address: it takes four numbers from 0 to 255."));
}

/* Counts the groups between colons and finds the longest. */
static guint
count_groups (const char *body, guint *ret_longest)
{
  guint n_groups = 0;
  guint longest = 0;

  while (*body != '\0')
    {
      guint length = (guint) strcspn (body, ":");

      n_groups += length > 0;
      longest = MAX (longest, length);
      body += length;
      body += *body == ':';
    }
  *ret_longest = longest;
  return n_groups;
}

static const char *
find_ipv6_fault (const char *body)
{
  const char *gap = strstr (body, "::");
  guint longest;
  guint n_groups = count_groups (body, &longest);

  if (strspn (body, "0123456789abcdefABCDEF:.") < strlen (body))
    return _ ("Not an IPv6 address: its groups have the digits 0 to 9 and a to f.");
  if (strstr (body, ":::") != NULL)
    return _ ("Not an IPv6 address: three colons in a row.");
  if (gap != NULL && strstr (gap + 1, "::") != NULL)
    return _ ("Not an IPv6 address: :: may stand in one place only.");
  if (strchr (body, '.') != NULL)
    return _ ("Not an IPv6 address: the dotted form is for the last 32 bits, four numbers from 0 to 255.");
  if (longest > 4)
    return _ ("Not an IPv6 address: a group has at most 4 digits.");
  if (n_groups > 8)
    return _ ("Not an IPv6 address: more than 8 groups.");
  if (n_groups == 8 && gap != NULL)
    return _ ("Not an IPv6 address: :: stands for one group at least.");
  if (n_groups < 8 && gap == NULL)
    return _ ("Not an IPv6 address: fewer than 8 groups, and no :: for the rest.");
  return _ ("Not an IPv6 address: a single colon at its start or end.");
}

/* The address before "%" and "/" is right, so one of these is wrong. */
static void
explain_tail (PlHostspec *self, const char *typed, const char *body)
{
  const char *percent = strchr (typed, '%');

  if (strchr (body, ':') == NULL)
    {
      if (percent != NULL)
        refuse (self, _ ("Only IPv6 addresses have a zone, and this one is IPv4."));
      else
        refuse (self, _ ("Here only IPv6 addresses take a prefix length, and this one is IPv4."));
      offer (self, body);
    }
  else if (percent != NULL && (percent[1] == '\0' || percent[1] == '/'))
    refuse (self, /* xgettext:no-c-format */ _ ("The zone after the % is missing."));
  else
    refuse (self, _ ("A prefix length is a number from 0 to 128, without leading zeros."));
}

/* Text with a mark that no name has. */
static void
explain_marks (PlHostspec *self, const char *typed)
{
  g_autofree char *body = g_strndup (typed, strcspn (typed, "%/"));
  g_autofree char *host = NULL;
  g_autofree char *service = NULL;
  PlAddressText parts;

  if (pl_address_parse (body, -1, &parts))
    {
      explain_tail (self, typed, body);
    }
  else if (pl_target_take_apart (typed, &host, &service) && *host != '\0')
    {
      if (service != NULL)
        refuse (self, _ ("Host and service in one. Each has a field of its own."));
      else
        refuse (self, _ ("The brackets do not belong to the host."));
      offer (self, host);
    }
  else if (strpbrk (body, "[]") != NULL)
    refuse (self, _ ("Brackets go around an IPv6 address with a service after it: [::1]:80."));
  else if (strchr (body, ':') != NULL)
    refuse (self, find_ipv6_fault (body));
  else
    refuse (self, /* xgettext:no-c-format */ _ ("Neither an address nor a name: names have no % and no /."));
}

static void
explain_name (PlHostspec *self, const char *typed, PlNameFault fault)
{
  switch (fault)
    {
    case PL_NAME_FAULT_EMPTY_LABEL:
      refuse (self, _ ("A part of the name is empty: a dot too many."));
      break;
    case PL_NAME_FAULT_LONG_LABEL:
      refuse (self, _ ("A part of the name is longer than 63 bytes."));
      break;
    case PL_NAME_FAULT_LONG_NAME:
      refuse (self, _ ("The name is longer than 253 bytes."));
      break;
    case PL_NAME_FAULT_CHARACTER:
      refuse (self, _ ("Not a name: it takes letters, digits, hyphens and underscores between the dots."));
      break;
    case PL_NAME_FAULT_HYPHEN:
      refuse (self, _ ("Not a name: a hyphen stands inside a part, not at its start or end."));
      break;
    case PL_NAME_FAULT_NUMBER:
      explain_number (self, typed);
      break;
    case PL_NAME_FAULT_IDNA:
    case PL_NAME_FAULT_NONE:
    default:
      refuse (self, _ ("Not a name: the rules for international names (IDNA) do not allow it."));
      break;
    }
}

void
pl_hostspec_explain (PlHostspec *self, const char *typed)
{
  g_autofree char *name = NULL;

  if (pl_text_find_blank (typed, strlen (typed)))
    {
      refuse (self, _ ("There is a blank or a control character inside."));
      if (self->reading != NULL)
        {
          pl_verdict_add (&self->verdict, PL_SEVERITY_ERROR, _ ("Older programs (inet_aton) would read %s."),
                          self->reading);
          offer (self, self->reading);
        }
    }
  else if (self->reading != NULL)
    explain_shorthand (self, typed);
  else if (strpbrk (typed, ":%/[]") != NULL)
    explain_marks (self, typed);
  else if (g_ascii_strncasecmp (typed, "#x", 2) == 0)
    refuse (self, _ ("An IPv4 address as an integer has 1 to 8 hexadecimal digits."));
  else
    explain_name (self, typed, pl_host_name_check (typed, &name));
}
