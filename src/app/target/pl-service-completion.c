/* The names that fit what is being typed as a service, in a small list below the entry. Takes no focus, and
 * fills in nothing unasked. */

#include "app/target/pl-service-completion.h"

#include "core/target/pl-service-names.h"

#define ROWS_MAX 8

struct _PlServiceCompletion
{
  GtkPopover parent_instance;

  GtkListBox *list;
  GtkWidget *row;      /* (nullable): not owned, it owns us */
  GtkEditable *text;   /* (nullable): what is typed into, inside @row */
  PlProtocol protocol; /* whose names */
  gboolean is_taking;  /* it is us who changes the text */
  gboolean is_waiting; /* for the names */
};

G_DEFINE_FINAL_TYPE (PlServiceCompletion, pl_service_completion, GTK_TYPE_POPOVER)

/* One for the process, read once, when somebody first types a service. */
static PlServiceNames *names;

/* 1. The rows */

static GtkWidget *
new_label (const char *text, gboolean is_dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (is_dim)
    {
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
    }
  return label;
}

/* `http 80/tcp`, or `www http 80/tcp` for an alias */
static GtkWidget *
new_row (const PlServiceName *name)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *port;
  g_autofree char *port_text = g_strdup_printf ("%u/%s", name->entry->port, name->entry->protocol);
  gboolean is_alias = !g_str_equal (name->name, name->entry->name);
  g_autofree char *spoken = g_strjoin (" ", name->name, is_alias ? name->entry->name : port_text,
                                       is_alias ? port_text : NULL, NULL);

  gtk_box_append (GTK_BOX (box), new_label (name->name, FALSE));
  if (is_alias)
    gtk_box_append (GTK_BOX (box), new_label (name->entry->name, TRUE));
  port = new_label (port_text, TRUE);
  gtk_widget_set_hexpand (port, TRUE);
  gtk_widget_set_halign (port, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), port);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), "service-name", g_strdup (name->name), g_free);
  return row;
}

static void
fill (PlServiceCompletion *self, const PlServiceName **found, guint n_found)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < n_found; i++)
    gtk_list_box_append (self->list, new_row (found[i]));
  gtk_list_box_unselect_all (self->list);
}

/* 2. Opening and closing */

static gboolean
is_open (PlServiceCompletion *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self));
}

static void
tell_state (PlServiceCompletion *self, GtkListBoxRow *selected)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_EXPANDED, is_open (self),
                               -1);
  if (selected != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT,
                                    selected, -1);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
}

static void
close_list (PlServiceCompletion *self)
{
  if (!is_open (self))
    return;

  gtk_popover_popdown (GTK_POPOVER (self));
  tell_state (self, NULL);
}

/* What is typed already needs no completing. */
static gboolean
is_complete (const char *text, const PlServiceName **found, guint n_found)
{
  return n_found == 1 && g_str_equal (found[0]->name, text);
}

static void
complete (PlServiceCompletion *self)
{
  const char *text = gtk_editable_get_text (self->text);
  const PlServiceName *found[ROWS_MAX];
  guint n_found = names != NULL ? pl_service_names_find (names, text, self->protocol, found, ROWS_MAX) : 0;

  if (n_found == 0 || is_complete (text, found, n_found) || !gtk_widget_is_focus (GTK_WIDGET (self->text)))
    {
      close_list (self);
      return;
    }

  fill (self, found, n_found);
  gtk_widget_set_size_request (GTK_WIDGET (self->list), MAX (gtk_widget_get_width (self->row) - 24, 180), -1);
  gtk_popover_popup (GTK_POPOVER (self));
  tell_state (self, NULL);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PlServiceCompletion) self = g_weak_ref_get (user_data);
  g_autoptr (PlServiceNames) loaded = pl_service_names_load_finish (result, NULL);

  g_weak_ref_clear (user_data);
  g_free (user_data);
  if (names == NULL)
    names = g_steal_pointer (&loaded);
  if (self == NULL || self->text == NULL)
    return;
  self->is_waiting = FALSE;
  complete (self);
}

static void
load (PlServiceCompletion *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  self->is_waiting = TRUE;
  g_weak_ref_init (weak, self);
  pl_service_names_load_async (NULL, loaded_cb, weak);
}

static void
changed_cb (PlServiceCompletion *self)
{
  if (self->is_taking || !gtk_widget_is_focus (GTK_WIDGET (self->text)))
    return;

  if (names != NULL)
    complete (self);
  else if (!self->is_waiting)
    load (self);
}

/* 3. Choosing */

static void
take (PlServiceCompletion *self, GtkListBoxRow *row)
{
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (row), "service-name"));

  close_list (self);
  self->is_taking = TRUE;
  gtk_editable_set_text (self->text, name);
  gtk_editable_set_position (self->text, -1);
  self->is_taking = FALSE;
}

static void
row_activated_cb (PlServiceCompletion *self, GtkListBoxRow *row)
{
  take (self, row);
}

/* Round and round, with the text itself between the last row and the first. */
static void
move (PlServiceCompletion *self, int step)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int n_rows = 0;
  int at = selected != NULL ? gtk_list_box_row_get_index (selected) : step > 0 ? -1 : 0;

  while (gtk_list_box_get_row_at_index (self->list, n_rows) != NULL)
    n_rows++;
  at += step;
  if (selected == NULL && step < 0)
    at = n_rows - 1;

  selected = gtk_list_box_get_row_at_index (self->list, at);
  if (selected != NULL)
    gtk_list_box_select_row (self->list, selected);
  else
    gtk_list_box_unselect_all (self->list);
  tell_state (self, selected);
}

static gboolean
key_pressed_cb (PlServiceCompletion *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);

  if (!is_open (self) || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      close_list (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (selected == NULL)
        {
          close_list (self);
          return GDK_EVENT_PROPAGATE;
        }
      take (self, selected);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* 4. Life: the row owns the list, and nobody else knows of it */

static void
row_destroyed_cb (PlServiceCompletion *self)
{
  self->text = NULL;
  self->row = NULL;
  gtk_widget_unparent (GTK_WIDGET (self));
}

static void
pl_service_completion_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_SERVICE_COMPLETION);

  G_OBJECT_CLASS (pl_service_completion_parent_class)->dispose (object);
}

static void
pl_service_completion_class_init (PlServiceCompletionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_service_completion_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/portlight/Portlight/target/pl-service-completion.ui");
  gtk_widget_class_bind_template_child (widget_class, PlServiceCompletion, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
pl_service_completion_init (PlServiceCompletion *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_service_completion_attach:
 * @row: an editable widget for a service, such as an entry row; once
 * @protocol: the protocol of the socket, whose names are offered; %PL_PROTOCOL_ANY offers those of TCP and
 * UDP
 *
 * Offers the names of services while somebody types in @row: the arrow keys choose, Enter takes what is
 * chosen, Escape closes the list and does nothing else, a click takes. Text that a program sets opens
 * nothing. The services database is read in a thread when it is first needed.
 *
 * Returns: (transfer none): the list; it goes with @row
 */
PlServiceCompletion *
pl_service_completion_attach (GtkWidget *row, PlProtocol protocol)
{
  PlServiceCompletion *self = g_object_new (PL_TYPE_SERVICE_COMPLETION, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->row = row;
  self->text = gtk_editable_get_delegate (GTK_EDITABLE (row));
  self->protocol = protocol;
  gtk_widget_set_parent (GTK_WIDGET (self), row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE,
                                  GTK_ACCESSIBLE_AUTOCOMPLETE_LIST, GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE,
                                  -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_RELATION_CONTROLS, self->list,
                                  NULL, -1);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->text), keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (close_list), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->text), focus);
  g_signal_connect_object (self->text, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "destroy", G_CALLBACK (row_destroyed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * pl_service_completion_set_protocol:
 * @self: the list of a row
 * @protocol: whose names are offered from now on
 */
void
pl_service_completion_set_protocol (PlServiceCompletion *self, PlProtocol protocol)
{
  self->protocol = protocol;
}
