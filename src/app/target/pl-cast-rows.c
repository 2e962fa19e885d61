/* The rows of broadcast and multicast in a form, tied to what they fill. */

#include "app/target/pl-cast-rows.h"

#include "app/target/pl-field-verdict.h"

#include <glib/gi18n-lib.h>

struct _PlCastRows
{
  AdwBin parent_instance;

  PlCastRequest *request; /* (nullable) */
  AdwExpanderRow *expander;
  GtkSwitch *broadcast_switch;
  GtkAdjustment *hops;
  GtkSwitch *loop_switch;
  AdwEntryRow *interface_row;
  PlVerdictLabel *interface_label;
  AdwEntryRow *source_row;
  GtkWidget *source_place;
  PlVerdictLabel *source_label;
};

G_DEFINE_FINAL_TYPE (PlCastRows, pl_cast_rows, ADW_TYPE_BIN)

/* What is folded away is told on the fold. */
static void
show_subtitle (PlCastRows *self)
{
  gboolean broadcast;
  guint hops;
  g_autofree char *interface = NULL;
  g_autofree char *subtitle = NULL;

  g_object_get (self->request, "broadcast", &broadcast, "hops", &hops, "interface", &interface, NULL);
  subtitle = g_markup_printf_escaped (
      /* Translators: "broadcasts off", then the name of an interface or "the route's interface" */
      _ ("%s, %s"), broadcast ? _ ("broadcasts on") : _ ("broadcasts off"),
      interface != NULL && *interface != '\0' ? interface : _ ("the route’s interface"));
  adw_expander_row_set_subtitle (self->expander, subtitle);
}

static void
show_field (AdwEntryRow *row, PlVerdictLabel *label, const char *note, const GError *error)
{
  PlVerdict verdict = { .severity = PL_SEVERITY_NOTE, .message = (char *) note };

  if (error != NULL)
    verdict = (PlVerdict){ .severity = PL_SEVERITY_ERROR, .message = error->message };
  pl_field_verdict_show (row, label, &verdict);
}

static void
show_all (PlCastRows *self)
{
  g_autoptr (GError) interface_error = NULL;
  g_autoptr (GError) source_error = NULL;

  show_subtitle (self);
  pl_cast_request_check_interface (self->request, &(guint32){ 0 }, &interface_error);
  pl_cast_request_check_source (self->request, &(PlAddress){ 0 }, &source_error);
  show_field (self->interface_row, self->interface_label,
              _ ("Empty: the one that the route to the group leads to"), interface_error);
  show_field (self->source_row, self->source_label,
              _ ("A host that is a group, such as 239.1.2.3 or ff02::fb, is joined."), source_error);
}

static void
submit (PlCastRows *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "form.submit", NULL);
}

static void
pl_cast_rows_dispose (GObject *object)
{
  g_clear_object (&PL_CAST_ROWS (object)->request);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_CAST_ROWS);

  G_OBJECT_CLASS (pl_cast_rows_parent_class)->dispose (object);
}

static void
pl_cast_rows_class_init (PlCastRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_cast_rows_dispose;

  g_type_ensure (PL_TYPE_VERDICT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/target/pl-cast-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, PlCastRows, expander);
  gtk_widget_class_bind_template_child (widget_class, PlCastRows, broadcast_switch);
  gtk_widget_class_bind_template_child (widget_class, PlCastRows, hops);
  gtk_widget_class_bind_template_child (widget_class, PlCastRows, loop_switch);
  gtk_widget_class_bind_template_child (widget_class, PlCastRows, interface_row);
  gtk_widget_class_bind_template_child (widget_class, PlCastRows, interface_label);
  gtk_widget_class_bind_template_child (widget_class, PlCastRows, source_row);
  gtk_widget_class_bind_template_child (widget_class, PlCastRows, source_place);
  gtk_widget_class_bind_template_child (widget_class, PlCastRows, source_label);
  gtk_widget_class_bind_template_callback (widget_class, submit);
}

static void
pl_cast_rows_init (PlCastRows *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pl_cast_rows_set_request:
 * @self: rows
 * @request: what they fill; once
 * @is_listening: whether groups are joined, so that there is a source to choose
 */
void
pl_cast_rows_set_request (PlCastRows *self, PlCastRequest *request, gboolean is_listening)
{
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  self->request = g_object_ref (request);
  g_object_bind_property (request, "broadcast", self->broadcast_switch, "active", flags);
  g_object_bind_property (request, "hops", self->hops, "value", flags);
  g_object_bind_property (request, "loop", self->loop_switch, "active", flags);
  g_object_bind_property (request, "interface", self->interface_row, "text", flags);
  g_object_bind_property (request, "source", self->source_row, "text", flags);
  gtk_widget_set_visible (GTK_WIDGET (self->source_row), is_listening);
  gtk_widget_set_visible (self->source_place, is_listening);
  g_signal_connect_object (request, "notify", G_CALLBACK (show_all), self, G_CONNECT_SWAPPED);
  show_all (self);
}

/**
 * pl_cast_rows_point_at:
 * @self: rows
 *
 * Goes to what is wrong, if anything is.
 *
 * Returns: whether there is
 */
gboolean
pl_cast_rows_point_at (PlCastRows *self)
{
  gboolean is_interface = !pl_cast_request_check_interface (self->request, &(guint32){ 0 }, NULL);

  if (!is_interface && pl_cast_request_check_source (self->request, &(PlAddress){ 0 }, NULL))
    return FALSE;

  adw_expander_row_set_expanded (self->expander, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (is_interface ? self->interface_row : self->source_row));

  return TRUE;
}
