/* One call of a list: what it was, in words that are made once. */

#include "app/connection/pl-call-item.h"

struct _PlCallItem
{
  GObject parent_instance;

  PlCall call;
  char *text;
  char *result;
  char *explanation;
  char *time;
};

G_DEFINE_FINAL_TYPE (PlCallItem, pl_call_item, G_TYPE_OBJECT)

static void
pl_call_item_finalize (GObject *object)
{
  PlCallItem *self = PL_CALL_ITEM (object);

  g_free (self->text);
  g_free (self->result);
  g_free (self->explanation);
  g_free (self->time);

  G_OBJECT_CLASS (pl_call_item_parent_class)->finalize (object);
}

static void
pl_call_item_class_init (PlCallItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_call_item_finalize;
}

static void
pl_call_item_init (PlCallItem *self)
{
}

/**
 * pl_call_item_new:
 * @calls: a record
 * @position: which of its calls
 *
 * Returns: (transfer full): an item, with its time since the first of @calls
 */
PlCallItem *
pl_call_item_new (PlCalls *calls, guint position)
{
  PlCallItem *self = g_object_new (PL_TYPE_CALL_ITEM, NULL);

  self->call = *pl_calls_get (calls, position);
  self->text = pl_call_dup_text (&self->call);
  self->result = pl_call_dup_result (&self->call);
  self->explanation = pl_calls_explain (calls, position);
  self->time = g_strdup_printf ("%.2f", (double) (self->call.at_us - pl_calls_get (calls, 0)->at_us) / 1000);

  return self;
}

/**
 * pl_call_item_get_call:
 * @self: an item
 *
 * Returns: (transfer none): the call
 */
const PlCall *
pl_call_item_get_call (PlCallItem *self)
{
  return &self->call;
}

/**
 * pl_call_item_get_text:
 * @self: an item
 *
 * Returns: the call with its arguments, see pl_call_dup_text()
 */
const char *
pl_call_item_get_text (PlCallItem *self)
{
  return self->text;
}

/**
 * pl_call_item_get_result:
 * @self: an item
 *
 * Returns: see pl_call_dup_result()
 */
const char *
pl_call_item_get_result (PlCallItem *self)
{
  return self->result;
}

/**
 * pl_call_item_get_explanation:
 * @self: an item
 *
 * Returns: see pl_calls_explain()
 */
const char *
pl_call_item_get_explanation (PlCallItem *self)
{
  return self->explanation;
}

/**
 * pl_call_item_get_time:
 * @self: an item
 *
 * Returns: milliseconds since the first call, such as "0.41"
 */
const char *
pl_call_item_get_time (PlCallItem *self)
{
  return self->time;
}

/**
 * pl_call_item_is_failure:
 * @self: an item
 *
 * Returns: whether it failed, and not only told to wait; or read an error that was pending
 */
gboolean
pl_call_item_is_failure (PlCallItem *self)
{
  return pl_call_is_failure (&self->call);
}
