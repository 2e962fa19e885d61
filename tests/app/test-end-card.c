/* test-end-card.c: what a card says about an end, on a computer that is made up. */

#include "app/widgets/pl-bit-strip.h"
#include "app/widgets/pl-end-card.h"
#include "app/widgets/pl-end-notations.h"
#include "app/widgets/pl-stand-in-list.h"

#include "stage.h"

#include <errno.h>

/* ---- A computer with two interfaces ---- */

typedef struct
{
  guint32 index;
  const char *name;
  guint flags;
  const char *address;
  guint prefix_length;
} Interface;

static const Interface computer[] = {
  { 1, "lo", IFF_UP | IFF_LOOPBACK, "127.0.0.1", 8 },
  { 1, "lo", IFF_UP | IFF_LOOPBACK, "::1", 128 },
  { 2, "eth0", IFF_UP, "192.168.1.7", 24 },
  { 2, "eth0", IFF_UP, "fe80::5054:ff:fe12:3456", 64 },
  { 2, "eth0", IFF_UP, "2001:500:1::7", 64 },
  { 2, "eth0", IFF_UP, "2001:500:1:0:5054:ff:fe12:3456", 64 },
  { 3, "eth1", 0, "10.0.0.1", 8 },
};

static PlHostState *
create_host (void)
{
  const PlRoute none = { .code = ENETUNREACH, .prefix_length = -1 };
  PlInterfaces *interfaces = pl_interfaces_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (computer); i++)
    {
      PlAddressText parts;

      assert_true (pl_address_parse (computer[i].address, -1, &parts));
      if (pl_interfaces_get (interfaces, computer[i].index) == NULL)
        pl_interfaces_add (interfaces, &(PlInterface){ .index = computer[i].index,
                                                       .name = (char *) computer[i].name,
                                                       .flags = computer[i].flags });
      pl_interfaces_add_address (interfaces,
                                 &(PlInterfaceAddress){ .address = parts.address,
                                                        .prefix_length = computer[i].prefix_length,
                                                        .index = computer[i].index });
    }
  return pl_host_state_new (interfaces, &none, &none);
}

static PlEnd
make_end (const char *address, guint16 port, guint32 scope_id)
{
  PlAddressText parts;

  assert_true (pl_address_parse (address, -1, &parts));
  return (PlEnd){ parts.address, port, scope_id };
}

static GtkWidget *
make_card (PlEndInput input)
{
  g_auto (PlEndFacts) facts = { 0 };
  g_autoptr (PlHostState) host = create_host ();
  GtkWidget *card = g_object_new (PL_TYPE_END_CARD, "side", input.side, NULL);

  input.host = host;
  pl_end_facts_init (&facts, &input);
  pl_end_card_set_facts (PL_END_CARD (card), &facts);
  return card;
}

static void
test_address_lines (void **state)
{
  static const char *const cases[][2] = {
    { "127.0.0.1", "127.0.0.1" },
    { "255.255.255.255", "255.255.255.255" },
    { "fe80::1:2:3:4", "fe80::1:2:3:4" },
    { "2001:db8:a1b2:c3d4:5054:ff:fe12:3456", "2001:db8:a1b2:c3d4:\n5054:ff:fe12:3456" },
    { "2001:500:1:0:5054:ff:fe12:3456", "2001:500:1:0:\n5054:ff:fe12:3456" },
    { "fe80::211:22ff:fe33:4455", "fe80::211:22ff:\nfe33:4455" },
    { "2001:db8:0:1::1234:5678", "2001:db8:0:1::\n1234:5678" },
    { "1111:2222:3333::", "1111:2222:\n3333::" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *lines = pl_end_facts_dup_lines (cases[i][0]);

      assert_string_equal (lines, cases[i][1]);
    }
}

/* ---- Cards ---- */

static void
test_card_mapped (void **state)
{
  GtkWidget *card = enter (make_card ((PlEndInput){
      .end = make_end ("::ffff:127.0.0.1", 40123, 0),
      .side = PL_SIDE_LOCAL,
      .protocol = PL_PROTOCOL_TCP,
      .chooser = PL_CHOOSER_BOUND_BY_YOU,
  }));
  GtkWidget *strip = find_type (card, PL_TYPE_BIT_STRIP);

  assert_reads (card, "LOCAL|bound by you|127.0.0.1|port|40123|no service has this number|"
                      "Scope|loopback|RFC 1122 §3.2.1.3|Interface|lo|· never leaves this computer|"
                      "Port|registered range|RFC 6335 §6|Socket|v4-mapped|::ffff:127.0.0.1|"
                      "Integer|#x7F000001|2130706433|");
  assert_named (card, "Local end: 127.0.0.1, port 40123");
  assert_named (strip, "01111111 00000000 00000000 00000001");

  pl_end_card_set_narrow (PL_END_CARD (card), TRUE);
  assert_reads (card, "LOCAL|127.0.0.1|port|40123|no service has this number|Port|bound by you|"
                      "Scope|loopback|RFC 1122 §3.2.1.3|Interface|lo|· never leaves this computer|"
                      "Socket|v4-mapped|::ffff:127.0.0.1|");
  leave (card);
}

static void
test_card_ipv6 (void **state)
{
  GtkWidget *card = enter (make_card ((PlEndInput){
      .end = make_end ("2001:500:1:0:5054:ff:fe12:3456", 51800, 0),
      .side = PL_SIDE_LOCAL,
      .protocol = PL_PROTOCOL_TCP,
      .chooser = PL_CHOOSER_SYSTEM,
  }));

  assert_contains (card, "|2001:500:1:0:\n5054:ff:fe12:3456|");
  assert_contains (card, "|Interface|eth0|· EUI-64 of 52:54:00:12:34:56|Port|dynamic range|");
  assert_null (gtk_test_accessible_check_property (GTK_ACCESSIBLE (find_type (card, PL_TYPE_BIT_STRIP)),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                                   "The first 64 bits are the prefix."));
  leave (card);
}

static void
test_card_typed_and_zone (void **state)
{
  GtkWidget *card = enter (make_card ((PlEndInput){
      .end = make_end ("fe80::1", 443, 1),
      .side = PL_SIDE_PEER,
      .protocol = PL_PROTOCOL_TCP,
      .chooser = PL_CHOOSER_YOU,
      .typed = "www.example.org",
  }));

  assert_contains (card, "PEER|chosen by you|fe80::1|port|443|https|Scope|link-local|");
  assert_contains (card, "|Zone|lo, interface 1|Typed|www.example.org|Port|system range|RFC 6335 §6|");
  leave (card);
}

static void
test_card_unknown (void **state)
{
  GtkWidget *local = enter (make_card ((PlEndInput){ .side = PL_SIDE_LOCAL }));
  GtkWidget *peer = enter (make_card ((PlEndInput){ .side = PL_SIDE_PEER }));

  assert_reads (local, "LOCAL|not bound|");
  assert_reads (peer, "PEER|not connected|");
  assert_named (peer, "Peer end: not connected");
  leave (local);
  leave (peer);
}

static void
test_card_wildcard (void **state)
{
  GtkWidget *card = enter (make_card ((PlEndInput){
      .end = make_end ("::", 40123, 0),
      .side = PL_SIDE_LOCAL,
      .protocol = PL_PROTOCOL_TCP,
      .is_listening = TRUE,
      .takes_ipv4 = TRUE,
  }));

  assert_reads (card,
                "LOCAL|::|every address|wildcard, RFC 4291 §2.5.2|port|40123|no service has this number|"
                "Reach|reachable from other machines|Socket|IPv6|· takes IPv4 too, as v4-mapped|Stands for|"
                "[2001:500:1::7]:40123|from anywhere, unless a firewall objects · eth0|"
                "[2001:500:1:0:5054:ff:fe12:3456]:40123|from anywhere, unless a firewall objects · eth0|"
                "192.168.1.7:40123|from its network, not routed beyond · eth0|"
                "[fe80::5054:ff:fe12:3456]:40123|from its link; the peer adds its own zone · eth0|"
                "[::1]:40123|from this computer only · lo|and 1 more address|");
  leave (card);
}

static char *
dup_menu (GtkWidget *button)
{
  GMenuModel *menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button));
  GString *text = g_string_new (NULL);

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *label = NULL;

      assert_true (g_menu_model_get_item_attribute (menu, i, "label", "s", &label));
      g_string_append_printf (text, "%s|", label);
    }

  return g_string_free (text, FALSE);
}

static void
assert_menu (GtkWidget *card, const char *name, const char *expected)
{
  GtkWidget *button = find_named (card, GTK_TYPE_MENU_BUTTON, name);
  g_autofree char *menu = NULL;

  assert_non_null (button);
  menu = dup_menu (button);
  assert_string_equal (menu, expected);
}

static void
test_card_web_server (void **state)
{
  GtkWidget *card = enter (make_card ((PlEndInput){
      .end = make_end ("::", 8080, 0),
      .side = PL_SIDE_LOCAL,
      .protocol = PL_PROTOCOL_TCP,
      .is_listening = TRUE,
      .takes_ipv4 = TRUE,
  }));
  GtkWidget *more = gtk_widget_get_last_child (find_type (card, PL_TYPE_STAND_IN_LIST));

  assert_contains (card, "|port|8080|http-alt|");
  assert_contains (card, "|Web|http://[2001:500:1::7]:8080/|");
  assert_menu (card, "Copy [2001:500:1::7]:8080",
               "Address and port: [2001:500:1::7]:8080|Web address: http://[2001:500:1::7]:8080/|"
               "In words: 2001:500:1::7 port 8080|Address: 2001:500:1::7|");
  assert_menu (card, "Copy 192.168.1.7:8080",
               "Address and port: 192.168.1.7:8080|Web address: http://192.168.1.7:8080/|"
               "In words: 192.168.1.7 port 8080|Address: 192.168.1.7|");
  /* No browser takes a zone, and another machine has its own. */
  assert_menu (card, "Copy [fe80::5054:ff:fe12:3456]:8080",
               "Only on this computer: [fe80::5054:ff:fe12:3456%eth0]:8080|"
               "In words: fe80::5054:ff:fe12:3456 port 8080|Address: fe80::5054:ff:fe12:3456|");

  assert_contains (card, "|[::1]:8080|from this computer only · lo|and 1 more address|");
  g_signal_emit_by_name (more, "clicked");
  assert_contains (card, "|127.0.0.1:8080|from this computer only · lo|");
  assert_false (gtk_widget_get_visible (more));
  leave (card);
}

static void
test_card_stopped (void **state)
{
  GtkWidget *card = enter (make_card ((PlEndInput){ .end = make_end ("::", 8080, 0),
                                                    .side = PL_SIDE_LOCAL,
                                                    .protocol = PL_PROTOCOL_TCP,
                                                    .takes_ipv4 = TRUE }));

  assert_reads (card, "LOCAL|::|every address|wildcard, RFC 4291 §2.5.2|port|8080|http-alt|"
                      "Socket|IPv6|· takes IPv4 too, as v4-mapped|");
  leave (card);
}

static void
store_text_cb (gpointer card, const char *text, char **ret_text)
{
  g_free (*ret_text);
  *ret_text = g_strdup (text);
}

static GtkWidget *
find_linking (GtkWidget *widget, const char *link)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), link))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_linking (child, link);

      if (found)
        return found;
    }
  return NULL;
}

static void
test_card_copies_and_follows (void **state)
{
  PlFact other_end = { .key = "Other end", .text = "is here too: the <a>client</a> row", .link = "row:3" };
  PlEndInput input = { .end = make_end ("192.168.1.7", 80, 0), .side = PL_SIDE_PEER };
  g_auto (PlEndFacts) facts = { 0 };
  g_autofree char *copied = NULL;
  g_autofree char *followed = NULL;
  GtkWidget *card = enter (g_object_new (PL_TYPE_END_CARD, "side", PL_SIDE_PEER, NULL));
  GtkWidget *label;
  gboolean handled;

  pl_end_facts_init (&facts, &input);
  pl_end_facts_add (&facts, 1, &other_end);
  pl_end_facts_add (&facts, -1, &other_end);
  pl_end_card_set_facts (PL_END_CARD (card), &facts);
  g_signal_connect (card, "copied", G_CALLBACK (store_text_cb), &copied);
  g_signal_connect (card, "activate-link", G_CALLBACK (store_text_cb), &followed);
  assert_string_equal (g_array_index (facts.notations, PlNotation, 1).text, "192.168.1.7:80");

  assert_true (gtk_widget_activate_action (card, "end.copy", "s", "192.168.1.7:80"));
  assert_string_equal (copied, "192.168.1.7:80");

  assert_contains (card, "|Other end|is here too: the client row|");
  label = find_linking (card, "row:3");
  assert_non_null (label);
  g_signal_emit_by_name (label, "activate-link", "row:3", &handled);
  assert_true (handled);
  assert_string_equal (followed, "row:3");
  leave (card);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_address_lines),
    cmocka_unit_test (test_card_mapped),
    cmocka_unit_test (test_card_ipv6),
    cmocka_unit_test (test_card_typed_and_zone),
    cmocka_unit_test (test_card_unknown),
    cmocka_unit_test (test_card_wildcard),
    cmocka_unit_test (test_card_web_server),
    cmocka_unit_test (test_card_stopped),
    cmocka_unit_test (test_card_copies_and_follows),
  };

  if (!gtk_init_check ())
    return 77;
  return cmocka_run_group_tests (tests, set_up_stage, NULL);
}
