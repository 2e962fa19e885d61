/* The rows of broadcast and multicast in a form, tied to what they fill. */

#include "app/target/pl-cast-rows.h"

#include "app/widgets/pl-verdict-label.h"

#include <glib/gi18n-lib.h>

struct _PlCastRows
{
  AdwBin parent_instance;

  PlCastRequest *request; /* (nullable) */
  AdwExpanderRow *expander;
  GtkSwitch *broadcast_switch;
  GtkAdjustment *hops;
  GtkSwitch *loop_switch;
  GtkWidget *interface_row;
  GtkWidget *source_row;
  PlVerdictLabel *verdict_label;
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
show_all (PlCastRows *self)
{
  PlVerdict verdict = { .severity = PL_SEVERITY_NOTE,
                        .message = (char *) _ (
                            "A host that is a group, such as 239.1.2.3 or ff02::fb, is joined.") };
  g_autoptr (GError) error = NULL;
  PlCast cast;

  show_subtitle (self);
  if (!pl_cast_request_check (self->request, &cast, &error))
    verdict = (PlVerdict){ .severity = PL_SEVERITY_ERROR, .message = error->message };
  pl_verdict_label_set_verdict (self->verdict_label, &verdict);
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
  gtk_widget_class_bind_template_child (widget_class, PlCastRows, source_row);
  gtk_widget_class_bind_template_child (widget_class, PlCastRows, verdict_label);
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
  gtk_widget_set_visible (self->source_row, is_listening);
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
  PlCast cast;

  if (pl_cast_request_check (self->request, &cast, NULL))
    return FALSE;

  adw_expander_row_set_expanded (self->expander, TRUE);
  gtk_widget_grab_focus (self->interface_row);

  return TRUE;
}
