/* The eight fields of a host entry, each with a button that copies it: `lookup.copy`. */

#include "app/lookup/pl-host-entry-list.h"

#include "app/widgets/pl-row-parts.h"

#include <glib/gi18n-lib.h>

#define LINES_MAX 8 /* of a field; the rest can be copied, and stands in the list beside it */

typedef struct
{
  GtkWidget *row;
  GtkWidget *value;
  GtkWidget *none;
  GtkWidget *copy;
} Row;

/* The names of the manual, in its order of use. They are no words to be translated. */
static const char *const fields[] = { "name",         "aliases",   "address",        "ipv4-address",
                                      "ipv6-address", "addresses", "ipv4-addresses", "ipv6-addresses" };

struct _PlHostEntryList
{
  PlFactList parent_instance;

  Row rows[G_N_ELEMENTS (fields)];
};

G_DEFINE_FINAL_TYPE (PlHostEntryList, pl_host_entry_list, PL_TYPE_FACT_LIST)

static void
create_row (PlHostEntryList *self, guint i, GtkSizeGroup *keys)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *key = gtk_label_new (fields[i]);
  Row *row = &self->rows[i];

  row->value = pl_row_parts_new_value (NULL);
  row->none = gtk_label_new (_ ("none"));
  row->copy = pl_row_parts_new_copy_button ("lookup.copy");
  gtk_label_set_xalign (GTK_LABEL (key), 0);
  gtk_widget_set_hexpand (row->value, TRUE);
  gtk_widget_set_hexpand (row->none, TRUE);
  gtk_label_set_xalign (GTK_LABEL (row->none), 0);
  gtk_widget_add_css_class (key, "note");
  gtk_widget_add_css_class (row->none, "note");
  gtk_widget_add_css_class (line, "addressline");
  gtk_size_group_add_widget (keys, key);
  gtk_box_append (GTK_BOX (line), key);
  gtk_box_append (GTK_BOX (line), row->value);
  gtk_box_append (GTK_BOX (line), row->none);
  gtk_box_append (GTK_BOX (line), row->copy);
  row->row = pl_fact_list_append (PL_FACT_LIST (self), line);
}

static void
set_row (PlHostEntryList *self, guint i, GPtrArray *values)
{
  Row *row = &self->rows[i];
  /* Translators: the name of a button; %s is the name of a field */
  g_autofree char *copy_label = g_strdup_printf (_ ("Copy %s"), fields[i]);
  g_autofree char *all = NULL;
  GString *shown = g_string_new (NULL);

  for (guint n = 0; n < MIN (values->len, LINES_MAX); n++)
    g_string_append_printf (shown, "%s%s", n > 0 ? "\n" : "", (const char *) values->pdata[n]);
  if (values->len > LINES_MAX)
    {
      guint n_more = values->len - LINES_MAX;

      g_string_append_c (shown, '\n');
      g_string_append_printf (shown, ngettext ("and %u more", "and %u more", n_more), n_more);
    }
  g_ptr_array_add (values, NULL);
  all = g_strjoinv ("\n", (char **) values->pdata);

  gtk_label_set_label (GTK_LABEL (row->value), shown->str);
  gtk_widget_set_visible (row->value, shown->len > 0);
  gtk_widget_set_visible (row->none, shown->len == 0);
  gtk_widget_set_sensitive (row->copy, shown->len > 0);
  pl_row_parts_name (row->row, fields[i], shown->len > 0 ? shown->str : _ ("none"));
  pl_row_parts_set_copy (row->copy, copy_label, all);
  g_string_free (shown, TRUE);
}

static GPtrArray *
list_field (const PlHostEntry *entry, guint i)
{
  static const PlFamily families[] = { PL_FAMILY_NONE, PL_FAMILY_IPV4, PL_FAMILY_IPV6 };
  GPtrArray *values;

  if (i >= 2)
    {
      values = pl_host_entry_get_addresses (entry, families[(i - 2) % 3]);
      if (i < 5 && values->len > 1) /* the first of them */
        g_ptr_array_set_size (values, 1);
      return values;
    }

  values = g_ptr_array_new_with_free_func (g_free);
  if (i == 0 && entry->name != NULL)
    g_ptr_array_add (values, g_strdup (entry->name));
  for (guint n = 0; i == 1 && n < entry->aliases->len; n++)
    g_ptr_array_add (values, g_strdup (entry->aliases->pdata[n]));

  return values;
}

static void
pl_host_entry_list_class_init (PlHostEntryListClass *klass)
{
}

static void
pl_host_entry_list_init (PlHostEntryList *self)
{
  g_autoptr (GtkSizeGroup) keys = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  pl_fact_list_set_heading (PL_FACT_LIST (self), _ ("Host entry"));
  pl_fact_list_set_name (PL_FACT_LIST (self), _ ("Host entry"));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    create_row (self, i, keys);
}

/**
 * pl_host_entry_list_set_entry:
 * @self: a list
 * @entry: what to show
 */
void
pl_host_entry_list_set_entry (PlHostEntryList *self, const PlHostEntry *entry)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GPtrArray) values = list_field (entry, i);

      set_row (self, i, values);
    }
}
