/* The local end of what is to be connected, folded away: most people leave it to the system. */

#include "app/target/pl-local-end.h"

#include "app/target/pl-own-addresses.h"
#include "app/target/pl-target-fields.h"

#include <glib/gi18n-lib.h>

struct _PlLocalEnd
{
  PlFold parent_instance;

  PlTargetRequest *request; /* (nullable) */
  PlTargetFields *fields;   /* (nullable): and what follows, before it is unfolded */
  PlOwnAddresses *own_addresses;
};

G_DEFINE_FINAL_TYPE (PlLocalEnd, pl_local_end, PL_TYPE_FOLD)

/* What is folded away is told on the fold, so that it need not be opened to be known. */
static void
show_subtitle (PlLocalEnd *self)
{
  const char *host = pl_target_request_get_hostspec (self->request);
  const char *service = pl_target_request_get_service (self->request);
  g_autofree char *subtitle = NULL;

  if (pl_target_request_is_empty (self->request))
    subtitle = g_strdup (_ ("chosen by the system"));
  else if (*service == '\0')
    subtitle = g_markup_printf_escaped (_ ("%s, any free port"), host);
  else if (*host == '\0')
    subtitle = g_markup_printf_escaped (_ ("any address, port %s"), service);
  else
    subtitle = g_markup_printf_escaped (_ ("%s, port %s"), host, service);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
}

static void
submit (PlLocalEnd *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "form.submit", NULL);
}

static void
pl_local_end_fill (PlFold *fold)
{
  PlLocalEnd *self = PL_LOCAL_END (fold);

  pl_target_fields_set_request (self->fields, self->request);
  pl_own_addresses_set_request (self->own_addresses, self->request);
}

static void
pl_local_end_dispose (GObject *object)
{
  g_clear_object (&PL_LOCAL_END (object)->request);

  G_OBJECT_CLASS (pl_local_end_parent_class)->dispose (object);
}

static void
pl_local_end_class_init (PlLocalEndClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_local_end_dispose;
  PL_FOLD_CLASS (klass)->fill = pl_local_end_fill;

  g_type_ensure (PL_TYPE_OWN_ADDRESSES);
  g_type_ensure (PL_TYPE_TARGET_FIELDS);
  g_type_ensure (PL_TYPE_VERDICT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/target/pl-local-end.ui");
  gtk_widget_class_bind_template_child (widget_class, PlLocalEnd, fields);
  gtk_widget_class_bind_template_child (widget_class, PlLocalEnd, own_addresses);
  gtk_widget_class_bind_template_callback (widget_class, submit);
}

static void
pl_local_end_init (PlLocalEnd *self)
{
}

/**
 * pl_local_end_set_request:
 * @self: a local end
 * @request: what it fills; once
 */
void
pl_local_end_set_request (PlLocalEnd *self, PlTargetRequest *request)
{
  self->request = g_object_ref (request);
  g_signal_connect_object (request, "notify", G_CALLBACK (show_subtitle), self, G_CONNECT_SWAPPED);
  show_subtitle (self);
}

/**
 * pl_local_end_settle:
 * @self: a local end that is about to be submitted
 *
 * See pl_target_fields_settle().
 */
void
pl_local_end_settle (PlLocalEnd *self)
{
  if (self->fields != NULL)
    pl_target_fields_settle (self->fields);
}

/**
 * pl_local_end_point_at:
 * @self: a local end
 * @error: %PL_ERROR_LOCAL_HOSTSPEC or %PL_ERROR_LOCAL_SERVICE
 *
 * Unfolds it and goes to the field that is wrong.
 */
void
pl_local_end_point_at (PlLocalEnd *self, const GError *error)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  pl_target_fields_point_at (self->fields, error);
}
