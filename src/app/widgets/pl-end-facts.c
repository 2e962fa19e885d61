/* pl-end-facts.c: everything a card says about one end, worked out from its address. Knows no widget. */

#include "app/widgets/pl-end-facts.h"

#include "core/address/pl-address-class.h"
#include "core/listen/pl-reachable.h"
#include "core/net/pl-interface-reader.h"

#include "app/widgets/pl-end-notations.h"
#include "app/widgets/pl-stand-ins.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define LAST_SYSTEM_PORT     1023
#define LAST_REGISTERED_PORT 49151
#define LONGEST_LINE         15

static void
fact_clear (gpointer data)
{
  PlFact *fact = data;

  g_free ((char *) fact->key);
  g_free ((char *) fact->chip);
  g_free ((char *) fact->icon_name);
  g_free ((char *) fact->chip_class);
  g_free ((char *) fact->text);
  g_free ((char *) fact->link);
  g_free ((char *) fact->note);
}

static void
stand_in_clear (gpointer data)
{
  PlStandIn *stand_in = data;

  g_free (stand_in->address);
  g_free (stand_in->reach);
  g_array_unref (stand_in->notations);
}

static GArray *
create_array (gsize element_size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, (guint) element_size);

  g_array_set_clear_func (array, clear);
  return array;
}

#define ADD_FACT(self, ...) pl_end_facts_add (self, -1, &(PlFact){ __VA_ARGS__ })

static void
add_scope (PlEndFacts *self)
{
  PlAddressClass class;

  pl_address_classify (&self->end.address, &class);
  ADD_FACT (self, .key = _ ("Scope"), .chip = class.name, .icon_name = class.symbolic_icon,
            .note = class.rfc);
}

/* What to type into a browser, where that makes sense: the menus have it for the other addresses. */
static void
add_web_address (PlEndFacts *self, const PlEndInput *input, const PlHostState *host)
{
  g_autoptr (GArray) all = pl_reachable_list (host, &self->end, input->takes_ipv4);
  g_autofree char *text = NULL;

  for (guint i = 0; i < all->len && text == NULL; i++)
    text = pl_reachable_dup_web_address (&g_array_index (all, PlReachable, i).end, input->protocol);
  if (text != NULL)
    ADD_FACT (self, .key = _ ("Web"), .text = text, .is_mono = TRUE);
}

static void
add_reach (PlEndFacts *self, const PlEndInput *input, const PlHostState *host)
{
  if (!input->is_listening)
    return;
  if (pl_reachable_is_by_others (host, &self->end, input->takes_ipv4))
    ADD_FACT (self, .key = _ ("Reach"), .chip = _ ("reachable from other machines"),
              .icon_name = "dialog-warning-symbolic", .chip_class = "warning");
  else
    ADD_FACT (self, .key = _ ("Reach"), .text = _ ("this computer only"));
  add_web_address (self, input, host);
}

/* The hardware address inside an IPv6 interface identifier, if it is one. */
static char *
dup_eui64_note (const PlAddress *address)
{
  g_autoptr (GArray) decoded = pl_address_decode (address);
  char *note = NULL;

  for (guint i = 0; decoded && i < decoded->len && !note; i++)
    {
      PlDecoded *item = &g_array_index (decoded, PlDecoded, i);

      if (strcmp (item->key, "eui64_mac") == 0)
        note = g_strdup_printf (_ ("· EUI-64 of %s"), item->value);
    }
  return note;
}

static void
add_interface (PlEndFacts *self, const PlInterfaces *interfaces)
{
  g_autofree char *zone = self->end.scope_id ? pl_end_dup_zone (&self->end) : NULL;
  const PlInterfaceAddress *own = NULL;
  const PlInterface *interface = NULL;

  if (self->side == PL_SIDE_LOCAL && interfaces != NULL)
    own = pl_interfaces_find_address (interfaces, &self->end.address, self->end.scope_id);
  if (own != NULL)
    interface = pl_interfaces_get (interfaces, own->index);
  if (own != NULL && self->end.address.family == PL_FAMILY_IPV6)
    self->prefix_length = (int) own->prefix_length;

  if (zone)
    {
      /* Translators: the zone of an address: the name and the number of a network interface */
      g_autofree char *text = g_strdup_printf (_ ("%s, interface %u"), zone, self->end.scope_id);

      ADD_FACT (self, .key = _ ("Zone"), .text = text);
    }
  else if (interface != NULL && (interface->flags & IFF_LOOPBACK) != 0)
    {
      ADD_FACT (self, .key = _ ("Interface"), .text = interface->name,
                .note = _ ("· never leaves this computer"));
    }
  else if (interface != NULL)
    {
      g_autofree char *note = dup_eui64_note (&self->end.address);

      ADD_FACT (self, .key = _ ("Interface"), .text = interface->name, .note = note);
    }
}

static void
add_port_range (PlEndFacts *self)
{
  if (self->end.port != 0)
    ADD_FACT (self, .key = _ ("Port"), .text = pl_end_facts_get_port_range (self->end.port),
              .note = "RFC 6335 §6", .width = PL_FACT_WIDE);
}

static void
add_integer (PlEndFacts *self)
{
  g_autofree char *hex = pl_end_notations_dup_hex (&self->end.address);
  g_autofree char *integer = pl_address_dup_integer (&self->end.address);

  ADD_FACT (self, .key = _ ("Integer"), .text = hex, .note = integer, .is_mono = TRUE, .width = PL_FACT_WIDE);
}

static void
init_wildcard (PlEndFacts *self, const PlEndInput *input, const PlHostState *host)
{
  gboolean is_ipv6 = self->end.address.family == PL_FAMILY_IPV6;
  gboolean with_ipv4 = !is_ipv6 || input->takes_ipv4;

  if (is_ipv6 && with_ipv4)
    self->headline = _ ("every address");
  else
    self->headline = is_ipv6 ? _ ("every IPv6 address") : _ ("every IPv4 address");
  /* Translators: %s is an RFC and its section */
  self->subline = g_strdup_printf (_ ("wildcard, %s"), is_ipv6 ? "RFC 4291 §2.5.2" : "RFC 1122 §3.2.1.3");

  if (input->is_listening)
    pl_stand_ins_list (self->stand_ins, host, &self->end, with_ipv4, input->protocol);
  add_reach (self, input, host);
  if (is_ipv6)
    ADD_FACT (self, .key = _ ("Socket"), .text = "IPv6",
              .note = with_ipv4 ? _ ("· takes IPv4 too, as v4-mapped") : _ ("· takes no IPv4"));
}

static void
init_address (PlEndFacts *self, const PlEndInput *input, const PlHostState *host)
{
  add_scope (self);
  add_reach (self, input, host);
  add_interface (self, host != NULL ? host->interfaces : NULL);
  if (input->typed)
    ADD_FACT (self, .key = _ ("Typed"), .text = input->typed);
  add_port_range (self);

  if (!pl_address_equal (&self->end.address, &input->end.address))
    {
      char text[PL_ADDRESS_STRING_SIZE];

      ADD_FACT (self, .key = _ ("Socket"), .chip = _ ("v4-mapped"),
                .text = pl_address_to_string (&input->end.address, text), .is_mono = TRUE);
    }
  if (self->end.address.family == PL_FAMILY_IPV4)
    add_integer (self);
}

/* The way out is not worth waiting for. */
static PlHostState *
read_host (void)
{
  static const PlRoute none = { .code = ENETUNREACH, .prefix_length = -1 };
  int code;
  PlInterfaces *interfaces = pl_interfaces_read (&code);

  return pl_host_state_new (interfaces != NULL ? interfaces : pl_interfaces_new (), &none, &none);
}

/**
 * pl_end_facts_init:
 * @self: (out caller-allocates): where to put the facts
 * @input: what is known
 *
 * Works out all that a card says about an end: scope (RFC 6890 and the registries), interface or zone (RFC
 * 4007), port range (RFC 6335 section 6), whether the socket has it v4-mapped (RFC 4291 section 2.5.5.2).
 * Asks the system for its interfaces, once, unless @input has the host, and the services database; never the
 * network.
 */
void
pl_end_facts_init (PlEndFacts *self, const PlEndInput *input)
{
  g_autoptr (PlHostState) read = NULL;
  const PlHostState *host = input->host;
  char text[PL_ADDRESS_STRING_SIZE];
  PlAddress ipv4;

  memset (self, 0, sizeof *self);
  self->side = input->side;
  self->end = input->end;
  self->chooser = input->chooser;
  self->prefix_length = -1;
  self->facts = create_array (sizeof (PlFact), fact_clear);
  self->notations = pl_end_notations_new ();
  self->stand_ins = create_array (sizeof (PlStandIn), stand_in_clear);

  self->is_known = pl_end_is_known (&input->end);
  if (!self->is_known)
    {
      self->address = g_strdup ("");
      self->headline = self->side == PL_SIDE_LOCAL ? _ ("not bound") : _ ("not connected");
      return;
    }

  if (pl_address_get_mapped (&input->end.address, &ipv4))
    self->end.address = ipv4;
  self->is_wildcard = pl_address_is_any (&self->end.address);
  self->address = g_strdup (pl_address_to_string (&self->end.address, text));
  if (self->end.port)
    self->service = pl_service_dup_name_of_port (self->end.port, input->protocol);

  if (host == NULL && self->side == PL_SIDE_LOCAL)
    host = read = read_host ();

  if (input->chooser != PL_CHOOSER_UNKNOWN)
    ADD_FACT (self, .key = _ ("Port"), .text = pl_chooser_get_label (input->chooser),
              .width = PL_FACT_NARROW);
  if (self->is_wildcard)
    init_wildcard (self, input, host);
  else
    init_address (self, input, host);
  pl_end_notations_add_all (self->notations, &self->end, input->protocol, input->is_listening);
  if (!pl_address_equal (&self->end.address, &input->end.address))
    pl_end_notations_add (self->notations, _ ("As the socket has it"),
                          g_strdup (pl_address_to_string (&input->end.address, text)));
}

/**
 * pl_end_facts_clear:
 * @self: facts, or zeroes
 *
 * Frees what the facts own.
 */
void
pl_end_facts_clear (PlEndFacts *self)
{
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->service, g_free);
  g_clear_pointer (&self->subline, g_free);
  g_clear_pointer (&self->facts, g_array_unref);
  g_clear_pointer (&self->notations, g_array_unref);
  g_clear_pointer (&self->stand_ins, g_array_unref);
}

static PlFact *
find_fact (PlEndFacts *self, const PlFact *like)
{
  for (guint i = 0; i < self->facts->len; i++)
    {
      PlFact *fact = &g_array_index (self->facts, PlFact, i);

      if (fact->width == like->width && strcmp (fact->key, like->key) == 0)
        return fact;
    }
  return NULL;
}

/**
 * pl_end_facts_add:
 * @self: the facts of an end
 * @position: where to put it, or -1 for the end
 * @fact: a line; copied
 *
 * Adds a line that only the owner of the card knows of: a queue, the row of the other end. If there is a line
 * with the same key and width, it is replaced where it is: facts that change need not be worked out again.
 */
void
pl_end_facts_add (PlEndFacts *self, int position, const PlFact *fact)
{
  PlFact *old = find_fact (self, fact);
  PlFact copy = *fact;

  copy.key = g_strdup (fact->key);
  copy.chip = g_strdup (fact->chip);
  copy.icon_name = g_strdup (fact->icon_name);
  copy.chip_class = g_strdup (fact->chip_class);
  copy.text = g_strdup (fact->text);
  copy.link = g_strdup (fact->link);
  copy.note = g_strdup (fact->note);

  if (old)
    {
      fact_clear (old);
      *old = copy;
    }
  else
    {
      guint end = self->facts->len;

      g_array_insert_val (self->facts, position < 0 ? end : MIN ((guint) position, end), copy);
    }
}

/* Where the second line begins, or 0. */
static gsize
find_break (const char *address)
{
  gsize length = strlen (address);
  gsize i = 0;

  if (length <= LONGEST_LINE)
    return 0;

  if (!strstr (address, "::"))
    {
      for (int n_colons = 0; address[i] && n_colons < 4; i++)
        n_colons += address[i] == ':' ? 1 : 0;
      return address[i] ? i : 0;
    }

  for (i = (length + 1) / 2; i < length; i++)
    {
      if (address[i - 1] == ':' && address[i] != ':')
        return i;
    }
  return 0;
}

/**
 * pl_end_facts_dup_lines:
 * @address: an address
 *
 * Breaks an address of more than 15 characters into two lines, after a colon: where the network part usually
 * ends if all eight groups are written, else so that the first line is the longer one.
 * "2001:db8:a1b2:c3d4:5054:ff:fe12:3456" becomes "2001:db8:a1b2:c3d4:" and "5054:ff:fe12:3456".
 *
 * Returns: (transfer full): @address with at most one newline
 */
char *
pl_end_facts_dup_lines (const char *address)
{
  gsize position = find_break (address);

  if (position == 0)
    return g_strdup (address);
  return g_strdup_printf ("%.*s\n%s", (int) position, address, address + position);
}

/**
 * pl_end_facts_get_port_range:
 * @port: a port
 *
 * Returns: the range of numbers that it is in (RFC 6335 section 6), translated: "system range"
 */
const char *
pl_end_facts_get_port_range (guint16 port)
{
  if (port <= LAST_SYSTEM_PORT)
    return _ ("system range");
  return port <= LAST_REGISTERED_PORT ? _ ("registered range") : _ ("dynamic range");
}
