/* The fields in which somebody says which group a socket is to join. What is wrong stands under the field
 * that it is in, before and after the system was asked. */

#include "app/connection/pl-group-join.h"

#include "app/target/pl-field-verdict.h"
#include "app/widgets/pl-expander.h"
#include "core/listen/pl-group-request.h"

struct _PlGroupJoin
{
  AdwBin parent_instance;

  PlListener *listener; /* (nullable): that is to join */
  AdwExpanderRow *expander;
  AdwEntryRow *rows[PL_N_GROUP_FIELDS];
  PlVerdictLabel *labels[PL_N_GROUP_FIELDS];
};

G_DEFINE_FINAL_TYPE (PlGroupJoin, pl_group_join, ADW_TYPE_BIN)

static gboolean
read_fields (PlGroupJoin *self, PlGroup *ret_group, PlVerdict verdicts[PL_N_GROUP_FIELDS])
{
  PlGroupRequest request;

  for (guint i = 0; i < PL_N_GROUP_FIELDS; i++)
    request.texts[i] = gtk_editable_get_text (GTK_EDITABLE (self->rows[i]));

  return pl_group_request_read (&request, self->listener, ret_group, verdicts);
}

static void
show (PlGroupJoin *self, PlVerdict verdicts[PL_N_GROUP_FIELDS])
{
  for (guint i = 0; i < PL_N_GROUP_FIELDS; i++)
    {
      pl_field_verdict_show (self->rows[i], self->labels[i], &verdicts[i]);
      pl_verdict_clear (&verdicts[i]);
    }
}

static void
show_verdicts (PlGroupJoin *self)
{
  PlVerdict verdicts[PL_N_GROUP_FIELDS];
  PlGroup group;

  if (self->listener == NULL)
    return;

  read_fields (self, &group, verdicts);
  show (self, verdicts);
}

static void
point_at (PlGroupJoin *self, PlGroupField field)
{
  adw_expander_row_set_expanded (self->expander, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->rows[field]));
}

/* Empty is no error before somebody wants it so. */
static void
refuse (PlGroupJoin *self, PlVerdict verdicts[PL_N_GROUP_FIELDS])
{
  PlGroupField field = PL_GROUP_FIELD_GROUP;

  while (field < PL_GROUP_FIELD_SOURCE && verdicts[field].severity != PL_SEVERITY_ERROR)
    field++;
  if (verdicts[field].severity != PL_SEVERITY_ERROR)
    {
      field = PL_GROUP_FIELD_GROUP;
      verdicts[field].severity = PL_SEVERITY_ERROR;
    }
  show (self, verdicts);
  point_at (self, field);
}

static void
join_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlGroupJoin *self = PL_GROUP_JOIN (widget);
  PlVerdict verdicts[PL_N_GROUP_FIELDS];
  PlGroup group;

  if (self->listener == NULL)
    return;
  if (!read_fields (self, &group, verdicts))
    {
      refuse (self, verdicts);
      return;
    }

  show (self, verdicts);
  pl_listener_change_group (self->listener, &group, TRUE);
}

static void
submit (PlGroupJoin *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "group.join", NULL);
}

static void
pl_group_join_dispose (GObject *object)
{
  g_clear_object (&PL_GROUP_JOIN (object)->listener);
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_GROUP_JOIN);

  G_OBJECT_CLASS (pl_group_join_parent_class)->dispose (object);
}

static void
pl_group_join_class_init (PlGroupJoinClass *klass)
{
  static const char *const names[][2] = { { "group_row", "group_label" },
                                          { "interface_row", "interface_label" },
                                          { "source_row", "source_label" } };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_group_join_dispose;

  g_type_ensure (PL_TYPE_VERDICT_LABEL);
  gtk_widget_class_install_action (widget_class, "group.join", NULL, join_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-group-join.ui");
  gtk_widget_class_bind_template_child (widget_class, PlGroupJoin, expander);
  for (guint i = 0; i < PL_N_GROUP_FIELDS; i++)
    {
      gtk_widget_class_bind_template_child_full (widget_class, names[i][0], FALSE,
                                                 G_STRUCT_OFFSET (PlGroupJoin, rows[i]));
      gtk_widget_class_bind_template_child_full (widget_class, names[i][1], FALSE,
                                                 G_STRUCT_OFFSET (PlGroupJoin, labels[i]));
    }
  gtk_widget_class_bind_template_callback (widget_class, show_verdicts);
  gtk_widget_class_bind_template_callback (widget_class, submit);
}

static void
pl_group_join_init (PlGroupJoin *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < PL_N_GROUP_FIELDS; i++)
    gtk_widget_set_direction (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->rows[i]))),
                              GTK_TEXT_DIR_LTR);
  pl_expander_hide_rows (self->expander);
}

/**
 * pl_group_join_new:
 *
 * Returns: (transfer floating): fields for no socket
 */
GtkWidget *
pl_group_join_new (void)
{
  return g_object_new (PL_TYPE_GROUP_JOIN, NULL);
}

/**
 * pl_group_join_set_listener:
 * @self: fields
 * @listener: (nullable): the UDP socket that is to join; what is typed stays
 */
void
pl_group_join_set_listener (PlGroupJoin *self, PlListener *listener)
{
  g_set_object (&self->listener, listener);
  show_verdicts (self);
}

/**
 * pl_group_join_take_answer:
 * @self: fields
 *
 * Says what has come of the last attempt to join.
 */
void
pl_group_join_take_answer (PlGroupJoin *self)
{
  const PlMemberships *memberships = pl_listener_get_memberships (self->listener);
  PlGroupField field;
  PlVerdict verdict = { 0 };

  if (memberships == NULL || !memberships->is_answer || !memberships->joins)
    return;

  show_verdicts (self);
  if (!pl_memberships_explain (memberships, &field, &verdict))
    return;

  pl_field_verdict_show (self->rows[field], self->labels[field], &verdict);
  pl_verdict_clear (&verdict);
  point_at (self, field);
}
