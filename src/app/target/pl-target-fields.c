/* Ties a pair of entry rows, Host and Service, to a request, and says what it thinks of them as somebody
 * types. Lays nothing out: the rows and the labels below them are the form's. */

#include "app/target/pl-target-fields.h"

#include "app/target/pl-field-verdict.h"

#include "app/target/pl-service-completion.h"
#include "core/target/pl-target.h"

#include <glib/gi18n-lib.h>

struct _PlTargetFields
{
  GObject parent_instance;

  PlTargetRequest *request; /* (nullable) */
  AdwEntryRow *host_row;
  PlVerdictLabel *host_label;
  AdwEntryRow *service_row;
  PlVerdictLabel *service_label;
  PlServiceCompletion *completion; /* belongs to the row */
  char *pasted;                    /* (nullable): what was taken apart, until the host changes */
  char *service_before;            /* (nullable): what the service was before that */
  gboolean is_setting;             /* it is us who changes a text */
  gboolean is_paste;               /* more than one character came at once */
  gboolean shows_empty;            /* an empty field was submitted: now it is an error */
};

G_DEFINE_FINAL_TYPE (PlTargetFields, pl_target_fields, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_HOST_ROW,
  PROP_HOST_LABEL,
  PROP_SERVICE_ROW,
  PROP_SERVICE_LABEL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* 1. Verdicts */

static void
show_problem (AdwEntryRow *row, PlVerdictLabel *label, char *problem)
{
  PlVerdict verdict = { .severity = PL_SEVERITY_ERROR, .message = problem };

  pl_field_verdict_show (row, label, &verdict);
  g_free (problem);
}

static void
show_pasted (PlTargetFields *self)
{
  g_autofree char *sentence = pl_target_dup_sentence (self->pasted,
                                                      pl_target_request_get_hostspec (self->request),
                                                      pl_target_request_get_service (self->request));
  PlVerdict verdict = { .severity = PL_SEVERITY_GOOD, .message = sentence, .n_mends = 1 };

  verdict.mends[0] = (PlMend){ .label = (char *) _ ("Undo"), .text = self->pasted };
  pl_field_verdict_show (self->host_row, self->host_label, &verdict);
}

static void
show_host (PlTargetFields *self)
{
  const PlHostspec *hostspec = pl_target_request_read_hostspec (self->request);
  PlUse use = pl_target_request_get_use (self->request);

  if (self->pasted != NULL && hostspec->verdict.severity < PL_SEVERITY_WARNING)
    show_pasted (self);
  else if (self->shows_empty && hostspec->kind == PL_HOSTSPEC_NONE &&
           !pl_hostspec_is_submittable (hostspec, use))
    show_problem (self->host_row, self->host_label, pl_hostspec_dup_problem (hostspec, use));
  else
    pl_field_verdict_show (self->host_row, self->host_label, &hostspec->verdict);
}

static void
show_service (PlTargetFields *self)
{
  const PlService *service = pl_target_request_read_service (self->request);
  PlUse use = pl_target_request_get_use (self->request);

  if (self->shows_empty && service->kind == PL_SERVICE_ANY && !pl_service_is_submittable (service, use))
    show_problem (self->service_row, self->service_label, pl_service_dup_problem (service, use));
  else
    pl_field_verdict_show (self->service_row, self->service_label, &service->verdict);
}

/* 2. From the request to the rows */

static void
set_text (PlTargetFields *self, AdwEntryRow *row, const char *text)
{
  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), text))
    return;

  self->is_setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  self->is_setting = FALSE;
}

static void
request_hostspec_cb (PlTargetFields *self)
{
  set_text (self, self->host_row, pl_target_request_get_hostspec (self->request));
  show_host (self);
}

static void
request_protocol_cb (PlTargetFields *self)
{
  pl_service_completion_set_protocol (self->completion, pl_target_request_get_protocol (self->request));
  show_service (self);
}

static void
request_service_cb (PlTargetFields *self)
{
  set_text (self, self->service_row, pl_target_request_get_service (self->request));
  show_service (self);
}

/* 3. From the rows to the request */

static gboolean
take_apart (PlTargetFields *self, const char *text)
{
  g_autofree char *hostspec = NULL;
  g_autofree char *service = NULL;
  g_autofree char *pasted = g_strdup (text);

  if (!pl_target_take_apart (pasted, &hostspec, &service))
    return FALSE;

  g_free (self->pasted);
  self->pasted = g_steal_pointer (&pasted);
  g_free (self->service_before);
  self->service_before = g_strdup (pl_target_request_get_service (self->request));
  pl_target_request_set (self->request, hostspec,
                         service != NULL ? service : pl_target_request_get_service (self->request));
  show_host (self); /* its sentence tells of the service, which was set after it */

  return TRUE;
}

static void
insert_text_cb (GtkEditable *editable, const char *text, int length, int *position, PlTargetFields *self)
{
  self->is_paste = !self->is_setting && g_utf8_strlen (text, length) > 1;
}

static void
host_changed_cb (GtkEditable *row, PlTargetFields *self)
{
  gboolean is_paste = self->is_paste;

  self->is_paste = FALSE;
  if (self->request == NULL || self->is_setting)
    return;
  if (is_paste && take_apart (self, gtk_editable_get_text (row)))
    return;

  g_clear_pointer (&self->pasted, g_free);
  g_object_set (self->request, "hostspec", gtk_editable_get_text (row), NULL);
}

static void
service_changed_cb (GtkEditable *row, PlTargetFields *self)
{
  if (self->request != NULL && !self->is_setting)
    g_object_set (self->request, "service", gtk_editable_get_text (row), NULL);
}

static void
mend (PlTargetFields *self, AdwEntryRow *row, const char *property, const char *text)
{
  if (text == NULL)
    return;

  g_clear_pointer (&self->pasted, g_free);
  g_object_set (self->request, property, text, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_editable_set_position (GTK_EDITABLE (row), -1);
}

static void
host_mend_cb (PlVerdictLabel *label, const char *text, const char *protocol, PlTargetFields *self)
{
  g_autofree char *kept = g_strdup (text);

  if (self->pasted != NULL && g_strcmp0 (kept, self->pasted) == 0)
    g_object_set (self->request, "service", self->service_before, NULL);
  mend (self, self->host_row, "hostspec", kept);
}

static void
service_mend_cb (PlVerdictLabel *label, const char *text, const char *protocol, PlTargetFields *self)
{
  g_autofree char *kept = g_strdup (text);

  if (protocol != NULL)
    g_object_set (self->request, "protocol",
                  (int) (g_str_equal (protocol, "udp") ? PL_PROTOCOL_UDP : PL_PROTOCOL_TCP), NULL);
  mend (self, self->service_row, "service", kept);
}

/* An entry row names its text by nothing, so a screen reader would say “text”. */
static void
name_row (AdwEntryRow *row)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
}

static void
pl_target_fields_constructed (GObject *object)
{
  PlTargetFields *self = PL_TARGET_FIELDS (object);

  G_OBJECT_CLASS (pl_target_fields_parent_class)->constructed (object);

  name_row (self->host_row);
  name_row (self->service_row);
  self->completion = pl_service_completion_attach (GTK_WIDGET (self->service_row), PL_PROTOCOL_TCP);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->host_row)), "insert-text",
                           G_CALLBACK (insert_text_cb), self, 0);
  g_signal_connect_object (self->host_row, "changed", G_CALLBACK (host_changed_cb), self, 0);
  g_signal_connect_object (self->service_row, "changed", G_CALLBACK (service_changed_cb), self, 0);
  g_signal_connect_object (self->host_label, "mend", G_CALLBACK (host_mend_cb), self, 0);
  g_signal_connect_object (self->service_label, "mend", G_CALLBACK (service_mend_cb), self, 0);
}

static void
pl_target_fields_dispose (GObject *object)
{
  PlTargetFields *self = PL_TARGET_FIELDS (object);

  g_clear_object (&self->request);
  g_clear_object (&self->host_row);
  g_clear_object (&self->host_label);
  g_clear_object (&self->service_row);
  g_clear_object (&self->service_label);
  g_clear_pointer (&self->pasted, g_free);
  g_clear_pointer (&self->service_before, g_free);

  G_OBJECT_CLASS (pl_target_fields_parent_class)->dispose (object);
}

static void
pl_target_fields_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  PlTargetFields *self = PL_TARGET_FIELDS (object);

  switch (prop_id)
    {
    case PROP_HOST_ROW:
      self->host_row = g_value_dup_object (value);
      break;
    case PROP_HOST_LABEL:
      self->host_label = g_value_dup_object (value);
      break;
    case PROP_SERVICE_ROW:
      self->service_row = g_value_dup_object (value);
      break;
    case PROP_SERVICE_LABEL:
      self->service_label = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_target_fields_class_init (PlTargetFieldsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = pl_target_fields_constructed;
  object_class->dispose = pl_target_fields_dispose;
  object_class->set_property = pl_target_fields_set_property;

  properties[PROP_HOST_ROW] = g_param_spec_object ("host-row", NULL, NULL, ADW_TYPE_ENTRY_ROW, flags);
  properties[PROP_HOST_LABEL] = g_param_spec_object ("host-label", NULL, NULL, PL_TYPE_VERDICT_LABEL, flags);
  properties[PROP_SERVICE_ROW] = g_param_spec_object ("service-row", NULL, NULL, ADW_TYPE_ENTRY_ROW, flags);
  properties[PROP_SERVICE_LABEL] = g_param_spec_object ("service-label", NULL, NULL, PL_TYPE_VERDICT_LABEL,
                                                        flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pl_target_fields_init (PlTargetFields *self)
{
}

/**
 * pl_target_fields_set_request:
 * @self: a pair of fields
 * @request: what they fill; once
 */
void
pl_target_fields_set_request (PlTargetFields *self, PlTargetRequest *request)
{
  self->request = g_object_ref (request);
  g_signal_connect_object (request, "notify::hostspec", G_CALLBACK (request_hostspec_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (request, "notify::family", G_CALLBACK (show_host), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (request, "notify::protocol", G_CALLBACK (request_protocol_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (request, "notify::service", G_CALLBACK (request_service_cb), self,
                           G_CONNECT_SWAPPED);
  request_hostspec_cb (self);
  request_service_cb (self);
  request_protocol_cb (self);
}

/**
 * pl_target_fields_settle:
 * @self: a pair of fields that are about to be submitted
 *
 * Takes a host apart that was typed with its service behind it, as it would have been on pasting.
 */
void
pl_target_fields_settle (PlTargetFields *self)
{
  const PlHostspec *hostspec = pl_target_request_read_hostspec (self->request);

  if (hostspec->kind == PL_HOSTSPEC_INVALID)
    take_apart (self, pl_target_request_get_hostspec (self->request));
}

/**
 * pl_target_fields_point_at:
 * @self: a pair of fields
 * @error: one of the field errors of `PL_ERROR`
 *
 * Goes to the field that is wrong, which then says so even if it is empty.
 */
void
pl_target_fields_point_at (PlTargetFields *self, const GError *error)
{
  gboolean is_service = g_error_matches (error, PL_ERROR, PL_ERROR_SERVICE) ||
                        g_error_matches (error, PL_ERROR, PL_ERROR_LOCAL_SERVICE);

  self->shows_empty = TRUE;
  show_host (self);
  show_service (self);
  gtk_widget_grab_focus (GTK_WIDGET (is_service ? self->service_row : self->host_row));
}
