/* What to say of a hostspec that could be read; why others could not is in pl-hostspec-explain.c. */
#include "core/target/pl-hostspec-private.h"

#include "core/address/pl-address-class.h"
#include "core/address/pl-text.h"
#include "core/target/pl-host-name.h"
#include "core/target/pl-zone.h"

#include <glib/gi18n-lib.h>

static void
describe_none (PlHostspec *self, PlUse use)
{
  switch (use)
    {
    case PL_USE_CONNECT:
      pl_verdict_set (&self->verdict, PL_SEVERITY_NOTE, "%s", _ ("Name or address to connect to"));
      break;
    case PL_USE_BIND:
      pl_verdict_set (&self->verdict, PL_SEVERITY_WARNING, "%s",
                      _ ("Empty: every address here. Other machines can reach it."));
      break;
    case PL_USE_LOCAL:
    default:
      pl_verdict_set (&self->verdict, PL_SEVERITY_NOTE, "%s", _ ("Empty: the system picks the address"));
      break;
    }
}

/* International names are told both ways: as they are looked up, and as people write them. */
static void
describe_name (PlHostspec *self, const char *typed, PlUse use)
{
  gboolean is_listen = use == PL_USE_BIND;
  g_autofree char *unicode = pl_host_name_dup_unicode (self->text);

  if (!g_str_is_ascii (typed))
    pl_verdict_set (&self->verdict, PL_SEVERITY_GOOD,
                    is_listen ? _ ("A name, looked up on Listen as %s")
                              : _ ("A name, looked up on Connect as %s"),
                    self->text);
  else if (unicode != NULL)
    pl_verdict_set (&self->verdict, PL_SEVERITY_GOOD,
                    is_listen ? _ ("A name, looked up on Listen; it reads %s")
                              : _ ("A name, looked up on Connect; it reads %s"),
                    unicode);
  else
    pl_verdict_set (&self->verdict, PL_SEVERITY_NOTE, "%s",
                    is_listen ? _ ("A name, looked up on Listen") : _ ("A name, looked up on Connect"));
}

static void
offer_zones (PlHostspec *self)
{
  g_auto (GStrv) zones = pl_zone_dup_all ();

  for (guint i = 0; zones[i] != NULL; i++)
    {
      g_autofree char *with_zone = NULL;

      if (self->prefix_length < 0)
        with_zone = g_strdup_printf ("%s%%%s", self->text, zones[i]);
      else
        with_zone = g_strdup_printf ("%s%%%s/%d", self->text, zones[i], self->prefix_length);
      pl_verdict_add_mend (&self->verdict, with_zone, NULL, "%s", zones[i]);
    }
}

static void
warn_of_family (PlHostspec *self, PlFamily family)
{
  PlAddress mapped;
  char text[PL_ADDRESS_STRING_SIZE];

  if (family == PL_FAMILY_IPV6)
    {
      pl_verdict_add (&self->verdict, PL_SEVERITY_ERROR, _ ("%s is IPv4, but IPv6 was chosen."), self->text);
      return;
    }
  pl_verdict_add (&self->verdict, PL_SEVERITY_ERROR, _ ("%s is IPv6, but IPv4 was chosen."), self->text);
  if (pl_address_get_mapped (&self->address, &mapped))
    {
      pl_address_to_string (&mapped, text);
      pl_verdict_add_mend (&self->verdict, text, NULL, _ ("Use %s"), text);
    }
}

static void
describe_any (PlHostspec *self, PlUse use)
{
  gboolean is_ipv4 = self->address.family == PL_FAMILY_IPV4;
  const char *loopback = is_ipv4 ? "127.0.0.1" : "::1";

  switch (use)
    {
    case PL_USE_CONNECT:
      pl_verdict_add (&self->verdict, PL_SEVERITY_WARNING,
                      _ ("No address to connect to. Linux takes it for %s."), loopback);
      pl_verdict_add_mend (&self->verdict, loopback, NULL, _ ("Use %s"), loopback);
      break;
    case PL_USE_BIND:
      pl_verdict_add (&self->verdict, PL_SEVERITY_WARNING, "%s",
                      is_ipv4 ? _ ("Every IPv4 address here. Other machines can reach it.")
                              : _ ("Every address here. Other machines can reach it."));
      break;
    case PL_USE_LOCAL:
    default:
      pl_verdict_add (&self->verdict, PL_SEVERITY_NOTE, "%s", _ ("The system picks the address."));
      break;
    }
}

static void
ask_for_zone (PlHostspec *self)
{
  pl_verdict_add (&self->verdict, PL_SEVERITY_WARNING,
                  _ ("Link-local: which interface? Every link can have an %s."), self->text);
  offer_zones (self);
}

static void
warn_of_zone (PlHostspec *self)
{
  g_autofree char *zone = pl_text_dup_display (self->zone, strlen (self->zone));

  pl_verdict_add (&self->verdict, PL_SEVERITY_WARNING, _ ("This computer has no interface %s."), zone);
  if (pl_address_needs_zone (&self->address))
    offer_zones (self);
}

static void
describe_class (PlHostspec *self, const PlAddressClass *class)
{
  PlAddress mapped;
  char text[PL_ADDRESS_STRING_SIZE];

  if (self->kind == PL_HOSTSPEC_IPV4)
    pl_verdict_add (&self->verdict, PL_SEVERITY_NOTE, _ ("IPv4, %s."), class->name);
  else if (pl_address_get_mapped (&self->address, &mapped))
    pl_verdict_add (&self->verdict, PL_SEVERITY_NOTE,
                    _ ("IPv6, v4-mapped: it stands for the IPv4 address %s."),
                    pl_address_to_string (&mapped, text));
  else if (self->zone == NULL)
    pl_verdict_add (&self->verdict, PL_SEVERITY_NOTE, _ ("IPv6, %s."), class->name);
  else
    pl_verdict_add (&self->verdict, PL_SEVERITY_NOTE, _ ("IPv6, %s, on interface %s."), class->name,
                    self->zone);
}

static void
describe_usable (PlHostspec *self, PlUse use)
{
  PlAddressClass class;

  pl_address_classify (&self->address, &class);
  if (self->kind != PL_HOSTSPEC_INTEGER)
    describe_class (self, &class);
  if (use == PL_USE_BIND && class.reach >= PL_REACH_LINK)
    pl_verdict_add (&self->verdict, PL_SEVERITY_NOTE, "%s", _ ("Other machines can reach it."));
}

static void
describe_address (PlHostspec *self, const char *typed, PlUse use, PlFamily family)
{
  guint32 scope_id;

  if (self->kind == PL_HOSTSPEC_INTEGER)
    pl_verdict_set (&self->verdict, PL_SEVERITY_GOOD, _ ("Integer %s is %s."), typed, self->text);

  if (family != PL_FAMILY_NONE && family != self->address.family)
    warn_of_family (self, family);
  else if (pl_address_is_any (&self->address))
    describe_any (self, use);
  else if (self->zone == NULL && pl_address_needs_zone (&self->address))
    ask_for_zone (self);
  else if (!pl_hostspec_resolve_zone (self, &scope_id))
    warn_of_zone (self);
  else
    describe_usable (self, use);

  if (self->prefix_length >= 0)
    pl_verdict_add (&self->verdict, PL_SEVERITY_NOTE, _ ("The /%d has no effect on a connection."),
                    self->prefix_length);
}

void
pl_hostspec_describe (PlHostspec *self, const char *typed, PlUse use, PlFamily family)
{
  if (self->kind == PL_HOSTSPEC_NONE)
    describe_none (self, use);
  else if (self->kind == PL_HOSTSPEC_NAME)
    describe_name (self, typed, use);
  else
    describe_address (self, typed, use, family);
}
