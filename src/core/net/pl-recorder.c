/* Writes what sockets read and write into a capture file, in a thread of its own: the disk may be slow, and
 * neither the network nor the window waits for it. What it is too slow for is counted. Knows no socket. */

#include "core/net/pl-recorder.h"

#include "core/connection/pl-clock.h"
#include "core/export/pl-pcapng.h"

#include <string.h>

#define TELL_EVERY_US (250 * 1000)

/* What was read or written at one time, copied. */
typedef struct
{
  PlEnd local;
  PlEnd peer;
  PlRecord record;
  guint64 acknowledged;
  guint64 n_lost;
  guint8 data[];
} Item;

struct _PlRecorder
{
  GObject parent_instance;

  GOutputStream *file; /* belongs to the thread */
  GThread *thread;     /* (nullable): until it was waited for */
  GMainContext *context;

  GMutex lock; /* guards all that follows */
  GCond changed;
  GQueue items; /* (element-type Item) */
  gsize queued; /* bytes, until they are written */
  guint64 recorded;
  guint64 lost;
  guint64 n_lost; /* pieces since the last one that was taken */
  GError *error;  /* (nullable) */
  gboolean is_stopping;
  gboolean is_done;
};

G_DEFINE_FINAL_TYPE (PlRecorder, pl_recorder, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ---- The thread ---- */

static gboolean
tell_cb (gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_CHANGED], 0);

  return G_SOURCE_REMOVE;
}

static void
tell (PlRecorder *self)
{
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, tell_cb, g_object_ref (self),
                              g_object_unref);
}

static void
append_item (GByteArray *bytes, Item *item)
{
  gboolean is_sent = item->record.direction == PL_DIRECTION_SENT;
  PlPacket packet = { .source = is_sent ? item->local : item->peer,
                      .destination = is_sent ? item->peer : item->local,
                      .flags = item->record.flags,
                      .is_sent = is_sent,
                      .real_us = pl_clock_to_real_us (item->record.at_us),
                      .position = item->record.position,
                      .acknowledged = item->acknowledged,
                      .n_lost = item->n_lost,
                      .cut = item->record.cut,
                      .data = item->data,
                      .length = item->record.length };

  pl_pcapng_append_packet (bytes, &packet);
}

/* Returns whether there was something to write, or may be. */
static gboolean
take (PlRecorder *self, GQueue *ret_items)
{
  g_mutex_lock (&self->lock);
  while (g_queue_is_empty (&self->items) && !self->is_stopping)
    g_cond_wait (&self->changed, &self->lock);
  *ret_items = self->items;
  g_queue_init (&self->items);
  g_mutex_unlock (&self->lock);

  return !g_queue_is_empty (ret_items);
}

/* What was taken has room again only when it is written: the bound is about memory. */
static void
count (PlRecorder *self, gsize size, gboolean is_written)
{
  g_mutex_lock (&self->lock);
  self->queued -= sizeof (Item) + size;
  if (is_written)
    self->recorded += size;
  else
    self->lost += size;
  g_mutex_unlock (&self->lock);
}

static void
write_items (PlRecorder *self, GQueue *items, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Item *item;

  while ((item = g_queue_pop_head (items)) != NULL)
    {
      gsize size = item->record.length;

      g_byte_array_set_size (bytes, 0);
      append_item (bytes, item);
      g_free (item);
      count (self, size,
             *error == NULL &&
                 g_output_stream_write_all (self->file, bytes->data, bytes->len, NULL, NULL, error));
    }
}

static void
end (PlRecorder *self, GError *error)
{
  Item *item;

  if (!g_output_stream_close (self->file, NULL, error == NULL ? &error : NULL))
    g_debug ("closing: %s", error->message);
  g_mutex_lock (&self->lock);
  while ((item = g_queue_pop_head (&self->items)) != NULL) /* came while the file was failing */
    {
      self->lost += item->record.length;
      g_free (item);
    }
  self->error = error;
  self->is_done = TRUE;
  g_mutex_unlock (&self->lock);
  tell (self);
}

static gpointer
write_thread (gpointer data)
{
  g_autoptr (PlRecorder) self = data;
  g_autoptr (GByteArray) header = g_byte_array_new ();
  gint64 told_at_us = 0;
  GError *error = NULL;
  GQueue items;

  pl_pcapng_append_header (header);
  g_output_stream_write_all (self->file, header->data, header->len, NULL, NULL, &error);
  while (error == NULL && take (self, &items))
    {
      write_items (self, &items, &error);
      if (g_get_monotonic_time () - told_at_us > TELL_EVERY_US)
        {
          told_at_us = g_get_monotonic_time ();
          tell (self);
        }
    }
  end (self, error);

  return NULL;
}

/* ---- Class ---- */

static void
pl_recorder_finalize (GObject *object)
{
  PlRecorder *self = PL_RECORDER (object);

  if (self->thread != NULL)
    g_thread_unref (self->thread);
  g_queue_clear_full (&self->items, g_free);
  g_clear_object (&self->file);
  g_clear_error (&self->error);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);

  G_OBJECT_CLASS (pl_recorder_parent_class)->finalize (object);
}

static void
pl_recorder_class_init (PlRecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_recorder_finalize;

  /**
   * PlRecorder::changed:
   *
   * More is recorded, a few times a second, or it has ended. In the context in which it was made.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PL_TYPE_RECORDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
pl_recorder_init (PlRecorder *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->items);
}

/**
 * pl_recorder_new:
 * @file: where to write; closed in the end
 *
 * Begins to write. It goes on until pl_recorder_stop(), or until @file fails.
 *
 * Returns: (transfer full): a recorder that runs
 */
PlRecorder *
pl_recorder_new (GOutputStream *file)
{
  PlRecorder *self = g_object_new (PL_TYPE_RECORDER, NULL);

  self->file = g_object_ref (file);
  self->context = g_main_context_ref_thread_default ();
  self->thread = g_thread_new ("recorder", write_thread, g_object_ref (self));

  return self;
}

/**
 * pl_recorder_get_recorded:
 * @self: a recorder
 *
 * Returns: payload bytes that are in the file
 */
guint64
pl_recorder_get_recorded (PlRecorder *self)
{
  guint64 recorded;

  g_mutex_lock (&self->lock);
  recorded = self->recorded;
  g_mutex_unlock (&self->lock);

  return recorded;
}

/**
 * pl_recorder_get_lost:
 * @self: a recorder
 *
 * Returns: payload bytes that are not in the file, because it took them too slowly or failed
 */
guint64
pl_recorder_get_lost (PlRecorder *self)
{
  guint64 lost;

  g_mutex_lock (&self->lock);
  lost = self->lost;
  g_mutex_unlock (&self->lock);

  return lost;
}

/**
 * pl_recorder_is_running:
 * @self: a recorder
 *
 * Returns: whether the file is not complete yet
 */
gboolean
pl_recorder_is_running (PlRecorder *self)
{
  gboolean is_running;

  g_mutex_lock (&self->lock);
  is_running = !self->is_done;
  g_mutex_unlock (&self->lock);

  return is_running;
}

/**
 * pl_recorder_get_error:
 * @self: a recorder that has ended
 *
 * Returns: (transfer none) (nullable): why the file is not complete
 */
const GError *
pl_recorder_get_error (PlRecorder *self)
{
  return pl_recorder_is_running (self) ? NULL : self->error;
}

/**
 * pl_recorder_stop:
 * @self: a recorder
 *
 * Takes nothing more. What it has is written, then the file is closed. Can be repeated.
 */
void
pl_recorder_stop (PlRecorder *self)
{
  g_mutex_lock (&self->lock);
  self->is_stopping = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * pl_recorder_wait:
 * @self: a recorder
 *
 * Stops it, and waits until the file is closed. For a program that ends; nobody else waits for a disk.
 */
void
pl_recorder_wait (PlRecorder *self)
{
  pl_recorder_stop (self);
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

static Item *
item_new (const PlEnd *local, const PlEnd *peer, const PlRecord *record, guint64 acknowledged)
{
  Item *item = g_malloc (sizeof *item + record->length);

  *item = (Item){ .local = *local, .peer = *peer, .record = *record, .acknowledged = acknowledged };
  if (record->length > 0)
    memcpy (item->data, record->data, record->length);

  return item;
}

/**
 * pl_recorder_add:
 * @self: a recorder
 * @local: the local end
 * @peer: the peer
 * @record: what was read or written, with its position; copied
 * @acknowledged: payload bytes of the other direction so far
 *
 * Records, unless too much waits for the disk already. Never waits itself.
 */
void
pl_recorder_add (PlRecorder *self,
                 const PlEnd *local,
                 const PlEnd *peer,
                 const PlRecord *record,
                 guint64 acknowledged)
{
  gsize size = sizeof (Item) + record->length;
  gboolean has_room;

  g_mutex_lock (&self->lock);
  has_room = !self->is_stopping && !self->is_done && self->queued + size <= PL_RECORDER_QUEUE_MAX;
  if (has_room)
    {
      Item *item = item_new (local, peer, record, acknowledged);

      item->n_lost = self->n_lost;
      self->n_lost = 0;
      self->queued += size;
      g_queue_push_tail (&self->items, item);
      g_cond_signal (&self->changed);
    }
  else if (!self->is_stopping)
    {
      self->n_lost++;
      self->lost += record->length;
    }
  g_mutex_unlock (&self->lock);
}
