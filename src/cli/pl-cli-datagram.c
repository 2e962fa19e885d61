/* How datagrams, and what became of them, are printed for scripts and for people. */

#include "cli/pl-cli-datagram.h"

#include "cli/pl-cli-json.h"
#include "core/connection/pl-report.h"

#include <glib/gi18n.h>

/**
 * pl_cli_datagram_print_json:
 * @datagram: one that has come
 *
 * Prints it as one line of JSON on the standard output.
 */
void
pl_cli_datagram_print_json (const PlPortion *datagram)
{
  JsonBuilder *builder = pl_json_begin ("datagram");

  pl_json_add_end (builder, "peer", &datagram->peer);
  pl_json_add_end (builder, "local", &datagram->local);
  pl_json_add_int (builder, "size", (gint64) datagram->size);
  pl_json_add_boolean (builder, "truncated", datagram->size > g_bytes_get_size (datagram->bytes));
  pl_json_add_bytes (builder, datagram->bytes);
  pl_json_print (builder);
}

/**
 * pl_cli_datagram_print:
 * @datagram: one that has come
 *
 * Prints it for people, on the standard output.
 */
void
pl_cli_datagram_print (const PlPortion *datagram)
{
  char peer[PL_END_STRING_SIZE], local[PL_END_STRING_SIZE];
  gsize kept = g_bytes_get_size (datagram->bytes);
  guint size = (guint) datagram->size;

  pl_end_to_string (&datagram->peer, peer);
  pl_end_to_string (&datagram->local, local);
  if (datagram->size > kept)
    g_print (_ ("datagram from %s on %s: %u bytes, of which %u fitted\n"), peer, local, size, (guint) kept);
  else
    g_print (ngettext ("datagram from %s on %s: %u byte\n", "datagram from %s on %s: %u bytes\n", size), peer,
             local, size);
}

/**
 * pl_cli_report_print_json:
 * @report: a datagram that did not get through
 * @at_us: since the beginning, or -1 if nobody counts
 *
 * Prints the report as one line of JSON on the standard output.
 */
void
pl_cli_report_print_json (const PlReport *report, gint64 at_us)
{
  g_autofree char *sentence = pl_report_dup_sentence (report);
  gboolean is_icmp = report->failure.stage == PL_STAGE_REPORT;
  char text[PL_ADDRESS_STRING_SIZE];
  JsonBuilder *builder = pl_json_begin ("report");

  if (at_us >= 0)
    pl_json_add_int (builder, "at_us", at_us);
  pl_json_add_string (builder, "stage", pl_stage_to_string (report->failure.stage));
  pl_json_add_string (builder, "code", pl_failure_get_code_name (&report->failure));
  pl_json_add_string (builder, "message", sentence);
  pl_json_add_end (builder, "peer", &report->peer);
  pl_json_add_string (
      builder, "reporter",
      report->reporter.family != PL_FAMILY_NONE ? pl_address_to_string (&report->reporter, text) : NULL);
  if (is_icmp)
    {
      pl_json_add_int (builder, "icmp_type", report->icmp_type);
      pl_json_add_int (builder, "icmp_code", report->icmp_code);
    }
  pl_json_print (builder);
}

/**
 * pl_cli_report_print:
 * @report: a datagram that did not get through
 *
 * Prints the report for people, on the standard error.
 */
void
pl_cli_report_print (const PlReport *report)
{
  g_autofree char *sentence = pl_report_dup_sentence (report);

  g_printerr ("portlight-cli: %s\n", sentence);
}
