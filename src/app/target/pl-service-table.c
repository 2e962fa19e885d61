/* All entries of the services database, by port: filtered by protocol and text, scrolled to one of them.
 * Looks nothing up. */

#include "app/target/pl-service-table.h"

#include "app/widgets/pl-choice.h"
#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_AROUND 5               /* rows that are to be seen on both sides of the one that is shown */
#define EM       (11 * 96 / 72.) /* of the font that the widths were drawn for */

typedef enum
{
  COLUMN_NAME,
  COLUMN_PORT,
  COLUMN_PROTOCOL,
  COLUMN_ALIASES,
  COLUMN_USE,
  N_COLUMNS,
} Column;

static const struct
{
  const char *title;
  const char *css_classes[3];
  int width; /* 0 takes the rest */
} layouts[N_COLUMNS] = {
  [COLUMN_NAME] = { N_ ("Name"), { "mono" }, 200 },
  [COLUMN_PORT] = { N_ ("Port"), { "numeric" }, 70 },
  [COLUMN_PROTOCOL] = { N_ ("Protocol"), { NULL }, 100 },
  [COLUMN_ALIASES] = { N_ ("Aliases"), { "mono", "note" }, 0 },
  [COLUMN_USE] = { "", { NULL }, 80 },
};

struct _PlServiceTable
{
  AdwBin parent_instance;

  PlServiceList *list; /* (nullable) */
  GtkLabel *count_label;
  PlChoice *protocol;
  GtkEditable *search;
  GtkStack *stack;
  GtkColumnView *view;
  GtkSingleSelection *selection;
  GtkColumnViewColumn *columns[N_COLUMNS]; /* owned by the view */
  guint scroll_id;                         /* a tick: scrolls while there is something left to do */
  guint n_scrolled;                        /* steps that it has done */
};

G_DEFINE_FINAL_TYPE (PlServiceTable, pl_service_table, ADW_TYPE_BIN)

/* 1. Cells */

static const PlServiceEntry *
get_entry (GtkListItem *item)
{
  return pl_service_item_get_entry (gtk_list_item_get_item (item));
}

static char *
dup_text (const PlServiceEntry *entry, Column column)
{
  switch (column)
    {
    case COLUMN_NAME:
      return g_strdup (entry->name);
    case COLUMN_PORT:
      return g_strdup_printf ("%u", entry->port);
    case COLUMN_PROTOCOL:
      return g_ascii_strup (entry->protocol, -1);
    case COLUMN_ALIASES:
      return g_strjoinv (" ", entry->aliases);
    case COLUMN_USE:
    case N_COLUMNS:
    default:
      return g_strdup_printf ("%s %u/%s", entry->name, entry->port, entry->protocol);
    }
}

static void
setup_label_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  Column column = GPOINTER_TO_UINT (data);
  GtkWidget *label = gtk_label_new (NULL);
  gboolean is_at_end = column == COLUMN_PORT;
  gboolean is_mono = column == COLUMN_NAME || column == COLUMN_ALIASES;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (is_mono && gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    {
      gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
      is_at_end = TRUE;
    }
  gtk_label_set_xalign (GTK_LABEL (label), is_at_end ? 1 : 0);
  for (const char *const *css_class = layouts[column].css_classes; *css_class != NULL; css_class++)
    gtk_widget_add_css_class (label, *css_class);
  gtk_list_item_set_child (item, label);
}

static void
bind_label_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  g_autofree char *text = dup_text (get_entry (item), GPOINTER_TO_UINT (data));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
setup_use_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Use"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "tight");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  /* Before the button meets the action, which wants two strings. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", "", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "service.use");
  gtk_list_item_set_child (item, button);
}

static void
bind_use_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *button = gtk_list_item_get_child (item);
  const PlServiceEntry *entry = get_entry (item);
  g_autofree char *service = pl_service_entry_dup_service (entry);
  g_autofree char *line = dup_text (entry, COLUMN_USE);
  g_autofree char *name = g_strdup_printf (_ ("Use %s in Connect"), line);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", service, entry->protocol);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_column (PlServiceTable *self, Column column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  gboolean is_use = column == COLUMN_USE;
  gpointer data = GUINT_TO_POINTER (column);

  g_signal_connect (factory, "setup", G_CALLBACK (is_use ? setup_use_cb : setup_label_cb), data);
  g_signal_connect (factory, "bind", G_CALLBACK (is_use ? bind_use_cb : bind_label_cb), data);
  self->columns[column] = gtk_column_view_column_new (is_use ? "" : _ (layouts[column].title), factory);
  gtk_column_view_column_set_expand (self->columns[column], layouts[column].width == 0);
  gtk_column_view_append_column (self->view, self->columns[column]);
  g_object_unref (self->columns[column]);
}

/* The title of the numbers stands above their ends. GTK 4.8 has no property for that, but the box inside a
 * title has one. */
static void
align_port_title (PlServiceTable *self)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (self->view)));

  for (guint i = 0; i < COLUMN_PORT && title != NULL; i++)
    title = gtk_widget_get_next_sibling (title);
  if (title != NULL && gtk_widget_get_first_child (title) != NULL)
    gtk_widget_set_halign (gtk_widget_get_first_child (title), GTK_ALIGN_END);
}

/* 2. The filter */

static void
show_count (PlServiceTable *self)
{
  guint n = pl_service_list_get_n_entries (self->list);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *text = NULL;

  if (n_shown == n)
    text = g_strdup_printf (ngettext ("%u entry in all", "All %u entries", n), n);
  else
    text = g_strdup_printf (_ ("%u of %u entries"), n_shown, n);
  gtk_label_set_label (self->count_label, text);
  gtk_stack_set_visible_child_name (self->stack, n_shown > 0 ? "entries" : "none");
}

static void
filter_cb (PlServiceTable *self)
{
  if (self->list == NULL)
    return;

  pl_service_list_set_filter (self->list, gtk_editable_get_text (self->search),
                              (PlProtocol) pl_choice_get_value (self->protocol));
  show_count (self);
}

static void
activate_cb (PlServiceTable *self, guint position)
{
  g_autoptr (PlServiceItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  const PlServiceEntry *entry = pl_service_item_get_entry (item);
  g_autofree char *service = pl_service_entry_dup_service (entry);

  gtk_widget_activate_action (GTK_WIDGET (self), "service.use", "(ss)", service, entry->protocol);
}

/* 3. Scrolling */

static void
scroll_to (PlServiceTable *self, gint64 position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)), "list.scroll-to-item", "u",
                              (guint) CLAMP (position, 0, (gint64) n - 1));
}

/* GTK scrolls as little as it can, and not at all before the list has its size. So a frame after the other:
 * below the row, above it, and then to it, which is a step only where there is no room for those around. */
static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  static const int offsets[] = { N_AROUND, -N_AROUND, 0 };
  PlServiceTable *self = PL_SERVICE_TABLE (widget);
  guint position = gtk_single_selection_get_selected (self->selection);

  if (position != GTK_INVALID_LIST_POSITION && self->n_scrolled < G_N_ELEMENTS (offsets))
    {
      if (gtk_widget_get_height (gtk_widget_get_last_child (GTK_WIDGET (self->view))) > 0)
        scroll_to (self, (gint64) position + offsets[self->n_scrolled++]);
      return G_SOURCE_CONTINUE;
    }

  self->scroll_id = 0;
  return G_SOURCE_REMOVE;
}

static void
start_scrolling (PlServiceTable *self)
{
  self->n_scrolled = 0;
  if (self->scroll_id == 0)
    self->scroll_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

/* Words grow with the type size, and their columns with them. */
static void
pl_service_table_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  PlServiceTable *self = PL_SERVICE_TABLE (widget);
  double scale = MAX (1, pl_style_get_em (widget) / EM);

  GTK_WIDGET_CLASS (pl_service_table_parent_class)->css_changed (widget, change);

  for (guint i = 0; i < N_COLUMNS; i++)
    if (self->columns[i] != NULL && layouts[i].width > 0)
      gtk_column_view_column_set_fixed_width (self->columns[i], (int) (layouts[i].width * scale));
}

static void
pl_service_table_dispose (GObject *object)
{
  PlServiceTable *self = PL_SERVICE_TABLE (object);

  memset (self->columns, 0, sizeof self->columns);
  g_clear_object (&self->list);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_SERVICE_TABLE);

  G_OBJECT_CLASS (pl_service_table_parent_class)->dispose (object);
}

static void
pl_service_table_class_init (PlServiceTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_service_table_dispose;
  widget_class->css_changed = pl_service_table_css_changed;

  g_type_ensure (PL_TYPE_CHOICE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/target/pl-service-table.ui");
  gtk_widget_class_bind_template_child (widget_class, PlServiceTable, count_label);
  gtk_widget_class_bind_template_child (widget_class, PlServiceTable, protocol);
  gtk_widget_class_bind_template_child (widget_class, PlServiceTable, search);
  gtk_widget_class_bind_template_child (widget_class, PlServiceTable, stack);
  gtk_widget_class_bind_template_child (widget_class, PlServiceTable, view);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
pl_service_table_init (PlServiceTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (Column column = 0; column < N_COLUMNS; column++)
    add_column (self, column);
  align_port_title (self);
}

/**
 * pl_service_table_new:
 *
 * Makes an empty table. An activated row and its button activate `service.use` with what to type as a service
 * and the protocol.
 *
 * Returns: (transfer floating): the table
 */
GtkWidget *
pl_service_table_new (void)
{
  return g_object_new (PL_TYPE_SERVICE_TABLE, NULL);
}

/**
 * pl_service_table_set_list:
 * @self: a table
 * @list: what it shows; the table filters it
 */
void
pl_service_table_set_list (PlServiceTable *self, PlServiceList *list)
{
  g_set_object (&self->list, list);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_object_unref (self->selection);
  filter_cb (self);
}

/**
 * pl_service_table_show_entry:
 * @self: a table with a list
 * @entry: (nullable): one of its entries
 *
 * Scrolls to an entry and selects it; takes the filter away if it hides it.
 */
void
pl_service_table_show_entry (PlServiceTable *self, const PlServiceEntry *entry)
{
  guint position;

  if (entry == NULL)
    {
      gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
      return;
    }
  if (!pl_service_list_find_position (self->list, entry, &position))
    {
      pl_choice_set_value (self->protocol, PL_PROTOCOL_ANY);
      gtk_editable_set_text (self->search, "");
      filter_cb (self);
      if (!pl_service_list_find_position (self->list, entry, &position))
        return;
    }
  gtk_single_selection_set_selected (self->selection, position);
  start_scrolling (self);
}
