/* Every entry with a number or a name, the match marked, and below them the whole services database. Waits
 * for the database, never stalls for it. */

#include "app/target/pl-service-view.h"

#include "app/form/pl-weak.h"
#include "app/target/pl-service-card.h"
#include "app/target/pl-service-table.h"
#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-verdict-label.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CARDS_MAX 4 /* side by side; few numbers have more, and the list has them all */

struct _PlServiceView
{
  AdwBin parent_instance;

  PlServiceList *list; /* (nullable): until it is loaded */
  GCancellable *loading;
  char *text; /* (nullable): what was asked for last */
  PlProtocol protocol;
  GtkStack *stack;
  GtkWidget *page;
  GtkLabel *title_label;
  GtkLabel *count_label;
  GtkBox *cards;
  PlVerdictLabel *remark;
  PlServiceTable *table;
};

G_DEFINE_FINAL_TYPE (PlServiceView, pl_service_view, ADW_TYPE_BIN)

enum
{
  SIGNAL_USE,
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* 1. The layout: what was found is as high as it has to be and scrolls when there is no room; the table has
 * the rest. A box would ask for the height that the cards need where they are narrowest. */

static void
measure_page (GtkWidget *page,
              GtkOrientation orientation,
              int for_size,
              int *minimum,
              int *natural,
              int *minimum_baseline,
              int *natural_baseline)
{
  int top[2], table[2];

  gtk_widget_measure (gtk_widget_get_first_child (page), orientation, -1, &top[0], &top[1], NULL, NULL);
  gtk_widget_measure (gtk_widget_get_last_child (page), orientation, -1, &table[0], &table[1], NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = top[0] + table[0];
      *natural = top[1] + table[1];
    }
  else
    {
      *minimum = MAX (top[0], table[0]);
      *natural = MAX (top[1], table[1]);
    }
}

static void
allocate_page (GtkWidget *page, int width, int height, int baseline)
{
  GtkWidget *top = gtk_widget_get_first_child (page);
  GtkWidget *table = gtk_widget_get_last_child (page);
  GtkWidget *viewport = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (top));
  int table_height, top_height;

  gtk_widget_measure (viewport, GTK_ORIENTATION_VERTICAL, width, NULL, &top_height, NULL, NULL);
  gtk_widget_measure (table, GTK_ORIENTATION_VERTICAL, width, &table_height, NULL, NULL, NULL);
  top_height = MIN (top_height, height - table_height);
  gtk_widget_size_allocate (top, &(GtkAllocation){ 0, 0, width, top_height }, -1);
  gtk_widget_size_allocate (table, &(GtkAllocation){ 0, top_height, width, height - top_height }, -1);
}

/* 2. What was found */

static gboolean
is_number (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

static void
show_title (PlServiceView *self, const char *key, guint n_found)
{
  g_autofree char *number = is_number (key) ? g_strdup (key + strspn (key, "0")) : NULL;
  g_autofree char *title = number != NULL ? g_strdup_printf (_ ("Port %s"), *number ? number : "0")
                                          : g_strdup (key);
  g_autofree char *count = NULL;

  if (n_found == 0)
    count = g_strdup (
        _ ("No entry in this computer’s services database; nothing was asked over the network"));
  else
    count = g_strdup_printf (
        ngettext ("%u entry · from this computer’s services database, nothing was asked over the network",
                  "%u entries · from this computer’s services database, nothing was asked over the network",
                  n_found),
        n_found);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->count_label, count);
}

static PlServiceRank
get_rank (PlServiceView *self, gboolean is_match, gboolean is_only, gboolean has_port)
{
  if (is_match)
    return self->protocol == PL_PROTOCOL_ANY && !is_only ? PL_SERVICE_RANK_FIRST : PL_SERVICE_RANK_MATCH;
  return has_port ? PL_SERVICE_RANK_SAME_PORT : PL_SERVICE_RANK_SAME_NAME;
}

/* The match is always among the cards. */
static void
show_cards (PlServiceView *self, const GPtrArray *found, const PlServiceEntry *match, gboolean has_port)
{
  GtkWidget *card;
  guint n_cards = 0;
  gboolean has_match = match == NULL;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, card);
  for (guint i = 0; i < found->len && n_cards < CARDS_MAX; i++)
    {
      gboolean is_match = found->pdata[i] == match;

      if (!is_match && !has_match && n_cards == CARDS_MAX - 1)
        continue;
      has_match |= is_match;
      gtk_box_append (
          self->cards,
          pl_service_card_new (found->pdata[i], get_rank (self, is_match, found->len == 1, has_port)));
      n_cards++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->cards), n_cards > 0);
}

/* A name of one entry that is an alias of another. */
static gboolean
find_both (const GPtrArray *found, const PlServiceEntry **ret_own, const PlServiceEntry **ret_other)
{
  for (guint i = 0; i < found->len; i++)
    for (guint j = 0; j < found->len; j++)
      {
        const PlServiceEntry *own = found->pdata[i];
        const PlServiceEntry *other = found->pdata[j];

        if (i == j || strcmp (own->protocol, other->protocol) == 0 ||
            !g_strv_contains ((const char *const *) other->aliases, own->name))
          continue;
        *ret_own = own;
        *ret_other = other;
        return TRUE;
      }
  return FALSE;
}

static char *
dup_remark (PlServiceView *self, const GPtrArray *found, const PlServiceEntry *match)
{
  const PlServiceEntry *own, *other;

  if (found->len > 0 && match == NULL)
    return g_strdup (self->protocol == PL_PROTOCOL_UDP
                         ? _ ("None of them is over UDP, so there is no match.")
                         : _ ("None of them is over TCP, so there is no match."));
  if (find_both (found, &own, &other))
    {
      g_autofree char *own_protocol = g_ascii_strup (own->protocol, -1);
      g_autofree char *other_protocol = g_ascii_strup (other->protocol, -1);

      /* Translators: a name, an entry that has it as an alias, and two protocols: "syslog is both: an alias
       * of shell over TCP, a name of its own over UDP." */
      return g_strdup_printf (
          _ ("%s is both: an alias of %s over %s, a name of its own over %s. The protocol decides."),
          own->name, other->name, other_protocol, own_protocol);
    }
  return NULL;
}

static void
show_found (PlServiceView *self)
{
  const PlServiceEntry *match;
  g_autofree char *key = g_strstrip (g_utf8_make_valid (self->text, -1));
  g_autoptr (GPtrArray) found = pl_service_list_find (self->list, self->text, self->protocol, &match);
  g_autofree char *remark = dup_remark (self, found, match);
  PlVerdict verdict = { .severity = PL_SEVERITY_WARNING, .message = remark };

  show_title (self, key, found->len);
  show_cards (self, found, match, is_number (key));
  pl_verdict_label_set_verdict (self->remark, remark != NULL ? &verdict : NULL);
  pl_service_table_show_entry (self->table, match);
}

/* 3. The database */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PlServiceView) self = pl_weak_take (user_data);
  g_autoptr (PlServiceList) list = pl_service_list_load_finish (result, NULL);

  if (self != NULL && list != NULL)
    pl_service_view_set_list (self, list);
}

/* Nothing is read before somebody looks. */
static void
pl_service_view_map (GtkWidget *widget)
{
  PlServiceView *self = PL_SERVICE_VIEW (widget);

  GTK_WIDGET_CLASS (pl_service_view_parent_class)->map (widget);

  if (self->list != NULL || self->loading != NULL)
    return;
  self->loading = g_cancellable_new ();
  pl_service_list_load_async (self->loading, loaded_cb, pl_weak_new (self));
}

/* 4. What can be done */

static void
use_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *service, *protocol;

  g_variant_get (parameter, "(&s&s)", &service, &protocol);
  g_signal_emit (widget, signals[SIGNAL_USE], 0, service, protocol);
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *text = g_variant_get_string (parameter, NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  g_signal_emit (widget, signals[SIGNAL_COPIED], 0, text);
}

static void
pl_service_view_dispose (GObject *object)
{
  PlServiceView *self = PL_SERVICE_VIEW (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->text, g_free);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_SERVICE_VIEW);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (pl_service_view_parent_class)->dispose (object);
}

static void
install_signals (void)
{
  /**
   * PlServiceView::use:
   * @service: what to put into the service of the form Connect
   * @protocol: "tcp", "udp", or what else the database has
   *
   * Emitted when an entry is to be used.
   */
  signals[SIGNAL_USE] = g_signal_new ("use", PL_TYPE_SERVICE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /**
   * PlServiceView::copied:
   * @text: what is in the clipboard now
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", PL_TYPE_SERVICE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pl_service_view_class_init (PlServiceViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_service_view_dispose;
  widget_class->map = pl_service_view_map;
  install_signals ();
  gtk_widget_class_install_action (widget_class, "service.use", "(ss)", use_action);
  gtk_widget_class_install_action (widget_class, "service.copy", "s", copy_action);

  g_type_ensure (PL_TYPE_COLUMN_LAYOUT);
  g_type_ensure (PL_TYPE_SERVICE_TABLE);
  g_type_ensure (PL_TYPE_VERDICT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/target/pl-service-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PlServiceView, stack);
  gtk_widget_class_bind_template_child (widget_class, PlServiceView, page);
  gtk_widget_class_bind_template_child (widget_class, PlServiceView, title_label);
  gtk_widget_class_bind_template_child (widget_class, PlServiceView, count_label);
  gtk_widget_class_bind_template_child (widget_class, PlServiceView, cards);
  gtk_widget_class_bind_template_child (widget_class, PlServiceView, remark);
  gtk_widget_class_bind_template_child (widget_class, PlServiceView, table);
}

static void
pl_service_view_init (PlServiceView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->page, gtk_custom_layout_new (NULL, measure_page, allocate_page));
}

/**
 * pl_service_view_new:
 *
 * Makes the view. It reads the database when it is shown for the first time, in a thread.
 *
 * Returns: (transfer floating): the view
 */
GtkWidget *
pl_service_view_new (void)
{
  return g_object_new (PL_TYPE_SERVICE_VIEW, NULL);
}

/**
 * pl_service_view_set_list:
 * @self: a view without a list
 * @list: the database
 */
void
pl_service_view_set_list (PlServiceView *self, PlServiceList *list)
{
  gboolean is_empty = pl_service_list_get_n_entries (list) == 0;

  g_return_if_fail (self->list == NULL);

  self->list = g_object_ref (list);
  gtk_stack_set_visible_child_name (self->stack, is_empty ? "missing" : "services");
  pl_service_table_set_list (self->table, list);
  if (self->text != NULL && !is_empty)
    show_found (self);
}

/**
 * pl_service_view_look_up:
 * @self: a view
 * @text: a port, a name or an alias
 * @protocol: whose entry is the match
 *
 * Shows every entry with this number or name (get-service-entry), as soon as the database is there. That
 * there is none is no error.
 */
void
pl_service_view_look_up (PlServiceView *self, const char *text, PlProtocol protocol)
{
  g_free (self->text);
  self->text = g_strdup (text);
  self->protocol = protocol;
  if (self->list != NULL && pl_service_list_get_n_entries (self->list) > 0)
    show_found (self);
}
