/* The form Look up: one host in a field, or many in a text, one a line. Knows nothing of what comes of it,
 * but goes back to the field if that was wrong. */

#include "app/lookup/pl-lookup-form.h"

#include "app/form/pl-weak.h"
#include "app/widgets/pl-choice.h"
#include "app/widgets/pl-style.h"
#include "app/widgets/pl-verdict-label.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _PlLookupForm
{
  AdwBin parent_instance;

  PlLookups *lookups; /* (nullable) */
  GtkStack *stack;
  AdwEntryRow *host_row;
  GtkTextView *text_view;
  GtkTextBuffer *text;
  PlVerdictLabel *host_label;
  PlChoice *family;
  GtkSwitch *reverse_switch;
  GtkSwitch *records_switch;
  gboolean shows_empty; /* an empty field was submitted: now it is an error */
};

G_DEFINE_FINAL_TYPE (PlLookupForm, pl_lookup_form, ADW_TYPE_BIN)

static const PlFamily families[] = { PL_FAMILY_NONE, PL_FAMILY_IPV4, PL_FAMILY_IPV6 };

static gboolean
is_many (PlLookupForm *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->stack), "many");
}

static char *
dup_text (PlLookupForm *self)
{
  GtkTextIter start, end;

  if (!is_many (self))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->host_row)));

  gtk_text_buffer_get_bounds (self->text, &start, &end);

  return gtk_text_buffer_get_text (self->text, &start, &end, FALSE);
}

/* 1. The verdict */

static guint
count_lines (const char *text)
{
  guint n_lines = 0;

  while (*text != '\0')
    {
      gsize length = strcspn (text, "\r\n");

      n_lines += strspn (text, " \t") < length;
      text += text[length] != '\0' ? length + 1 : length;
    }

  return n_lines;
}

static void
read_many (const char *text, PlVerdict *verdict)
{
  guint n_lines = count_lines (text);

  if (n_lines == 0)
    pl_verdict_set (verdict, PL_SEVERITY_NOTE, "%s", _ ("One name or address a line."));
  else if (n_lines <= PL_LOOKUPS_MAX)
    pl_verdict_set (verdict, PL_SEVERITY_NOTE,
                    ngettext ("%u line, asked on Look up.", "%u lines, asked on Look up.", n_lines), n_lines);
  else
    pl_verdict_set (verdict, PL_SEVERITY_WARNING, _ ("%u lines; only the first %u are taken."), n_lines,
                    PL_LOOKUPS_MAX);
}

static void
copy_verdict (PlVerdict *verdict, const PlVerdict *from)
{
  pl_verdict_set (verdict, from->severity, "%s", from->message);
  for (guint i = 0; i < from->n_mends; i++)
    pl_verdict_add_mend (verdict, from->mends[i].text, from->mends[i].protocol, "%s", from->mends[i].label);
}

static void
read_one (PlLookupForm *self, const char *text, PlVerdict *verdict)
{
  g_autoptr (PlHostspec) hostspec = pl_hostspec_parse (text, -1, PL_USE_CONNECT, PL_FAMILY_NONE);

  if (hostspec->kind == PL_HOSTSPEC_NONE && !self->shows_empty)
    pl_verdict_set (verdict, PL_SEVERITY_NOTE, "%s", _ ("A name, or an address in any of its forms."));
  else if (hostspec->kind == PL_HOSTSPEC_NONE)
    pl_verdict_set (verdict, PL_SEVERITY_ERROR, "%s",
                    _ ("Empty: type the name or the address that is to be looked up."));
  else if (hostspec->kind == PL_HOSTSPEC_NAME)
    pl_verdict_set (verdict, PL_SEVERITY_NOTE, "%s", _ ("A name, asked on Look up."));
  else if (hostspec->kind == PL_HOSTSPEC_INVALID || hostspec->kind == PL_HOSTSPEC_INTEGER)
    copy_verdict (verdict, &hostspec->verdict);
  else
    pl_verdict_set (verdict, PL_SEVERITY_NOTE,
                    hostspec->kind == PL_HOSTSPEC_IPV4 ? _ ("IPv4, asked for its names.")
                                                       : _ ("IPv6, asked for its names."));
}

static void
tell (GtkAccessible *accessible, const PlVerdict *verdict)
{
  gboolean is_error = verdict->severity == PL_SEVERITY_ERROR;

  gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_INVALID,
                               is_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, verdict->message, -1);
}

static void
show_verdict (PlLookupForm *self)
{
  g_autofree char *text = dup_text (self);
  PlVerdict verdict = { 0 };

  if (is_many (self))
    read_many (text, &verdict);
  else
    read_one (self, text, &verdict);
  pl_style_toggle_class (GTK_WIDGET (self->host_row), "error", verdict.severity == PL_SEVERITY_ERROR);
  tell (GTK_ACCESSIBLE (self->host_row), &verdict);
  tell (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->host_row))), &verdict);
  tell (GTK_ACCESSIBLE (self->text_view), &verdict);
  pl_verdict_label_set_verdict (self->host_label, &verdict);
  pl_verdict_clear (&verdict);
}

/* 2. One or many */

/* What is typed goes along, as far as there is room for it. */
static void
set_many (PlLookupForm *self, gboolean wants_many)
{
  g_autofree char *text = dup_text (self);

  if (is_many (self) == wants_many)
    return;

  gtk_stack_set_visible_child_name (self->stack, wants_many ? "many" : "one");
  if (wants_many)
    gtk_text_buffer_set_text (self->text, text, -1);
  else if (count_lines (text) <= 1)
    gtk_editable_set_text (GTK_EDITABLE (self->host_row), g_strstrip (text));
  show_verdict (self);
}

/* More than one line has been pasted. */
static gboolean
move_lines_cb (gpointer data)
{
  g_autoptr (PlLookupForm) self = pl_weak_take (data);

  if (self == NULL || is_many (self))
    return G_SOURCE_REMOVE;

  set_many (self, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->host_row), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));

  return G_SOURCE_REMOVE;
}

/* Not while the entry still inserts what was pasted. */
static void
host_changed_cb (PlLookupForm *self)
{
  if (strpbrk (gtk_editable_get_text (GTK_EDITABLE (self->host_row)), "\r\n") != NULL)
    g_idle_add (move_lines_cb, pl_weak_new (self));
  show_verdict (self);
}

static void
many_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlLookupForm *self = PL_LOOKUP_FORM (widget);

  set_many (self, !is_many (self));
  pl_lookup_form_focus (self);
}

/* 3. What can be done */

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PlLookupForm) self = pl_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlLookup) lookup = NULL;

  if (self == NULL || self->lookups == NULL)
    return;

  lookup = pl_lookups_look_up_finish (self->lookups, result, &error);
  if (!g_error_matches (error, PL_ERROR, PL_ERROR_HOSTSPEC))
    return;

  self->shows_empty = TRUE;
  show_verdict (self);
  pl_lookup_form_focus (self);
}

static PlLookupRequest *
create_request (PlLookupForm *self, const char *text)
{
  PlLookupRequest *request = pl_lookup_request_new (text, families[pl_choice_get_value (self->family)],
                                                    gtk_switch_get_active (self->reverse_switch));

  /* A name such as _http._tcp.example.org has nothing else. */
  g_object_set (request, "records", gtk_switch_get_active (self->records_switch) || *text == '_', NULL);

  return request;
}

static void
submit_one (PlLookupForm *self, const char *text)
{
  g_autoptr (PlLookupRequest) request = create_request (self, text);

  pl_lookups_look_up_async (self->lookups, request, NULL, finished_cb, pl_weak_new (self));
}

static void
mend_cb (PlVerdictLabel *label, const char *text, const char *protocol, PlLookupForm *self)
{
  g_autofree char *kept = g_strdup (text);

  if (kept != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->host_row), kept);
  pl_lookup_form_focus (self);
}

static void
pl_lookup_form_dispose (GObject *object)
{
  PlLookupForm *self = PL_LOOKUP_FORM (object);

  g_clear_object (&self->lookups);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_LOOKUP_FORM);

  G_OBJECT_CLASS (pl_lookup_form_parent_class)->dispose (object);
}

static void
pl_lookup_form_class_init (PlLookupFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_lookup_form_dispose;

  gtk_widget_class_install_action (widget_class, "form.many", NULL, many_action);

  g_type_ensure (PL_TYPE_CHOICE);
  g_type_ensure (PL_TYPE_VERDICT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/lookup/pl-lookup-form.ui");
  gtk_widget_class_bind_template_child (widget_class, PlLookupForm, stack);
  gtk_widget_class_bind_template_child (widget_class, PlLookupForm, host_row);
  gtk_widget_class_bind_template_child (widget_class, PlLookupForm, text_view);
  gtk_widget_class_bind_template_child (widget_class, PlLookupForm, text);
  gtk_widget_class_bind_template_child (widget_class, PlLookupForm, host_label);
  gtk_widget_class_bind_template_child (widget_class, PlLookupForm, family);
  gtk_widget_class_bind_template_child (widget_class, PlLookupForm, reverse_switch);
  gtk_widget_class_bind_template_child (widget_class, PlLookupForm, records_switch);
  gtk_widget_class_bind_template_callback (widget_class, host_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_verdict);
  gtk_widget_class_bind_template_callback (widget_class, mend_cb);
  gtk_widget_class_bind_template_callback (widget_class, pl_lookup_form_submit);
}

static void
pl_lookup_form_init (PlLookupForm *self)
{
  GtkWidget *text;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* An entry row names its text by nothing, so a screen reader would say “text”. */
  text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->host_row)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->host_row)), -1);
  gtk_widget_set_direction (text, GTK_TEXT_DIR_LTR);
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
    gtk_editable_set_alignment (GTK_EDITABLE (self->host_row), 1);
  show_verdict (self);
}

/**
 * pl_lookup_form_new:
 *
 * Returns: (transfer floating): an empty form
 */
GtkWidget *
pl_lookup_form_new (void)
{
  return g_object_new (PL_TYPE_LOOKUP_FORM, NULL);
}

/**
 * pl_lookup_form_set_lookups:
 * @self: a form
 * @lookups: who looks up what is submitted
 */
void
pl_lookup_form_set_lookups (PlLookupForm *self, PlLookups *lookups)
{
  g_set_object (&self->lookups, lookups);
}

/**
 * pl_lookup_form_set_text:
 * @self: a form
 * @text: one host, or one a line
 *
 * Fills the form as if somebody had typed it.
 */
void
pl_lookup_form_set_text (PlLookupForm *self, const char *text)
{
  gboolean wants_many = count_lines (text) > 1;

  set_many (self, wants_many);
  if (wants_many)
    gtk_text_buffer_set_text (self->text, text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->host_row), text);
}

/**
 * pl_lookup_form_focus:
 * @self: a form
 *
 * Goes to the field.
 */
void
pl_lookup_form_focus (PlLookupForm *self)
{
  if (is_many (self))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
      return;
    }

  gtk_widget_grab_focus (GTK_WIDGET (self->host_row));
  gtk_editable_set_position (GTK_EDITABLE (self->host_row), -1);
}

/**
 * pl_lookup_form_submit:
 * @self: a form
 *
 * Looks up what it says.
 */
void
pl_lookup_form_submit (PlLookupForm *self)
{
  g_autofree char *text = dup_text (self);
  g_autoptr (PlLookupRequest) like = create_request (self, "");

  if (self->lookups == NULL)
    return;

  if (is_many (self))
    pl_lookups_look_up_many (self->lookups, text, like);
  else
    submit_one (self, text);
}
