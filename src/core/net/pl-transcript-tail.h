#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PlTail PlTail;

PlTail *pl_tail_new (gsize begin, gsize size);
void pl_tail_free (PlTail *self);
gsize pl_tail_get_size (PlTail *self);
gsize pl_tail_get_begin (PlTail *self);
gsize pl_tail_get_end (PlTail *self);
gsize pl_tail_get_longest (PlTail *self);
guint8 *pl_tail_make_room (PlTail *self, gsize min, gsize *ret_room, gsize *lost);
void pl_tail_grow (PlTail *self, gsize size, gsize payload);
void pl_tail_append (PlTail *self, const guint8 *data, gsize length, gsize begin);
void pl_tail_copy (PlTail *self, gsize offset, GByteArray *bytes);
const guint8 *pl_tail_find (PlTail *self, gsize *offset);

G_END_DECLS
