/* pl-fact-grid.c: facts as lines of a key and a value. Knows how a line looks, not what it is about. */

#include "app/widgets/pl-fact-grid.h"

#include "app/widgets/pl-flow.h"
#include "app/widgets/pl-style.h"

#define MONO_SCALE .92 /* the monospace font looks larger than the other */

static const char *const chip_classes[] = { "success", "warning", "error" };

/* The widgets of a line; all owned by the widget tree. They stay when the facts change. */
typedef struct
{
  GtkWidget *key;
  GtkWidget *value;
  GtkWidget *chip;
  GtkWidget *chip_icon;
  GtkWidget *chip_label;
  GtkWidget *text;
  GtkWidget *note;

  PlFactWidth width;
} Line;

struct _PlFactGrid
{
  GtkWidget parent_instance;

  GtkWidget *grid;
  GPtrArray *lines; /* (element-type Line) */
  guint n_facts;
  gboolean is_narrow;
};

G_DEFINE_FINAL_TYPE (PlFactGrid, pl_fact_grid, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATE_LINK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
activate_link_cb (GtkLabel *label, const char *uri, PlFactGrid *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE_LINK], 0, uri);
  return TRUE;
}

static GtkWidget *
create_text_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static Line *
create_line (PlFactGrid *self)
{
  Line *line = g_new0 (Line, 1);
  int row = (int) self->lines->len;

  line->key = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (line->key), 0);
  gtk_widget_add_css_class (line->key, "note");

  line->chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (line->chip, "chip");
  gtk_widget_set_valign (line->chip, GTK_ALIGN_CENTER);
  line->chip_icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  line->chip_label = create_text_label (NULL);
  gtk_box_append (GTK_BOX (line->chip), line->chip_icon);
  gtk_box_append (GTK_BOX (line->chip), line->chip_label);

  line->text = create_text_label (NULL);
  g_signal_connect (line->text, "activate-link", G_CALLBACK (activate_link_cb), self);
  line->note = create_text_label ("note");

  line->value = pl_flow_new (8, 3);
  gtk_widget_set_hexpand (line->value, TRUE);
  gtk_widget_set_valign (line->value, GTK_ALIGN_CENTER);
  pl_flow_append (PL_FLOW (line->value), line->chip);
  pl_flow_append (PL_FLOW (line->value), line->text);
  pl_flow_append (PL_FLOW (line->value), line->note);

  gtk_grid_attach (GTK_GRID (self->grid), line->key, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), line->value, 1, row, 1, 1);
  g_ptr_array_add (self->lines, line);
  return line;
}

/* As the style class "mono", but at once: when lines move up or down before the first frame, GTK 4.8 may go
 * on drawing a label in the class that it had. */
static void
set_mono (GtkWidget *label, gboolean is_mono)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  if (is_mono)
    {
      pango_attr_list_insert (attributes, pango_attr_family_new ("monospace"));
      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
      pango_attr_list_insert (attributes, pango_attr_scale_new (MONO_SCALE));
    }
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_widget_set_direction (label, is_mono ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_NONE);
}

static void
set_text (GtkWidget *label, const char *text, gboolean is_mono)
{
  gtk_widget_set_visible (label, text != NULL);
  if (!text)
    return;

  gtk_label_set_text (GTK_LABEL (label), text);
  set_mono (label, is_mono);
}

static void
set_link (Line *line, const char *text, const char *link)
{
  g_autofree char *anchor = g_markup_printf_escaped ("<a href=\"%s\">", link);
  g_autoptr (GString) markup = g_string_new (text);

  if (!g_string_replace (markup, "<a>", anchor, 1))
    {
      g_string_prepend (markup, anchor);
      g_string_append (markup, "</a>");
    }
  gtk_widget_set_visible (line->text, TRUE);
  gtk_label_set_markup (GTK_LABEL (line->text), markup->str);
  set_mono (line->text, FALSE);
}

static void
set_fact (Line *line, const PlFact *fact)
{
  line->width = fact->width;
  gtk_label_set_label (GTK_LABEL (line->key), fact->key);

  gtk_widget_set_visible (line->chip, fact->chip != NULL);
  if (fact->chip)
    {
      gtk_label_set_label (GTK_LABEL (line->chip_label), fact->chip);
      gtk_widget_set_visible (line->chip_icon, fact->icon_name != NULL);
      gtk_image_set_from_icon_name (GTK_IMAGE (line->chip_icon), fact->icon_name);
      for (guint i = 0; i < G_N_ELEMENTS (chip_classes); i++)
        pl_style_toggle_class (line->chip, chip_classes[i],
                               g_strcmp0 (fact->chip_class, chip_classes[i]) == 0);
    }

  if (fact->text && fact->link)
    set_link (line, fact->text, fact->link);
  else
    set_text (line->text, fact->text, fact->is_mono);
  set_text (line->note, fact->note, fact->is_mono);
}

static void
update_visible (PlFactGrid *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);
      gboolean is_visible = i < self->n_facts &&
                            line->width != (self->is_narrow ? PL_FACT_WIDE : PL_FACT_NARROW);

      gtk_widget_set_visible (line->key, is_visible);
      gtk_widget_set_visible (line->value, is_visible);
    }
}

static void
pl_fact_grid_dispose (GObject *object)
{
  PlFactGrid *self = PL_FACT_GRID (object);

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->grid, gtk_widget_unparent);

  G_OBJECT_CLASS (pl_fact_grid_parent_class)->dispose (object);
}

static void
pl_fact_grid_class_init (PlFactGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_fact_grid_dispose;

  /**
   * PlFactGrid::activate-link:
   * @self: the grid
   * @link: the link of the fact
   *
   * Emitted when the link of a fact is activated.
   */
  signals[SIGNAL_ACTIVATE_LINK] = g_signal_new ("activate-link", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "facts");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
pl_fact_grid_init (PlFactGrid *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->grid = gtk_grid_new ();
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

/**
 * pl_fact_grid_new:
 *
 * Makes a grid without facts.
 *
 * Returns: (transfer floating): the grid
 */
GtkWidget *
pl_fact_grid_new (void)
{
  return g_object_new (PL_TYPE_FACT_GRID, NULL);
}

/**
 * pl_fact_grid_set_facts:
 * @self: a fact grid
 * @facts: (array length=n_facts): the lines; copied
 * @n_facts: how many there are
 *
 * Sets what is shown. Lines that were there before are used again, so that one can change often.
 */
void
pl_fact_grid_set_facts (PlFactGrid *self, const PlFact *facts, guint n_facts)
{
  g_return_if_fail (PL_IS_FACT_GRID (self));

  self->n_facts = n_facts;
  for (guint i = 0; i < n_facts; i++)
    {
      Line *line = i < self->lines->len ? g_ptr_array_index (self->lines, i) : create_line (self);

      set_fact (line, &facts[i]);
    }
  update_visible (self);
}

/**
 * pl_fact_grid_set_narrow:
 * @self: a fact grid
 * @is_narrow: whether there is little room
 *
 * Sets which of the lines are shown: see [enum@Pl.FactWidth].
 */
void
pl_fact_grid_set_narrow (PlFactGrid *self, gboolean is_narrow)
{
  g_return_if_fail (PL_IS_FACT_GRID (self));

  if (self->is_narrow == !!is_narrow)
    return;

  self->is_narrow = !!is_narrow;
  update_visible (self);
}
