/* The addresses of a host in the order in which they are tried: each with what it is, the local address that
 * it would be reached from, and the rule that puts it before the next one. Its rows activate
 * `win.show-address`. */

#include "app/lookup/pl-candidate-list.h"

#include "core/address/pl-address-class.h"
#include "core/lookup/pl-lookup-words.h"

#include "app/widgets/pl-row-parts.h"

#include <glib/gi18n-lib.h>

#define ROWS_MAX 64

struct _PlCandidateList
{
  PlFactList parent_instance;
};

G_DEFINE_FINAL_TYPE (PlCandidateList, pl_candidate_list, PL_TYPE_FACT_LIST)

/* The mark and the colour say which end it is, as everywhere. */
static GtkWidget *
create_end (const char *side, GtkWidget *label)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *icon_name = g_strdup_printf ("pl-%s-symbolic", side);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (icon, side);
  gtk_widget_add_css_class (icon, "mark");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);

  return line;
}

static const char *
get_scope_word (guint scope)
{
  return scope <= 2 ? _ ("link") : scope <= 5 ? _ ("site") : _ ("global");
}

static char *
dup_facts (const PlCandidate *candidate)
{
  PlPolicy policy = pl_address_get_policy (&candidate->peer);
  PlAddressClass class;

  pl_address_classify (&candidate->peer, &class);

  /* Translators: what an address is, and three terms of RFC 6724 */
  return g_strdup_printf (_ ("%s · scope %s · precedence %u · label %u"), class.name,
                          get_scope_word (pl_address_get_scope (&candidate->peer)), policy.precedence,
                          policy.label);
}

static GtkWidget *
create_address (const char *side, const PlAddress *address)
{
  char text[PL_ADDRESS_STRING_SIZE];
  GtkWidget *label = pl_row_parts_new_value (pl_address_to_string (address, text));

  gtk_widget_add_css_class (label, side);
  if (g_str_equal (side, "peer"))
    gtk_widget_add_css_class (label, "heading");

  return create_end (side, label);
}

static GtkWidget *
create_ends (const PlCandidate *candidate)
{
  GtkWidget *words = pl_row_parts_new_words ();
  g_autofree char *facts = dup_facts (candidate);

  gtk_box_append (GTK_BOX (words), create_address ("peer", &candidate->peer));
  if (candidate->local.family != PL_FAMILY_NONE)
    gtk_box_append (GTK_BOX (words), create_address ("local", &candidate->local));
  else
    gtk_box_append (GTK_BOX (words),
                    create_end ("local", pl_row_parts_new_label (_ ("no local address reaches it"), "note")));
  gtk_box_append (GTK_BOX (words), pl_row_parts_new_label (facts, "note caption"));
  gtk_widget_set_hexpand (words, TRUE);

  return words;
}

static GtkWidget *
create_rule (const char *rule, const char *reason)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *chip = gtk_label_new (rule);
  GtkWidget *label = gtk_label_new (reason);

  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, "caption");
  gtk_widget_set_halign (chip, GTK_ALIGN_END);
  gtk_widget_add_css_class (label, "note");
  gtk_widget_add_css_class (label, "caption");
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_box_append (GTK_BOX (box), chip);
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

static void
append_row (PlCandidateList *self, const PlHostEntry *entry, guint n)
{
  const PlCandidate *candidate = &g_array_index (entry->candidates, PlCandidate, n);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *number = g_strdup_printf ("%u", n + 1);
  g_autofree char *rule = pl_lookup_dup_rule (entry, n);
  g_autofree char *reason = pl_lookup_dup_reason (entry, n);
  /* Translators: read aloud: an address, the rule that puts it there, what that rule says */
  g_autofree char *spoken = NULL;
  GtkWidget *number_label = gtk_label_new (number);
  char peer[PL_ADDRESS_STRING_SIZE];
  GtkWidget *row;

  pl_address_to_string (&candidate->peer, peer);
  spoken = g_strdup_printf (_ ("%s, %s, %s"), peer, rule, reason);
  gtk_widget_add_css_class (number_label, "title-3");
  gtk_widget_add_css_class (number_label, "note");
  gtk_widget_add_css_class (number_label, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (number_label), 2);
  gtk_widget_add_css_class (line, "addressfact");
  gtk_box_append (GTK_BOX (line), number_label);
  gtk_box_append (GTK_BOX (line), create_ends (candidate));
  gtk_box_append (GTK_BOX (line), create_rule (rule, reason));
  row = pl_fact_list_append (PL_FACT_LIST (self), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", peer);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-address");
  gtk_widget_set_tooltip_text (row, _ ("What this address is"));
  pl_row_parts_name (row, number, spoken);
}

static void
pl_candidate_list_class_init (PlCandidateListClass *klass)
{
}

static void
pl_candidate_list_init (PlCandidateList *self)
{
  pl_fact_list_set_heading (PL_FACT_LIST (self), _ ("Addresses, best first (RFC 6724)"));
  pl_fact_list_set_name (PL_FACT_LIST (self), _ ("Addresses, best first"));
}

/**
 * pl_candidate_list_set_entry:
 * @self: a list
 * @entry: whose addresses to show; the first of them, if there are very many
 */
void
pl_candidate_list_set_entry (PlCandidateList *self, const PlHostEntry *entry)
{
  guint n_rows = MIN (entry->candidates->len, ROWS_MAX);
  guint n_more = entry->candidates->len - n_rows;
  g_autofree char *more = g_strdup_printf (ngettext ("%u more address stands in the host entry only.",
                                                     "%u more addresses stand in the host entry only.",
                                                     n_more),
                                           n_more);

  pl_fact_list_clear (PL_FACT_LIST (self));
  for (guint n = 0; n < n_rows; n++)
    append_row (self, entry, n);
  pl_fact_list_set_more (PL_FACT_LIST (self), n_more > 0 ? more : NULL);
}
