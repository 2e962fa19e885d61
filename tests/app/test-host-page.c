/* test-host-page.c: the page This host: what it says of made-up networks, that it stays where it is when they
 * change, what its buttons do, and that the window has the real one. */

#include "app/host/pl-host-page.h"
#include "app/host/pl-interface-group.h"
#include "app/host/pl-interface-row.h"

#include "scene.h"

#include <errno.h>

#define NO_PACKET "No packet was sent to find this out: the system’s own routing table was asked.|"

static PlAddress
address_of (const char *text)
{
  PlAddressText parts = { 0 };

  if (!pl_address_parse (text, -1, &parts))
    fail_msg ("\"%s\" is no address", text);
  return parts.address;
}

static void
add (PlInterfaces *interfaces, guint32 index, const char *name, guint flags, const char *address)
{
  PlInterface interface = { .index = index,
                            .name = (char *) name,
                            .flags = flags,
                            .state = flags & IFF_UP ? PL_INTERFACE_UP : PL_INTERFACE_DOWN,
                            .mtu = 1500 };

  pl_interfaces_add (interfaces, &interface);
  if (address != NULL)
    pl_interfaces_add_address (
        interfaces,
        &(PlInterfaceAddress){ .address = address_of (address), .prefix_length = 24, .index = index });
}

static const PlRoute no_route = { .code = ENETUNREACH, .prefix_length = -1 };

static PlHostState *
create_state (const char *address)
{
  PlInterfaces *interfaces = pl_interfaces_new ();
  PlRoute ipv4 = { .local.address = address_of (address), .index = 2, .metric = 100 };
  PlAddress link_local = address_of ("fe80::7");

  add (interfaces, 1, "lo", IFF_UP | IFF_LOOPBACK, "127.0.0.1");
  add (interfaces, 2, "eth0", IFF_UP | IFF_BROADCAST, address);
  pl_interfaces_add_address (interfaces,
                             &(PlInterfaceAddress){ .address = link_local, .prefix_length = 64, .index = 2 });
  add (interfaces, 3, "wlan0", IFF_BROADCAST, NULL);
  return pl_host_state_new (interfaces, &ipv4, &no_route);
}

/* More than fits. */
static PlHostState *
create_long_state (const char *address)
{
  PlHostState *state = create_state (address);

  for (guint i = 10; i < 30; i++)
    add (state->interfaces, i, "tun", IFF_POINTOPOINT, NULL);
  return state;
}

/* With what the window has for it. */
static GtkWidget *
enter_page (PlHost *host)
{
  GtkWidget *page = pl_host_page_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) show = g_simple_action_new ("show-address", G_VARIANT_TYPE_STRING);

  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (show));
  gtk_widget_insert_action_group (page, "win", G_ACTION_GROUP (actions));
  enter (page);
  g_object_set (page, "narrow", TRUE, NULL);
  pl_host_page_set_host (PL_HOST_PAGE (page), host);
  drain ();
  return page;
}

static void
click (GtkWidget *button)
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

static void
test_reads (void **state)
{
  g_autoptr (PlHost) host = pl_host_new (NULL);
  GtkWidget *page = enter_page (host);

  assert_string_equal (gtk_stack_get_visible_child_name (GTK_STACK (find_id (page, "stack"))), "waiting");
  pl_host_take (host, create_state ("192.0.2.2"));
  drain ();
  assert_contains (page, "How this computer reaches others|"
                         "IPv4|default|192.0.2.2|Interface|eth0|Zone|none|· IPv4 has no zones|"
                         "Through|no router|· straight to the peer|Found by|default route, metric 100|"
                         "IPv6|none|There is no route to the IPv6 internet.|" NO_PACKET);
  assert_contains (page, "eth0|number 2|up|MTU 1,500 · broadcast|"
                         "192.0.2.2|/24|documentation|RFC 5737|default for IPv4|"
                         "fe80::7|/64|link-local|RFC 4291 §2.5.6|zone eth0|"
                         "lo|number 1|up|loopback · MTU 1,500|127.0.0.1|/24|loopback|RFC 1122 §3.2.1.3|"
                         "wlan0|number 3|down|MTU 1,500 · broadcast|No address while it is down|");
  assert_named (find_type (page, PL_TYPE_INTERFACE_ROW),
                "192.0.2.2/24, documentation, RFC 5737, default for IPv4");
  leave (page);
}

/* What is true of both families is said once. */
static void
test_no_network (void **state)
{
  g_autoptr (PlHost) host = pl_host_new (NULL);
  GtkWidget *page = enter_page (host);
  PlInterfaces *interfaces = pl_interfaces_new ();

  add (interfaces, 1, "lo", IFF_UP | IFF_LOOPBACK, "127.0.0.1");
  pl_interfaces_add_address (
      interfaces, &(PlInterfaceAddress){ .address = address_of ("::1"), .prefix_length = 128, .index = 1 });
  pl_host_take (host, pl_host_state_new (interfaces, &no_route, &no_route));
  drain ();
  assert_contains (page, "IPv4|none|IPv6|none|There is no network: this computer reaches only itself.|lo|");
  leave (page);
}

static void
test_no_interfaces (void **state)
{
  g_autoptr (PlHost) host = pl_host_new (NULL);
  GtkWidget *page = enter_page (host);
  PlHostState *nothing = pl_host_state_new (pl_interfaces_new (), &no_route, &no_route);

  nothing->code = EPERM;
  pl_host_take (host, nothing);
  drain ();
  assert_contains (page,
                   "No interfaces to show|The system does not tell its interfaces: Operation not permitted|");
  leave (page);
}

/* A change keeps the widgets, and so the focus and where the page is scrolled to. */
static void
test_change (void **state)
{
  g_autoptr (PlHost) host = pl_host_new (NULL);
  GtkWidget *page = enter_page (host);
  GtkWidget *scroller = find_id (page, "scroller");
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  GtkWidget *row, *group;
  double top;

  pl_host_take (host, create_long_state ("192.0.2.2"));
  pl_test_wait_until (gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment));
  row = find_named (page, PL_TYPE_INTERFACE_ROW, "127.0.0.1/24, loopback, RFC 1122 §3.2.1.3");
  group = gtk_widget_get_ancestor (row, PL_TYPE_INTERFACE_GROUP);
  assert_true (gtk_widget_grab_focus (row));
  drain ();
  gtk_adjustment_set_value (adjustment, 40);
  top = gtk_adjustment_get_value (adjustment);
  assert_true (top > 0);

  pl_host_take (host, create_long_state ("192.0.2.99"));
  drain ();
  assert_contains (page, "eth0|number 2|up|MTU 1,500 · broadcast|192.0.2.99|/24|");
  assert_true (gtk_widget_is_focus (row));
  assert_ptr_equal (gtk_widget_get_ancestor (row, PL_TYPE_INTERFACE_GROUP), group);
  assert_true (gtk_adjustment_get_value (adjustment) == top);
  leave (page);
}

/* A computer full of containers: some at first, and more when somebody wants them. */
static void
test_many (void **state)
{
  g_autoptr (PlHost) host = pl_host_new (NULL);
  GtkWidget *page = enter_page (host);
  PlHostState *many = create_state ("192.0.2.2");
  GtkWidget *more = find_id (page, "more_button");

  for (guint i = 10; i < 50; i++)
    add (many->interfaces, i, "veth", IFF_UP, NULL);
  for (guint i = 0; i < 40; i++)
    pl_interfaces_add_address (
        many->interfaces, &(PlInterfaceAddress){
                              .address = { PL_FAMILY_IPV4, { 192, 0, 2, (guint8) (100 + i) } }, .index = 2 });
  pl_host_take (host, many);
  drain ();
  assert_contains (page, "192.0.2.129|/0|");
  assert_contains (page, "and 10 more addresses|");
  assert_contains (page, "veth|number 31|");
  assert_string_equal (gtk_button_get_label (GTK_BUTTON (more)), "Show 19 more interfaces");
  click (more);
  assert_contains (page, "veth|number 49|");
  assert_contains (page, "wlan0|number 3|");
  assert_false (gtk_widget_get_visible (more));
  leave (page);
}

static void
test_come_and_go (void **state)
{
  g_autoptr (PlHost) host = pl_host_new (NULL);
  GtkWidget *page = enter_page (host);
  PlInterfaces *interfaces = pl_interfaces_new ();

  pl_host_take (host, create_state ("192.0.2.2"));
  add (interfaces, 1, "lo", IFF_UP | IFF_LOOPBACK, NULL);
  add (interfaces, 9, "tun0", IFF_UP | IFF_POINTOPOINT, "198.51.100.1");
  pl_host_take (host, pl_host_state_new (interfaces, &no_route, &no_route));
  drain ();
  assert_reads (find_id (page, "groups"), "lo|number 1|up|loopback · MTU 1,500|No address|"
                                          "tun0|number 9|up|MTU 1,500 · point-to-point|198.51.100.1|/24|"
                                          "documentation|RFC 5737|");
  leave (page);
}

static void
test_buttons (void **state)
{
  g_autoptr (PlHost) host = pl_host_new (NULL);
  GtkWidget *page = enter_page (host);
  g_autofree char *copied = NULL;
  g_autofree char *used = NULL;

  g_signal_connect (page, "copied", G_CALLBACK (remember_cb), &copied);
  g_signal_connect (page, "use", G_CALLBACK (remember_use_cb), &used);
  pl_host_take (host, create_state ("192.0.2.2"));
  drain ();
  click (find_named (page, GTK_TYPE_BUTTON, "Copy 192.0.2.2"));
  assert_string_equal (copied, "192.0.2.2");
  click (find_named (page, GTK_TYPE_BUTTON, "Copy fe80::7%eth0"));
  assert_string_equal (copied, "fe80::7%eth0");
  click (find_named (page, GTK_TYPE_BUTTON, "Listen on fe80::7%eth0"));
  assert_string_equal (used, "listen fe80::7%eth0");
  leave (page);
}

/* The real one: every computer has a loopback, though it may be down. */
static void
test_window (void **state)
{
  Scene scene;
  GtkWidget *page, *row;

  set_up_scene (&scene, 1280, 800);
  assert_null (
      find_type (GTK_WIDGET (scene.window), PL_TYPE_HOST_PAGE)); /* costs nothing before it is seen */
  assert_null (pl_host_get_state (pl_engine_get_host (scene.engine)));
  pl_window_show_page (scene.window, "host");
  page = find_type (GTK_WIDGET (scene.window), PL_TYPE_HOST_PAGE);
  pl_test_wait_until (pl_host_get_state (pl_engine_get_host (scene.engine)) != NULL &&
                      pl_host_get_localhost (pl_engine_get_host (scene.engine)) != NULL);
  drain ();
  assert_contains (page, "|lo|number 1|");
  assert_non_null (strstr (get_label (page, "localhost_label"), "hosts file"));

  row = find_type (page, PL_TYPE_INTERFACE_ROW);
  if (row != NULL)
    {
      GtkWidget *stack = find_id (GTK_WIDGET (scene.window), "pages");

      g_signal_emit_by_name (row, "activate");
      pl_test_wait_until (
          g_str_equal (adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (stack)), "address"));
      pl_window_show_page (scene.window, "host");
      gtk_widget_activate_action (row, "host.listen", "s", "127.0.0.1");
      assert_string_equal (adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (stack)), "connections");
    }
  tear_down_scene (&scene);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_reads),         cmocka_unit_test (test_no_network),
    cmocka_unit_test (test_no_interfaces), cmocka_unit_test (test_change),
    cmocka_unit_test (test_many),          cmocka_unit_test (test_come_and_go),
    cmocka_unit_test (test_buttons),       cmocka_unit_test (test_window),
  };

  return cmocka_run_group_tests_name ("host-page", tests, set_up_stage, NULL);
}
