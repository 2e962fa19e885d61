/* What an address carries inside, and what it would be under IPv6. Decodes nothing itself. */

#include "app/address/pl-decoded-list.h"

#include "core/address/pl-address-class.h"
#include "core/address/pl-interface-id.h"

#include "app/widgets/pl-row-parts.h"
#include "app/widgets/pl-column-layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PlDecodedList
{
  GtkWidget parent_instance;

  GtkWidget *list; /* (nullable): the one that rows go to */
};

G_DEFINE_FINAL_TYPE (PlDecodedList, pl_decoded_list, GTK_TYPE_WIDGET)

/* 1. Rows */

static void
begin_list (PlDecodedList *self, const char *title)
{
  GtkWidget *heading = pl_row_parts_new_heading (title);

  if (gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL)
    gtk_widget_set_margin_top (heading, 12);
  self->list = pl_row_parts_new_list (title);
  gtk_widget_set_parent (heading, GTK_WIDGET (self));
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
}

/* What another program could use: an address, a prefix, a MAC address; no words. */
static gboolean
is_copyable (const char *value)
{
  return strpbrk (value, ".:") != NULL && strchr (value, ' ') == NULL;
}

static void
append_copy (GtkWidget *line, const char *value)
{
  GtkWidget *copy = pl_row_parts_new_copy_button ("address.copy");
  g_autofree char *label = g_strdup_printf (_ ("Copy %s"), value);

  gtk_widget_add_css_class (copy, "tight");
  pl_row_parts_set_copy (copy, label, value);
  gtk_box_append (GTK_BOX (line), copy);
}

static GtkWidget *
append_line (PlDecodedList *self, const char *label, const char *spoken)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *key = pl_row_parts_new_label (label, "");

  gtk_widget_set_hexpand (key, TRUE);
  gtk_widget_add_css_class (line, "addressfact");
  gtk_box_append (GTK_BOX (line), key);
  pl_row_parts_name (pl_row_parts_append (self->list, line), label, spoken);
  return line;
}

static void
append_note (GtkWidget *line, const char *note)
{
  GtkWidget *label = pl_row_parts_new_label (note, "note");

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_box_append (GTK_BOX (line), label);
}

static void
append_value (PlDecodedList *self, const char *label, const char *value, const char *note)
{
  GtkWidget *line = append_line (self, label, value);

  gtk_box_append (GTK_BOX (line),
                  is_copyable (value) ? pl_row_parts_new_value (value) : pl_row_parts_new_label (value, ""));
  if (note != NULL)
    append_note (line, note);
  if (is_copyable (value))
    append_copy (line, value);
}

/* 2. Lists */

static void
append_middle (PlDecodedList *self, const PlInterfaceId *id)
{
  GtkWidget *line = append_line (self, _ ("ff:fe in bytes 4 and 5"), id->is_eui64 ? _ ("yes") : _ ("no"));

  gtk_box_append (GTK_BOX (line),
                  pl_row_parts_new_answer (id->is_eui64, id->is_eui64 ? _ ("yes") : _ ("no")));
  if (!id->is_eui64)
    {
      /* Translators: two bytes in hexadecimal digits */
      g_autofree char *note = g_strdup_printf (_ ("%02x %02x stand there"), id->middle[0], id->middle[1]);

      append_note (line, note);
    }
}

static void
append_bits (PlDecodedList *self, const PlInterfaceId *id)
{
  g_autofree char *bits = g_strdup_printf ("%u · %u", id->universal_bit, id->group_bit);
  GtkWidget *line;

  if (!id->is_eui64)
    {
      line = append_line (self, _ ("Bit 7 (u) · bit 8 (g)"), bits);
      gtk_box_append (GTK_BOX (line), pl_row_parts_new_value (bits));
      append_note (line, _ ("no meaning here, RFC 7136"));
    }
  else if (id->universal_bit != 0)
    append_value (self, _ ("Bit 7 (u)"), _ ("1 here, 0 in the MAC: universal"), NULL);
  else
    append_value (self, _ ("Bit 7 (u)"), _ ("0 here, 1 in the MAC: set locally"), NULL);
}

static void
append_interface_id (PlDecodedList *self, const PlAddress *address)
{
  PlInterfaceId id;
  g_autofree char *mac = NULL;

  if (!pl_interface_id_read (&id, address))
    return;

  begin_list (self, _ ("Interface id (RFC 4291, appendix A)"));
  mac = pl_interface_id_dup_mac (&id);
  if (id.is_eui64)
    append_value (self, _ ("Made from the MAC address"), mac, NULL);
  else
    append_value (self, _ ("Made from"), _ ("not a MAC address"), NULL);
  append_middle (self, &id);
  append_bits (self, &id);
}

static void
append_decoded (PlDecodedList *self, const PlAddress *address)
{
  g_autoptr (GArray) decoded = pl_address_decode (address);
  gboolean has_list = FALSE;

  for (guint i = 0; i < decoded->len; i++)
    {
      const PlDecoded *part = &g_array_index (decoded, PlDecoded, i);

      if (g_str_has_prefix (part->key, "eui64_"))
        continue;
      if (!has_list)
        begin_list (self, _ ("What it carries"));
      has_list = TRUE;
      append_value (self, part->label, part->value, part->rfc);
    }
}

/* The well-known prefix is for global addresses only, and so is 6to4. */
static void
append_under_ipv6 (PlDecodedList *self, const PlAddress *address)
{
  PlAddress nat64 = { PL_FAMILY_IPV6, { 0, 0x64, 0xff, 0x9b } };
  PlAddress six_to_four = { PL_FAMILY_IPV6, { 0x20, 0x02 } };
  PlAddressClass class;
  char text[PL_ADDRESS_STRING_SIZE];

  if (pl_address_is_multicast (address))
    return;
  begin_list (self, _ ("Under IPv6"));
  pl_address_classify (address, &class);
  if (class.reach != PL_REACH_GLOBAL)
    {
      const char *reason = _ ("not allowed: the address is not global, RFC 6052 §3.1");

      append_note (append_line (self, _ ("NAT64 64:ff9b::/96"), reason), reason);
      return;
    }

  memcpy (nat64.bytes + 12, address->bytes, 4);
  append_value (self, _ ("NAT64 64:ff9b::/96"), pl_address_to_string (&nat64, text), "RFC 6052 §2.1");
  memcpy (six_to_four.bytes + 2, address->bytes, 4);
  {
    g_autofree char *prefix = g_strdup_printf ("%s/48", pl_address_to_string (&six_to_four, text));

    append_value (self, _ ("6to4 prefix"), prefix, "RFC 3056 §2");
  }
}

static void
clear (PlDecodedList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->list = NULL;
}

static void
pl_decoded_list_dispose (GObject *object)
{
  clear (PL_DECODED_LIST (object));

  G_OBJECT_CLASS (pl_decoded_list_parent_class)->dispose (object);
}

static void
pl_decoded_list_class_init (PlDecodedListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_decoded_list_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_decoded_list_init (PlDecodedList *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), pl_column_layout_new (6));
}

/**
 * pl_decoded_list_new:
 *
 * Returns: (transfer floating): an empty list
 */
GtkWidget *
pl_decoded_list_new (void)
{
  return g_object_new (PL_TYPE_DECODED_LIST, NULL);
}

/**
 * pl_decoded_list_set_address:
 * @self: a list
 * @address: an address with a family
 *
 * Shows the interface id of an IPv6 address and whatever else it carries, or what an IPv4 address would be
 * under IPv6.
 */
void
pl_decoded_list_set_address (PlDecodedList *self, const PlAddress *address)
{
  clear (self);
  append_decoded (self, address);
  append_interface_id (self, address);
  if (address->family == PL_FAMILY_IPV4)
    append_under_ipv6 (self, address);
  gtk_widget_set_visible (GTK_WIDGET (self), self->list != NULL);
}
