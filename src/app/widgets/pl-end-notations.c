/* pl-end-notations.c: the ways to write an end, for whoever copies it. Knows no widget. */

#include "app/widgets/pl-end-notations.h"

#include "core/listen/pl-reachable.h"

#include <glib/gi18n-lib.h>

static void
notation_clear (gpointer data)
{
  g_free (((PlNotation *) data)->text);
}

/**
 * pl_end_notations_new:
 *
 * Returns: (transfer full) (element-type PlNotation): an empty list
 */
GArray *
pl_end_notations_new (void)
{
  GArray *self = g_array_new (FALSE, TRUE, sizeof (PlNotation));

  g_array_set_clear_func (self, notation_clear);

  return self;
}

/**
 * pl_end_notations_add:
 * @self: (element-type PlNotation): where to append
 * @label: what it is, translated
 * @text: (transfer full) (nullable): the notation; nothing happens if there is none
 */
void
pl_end_notations_add (GArray *self, const char *label, char *text)
{
  PlNotation notation = { label, text };

  if (text != NULL)
    g_array_append_val (self, notation);
}

/**
 * pl_end_notations_dup_hex:
 * @address: an IPv4 address
 *
 * Writes it as the fields of the forms take it, and Lisp: "#xCC47B14B".
 *
 * Returns: (transfer full): the text
 */
char *
pl_end_notations_dup_hex (const PlAddress *address)
{
  g_autofree char *digits = pl_address_dup_hex (address);
  g_autofree char *upper = g_ascii_strup (digits, -1);

  return g_strconcat ("#x", upper, NULL);
}

/**
 * pl_end_notations_add_typed:
 * @self: (element-type PlNotation): where to append
 * @end: where something listens; not v4-mapped, and no wildcard
 * @protocol: its protocol
 *
 * Adds what people type to reach it, beside the address and the port.
 */
void
pl_end_notations_add_typed (GArray *self, const PlEnd *end, PlProtocol protocol)
{
  pl_end_notations_add (self, _ ("Web address"), pl_reachable_dup_web_address (end, protocol));
  pl_end_notations_add (self, _ ("In words"), pl_reachable_dup_words (end));
}

static void
add_values (GArray *self, const PlAddress *address)
{
  if (address->family == PL_FAMILY_IPV4)
    {
      pl_end_notations_add (self, _ ("Integer"), pl_address_dup_integer (address));
      pl_end_notations_add (self, _ ("Hexadecimal"), pl_end_notations_dup_hex (address));
    }
  pl_end_notations_add (self, _ ("Reverse name"), pl_address_dup_reverse_name (address));
}

/**
 * pl_end_notations_add_all:
 * @self: (element-type PlNotation): where to append
 * @end: an end that is known; not v4-mapped
 * @protocol: its protocol
 * @is_listening: whether somebody may want to reach it
 *
 * Adds each way to write it, the address first and the end second.
 */
void
pl_end_notations_add_all (GArray *self, const PlEnd *end, PlProtocol protocol, gboolean is_listening)
{
  gboolean is_wildcard = pl_address_is_any (&end->address);
  char address[PL_ADDRESS_STRING_SIZE];
  char text[PL_END_STRING_SIZE];

  pl_address_to_string (&end->address, address);
  pl_end_notations_add (self, _ ("Address"), g_strdup (address));
  pl_end_notations_add (self, _ ("Address and port"), g_strdup (pl_end_to_string (end, text)));
  if (is_listening && !is_wildcard)
    pl_end_notations_add_typed (self, end, protocol);
  pl_end_notations_add (self, _ ("Port"), g_strdup_printf ("%u", end->port));
  if (end->scope_id != 0)
    {
      g_autofree char *zone = pl_end_dup_zone (end);

      pl_end_notations_add (self, _ ("Address with zone"), g_strdup_printf ("%s%%%s", address, zone));
    }
  if (!is_wildcard)
    add_values (self, &end->address);
}
