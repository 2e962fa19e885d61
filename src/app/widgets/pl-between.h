#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PlBetweenState:
 * @PL_BETWEEN_OPEN: bytes can go both ways: both arrows with their bytes, and the round trip
 * @PL_BETWEEN_LISTENING: waits for peers: a dotted arrow from the peer, and how many were accepted
 * @PL_BETWEEN_PAUSED: a listener that does not accept now: the same in grey
 * @PL_BETWEEN_CONNECTING: asked, no answer yet: a dotted arrow to the peer
 * @PL_BETWEEN_REFUSED: asked, and the peer said no: a blocked arrow, and one back
 * @PL_BETWEEN_FAILED: asked, and nothing came back: a blocked arrow
 * @PL_BETWEEN_CLOSED: over: the bytes as they were
 *
 * What stands between two ends.
 */
typedef enum
{
  PL_BETWEEN_OPEN,
  PL_BETWEEN_LISTENING,
  PL_BETWEEN_PAUSED,
  PL_BETWEEN_CONNECTING,
  PL_BETWEEN_REFUSED,
  PL_BETWEEN_FAILED,
  PL_BETWEEN_CLOSED,
} PlBetweenState;

#define PL_TYPE_BETWEEN (pl_between_get_type ())
G_DECLARE_FINAL_TYPE (PlBetween, pl_between, PL, BETWEEN, GtkWidget)

GtkWidget *pl_between_new (void);
void pl_between_set_protocol (PlBetween *self, const char *protocol, const char *family, const char *note);
void pl_between_set_state (PlBetween *self,
                           PlBetweenState state,
                           const char *word,
                           const char *icon_name,
                           const char *note);
void pl_between_set_bytes (PlBetween *self, guint64 sent, guint64 received);
void pl_between_set_rtt_us (PlBetween *self, gint64 rtt_us);
void pl_between_set_accepted (PlBetween *self, guint64 n_accepted, guint n_open);
void pl_between_set_peers (PlBetween *self, guint64 n_peers);
void pl_between_set_narrow (PlBetween *self, gboolean is_narrow);

G_END_DECLS
