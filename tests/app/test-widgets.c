/* test-widgets.c: the leaf widgets, filled with values: what they say, to the eye and to a screen reader. */

#include "app/widgets/pl-arrow.h"
#include "app/widgets/pl-between.h"
#include "app/widgets/pl-bit-strip.h"
#include "app/widgets/pl-flow.h"
#include "app/widgets/pl-format.h"
#include "app/widgets/pl-plate.h"
#include "app/widgets/pl-shrink.h"
#include "app/widgets/pl-verdict-label.h"
#include "app/widgets/pl-waiting-card.h"

#include "stage.h"

/* ---- Formats ---- */

static void
test_format_bytes (void **state)
{
  static const struct
  {
    guint64 bytes;
    const char *text;
  } cases[] = {
    { 0, "0 B" },         { 6, "6 B" },         { 999, "999 B" },         { 1000, "1.0 kB" },
    { 1400, "1.4 kB" },   { 99949, "99.9 kB" }, { 99950, "100 kB" },      { 940000, "940 kB" },
    { 999499, "999 kB" }, { 999500, "1.0 MB" }, { 1200000000, "1.2 GB" }, { G_MAXUINT64, "18.4 EB" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = pl_format_bytes (cases[i].bytes);

      assert_string_equal (text, cases[i].text);
    }
}

static void
test_format_times (void **state)
{
  static const struct
  {
    char *(*format) (gint64 us);
    gint64 us;
    const char *text;
  } cases[] = {
    { pl_format_age, -1, "0 s" },
    { pl_format_age, 12 * G_USEC_PER_SEC, "12 s" },
    { pl_format_age, 60 * G_USEC_PER_SEC - 1, "59 s" },
    { pl_format_age, 4 * 60 * G_USEC_PER_SEC, "4 min" },
    { pl_format_age, 3 * 3600 * (gint64) G_USEC_PER_SEC, "3 h" },
    { pl_format_age, 49 * 3600 * (gint64) G_USEC_PER_SEC, "2 d" },
    { pl_format_duration, -1, "0.00 ms" },
    { pl_format_duration, 30, "0.03 ms" },
    { pl_format_duration, 100, "0.1 ms" },
    { pl_format_duration, 14200, "14.2 ms" },
    { pl_format_duration, 250000, "250 ms" },
    { pl_format_duration, 999500, "1.0 s" },
    { pl_format_duration, 1500000, "1.5 s" },
    { pl_format_duration, 90 * G_USEC_PER_SEC, "1 min" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = cases[i].format (cases[i].us);

      assert_string_equal (text, cases[i].text);
    }
}

/* ---- Drawn widgets ---- */

static void
test_bit_strip (void **state)
{
  const PlAddress ipv4 = { PL_FAMILY_IPV4, { 127, 0, 0, 1 } };
  const PlAddress ipv6 = { PL_FAMILY_IPV6, { 0xfe, 0x80, [15] = 1 } };
  GtkWidget *strip = enter (pl_bit_strip_new ());
  int ipv4_height, ipv6_height, four_rows_height;

  gtk_widget_measure (strip, GTK_ORIENTATION_VERTICAL, STAGE_WIDTH, NULL, &ipv4_height, NULL, NULL);
  assert_int_equal (ipv4_height, 0);

  pl_bit_strip_set_address (PL_BIT_STRIP (strip), &ipv4);
  assert_named (strip, "01111111 00000000 00000000 00000001");
  assert_true (gtk_test_accessible_has_role (GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_ROLE_IMG));
  gtk_widget_measure (strip, GTK_ORIENTATION_VERTICAL, STAGE_WIDTH, NULL, &ipv4_height, NULL, NULL);
  assert_true (ipv4_height > 0);

  pl_bit_strip_set_address (PL_BIT_STRIP (strip), &ipv6);
  pl_bit_strip_set_prefix_length (PL_BIT_STRIP (strip), 64);
  assert_named (strip, "1111111010000000 0000000000000000 0000000000000000 0000000000000000 "
                       "0000000000000000 0000000000000000 0000000000000000 0000000000000001");
  gtk_widget_measure (strip, GTK_ORIENTATION_VERTICAL, STAGE_WIDTH, NULL, &ipv6_height, NULL, NULL);
  pl_bit_strip_set_rows (PL_BIT_STRIP (strip), 4);
  gtk_widget_measure (strip, GTK_ORIENTATION_VERTICAL, STAGE_WIDTH, NULL, &four_rows_height, NULL, NULL);
  assert_true (four_rows_height > ipv6_height);
  leave (strip);
}

static void
test_arrow (void **state)
{
  GtkWidget *arrow = enter (pl_arrow_new ());

  pl_arrow_set_kind (PL_ARROW (arrow), PL_ARROW_BLOCKED);
  pl_arrow_set_to_local (PL_ARROW (arrow), TRUE);
  assert_int_equal (pl_arrow_get_kind (PL_ARROW (arrow)), PL_ARROW_BLOCKED);
  assert_true (pl_arrow_get_to_local (PL_ARROW (arrow)));
  assert_true (gtk_test_accessible_has_role (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_ROLE_PRESENTATION));
  leave (arrow);
}

static void
test_shrink_gives_way (void **state)
{
  GtkWidget *label = gtk_label_new ("2001:db8:ffff:ffff:");
  GtkWidget *shrink = enter (pl_shrink_new ());
  int minimum, natural, height, small_height;

  pl_shrink_set_child (PL_SHRINK (shrink), label);
  gtk_widget_measure (shrink, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  assert_int_equal (minimum, (natural + 1) / 2);
  gtk_widget_measure (shrink, GTK_ORIENTATION_VERTICAL, natural, NULL, &height, NULL, NULL);
  gtk_widget_measure (shrink, GTK_ORIENTATION_VERTICAL, minimum, NULL, &small_height, NULL, NULL);
  assert_true (small_height < height);
  leave (shrink);
}

static void
test_flow_breaks_lines (void **state)
{
  GtkWidget *flow = enter (pl_flow_new (6, 6));
  int one_line, two_lines;

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *child = gtk_label_new ("x");

      gtk_widget_set_size_request (child, 100, 20);
      pl_flow_append (PL_FLOW (flow), child);
    }
  gtk_widget_measure (flow, GTK_ORIENTATION_VERTICAL, 300, NULL, &one_line, NULL, NULL);
  gtk_widget_measure (flow, GTK_ORIENTATION_VERTICAL, 150, NULL, &two_lines, NULL, NULL);
  assert_int_equal (one_line, 20);
  assert_in_range (two_lines, 42, 50);
  leave (flow);
}

static void
test_plate (void **state)
{
  GtkWidget *plate = enter (pl_plate_new (PL_SIDE_LOCAL));

  assert_reads (plate, "LOCAL|");
  pl_plate_set_side (PL_PLATE (plate), PL_SIDE_PEER);
  assert_reads (plate, "PEER|");
  assert_true (gtk_widget_has_css_class (plate, "peer"));
  assert_false (gtk_widget_has_css_class (plate, "local"));
  leave (plate);
}

/* ---- Verdict ---- */

typedef struct
{
  char *text;
  char *protocol;
  guint n;
} Mend;

static void
mend_cb (PlVerdictLabel *label, const char *text, const char *protocol, Mend *mend)
{
  g_free (mend->text);
  g_free (mend->protocol);
  mend->text = g_strdup (text);
  mend->protocol = g_strdup (protocol);
  mend->n++;
}

static void
test_verdict_mends (void **state)
{
  PlVerdict verdict = { 0 };
  Mend mend = { 0 };
  GtkWidget *label = enter (pl_verdict_label_new ());
  GtkWidget *button, *same_button;
  int minimum;

  assert_false (gtk_widget_get_visible (label));
  g_signal_connect (label, "mend", G_CALLBACK (mend_cb), &mend);

  pl_verdict_set (&verdict, PL_SEVERITY_ERROR, "No ntp over TCP. ntp is 123/udp.");
  pl_verdict_add_mend (&verdict, NULL, "udp", "Switch to UDP");
  pl_verdict_add_mend (&verdict, "123", NULL,
                       "Use a number that has a rather long explanation in this language");
  pl_verdict_label_set_verdict (PL_VERDICT_LABEL (label), &verdict);
  assert_contains (label, "No ntp over TCP. ntp is 123/udp.|Switch to UDP|Use a number");
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  assert_true (minimum <= 276);

  button = find_type (label, GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  assert_int_equal (mend.n, 1);
  assert_null (mend.text);
  assert_string_equal (mend.protocol, "udp");
  g_signal_emit_by_name (gtk_widget_get_next_sibling (button), "clicked");
  assert_string_equal (mend.text, "123");
  assert_null (mend.protocol);

  pl_verdict_clear (&verdict);
  pl_verdict_set (&verdict, PL_SEVERITY_WARNING, "Link-local: which interface?");
  pl_verdict_add_mend (&verdict, "fe80::1%lo", NULL, "lo");
  pl_verdict_add_mend (&verdict, "fe80::1%eth0", NULL, "eth0");
  pl_verdict_label_set_verdict (PL_VERDICT_LABEL (label), &verdict);
  same_button = find_type (label, GTK_TYPE_BUTTON);
  assert_ptr_equal (button, same_button);
  assert_reads (label, "Link-local: which interface?|lo|eth0|");

  pl_verdict_clear (&verdict);
  pl_verdict_label_set_verdict (PL_VERDICT_LABEL (label), NULL);
  assert_false (gtk_widget_get_visible (label));
  leave (label);
  g_free (mend.text);
  g_free (mend.protocol);
}

/* ---- Waiting and between ---- */

static void
test_waiting_card (void **state)
{
  GtkWidget *card = enter (pl_waiting_card_new ());

  assert_reads (card, "PEER|No peer yet: waiting|");
  assert_named (card, "No peer yet: waiting");
  pl_waiting_card_set_sentence (PL_WAITING_CARD (card), "Any peer may connect.");
  pl_waiting_card_set_action (PL_WAITING_CARD (card), "page.fill", g_variant_new ("(ss)", "::1", "40123"),
                              "fills the form with ::1 and 40123");
  assert_reads (card, "PEER|No peer yet: waiting|Any peer may connect.|Connect from this computer|"
                      "fills the form with ::1 and 40123|");
  pl_waiting_card_set_action (PL_WAITING_CARD (card), NULL, NULL, NULL);
  assert_reads (card, "PEER|No peer yet: waiting|Any peer may connect.|");
  leave (card);
}

static void
test_between (void **state)
{
  GtkWidget *between = enter (pl_between_new ());
  PlBetween *self = PL_BETWEEN (between);

  pl_between_set_protocol (self, "TCP", "IPv4", "over an IPv6 socket");
  pl_between_set_bytes (self, 6, 1400);
  assert_reads (between, "TCP|IPv4|over an IPv6 socket|sent|6 B|1.4 kB|received|");
  pl_between_set_rtt_us (self, 30);
  assert_reads (between, "TCP|IPv4|over an IPv6 socket|sent|6 B|1.4 kB|received|0.03 ms|round trip|");

  pl_between_set_protocol (self, "TCP", "IPv6", NULL);
  pl_between_set_state (self, PL_BETWEEN_REFUSED, "refused", "pl-state-refused-symbolic", "after 0.1 ms");
  assert_reads (between, "TCP|IPv6|asked to connect|refused|after 0.1 ms|");

  pl_between_set_state (self, PL_BETWEEN_LISTENING, "listening", NULL, "for 4 min");
  assert_reads (between, "TCP|IPv6|listening|for 4 min|0|accepted so far|1.4 kB received, 6 B sent|");
  pl_between_set_accepted (self, 3, 2);
  assert_reads (between, "TCP|IPv6|listening|for 4 min|3|accepted, 2 are open|1.4 kB received, 6 B sent|");

  pl_between_set_state (self, PL_BETWEEN_CLOSED, "closed", NULL, NULL);
  assert_reads (between, "TCP|IPv6|sent|6 B|1.4 kB|received|closed|");
  leave (between);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_format_bytes),
    cmocka_unit_test (test_format_times),
    cmocka_unit_test (test_bit_strip),
    cmocka_unit_test (test_arrow),
    cmocka_unit_test (test_shrink_gives_way),
    cmocka_unit_test (test_flow_breaks_lines),
    cmocka_unit_test (test_plate),
    cmocka_unit_test (test_verdict_mends),
    cmocka_unit_test (test_waiting_card),
    cmocka_unit_test (test_between),
  };

  if (!gtk_init_check ())
    return 77;
  return cmocka_run_group_tests (tests, set_up_stage, NULL);
}
