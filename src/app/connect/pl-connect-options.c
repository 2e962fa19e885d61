/* The options of a connect, folded away. */

#include "app/connect/pl-connect-options.h"

#include "app/target/pl-protocol-choice.h"

#include <glib/gi18n-lib.h>

struct _PlConnectOptions
{
  PlFold parent_instance;

  PlConnectRequest *request; /* (nullable) */
  GtkAdjustment *timeout;    /* (nullable): and what follows, before it is unfolded */
  GtkAdjustment *attempt_delay;
  GtkAdjustment *resolution_delay;
  GtkAdjustment *datagram_max;
  GtkWidget *every_address_switch;
  GtkWidget *no_delay_switch;
  GtkWidget *keep_alive_switch;
  GtkWidget *attempt_delay_row;
  GtkWidget *no_delay_row;
  GtkWidget *keep_alive_row;
  GtkWidget *datagram_max_row;
};

G_DEFINE_FINAL_TYPE (PlConnectOptions, pl_connect_options, PL_TYPE_FOLD)

static char *
dup_limit (guint seconds)
{
  if (seconds == 0)
    return g_strdup (_ ("no time limit"));

  return g_strdup_printf (ngettext ("stops after %u second", "stops after %u seconds", seconds), seconds);
}

/* What is folded away is told on the fold. */
static void
show_subtitle (PlConnectOptions *self)
{
  g_autofree char *limit = NULL;
  g_autofree char *subtitle = NULL;
  gboolean every_address;
  double timeout_s;

  g_object_get (self->request, "timeout-s", &timeout_s, "every-address", &every_address, NULL);
  limit = dup_limit ((guint) timeout_s);
  if (every_address)
    subtitle = g_strdup_printf (_ ("every address, %s"), limit);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle != NULL ? subtitle : limit);
}

static void
tie (PlConnectOptions *self, const char *option, gpointer to, const char *property)
{
  g_object_bind_property (self->request, option, to, property,
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

static void
pl_connect_options_fill (PlFold *fold)
{
  PlConnectOptions *self = PL_CONNECT_OPTIONS (fold);

  tie (self, "timeout-s", self->timeout, "value");
  tie (self, "every-address", self->every_address_switch, "active");
  tie (self, "attempt-delay-ms", self->attempt_delay, "value");
  tie (self, "resolution-delay-ms", self->resolution_delay, "value");
  tie (self, "no-delay", self->no_delay_switch, "active");
  tie (self, "keep-alive", self->keep_alive_switch, "active");
  tie (self, "datagram-max", self->datagram_max, "value");
  pl_protocol_choice_show_for (self->attempt_delay_row, self->request, PL_PROTOCOL_TCP);
  pl_protocol_choice_show_for (self->no_delay_row, self->request, PL_PROTOCOL_TCP);
  pl_protocol_choice_show_for (self->keep_alive_row, self->request, PL_PROTOCOL_TCP);
  pl_protocol_choice_show_for (self->datagram_max_row, self->request, PL_PROTOCOL_UDP);
}

static void
pl_connect_options_dispose (GObject *object)
{
  g_clear_object (&PL_CONNECT_OPTIONS (object)->request);

  G_OBJECT_CLASS (pl_connect_options_parent_class)->dispose (object);
}

static void
pl_connect_options_class_init (PlConnectOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_connect_options_dispose;
  PL_FOLD_CLASS (klass)->fill = pl_connect_options_fill;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/portlight/Portlight/connect/pl-connect-options.ui");
  gtk_widget_class_bind_template_child (widget_class, PlConnectOptions, timeout);
  gtk_widget_class_bind_template_child (widget_class, PlConnectOptions, attempt_delay);
  gtk_widget_class_bind_template_child (widget_class, PlConnectOptions, resolution_delay);
  gtk_widget_class_bind_template_child (widget_class, PlConnectOptions, datagram_max);
  gtk_widget_class_bind_template_child (widget_class, PlConnectOptions, every_address_switch);
  gtk_widget_class_bind_template_child (widget_class, PlConnectOptions, no_delay_switch);
  gtk_widget_class_bind_template_child (widget_class, PlConnectOptions, keep_alive_switch);
  gtk_widget_class_bind_template_child (widget_class, PlConnectOptions, attempt_delay_row);
  gtk_widget_class_bind_template_child (widget_class, PlConnectOptions, no_delay_row);
  gtk_widget_class_bind_template_child (widget_class, PlConnectOptions, keep_alive_row);
  gtk_widget_class_bind_template_child (widget_class, PlConnectOptions, datagram_max_row);
}

static void
pl_connect_options_init (PlConnectOptions *self)
{
}

/**
 * pl_connect_options_set_request:
 * @self: options
 * @request: what they fill; once
 */
void
pl_connect_options_set_request (PlConnectOptions *self, PlConnectRequest *request)
{
  self->request = g_object_ref (request);
  g_signal_connect_object (request, "notify", G_CALLBACK (show_subtitle), self, G_CONNECT_SWAPPED);
  show_subtitle (self);
}
