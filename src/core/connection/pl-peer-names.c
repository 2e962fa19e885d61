/* The names that go with addresses, for a table: asked for when a row is shown, a few at a time, and kept. A
 * name is what whoever owns the address says of it, and proves nothing. */

#include "core/connection/pl-peer-names.h"

struct _PlPeerNames
{
  GObject parent_instance;

  GResolver *resolver;
  GCancellable *cancellable;
  GHashTable *answers; /* (element-type PlAddress utf8): "" while it is asked for, and if there is no name */
  GQueue kept;         /* (element-type PlAddress): the keys of @answers, oldest first */
  GQueue waiting;      /* (element-type PlAddress): of its own */
  guint n_asked;
};

G_DEFINE_FINAL_TYPE (PlPeerNames, pl_peer_names, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static guint
hash_address (gconstpointer key)
{
  const PlAddress *address = key;
  guint hash = address->family;

  for (gsize i = 0; i < sizeof address->bytes; i++)
    hash = hash * 31 + address->bytes[i];

  return hash;
}

static gboolean
equal_address (gconstpointer a, gconstpointer b)
{
  return pl_address_equal (a, b);
}

/* Whoever answers may say anything. */
static char *
dup_clean (const char *name)
{
  char *clean = g_utf8_make_valid (name != NULL ? name : "", -1);

  for (char *at = clean; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!g_unichar_isgraph (g_utf8_get_char (at)))
        {
          *at = '\0';
          break;
        }
    }

  return clean;
}

static int
differ (gconstpointer a, gconstpointer b)
{
  return !pl_address_equal (a, b);
}

static void
keep (PlPeerNames *self, const PlAddress *address, char *name)
{
  PlAddress *key = g_memdup2 (address, sizeof *address);

  if (g_hash_table_contains (self->answers, address))
    {
      g_hash_table_insert (self->answers, key, name); /* frees @key: the one in the queue stays */
      return;
    }

  while (g_queue_get_length (&self->kept) >= PL_PEER_NAMES_KEPT)
    g_hash_table_remove (self->answers, g_queue_pop_head (&self->kept));
  g_queue_push_tail (&self->kept, key);
  g_hash_table_insert (self->answers, key, name);
}

/* @names lives as long as @cancellable is not cancelled. */
typedef struct
{
  PlPeerNames *names;
  GCancellable *cancellable;
  PlAddress address;
} Question;

static void
question_free (Question *self)
{
  g_object_unref (self->cancellable);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void ask_next (PlPeerNames *self);

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  g_autofree char *name = g_resolver_lookup_by_address_finish (G_RESOLVER (source), result, NULL);
  PlPeerNames *self = question->names;

  if (g_cancellable_is_cancelled (question->cancellable))
    return;

  self->n_asked--;
  keep (self, &question->address, dup_clean (name));
  ask_next (self);
  if (name != NULL)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ask (PlPeerNames *self, const PlAddress *address)
{
  Question *question = g_new (Question, 1);
  GSocketFamily family = address->family == PL_FAMILY_IPV6 ? G_SOCKET_FAMILY_IPV6 : G_SOCKET_FAMILY_IPV4;
  g_autoptr (GInetAddress) inet_address = g_inet_address_new_from_bytes (address->bytes, family);

  *question = (Question){ self, g_object_ref (self->cancellable), *address };
  self->n_asked++;
  keep (self, address, g_strdup (""));
  g_resolver_lookup_by_address_async (self->resolver, inet_address, self->cancellable, answered_cb, question);
}

/* What is shown now comes first. */
static void
ask_next (PlPeerNames *self)
{
  while (self->n_asked < PL_PEER_NAMES_PARALLEL && !g_queue_is_empty (&self->waiting))
    {
      g_autofree PlAddress *address = g_queue_pop_tail (&self->waiting);

      ask (self, address);
    }
}

static void
pl_peer_names_dispose (GObject *object)
{
  g_cancellable_cancel (PL_PEER_NAMES (object)->cancellable);

  G_OBJECT_CLASS (pl_peer_names_parent_class)->dispose (object);
}

static void
pl_peer_names_finalize (GObject *object)
{
  PlPeerNames *self = PL_PEER_NAMES (object);

  g_queue_clear_full (&self->waiting, g_free);
  g_queue_clear (&self->kept);
  g_hash_table_unref (self->answers);
  g_object_unref (self->cancellable);
  g_object_unref (self->resolver);

  G_OBJECT_CLASS (pl_peer_names_parent_class)->finalize (object);
}

static void
pl_peer_names_class_init (PlPeerNamesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pl_peer_names_dispose;
  G_OBJECT_CLASS (klass)->finalize = pl_peer_names_finalize;

  /**
   * PlPeerNames::changed:
   *
   * One more name is known.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PL_TYPE_PEER_NAMES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
pl_peer_names_init (PlPeerNames *self)
{
  self->cancellable = g_cancellable_new ();
  self->answers = g_hash_table_new_full (hash_address, equal_address, g_free, g_free);
}

/**
 * pl_peer_names_new:
 * @resolver: who is asked
 *
 * Returns: (transfer full): no names
 */
PlPeerNames *
pl_peer_names_new (GResolver *resolver)
{
  PlPeerNames *self = g_object_new (PL_TYPE_PEER_NAMES, NULL);

  self->resolver = g_object_ref (resolver);

  return self;
}

/**
 * pl_peer_names_peek:
 * @self: names
 * @address: an address; a v4-mapped one is what it is
 *
 * Returns: (transfer none) (nullable): its name, if it is known by now. Nobody is asked
 */
const char *
pl_peer_names_peek (PlPeerNames *self, const PlAddress *address)
{
  PlAddress plain = *address;
  const char *name;

  pl_address_get_mapped (address, &plain);
  name = g_hash_table_lookup (self->answers, &plain);

  return name != NULL && *name != '\0' ? name : NULL;
}

/**
 * pl_peer_names_get:
 * @self: names
 * @address: an address; a v4-mapped one is asked for as what it is
 *
 * Returns: (transfer none) (nullable): its name, if it is known by now. If not, it is asked for, and
 *   [signal@Pl.PeerNames::changed] tells when it is; too many questions at once, and the oldest are forgotten
 */
const char *
pl_peer_names_get (PlPeerNames *self, const PlAddress *address)
{
  PlAddress plain = *address;
  const char *name;

  pl_address_get_mapped (address, &plain);
  name = g_hash_table_lookup (self->answers, &plain);
  if (name != NULL)
    return *name != '\0' ? name : NULL;
  if (plain.family == PL_FAMILY_NONE || g_queue_find_custom (&self->waiting, &plain, differ) != NULL)
    return NULL;

  if (g_queue_get_length (&self->waiting) >= PL_PEER_NAMES_WAITING)
    g_free (g_queue_pop_head (&self->waiting));
  g_queue_push_tail (&self->waiting, g_memdup2 (&plain, sizeof plain));
  ask_next (self);

  return NULL;
}
