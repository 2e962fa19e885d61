/* The choice between TCP and UDP, tied to a request, and what is seen for one of them only. */

#include "app/target/pl-protocol-choice.h"

static const PlProtocol protocols[] = { PL_PROTOCOL_TCP, PL_PROTOCOL_UDP };

static gboolean
protocol_to_choice (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      if ((int) protocols[i] == g_value_get_int (from))
        g_value_set_uint (to, i);
    }

  return TRUE;
}

static gboolean
choice_to_protocol (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_set_int (to, (int) protocols[g_value_get_uint (from)]);

  return TRUE;
}

static gboolean
protocol_to_visible (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_set_boolean (to, g_value_get_int (from) == GPOINTER_TO_INT (data));

  return TRUE;
}

/**
 * pl_protocol_choice_bind:
 * @choice: a choice between TCP and UDP, in this order
 * @request: a GObject with a property "protocol"
 *
 * Ties the two together, both ways.
 */
void
pl_protocol_choice_bind (PlChoice *choice, gpointer request)
{
  g_object_bind_property_full (request, "protocol", choice, "value",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, protocol_to_choice,
                               choice_to_protocol, NULL, NULL);
}

/**
 * pl_protocol_choice_show_for:
 * @widget: what has a meaning for one protocol only
 * @request: a GObject with a property "protocol"
 * @protocol: that protocol
 */
void
pl_protocol_choice_show_for (GtkWidget *widget, gpointer request, PlProtocol protocol)
{
  g_object_bind_property_full (request, "protocol", widget, "visible", G_BINDING_SYNC_CREATE,
                               protocol_to_visible, NULL, GINT_TO_POINTER (protocol), NULL);
}
