/* What somebody types to join a group, and what to say of it before and after. Asks for interfaces, and
 * nobody else. */

#include "core/listen/pl-group-request.h"

#include "core/address/pl-address-class.h"
#include "core/target/pl-hostspec.h"
#include "core/target/pl-zone.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

/* 1. Before */

static const char *
get_family_name (PlFamily family)
{
  return family == PL_FAMILY_IPV6 ? "IPv6" : "IPv4";
}

/* Whether datagrams of that family come to the socket at all. */
static gboolean
takes_family (PlListener *listener, PlFamily family)
{
  const PlEnd *local = pl_socket_get_local (PL_SOCKET (listener));

  return local->address.family == family ||
         (family == PL_FAMILY_IPV4 && pl_listener_get_v6only (listener) == 0);
}

/* Whoever is bound to one address hears what is sent to that address. */
static gboolean
hears (PlListener *listener, const PlAddress *group)
{
  PlAddress local = pl_socket_get_local (PL_SOCKET (listener))->address;

  pl_address_get_mapped (&local, &local);

  return pl_address_is_any (&local) || pl_address_equal (&local, group);
}

static gboolean
judge_group (PlListener *listener, const PlAddress *group, PlVerdict *verdict)
{
  PlAddressClass class;

  if (!pl_address_is_multicast (group))
    {
      pl_verdict_set (verdict, PL_SEVERITY_ERROR,
                      _ ("No group: those begin with 224 to 239, or with ff in IPv6."));
      return FALSE;
    }
  if (!takes_family (listener, (PlFamily) group->family))
    {
      /* Translators: both are IPv4 or IPv6 */
      pl_verdict_set (verdict, PL_SEVERITY_ERROR, _ ("This socket takes no %s, and this group is %s."),
                      get_family_name ((PlFamily) group->family), get_family_name ((PlFamily) group->family));
      return FALSE;
    }

  pl_address_classify (group, &class);
  if (hears (listener, group))
    pl_verdict_set (verdict, PL_SEVERITY_GOOD, "%s, %s", get_family_name ((PlFamily) group->family),
                    class.name);
  else
    pl_verdict_set (
        verdict, PL_SEVERITY_WARNING,
        _ ("It can be joined, but a socket that is bound to one address hears only what is sent to "
           "that."));

  return TRUE;
}

static gboolean
read_group (const char *text, PlListener *listener, PlGroup *group, PlVerdict *verdict)
{
  g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (text, -1, PL_USE_LOCAL, PL_FAMILY_NONE);

  if (hostspec->kind == PL_HOSTSPEC_NONE)
    {
      pl_verdict_set (verdict, PL_SEVERITY_NOTE, _ ("An address such as 239.1.2.3 or ff02::fb%%eth0"));
      return FALSE;
    }
  if (hostspec->kind == PL_HOSTSPEC_INVALID)
    {
      pl_verdict_set (verdict, PL_SEVERITY_ERROR, "%s", hostspec->verdict.message);
      return FALSE;
    }
  if (!pl_hostspec_has_address (hostspec))
    {
      pl_verdict_set (verdict, PL_SEVERITY_ERROR, _ ("A group is an address, not a name."));
      return FALSE;
    }
  group->address = hostspec->address;
  if (hostspec->zone != NULL && !pl_hostspec_resolve_zone (hostspec, &group->interface))
    {
      pl_verdict_set (verdict, PL_SEVERITY_ERROR, _ ("This computer has no interface %s."), hostspec->zone);
      return FALSE;
    }

  return judge_group (listener, &group->address, verdict);
}

static gboolean
read_interface (const char *text, PlGroup *group, PlVerdict *verdict)
{
  guint32 interface = 0;

  if (*text == '\0')
    {
      pl_verdict_set (verdict, PL_SEVERITY_NOTE,
                      group->interface != 0 ? _ ("Empty: the zone of the group says it")
                                            : _ ("Empty: the one that the route to the group leads to"));
      return TRUE;
    }
  if (!pl_zone_resolve (text, &interface))
    {
      pl_verdict_set (verdict, PL_SEVERITY_ERROR, _ ("This computer has no interface %s."), text);
      return FALSE;
    }
  if (group->interface != 0 && group->interface != interface)
    {
      pl_verdict_set (verdict, PL_SEVERITY_ERROR, _ ("The zone of the group is another interface."));
      return FALSE;
    }

  group->interface = interface;
  pl_verdict_set (verdict, PL_SEVERITY_GOOD, _ ("Interface %u"), interface);

  return TRUE;
}

static gboolean
read_source (const char *text, PlGroup *group, PlVerdict *verdict)
{
  g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (text, -1, PL_USE_LOCAL, PL_FAMILY_NONE);

  if (hostspec->kind == PL_HOSTSPEC_NONE)
    {
      pl_verdict_set (verdict, PL_SEVERITY_NOTE, _ ("Empty: anybody is heard"));
      return TRUE;
    }
  if (!pl_hostspec_has_address (hostspec) || pl_address_is_multicast (&hostspec->address))
    {
      pl_verdict_set (verdict, PL_SEVERITY_ERROR, _ ("A source is the address of one computer."));
      return FALSE;
    }
  if (group->address.family != PL_FAMILY_NONE && hostspec->address.family != group->address.family)
    {
      pl_verdict_set (verdict, PL_SEVERITY_ERROR, _ ("The group is %s, and so are its sources."),
                      get_family_name ((PlFamily) group->address.family));
      return FALSE;
    }

  group->source = hostspec->address;
  pl_verdict_set (verdict, PL_SEVERITY_GOOD, _ ("Nobody else is heard, but the sources that are already"));

  return TRUE;
}

/**
 * pl_group_request_read:
 * @self: what was typed
 * @listener: the UDP socket that is to join
 * @ret_group: (out caller-allocates): what that means
 * @verdicts: (out caller-allocates): what to say under each field; to be cleared
 *
 * Returns: whether it can be tried; if not, at least one verdict says why
 */
gboolean
pl_group_request_read (const PlGroupRequest *self,
                       PlListener *listener,
                       PlGroup *ret_group,
                       PlVerdict verdicts[PL_N_GROUP_FIELDS])
{
  gboolean is_good;

  *ret_group = (PlGroup){ 0 };
  for (guint i = 0; i < PL_N_GROUP_FIELDS; i++)
    verdicts[i] = (PlVerdict){ 0 };
  is_good = read_group (self->texts[PL_GROUP_FIELD_GROUP], listener, ret_group,
                        &verdicts[PL_GROUP_FIELD_GROUP]);
  is_good &= read_interface (self->texts[PL_GROUP_FIELD_INTERFACE], ret_group,
                             &verdicts[PL_GROUP_FIELD_INTERFACE]);
  is_good &= read_source (self->texts[PL_GROUP_FIELD_SOURCE], ret_group, &verdicts[PL_GROUP_FIELD_SOURCE]);

  return is_good;
}

/* 2. After */

static const char *
get_reason (const PlMemberships *self, PlGroupField *field)
{
  *field = PL_GROUP_FIELD_GROUP;
  switch (self->code)
    {
    case ENODEV:
      *field = PL_GROUP_FIELD_INTERFACE;
      return self->asked.interface == 0 ? _ ("No route leads to this group: which interface?")
                                        : _ ("This interface does no multicast, or is gone.");
    case EADDRINUSE:
      return _ ("This socket is in the group already, on that interface.");
    case EADDRNOTAVAIL:
      *field = PL_GROUP_FIELD_SOURCE;
      return _ ("This source is heard already.");
    case ENOBUFS:
      return _ ("This socket is in as many groups as the system allows.");
    default:
      return NULL;
    }
}

/**
 * pl_memberships_explain:
 * @self: the groups of a socket, with an answer
 * @ret_field: (out): which field is to blame
 * @ret_verdict: (out caller-allocates): why the system refused; to be cleared
 *
 * Returns: %FALSE if there is nothing to explain
 */
gboolean
pl_memberships_explain (const PlMemberships *self, PlGroupField *ret_field, PlVerdict *ret_verdict)
{
  const char *code_name = pl_failure_get_code_name (&(PlFailure){ .code = self->code });
  const char *reason = self->joins ? get_reason (self, ret_field) : NULL;

  if (!self->is_answer || self->code == 0)
    return FALSE;
  if (!self->joins)
    *ret_field = PL_GROUP_FIELD_GROUP;

  *ret_verdict = (PlVerdict){ 0 };
  if (reason != NULL)
    pl_verdict_set (ret_verdict, PL_SEVERITY_ERROR, "%s (%s)", reason, code_name);
  else
    pl_verdict_set (ret_verdict, PL_SEVERITY_ERROR, _ ("The system refused this: %s (%s)."),
                    g_strerror (self->code), code_name);

  return TRUE;
}

/**
 * pl_membership_dup_interface:
 * @self: a membership
 *
 * Returns: (transfer full): the name of its interface, "eth0", or its number if that is gone
 */
char *
pl_membership_dup_interface (const PlMembership *self)
{
  return pl_end_dup_zone (&(PlEnd){ .scope_id = self->interface });
}

/**
 * pl_membership_dup_words:
 * @self: a membership
 *
 * Says where it is and whom it hears: "on eth0, from anybody", "on eth0, only from 192.0.2.9".
 *
 * Returns: (transfer full): translated words
 */
char *
pl_membership_dup_words (const PlMembership *self)
{
  g_autofree char *interface = pl_membership_dup_interface (self);
  g_autoptr (GString) sources = g_string_new (NULL);
  char text[PL_ADDRESS_STRING_SIZE];

  if (!self->is_filtered)
    /* Translators: of a multicast group; %s is an interface */
    return g_strdup_printf (_ ("on %s, from anybody"), interface);

  for (guint i = 0; i < MIN (self->n_sources, PL_GROUP_SOURCES_MAX); i++)
    g_string_append_printf (sources, "%s%s", i > 0 ? ", " : "",
                            pl_address_to_string (&self->sources[i], text));
  if (self->n_sources > PL_GROUP_SOURCES_MAX)
    g_string_append (sources, " …");

  /* Translators: of a multicast group; an interface, and one or more addresses */
  return g_strdup_printf (_ ("on %s, only from %s"), interface, sources->str);
}
