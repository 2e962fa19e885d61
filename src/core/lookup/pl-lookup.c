/* One lookup of a host (get-host-entry): its questions, their answers, and the entry that they make. Knows
 * neither threads nor the list that it is in. */

#include "core/lookup/pl-lookup.h"

/* A question that is on its way. */
typedef struct
{
  PlLookup *lookup;
  PlAsk *ask; /* (nullable) */
  guint step;
} Pending;

struct _PlLookup
{
  GObject parent_instance;

  PlLookupRequest *request;
  PlHostspec *hostspec; /* (nullable): %NULL if the request is wrong */
  GError *problem;      /* (nullable): why it is */
  PlLookupState state;
  PlAsker *asker; /* (nullable) (not owned): while it asks */
  guint timeout_ms;
  Pending pending[PL_QUESTION_SOA + 1]; /* by kind: of each there is one at a time */
  GArray *steps;                        /* (element-type PlLookupStep) */
  GPtrArray *records;                   /* (element-type PlDnsRecord) */
  PlHostEntry entry;
  gint64 started_at_us;
  gint64 took_us;
};

G_DEFINE_FINAL_TYPE (PlLookup, pl_lookup, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
clear_step (gpointer data)
{
  g_free (((PlLookupStep *) data)->of);
}

static void
set_state (PlLookup *self, PlLookupState state)
{
  self->state = state;
  if (pl_lookup_is_over (self))
    {
      self->took_us = self->started_at_us > 0 ? g_get_monotonic_time () - self->started_at_us : 0;
      self->asker = NULL;
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* 1. Questions */

static void answered (gpointer data, gpointer answer, gint64 started_at_us, gint64 took_us);

static void
ask (PlLookup *self, PlQuestionKind kind, const char *of, const PlAskKind *ask_kind, gpointer question)
{
  Pending *pending = &self->pending[kind];
  PlLookupStep step = { .kind = kind,
                        .of = g_strdup (of),
                        .started_us = g_get_monotonic_time () - self->started_at_us,
                        .took_us = -1 };

  pending->lookup = self;
  pending->step = self->steps->len;
  g_array_append_val (self->steps, step);
  pending->ask = pl_asker_ask (self->asker, ask_kind, question, self->timeout_ms, answered, pending);
}

static void
ask_names (PlLookup *self)
{
  const PlAddress *address = &self->hostspec->address;

  ask (self, PL_QUESTION_PTR, self->hostspec->text, &pl_host_question_kind,
       pl_host_question_new_address (address));
}

/* Both questions at once. */
static void
ask_addresses (PlLookup *self, const char *name)
{
  PlFamily family = pl_lookup_request_get_family (self->request);

  if (family != PL_FAMILY_IPV4)
    ask (self, PL_QUESTION_AAAA, name, &pl_host_question_kind,
         pl_host_question_new_name (PL_FAMILY_IPV6, name));
  if (family != PL_FAMILY_IPV6)
    ask (self, PL_QUESTION_A, name, &pl_host_question_kind, pl_host_question_new_name (PL_FAMILY_IPV4, name));
}

static void
ask_records (PlLookup *self, const char *name)
{
  for (PlQuestionKind kind = PL_QUESTION_SRV; kind <= PL_QUESTION_SOA; kind++)
    ask (self, kind, name, &pl_dns_record_question_kind, pl_dns_record_question_new (kind, name));
}

static gboolean
is_of_other_family (PlLookup *self)
{
  PlFamily family = pl_lookup_request_get_family (self->request);

  return pl_hostspec_has_address (self->hostspec) && family != PL_FAMILY_NONE &&
         family != self->hostspec->address.family;
}

/* 2. Answers */

static void
take_host (PlLookup *self, PlLookupStep *step, const PlHostAnswer *answer)
{
  step->result = answer->result;
  step->code = answer->code;
  step->source = answer->source;
  if (answer->result != PL_LOOKUP_RESULT_ANSWER)
    return;

  step->n_answers = step->kind == PL_QUESTION_PTR ? 1 + g_strv_length (answer->aliases)
                                                  : answer->candidates->len;
  if (step->kind == PL_QUESTION_PTR)
    pl_host_entry_add (&self->entry, &(PlHostAnswer){ .name = answer->name, .aliases = answer->aliases });
  else
    pl_host_entry_add (&self->entry, answer);
}

static void
take_records (PlLookup *self, PlLookupStep *step, const PlDnsRecordAnswer *answer)
{
  step->result = answer->result;
  step->code = answer->code;
  step->source = answer->result == PL_LOOKUP_RESULT_TIMEOUT ? PL_LOOKUP_SOURCE_UNKNOWN : PL_LOOKUP_SOURCE_DNS;
  step->n_answers = answer->records->len;
  for (guint i = 0; i < answer->records->len; i++)
    g_ptr_array_add (self->records, pl_dns_record_copy (answer->records->pdata[i]));
}

static void
take_answer (PlLookup *self, PlLookupStep *step, gpointer answer)
{
  if (answer == NULL)
    {
      step->result = PL_LOOKUP_RESULT_TIMEOUT;
      step->code = "ETIMEDOUT";
    }
  else if (step->kind > PL_QUESTION_PTR)
    take_records (self, step, answer);
  else
    take_host (self, step, answer);
}

/* The name of an address of the other family may have one of this. */
static gboolean
go_on (PlLookup *self, const PlLookupStep *last)
{
  if (last->kind != PL_QUESTION_PTR || last->result != PL_LOOKUP_RESULT_ANSWER || !is_of_other_family (self))
    return FALSE;

  ask_addresses (self, self->entry.name);

  return TRUE;
}

static gboolean
is_waiting (PlLookup *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->pending); i++)
    {
      if (self->pending[i].ask != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
answered (gpointer data, gpointer answer, gint64 started_at_us, gint64 took_us)
{
  Pending *pending = data;
  g_autoptr (PlLookup) self = g_object_ref (pending->lookup);
  PlLookupStep *step = &g_array_index (self->steps, PlLookupStep, pending->step);

  pending->ask = NULL;
  step->took_us = took_us;
  take_answer (self, step, answer);

  if (!go_on (self, step) && !is_waiting (self))
    set_state (self, PL_LOOKUP_STATE_DONE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
forget (PlLookup *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->pending); i++)
    g_clear_pointer (&self->pending[i].ask, pl_ask_forget);
}

static void
pl_lookup_finalize (GObject *object)
{
  PlLookup *self = PL_LOOKUP (object);

  forget (self);
  g_object_unref (self->request);
  g_clear_pointer (&self->hostspec, pl_hostspec_free);
  g_clear_error (&self->problem);
  g_array_unref (self->steps);
  g_ptr_array_unref (self->records);
  pl_host_entry_clear (&self->entry);

  G_OBJECT_CLASS (pl_lookup_parent_class)->finalize (object);
}

static void
pl_lookup_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_STATE)
    g_value_set_uint (value, PL_LOOKUP (object)->state);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
pl_lookup_class_init (PlLookupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = pl_lookup_finalize;
  object_class->get_property = pl_lookup_get_property;

  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, PL_LOOKUP_STATE_STOPPED, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                  G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * PlLookup::changed:
   *
   * Emitted when a question has begun or ended, and the steps and the entry are other ones.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PL_TYPE_LOOKUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
pl_lookup_init (PlLookup *self)
{
  self->steps = g_array_new (FALSE, FALSE, sizeof (PlLookupStep));
  g_array_set_clear_func (self->steps, clear_step);
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) pl_dns_record_free);
  pl_host_entry_init (&self->entry);
}

/**
 * pl_lookup_new:
 * @request: (transfer full): what is to be looked up; nobody changes it any more
 *
 * Returns: (transfer full): a lookup that waits; one that is done at once if the request is wrong
 */
PlLookup *
pl_lookup_new (PlLookupRequest *request)
{
  PlLookup *self = g_object_new (PL_TYPE_LOOKUP, NULL);

  self->request = request;
  self->hostspec = pl_lookup_request_check (request, &self->problem);
  if (self->hostspec == NULL)
    self->state = PL_LOOKUP_STATE_DONE;

  return self;
}

/**
 * pl_lookup_start:
 * @self: a lookup that waits
 * @asker: who asks; it outlives the lookup, or the lookup is stopped before
 * @timeout_ms: for each question
 *
 * Asks. An address needs no question if it is of the right family and its names are not wanted.
 */
void
pl_lookup_start (PlLookup *self, PlAsker *asker, guint timeout_ms)
{
  g_return_if_fail (self->state == PL_LOOKUP_STATE_WAITING);

  self->asker = asker;
  self->timeout_ms = timeout_ms;
  self->started_at_us = g_get_monotonic_time ();
  if (pl_hostspec_has_address (self->hostspec) && !is_of_other_family (self))
    pl_host_entry_add_address (&self->entry, &self->hostspec->address);

  if (self->hostspec->kind == PL_HOSTSPEC_NAME)
    ask_addresses (self, self->hostspec->text);
  else if (pl_lookup_request_get_reverse (self->request))
    ask_names (self);
  if (self->hostspec->kind == PL_HOSTSPEC_NAME && pl_lookup_request_get_records (self->request))
    ask_records (self, self->hostspec->text);
  set_state (self, self->steps->len > 0 ? PL_LOOKUP_STATE_ASKING : PL_LOOKUP_STATE_DONE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * pl_lookup_stop:
 * @self: a lookup
 *
 * Stops it at once. What is known by now stays. One that is over stays as it is.
 */
void
pl_lookup_stop (PlLookup *self)
{
  if (pl_lookup_is_over (self))
    return;

  forget (self);
  set_state (self, PL_LOOKUP_STATE_STOPPED);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * pl_lookup_get_request:
 * @self: a lookup
 *
 * Returns: (transfer none): what is looked up; not to be changed
 */
PlLookupRequest *
pl_lookup_get_request (PlLookup *self)
{
  return self->request;
}

/**
 * pl_lookup_get_state:
 * @self: a lookup
 *
 * Returns: how far it is
 */
PlLookupState
pl_lookup_get_state (PlLookup *self)
{
  return self->state;
}

/**
 * pl_lookup_is_over:
 * @self: a lookup
 *
 * Returns: whether nothing more comes
 */
gboolean
pl_lookup_is_over (PlLookup *self)
{
  return self->state == PL_LOOKUP_STATE_DONE || self->state == PL_LOOKUP_STATE_STOPPED;
}

/**
 * pl_lookup_get_problem:
 * @self: a lookup
 *
 * Returns: (nullable): what is wrong with the request
 */
const GError *
pl_lookup_get_problem (PlLookup *self)
{
  return self->problem;
}

/**
 * pl_lookup_get_hostspec:
 * @self: a lookup
 *
 * Returns: (nullable): what the request was read as; %NULL if it is wrong
 */
const PlHostspec *
pl_lookup_get_hostspec (PlLookup *self)
{
  return self->hostspec;
}

/**
 * pl_lookup_get_entry:
 * @self: a lookup
 *
 * Returns: what is known of the host by now
 */
const PlHostEntry *
pl_lookup_get_entry (PlLookup *self)
{
  return &self->entry;
}

/**
 * pl_lookup_get_records:
 * @self: a lookup
 *
 * Returns: (transfer none) (element-type PlDnsRecord): the records that have come by now
 */
GPtrArray *
pl_lookup_get_records (PlLookup *self)
{
  return self->records;
}

/**
 * pl_lookup_get_steps:
 * @self: a lookup
 *
 * Returns: (transfer none) (element-type PlLookupStep): its questions in their order
 */
GArray *
pl_lookup_get_steps (PlLookup *self)
{
  return self->steps;
}

/**
 * pl_lookup_get_took_us:
 * @self: a lookup
 *
 * Returns: how long it took, in microseconds; 0 while it is not over
 */
gint64
pl_lookup_get_took_us (PlLookup *self)
{
  return self->took_us;
}
