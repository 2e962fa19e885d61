/* What a listener does with whoever comes: a choice, what the choice has to be told, and what it does. Fills
 * a request. */

#include "app/listen/pl-respond-group.h"

#include "app/widgets/pl-verdict-label.h"

#include <glib/gi18n-lib.h>

struct _PlRespondGroup
{
  AdwBin parent_instance;

  PlListenRequest *request; /* (nullable) */
  GtkDropDown *respond_drop_down;
  AdwPreferencesRow *argument_row;
  GtkWidget *rules_row;
  GtkLabel *rules_title;
  GtkTextView *rules_view;
  GtkTextBuffer *rules;
  PlVerdictLabel *respond_label;
  gboolean is_showing; /* it is us who changes a field */
};

G_DEFINE_FINAL_TYPE (PlRespondGroup, pl_respond_group, ADW_TYPE_BIN)

static const PlResponderInfo *
get_info (PlRespondGroup *self)
{
  return pl_responder_get_info (pl_listen_request_get_responder (self->request));
}

/* Each field holds what belongs to it, and nothing where it is not asked for. */
static void
show_argument (PlRespondGroup *self)
{
  const PlResponderInfo *info = get_info (self);
  const char *argument = pl_listen_request_get_argument (self->request);
  gboolean is_entry = info->argument == PL_ARGUMENT_NUMBER || info->argument == PL_ARGUMENT_TEXT;
  gboolean is_rules = info->argument == PL_ARGUMENT_RULES;
  g_autofree char *rules = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->argument_row), is_entry);
  gtk_widget_set_visible (self->rules_row, is_rules);
  if (is_entry)
    adw_preferences_row_set_title (self->argument_row, gettext (info->argument_title));
  if (is_entry && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->argument_row)), argument) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->argument_row), argument);

  g_object_get (self->rules, "text", &rules, NULL);
  if (is_rules && g_strcmp0 (rules, argument) != 0)
    gtk_text_buffer_set_text (self->rules, argument, -1);
}

static void
show_verdict (PlRespondGroup *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlBehaviour) behaviour = pl_listen_request_check_behaviour (self->request, &error);
  PlVerdict verdict = { .severity = PL_SEVERITY_NOTE, .message = (char *) gettext (get_info (self)->deed) };

  if (behaviour == NULL)
    verdict = (PlVerdict){ .severity = PL_SEVERITY_ERROR, .message = error->message };
  pl_verdict_label_set_verdict (self->respond_label, &verdict);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *field = i == 0 ? GTK_WIDGET (self->argument_row) : GTK_WIDGET (self->rules_view);

      gtk_accessible_update_state (
          GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID,
          behaviour == NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      verdict.message, -1);
    }
  if (behaviour == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->argument_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->argument_row), "error");
}

static void
show_all (PlRespondGroup *self)
{
  self->is_showing = TRUE;
  gtk_drop_down_set_selected (self->respond_drop_down, pl_listen_request_get_responder (self->request));
  show_argument (self);
  show_verdict (self);
  self->is_showing = FALSE;
}

static void
selected_cb (PlRespondGroup *self)
{
  guint selected = gtk_drop_down_get_selected (self->respond_drop_down);

  if (self->request != NULL && !self->is_showing && selected < PL_N_RESPONDERS)
    g_object_set (self->request, "responder", selected, NULL);
}

static void
argument_cb (PlRespondGroup *self)
{
  if (self->request != NULL && !self->is_showing)
    g_object_set (self->request, "argument", gtk_editable_get_text (GTK_EDITABLE (self->argument_row)), NULL);
}

static void
rules_cb (PlRespondGroup *self)
{
  g_autofree char *rules = NULL;

  if (self->request == NULL || self->is_showing)
    return;

  g_object_get (self->rules, "text", &rules, NULL);
  g_object_set (self->request, "argument", rules, NULL);
}

static void
submit (PlRespondGroup *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "form.submit", NULL);
}

static void
pl_respond_group_dispose (GObject *object)
{
  PlRespondGroup *self = PL_RESPOND_GROUP (object);

  if (self->request != NULL)
    g_signal_handlers_disconnect_by_data (self->request, self);
  g_clear_object (&self->request);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_RESPOND_GROUP);

  G_OBJECT_CLASS (pl_respond_group_parent_class)->dispose (object);
}

static void
pl_respond_group_class_init (PlRespondGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_respond_group_dispose;

  g_type_ensure (PL_TYPE_VERDICT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/listen/pl-respond-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PlRespondGroup, respond_drop_down);
  gtk_widget_class_bind_template_child (widget_class, PlRespondGroup, argument_row);
  gtk_widget_class_bind_template_child (widget_class, PlRespondGroup, rules_row);
  gtk_widget_class_bind_template_child (widget_class, PlRespondGroup, rules_title);
  gtk_widget_class_bind_template_child (widget_class, PlRespondGroup, rules_view);
  gtk_widget_class_bind_template_child (widget_class, PlRespondGroup, rules);
  gtk_widget_class_bind_template_child (widget_class, PlRespondGroup, respond_label);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, argument_cb);
  gtk_widget_class_bind_template_callback (widget_class, rules_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit);
}

static GListModel *
make_titles (void)
{
  GtkStringList *titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < PL_N_RESPONDERS; i++)
    gtk_string_list_append (titles, gettext (pl_responder_get_info ((PlResponder) i)->title));

  return G_LIST_MODEL (titles);
}

static void
pl_respond_group_init (PlRespondGroup *self)
{
  g_autoptr (GListModel) titles = make_titles ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (GTK_WIDGET (self->rules_view), GTK_TEXT_DIR_LTR); /* code, not words */
  gtk_drop_down_set_model (self->respond_drop_down, titles);
  /* The focus goes to the button inside, which GTK 4.8 names by its type. */
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->respond_drop_down))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Respond"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rules_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (self->rules_title), -1);
}

/**
 * pl_respond_group_set_request:
 * @self: a group
 * @request: what it fills; once
 */
void
pl_respond_group_set_request (PlRespondGroup *self, PlListenRequest *request)
{
  self->request = g_object_ref (request);
  g_signal_connect_swapped (request, "notify::argument", G_CALLBACK (show_all), self);
  g_signal_connect_swapped (request, "notify::protocol", G_CALLBACK (show_verdict), self);
  show_all (self);
}

/**
 * pl_respond_group_point_at:
 * @self: a group whose argument is wrong
 *
 * Goes to where it is typed.
 */
void
pl_respond_group_point_at (PlRespondGroup *self)
{
  gtk_widget_grab_focus (gtk_widget_get_visible (self->rules_row) ? GTK_WIDGET (self->rules_view)
                                                                  : GTK_WIDGET (self->argument_row));
}
