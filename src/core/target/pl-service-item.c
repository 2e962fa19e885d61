/* An entry of the services database as a row of a list. */

#include "core/target/pl-service-item.h"

struct _PlServiceItem
{
  GObject parent_instance;

  GPtrArray *entries; /* keeps the entry alive */
  const PlServiceEntry *entry;
};

G_DEFINE_FINAL_TYPE (PlServiceItem, pl_service_item, G_TYPE_OBJECT)

static void
pl_service_item_finalize (GObject *object)
{
  g_ptr_array_unref (PL_SERVICE_ITEM (object)->entries);

  G_OBJECT_CLASS (pl_service_item_parent_class)->finalize (object);
}

static void
pl_service_item_class_init (PlServiceItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pl_service_item_finalize;
}

static void
pl_service_item_init (PlServiceItem *self)
{
}

/**
 * pl_service_item_new:
 * @entries: (element-type Pl.ServiceEntry): whose @entry is one
 * @entry: the entry
 *
 * Returns: (transfer full): a row
 */
PlServiceItem *
pl_service_item_new (GPtrArray *entries, const PlServiceEntry *entry)
{
  PlServiceItem *self = g_object_new (PL_TYPE_SERVICE_ITEM, NULL);

  self->entries = g_ptr_array_ref (entries);
  self->entry = entry;
  return self;
}

/**
 * pl_service_item_get_entry:
 * @self: a row
 *
 * Returns: (transfer none): its entry
 */
const PlServiceEntry *
pl_service_item_get_entry (PlServiceItem *self)
{
  return self->entry;
}
