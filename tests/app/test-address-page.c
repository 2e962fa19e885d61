/* test-address-page.c: the Address page: what it makes of what is typed, what the slider changes, what can be
 * copied and used, and what a screen reader hears. */

#include "app/address/pl-address-page.h"
#include "app/address/pl-address-strip.h"
#include "app/address/pl-network-card.h"
#include "app/address/pl-notation-list.h"
#include "app/widgets/pl-verdict-label.h"

#include "stage.h"

#include <string.h>

static GtkWidget *
enter_page (const char *hostspec)
{
  GtkWidget *page = enter (pl_address_page_new ());

  pl_address_page_show (PL_ADDRESS_PAGE (page), hostspec);
  drain ();
  return page;
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0 &&
      gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
press (GtkWidget *button)
{
  assert_non_null (button);
  g_signal_emit_by_name (button, "clicked");
  drain ();
}

static void
remember_cb (GtkWidget *page, const char *text, char **memory)
{
  g_free (*memory);
  *memory = g_strdup (text);
}

static void
remember_use_cb (GtkWidget *page, const char *form, const char *hostspec, char **memory)
{
  g_free (*memory);
  *memory = g_strdup_printf ("%s %s", form, hostspec);
}

/* ---- What is typed ---- */

static void
test_empty (void **state)
{
  GtkWidget *page = enter_page ("");

  assert_reads (find_type (page, PL_TYPE_VERDICT_LABEL), "");
  assert_contains (page, "Type an address|");
  assert_null (find_button (page, "Connect to it"));
  press (find_button (page, "#x7F000001"));
  assert_contains (page, "Integer #x7F000001 is 127.0.0.1.|");
  assert_contains (
      page, "loopback|RFC 1122 §3.2.1.3 · unicast · valid on its computer|This computer, interface lo.|");
  leave (page);
}

static void
test_name (void **state)
{
  GtkWidget *page = enter_page ("www.example.org");

  assert_contains (page, "A name, not an address. Nothing is asked here: look it up.|");
  assert_contains (page, "A name has no bits|");
  assert_non_null (find_button (page, "Connect to it"));
  leave (page);
}

static void
test_invalid (void **state)
{
  GtkWidget *page = enter_page ("127.1");
  GtkWidget *row = find_type (page, ADW_TYPE_ENTRY_ROW);
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));

  assert_named (text, "Host");
  assert_true (gtk_widget_has_css_class (row, "error"));
  assert_null (gtk_test_accessible_check_state (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_STATE_INVALID,
                                                GTK_ACCESSIBLE_INVALID_TRUE));
  assert_null (find_button (page, "Connect to it"));
  press (find_button (page, "Use 127.0.0.1"));
  assert_false (gtk_widget_has_css_class (row, "error"));
  assert_string_equal (gtk_editable_get_text (GTK_EDITABLE (row)), "127.0.0.1");
  leave (page);
}

/* The length belongs to the slider here, and a mend keeps it. */
static void
test_prefixed (void **state)
{
  GtkWidget *page = enter_page ("2001:db8::1/48");
  GtkWidget *card = find_type (page, PL_TYPE_NETWORK_CARD);
  GtkWidget *label = find_type (page, PL_TYPE_VERDICT_LABEL);

  assert_reads (label, "IPv6, documentation.|");
  assert_int_equal (pl_network_card_get_prefix_length (PL_NETWORK_CARD (card)), 48);

  pl_address_page_show (PL_ADDRESS_PAGE (page), "fe80::1/60");
  drain ();
  assert_int_equal (pl_network_card_get_prefix_length (PL_NETWORK_CARD (card)), 60);
  press (find_button (label, "lo"));
  assert_string_equal (gtk_editable_get_text (GTK_EDITABLE (find_type (page, ADW_TYPE_ENTRY_ROW))),
                       "fe80::1%lo/60");
  leave (page);
}

/* ---- What is shown ---- */

static void
test_ipv4 (void **state)
{
  GtkWidget *page = enter_page ("100.64.3.7");
  GtkWidget *strip = find_type (page, PL_TYPE_ADDRESS_STRIP);

  assert_named (strip, "network, 10 bits: 01100100 01; host, 22 bits: 000000 00000011 00000111");
  assert_null (gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "The first 10 bits are the prefix."));
  assert_true (gtk_widget_get_focusable (strip));
  assert_contains (page,
                   "Network|100.64.0.0/10|First|100.64.0.0|Last|100.127.255.255|Netmask|255.192.0.0|Host "
                   "part|0.0.3.7|Addresses|4,194,304|");
  assert_contains (page,
                   "Registry: IANA IPv4 special-purpose|Shared Address Space|100.64.0.0/10|RFC 6598, "
                   "2012-04|Source|yes|Destination|yes|Forwardable|yes|Globally reachable|no|Reserved by "
                   "protocol|no|");
  assert_contains (page,
                   "Under IPv6|NAT64 64:ff9b::/96|not allowed: the address is not global, RFC 6052 §3.1|");
  leave (page);
}

static void
test_ipv6 (void **state)
{
  GtkWidget *page = enter_page ("fe80::211:22ff:fe33:4455%lo");

  assert_named (
      find_type (page, PL_TYPE_ADDRESS_STRIP),
      "fe80::/10 link-local: 1111111010; 54 zero bits; 64-bit interface id · EUI-64 of 00:11:22:33:44:55: "
      "0000001000010001 0010001011111111 1111111000110011 0100010001010101");
  assert_contains (page, "Network|fe80::/64|First|fe80::|Last|fe80::ffff:ffff:ffff:ffff|Host "
                         "part|::211:22ff:fe33:4455|Addresses|2^64|");
  assert_contains (page, "With zone|fe80::211:22ff:fe33:4455%lo|");
  assert_contains (
      page, "Made from the MAC address|00:11:22:33:44:55|ff:fe in bytes 4 and 5|yes|Bit 7 (u)|1 here, 0 "
            "in the MAC: universal|");

  pl_address_page_show (PL_ADDRESS_PAGE (page), "fe80::1ff:fe23:4567:890a%lo");
  drain ();
  assert_contains (page, "Made from|not a MAC address|ff:fe in bytes 4 and 5|no|23 45 stand there|");
  leave (page);
}

static void
test_nested (void **state)
{
  GtkWidget *page = enter_page ("2001:0:4136:e378:8000:63bf:3fff:fdd2");

  assert_contains (page, "TEREDO|2001::/32|longest match: this row decides|");
  assert_contains (page, "IETF Protocol Assignments|2001::/23|around it|");
  assert_contains (page, "Teredo server|65.54.227.120|RFC 4380 §4|");
  leave (page);
}

static void
test_slider (void **state)
{
  GtkWidget *page = enter_page ("192.0.2.77");
  GtkWidget *card = find_type (page, PL_TYPE_NETWORK_CARD);
  GtkWidget *scale = find_named (page, GTK_TYPE_SCALE, "Prefix length");

  assert_non_null (scale);
  assert_non_null (find_named (page, GTK_TYPE_SPIN_BUTTON, "Prefix length"));
  assert_int_equal ((int) gtk_adjustment_get_upper (gtk_range_get_adjustment (GTK_RANGE (scale))), 32);
  gtk_range_set_value (GTK_RANGE (scale), 30);
  drain ();
  assert_int_equal (pl_network_card_get_prefix_length (PL_NETWORK_CARD (card)), 30);
  assert_contains (page,
                   "Network|192.0.2.76/30|First|192.0.2.76|Last|192.0.2.79|Netmask|255.255.255.252|Host "
                   "part|0.0.0.1|Addresses|4|");
  assert_contains (page, "With prefix length|192.0.2.77/30|");

  /* A blank more is the same address: the slider stays. Another address moves it. */
  pl_address_page_show (PL_ADDRESS_PAGE (page), "192.0.2.77 ");
  drain ();
  assert_int_equal (pl_network_card_get_prefix_length (PL_NETWORK_CARD (card)), 30);
  pl_address_page_show (PL_ADDRESS_PAGE (page), "10.1.2.3");
  drain ();
  assert_int_equal (pl_network_card_get_prefix_length (PL_NETWORK_CARD (card)), 8);
  leave (page);
}

/* ---- What can be done ---- */

static void
test_copy (void **state)
{
  static const struct
  {
    const char *name;
    const char *text;
  } copies[] = {
    { "Copy text", "fe80::1" },
    { "Copy address with zone", "fe80::1%lo" },
    { "Copy bracketed address", "[fe80::1%25lo]" },
    { "Copy all digits", "fe80:0000:0000:0000:0000:0000:0000:0001" },
    { "Copy hex, network order", "fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 01" },
    { "Copy integer", "338288524927261089654018896841347694593" },
    { "Copy hex integer", "#xFE800000000000000000000000000001" },
    { "Copy address with prefix length", "fe80::1%lo/64" },
  };
  GtkWidget *page = enter_page ("fe80::1%lo");
  g_autofree char *copied = NULL;

  g_signal_connect (page, "copied", G_CALLBACK (remember_cb), &copied);
  for (gsize i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      press (find_named (page, GTK_TYPE_BUTTON, copies[i].name));
      assert_string_equal (copied, copies[i].text);
    }
  assert_non_null (find_named (page, GTK_TYPE_LIST_BOX_ROW, "Text (RFC 5952): fe80::1"));
  leave (page);
}

static void
test_use (void **state)
{
  GtkWidget *page = enter_page ("  fe80::1%lo/64 ");
  g_autofree char *used = NULL;

  g_signal_connect (page, "use", G_CALLBACK (remember_use_cb), &used);
  press (find_button (page, "Connect to it"));
  assert_string_equal (used, "connect fe80::1%lo");
  press (find_button (page, "Listen on it"));
  assert_string_equal (used, "listen fe80::1%lo");

  pl_address_page_show (PL_ADDRESS_PAGE (page), "#xCC47B14B");
  drain ();
  press (find_button (page, "Connect to it"));
  assert_string_equal (used, "connect 204.71.177.75");
  leave (page);
}

/* ---- Widths ---- */

static int
measure_strip (GtkWidget *page)
{
  GtkWidget *strip = find_type (page, PL_TYPE_ADDRESS_STRIP);
  int height;

  gtk_widget_measure (strip, GTK_ORIENTATION_VERTICAL, 700, NULL, &height, NULL, NULL);
  return height;
}

static void
test_narrow (void **state)
{
  static const char *const texts[] = { "", "255.255.255.255", "2001:db8:1234:5678:9abc:def0:1234:5678",
                                       "2001:0:4136:e378:8000:63bf:3fff:fdd2", "a.name" };
  GtkWidget *page = enter_page ("2001:db8::1");
  int wide_height = measure_strip (page);

  g_object_set (page, "narrow", TRUE, NULL);
  drain ();
  assert_in_range (measure_strip (page), wide_height + wide_height / 2, 3 * wide_height);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      int minimum;

      pl_address_page_show (PL_ADDRESS_PAGE (page), texts[i]);
      drain ();
      gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      assert_in_range (minimum, 1, 780);
    }
  leave (page);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_empty),    cmocka_unit_test (test_name),   cmocka_unit_test (test_invalid),
    cmocka_unit_test (test_prefixed), cmocka_unit_test (test_ipv4),   cmocka_unit_test (test_ipv6),
    cmocka_unit_test (test_nested),   cmocka_unit_test (test_slider), cmocka_unit_test (test_copy),
    cmocka_unit_test (test_use),      cmocka_unit_test (test_narrow),
  };

  if (!gtk_init_check ())
    return 77;
  return cmocka_run_group_tests_name ("address page", tests, set_up_stage, NULL);
}
