/* The rows of the IANA special-purpose registries around an address, the smallest block first. Draws no
 * conclusion. */

#include "app/address/pl-registry-group.h"

#include "core/address/pl-address-class.h"

#include "app/widgets/pl-row-parts.h"
#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-flow.h"

#include <glib/gi18n-lib.h>

#define FLAG_CHARS 12

struct _PlRegistryGroup
{
  GtkWidget parent_instance;

  GtkWidget *heading;
  GtkWidget *list; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (PlRegistryGroup, pl_registry_group, GTK_TYPE_WIDGET)

static const char *
get_answer (guint8 flag)
{
  switch ((PlFlag) flag)
    {
    case PL_FLAG_TRUE:
      return _ ("yes");
    case PL_FLAG_FALSE:
      return _ ("no");
    case PL_FLAG_NOT_APPLICABLE:
      return _ ("N/A");
    case PL_FLAG_NONE_GIVEN:
    default:
      return _ ("not given");
    }
}

static GtkWidget *
create_flag (const char *name, guint8 flag)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = pl_row_parts_new_label (name, "note caption");

  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_WORD);
  gtk_label_set_width_chars (GTK_LABEL (label), FLAG_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), FLAG_CHARS);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_set_vexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (flag == PL_FLAG_TRUE || flag == PL_FLAG_FALSE)
    gtk_box_append (GTK_BOX (box), pl_row_parts_new_answer (flag == PL_FLAG_TRUE, get_answer (flag)));
  else
    gtk_box_append (GTK_BOX (box), pl_row_parts_new_label (get_answer (flag), "note"));
  return box;
}

static GtkWidget *
create_flags (const PlBlock *block)
{
  GtkWidget *flags = pl_flow_new (18, 9);

  gtk_widget_add_css_class (flags, "addressfact");
  pl_flow_append (PL_FLOW (flags), create_flag (_ ("Source"), block->source));
  pl_flow_append (PL_FLOW (flags), create_flag (_ ("Destination"), block->destination));
  pl_flow_append (PL_FLOW (flags), create_flag (_ ("Forwardable"), block->forwardable));
  pl_flow_append (PL_FLOW (flags), create_flag (_ ("Globally reachable"), block->globally_reachable));
  pl_flow_append (PL_FLOW (flags), create_flag (_ ("Reserved by protocol"), block->reserved_by_protocol));
  return flags;
}

/* All five in one line, for a screen reader. */
static char *
dup_flags (const PlBlock *block)
{
  /* Translators: what a registry row says, read aloud; each %s is yes, no, N/A or not given */
  return g_strdup_printf (
      _ ("source %s, destination %s, forwardable %s, globally reachable %s, reserved by protocol "
         "%s"),
      get_answer (block->source), get_answer (block->destination), get_answer (block->forwardable),
      get_answer (block->globally_reachable), get_answer (block->reserved_by_protocol));
}

static char *
dup_date (const PlBlock *block)
{
  g_autofree char *reference = pl_block_dup_reference (block);

  if (block->terminated == NULL)
    /* Translators: the RFC of a registry row, and the month in which it was allocated */
    return g_strdup_printf (_ ("%s, %s"), reference, block->allocated);
  return g_strdup_printf (_ ("%s, %s, ended %s"), reference, block->allocated, block->terminated);
}

/* Blocks nest; the longest match decides, and those around it explain where it is. */
static const char *
describe_nesting (guint n_blocks, guint i)
{
  if (n_blocks < 2)
    return NULL;
  return i == 0 ? _ ("longest match: this row decides") : _ ("around it");
}

static GtkWidget *
create_title (const PlBlock *block, const char *nesting)
{
  g_autofree char *prefix = pl_block_dup_prefix (block);
  g_autofree char *date = dup_date (block);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = pl_row_parts_new_words ();
  GtkWidget *place = pl_flow_new (8, 0);
  GtkWidget *value = pl_row_parts_new_value (prefix);
  GtkWidget *reference = pl_row_parts_new_label (date, "note");

  gtk_widget_add_css_class (value, "note");
  pl_flow_append (PL_FLOW (place), value);
  if (nesting != NULL)
    pl_flow_append (PL_FLOW (place), pl_row_parts_new_label (nesting, "note caption"));
  gtk_box_append (GTK_BOX (words), pl_row_parts_new_label (block->name, "heading"));
  gtk_box_append (GTK_BOX (words), place);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (reference, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (reference), 1);
  gtk_label_set_justify (GTK_LABEL (reference), GTK_JUSTIFY_RIGHT);
  gtk_widget_add_css_class (line, "addressfact");
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), reference);
  return line;
}

static void
append_none (PlRegistryGroup *self, const PlAddress *address)
{
  PlAddressClass class;
  g_autofree char *sentence = NULL;
  GtkWidget *label;

  pl_address_classify (address, &class);
  /* Translators: a class of address, "global", and its RFC */
  sentence = g_strdup_printf (_ ("No row covers it. It is %s by %s."), class.name, class.rfc);
  label = pl_row_parts_new_label (sentence, "addressfact");
  pl_row_parts_append (self->list, label);
}

static void
pl_registry_group_dispose (GObject *object)
{
  PlRegistryGroup *self = PL_REGISTRY_GROUP (object);

  g_clear_pointer (&self->heading, gtk_widget_unparent);
  g_clear_pointer (&self->list, gtk_widget_unparent);

  G_OBJECT_CLASS (pl_registry_group_parent_class)->dispose (object);
}

static void
pl_registry_group_class_init (PlRegistryGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_registry_group_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pl_registry_group_init (PlRegistryGroup *self)
{
  self->heading = pl_row_parts_new_heading (NULL);
  gtk_widget_set_layout_manager (GTK_WIDGET (self), pl_column_layout_new (6));
  gtk_widget_set_parent (self->heading, GTK_WIDGET (self));
}

/**
 * pl_registry_group_new:
 *
 * Returns: (transfer floating): a group without rows
 */
GtkWidget *
pl_registry_group_new (void)
{
  return g_object_new (PL_TYPE_REGISTRY_GROUP, NULL);
}

/**
 * pl_registry_group_set_address:
 * @self: a group
 * @address: an address with a family
 *
 * Shows each row that covers the address with its flags, RFC and date, or says that none does.
 */
void
pl_registry_group_set_address (PlRegistryGroup *self, const PlAddress *address)
{
  const PlBlock *blocks[PL_BLOCKS_MAX];
  guint n_blocks = pl_address_get_blocks (address, blocks);
  const char *title = address->family == PL_FAMILY_IPV4 ? _ ("Registry: IANA IPv4 special-purpose")
                                                        : _ ("Registry: IANA IPv6 special-purpose");

  gtk_label_set_label (GTK_LABEL (self->heading), title);
  g_clear_pointer (&self->list, gtk_widget_unparent);
  self->list = pl_row_parts_new_list (title);
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));

  for (guint i = 0; i < n_blocks; i++)
    {
      g_autofree char *prefix = pl_block_dup_prefix (blocks[i]);
      g_autofree char *flags = dup_flags (blocks[i]);
      const char *nesting = describe_nesting (n_blocks, i);

      pl_row_parts_name (pl_row_parts_append (self->list, create_title (blocks[i], nesting)), blocks[i]->name,
                         prefix);
      pl_row_parts_name (pl_row_parts_append (self->list, create_flags (blocks[i])), prefix, flags);
    }
  if (n_blocks == 0)
    append_none (self, address);
}
