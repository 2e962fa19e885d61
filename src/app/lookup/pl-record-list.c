/* The records of a name that are no addresses. Those that lead to a service can be connected to:
 * its buttons activate `lookup.copy` and `lookup.connect-to`. */

#include "app/lookup/pl-record-list.h"

#include "core/lookup/pl-dns-record.h"

#include "app/widgets/pl-format.h"
#include "app/widgets/pl-row-parts.h"

#include <glib/gi18n-lib.h>

#define ROWS_MAX 64

struct _PlRecordList
{
  PlFactList parent_instance;
};

G_DEFINE_FINAL_TYPE (PlRecordList, pl_record_list, PL_TYPE_FACT_LIST)

static char *
dup_ttl (const PlDnsRecord *record)
{
  g_autofree char *age = pl_format_age (record->ttl_s * G_GINT64_CONSTANT (1000000));

  /* Translators: how long a record of DNS may be kept, such as "5 min" */
  return g_strdup_printf (_ ("kept for %s"), age);
}

static GtkWidget *
create_words (const PlDnsRecord *record, const char *kind)
{
  GtkWidget *words = pl_row_parts_new_words ();
  g_autofree char *ttl = dup_ttl (record);
  /* Translators: the kind of a record of DNS, and how long it may be kept */
  g_autofree char *note = g_strdup_printf (_ ("%s · %s"), kind, ttl);

  gtk_box_append (GTK_BOX (words), pl_row_parts_new_value (record->text));
  gtk_box_append (GTK_BOX (words), pl_row_parts_new_label (note, "note caption"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);

  return words;
}

static GtkWidget *
create_connect_button (const PlDnsRecord *record)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Connect"));
  g_autofree char *port = g_strdup_printf ("%u", record->port);
  /* Translators: the name of a button; %s is a host, %u a port */
  g_autofree char *label = g_strdup_printf (_ ("Connect to %s, port %u"), record->target, record->port);

  gtk_widget_add_css_class (button, "offer");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", record->target, port);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "lookup.connect-to");

  return button;
}

static void
append_row (PlRecordList *self, const PlDnsRecord *record)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *copy = pl_row_parts_new_copy_button ("lookup.copy");
  const char *kind = pl_question_kind_to_string (record->kind);
  g_autofree char *copy_label = g_strdup_printf (_ ("Copy %s"), kind);

  pl_row_parts_set_copy (copy, copy_label, record->text);
  gtk_widget_add_css_class (line, "addressline");
  gtk_box_append (GTK_BOX (line), create_words (record, kind));
  if (record->port != 0 && !g_str_equal (record->target, "."))
    gtk_box_append (GTK_BOX (line), create_connect_button (record));
  gtk_box_append (GTK_BOX (line), copy);
  pl_row_parts_name (pl_fact_list_append (PL_FACT_LIST (self), line), kind, record->text);
}

static void
pl_record_list_class_init (PlRecordListClass *klass)
{
}

static void
pl_record_list_init (PlRecordList *self)
{
  pl_fact_list_set_heading (PL_FACT_LIST (self), _ ("Other records"));
  pl_fact_list_set_name (PL_FACT_LIST (self), _ ("Other records"));
}

/**
 * pl_record_list_set_records:
 * @self: a list
 * @records: (element-type PlDnsRecord): what to show; the first of them, if there are very many
 */
void
pl_record_list_set_records (PlRecordList *self, GPtrArray *records)
{
  guint n_rows = MIN (records->len, ROWS_MAX);
  guint n_more = records->len - n_rows;
  g_autofree char *more = g_strdup_printf (
      ngettext ("%u more record is not shown.", "%u more records are not shown.", n_more), n_more);

  pl_fact_list_clear (PL_FACT_LIST (self));
  for (guint i = 0; i < n_rows; i++)
    append_row (self, records->pdata[i]);
  pl_fact_list_set_more (PL_FACT_LIST (self), n_more > 0 ? more : NULL);
}
