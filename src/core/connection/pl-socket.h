#pragma once

#include "core/net/pl-net.h"

G_BEGIN_DECLS

#define PL_TYPE_SOCKET (pl_socket_get_type ())

G_DECLARE_DERIVABLE_TYPE (PlSocket, pl_socket, PL, SOCKET, GObject)

/**
 * PlSocketRole:
 * @PL_SOCKET_ROLE_LISTENER: waits for peers
 * @PL_SOCKET_ROLE_ACCEPTED: a listener here took it in
 * @PL_SOCKET_ROLE_CLIENT: was connected from here
 */
typedef enum
{
  PL_SOCKET_ROLE_LISTENER,
  PL_SOCKET_ROLE_ACCEPTED,
  PL_SOCKET_ROLE_CLIENT,
} PlSocketRole;

/**
 * PlSocketState:
 * @PL_SOCKET_STATE_STARTING: being looked up, connected or bound
 * @PL_SOCKET_STATE_LISTENING: accepts peers
 * @PL_SOCKET_STATE_PAUSED: would accept, but no descriptor is left
 * @PL_SOCKET_STATE_OPEN: connected
 * @PL_SOCKET_STATE_CLOSED: over, and nothing was wrong
 * @PL_SOCKET_STATE_FAILED: over, see the failure
 */
typedef enum
{
  PL_SOCKET_STATE_STARTING,
  PL_SOCKET_STATE_LISTENING,
  PL_SOCKET_STATE_PAUSED,
  PL_SOCKET_STATE_OPEN,
  PL_SOCKET_STATE_CLOSED,
  PL_SOCKET_STATE_FAILED,
} PlSocketState;

/**
 * PlSocketClass:
 * @apply: takes over what news say beyond the common part
 * @notify: notifies what pl_socket_mark_changed() was called for
 */
struct _PlSocketClass
{
  GObjectClass parent_class;

  void (*apply)  (PlSocket *self,
                  PlNews   *news);
  void (*notify) (PlSocket *self);
};

guint64          pl_socket_get_id           (PlSocket *self);
PlSocketRole     pl_socket_get_role         (PlSocket *self);
PlSocketState    pl_socket_get_state        (PlSocket *self);
gboolean         pl_socket_is_over          (PlSocket *self);
const PlEnd     *pl_socket_get_local        (PlSocket *self);
const PlEnd     *pl_socket_get_peer         (PlSocket *self);
PlFamily         pl_socket_get_family       (PlSocket *self);
guint64          pl_socket_get_received     (PlSocket *self);
guint64          pl_socket_get_sent         (PlSocket *self);
guint64          pl_socket_get_unsent       (PlSocket *self);
guint64          pl_socket_get_not_kept     (PlSocket *self);
gint64           pl_socket_get_opened_at_us (PlSocket *self);
gint64           pl_socket_get_closed_at_us (PlSocket *self);
PlEndReason      pl_socket_get_reason       (PlSocket *self);
const PlFailure *pl_socket_get_failure      (PlSocket *self);
const PlEnd     *pl_socket_get_failed_end   (PlSocket *self);
void             pl_socket_close            (PlSocket *self);

/* Held while a cell shows it: such a row is never taken out of the list behind the view's back. */
void             pl_socket_hold             (PlSocket *self);
void             pl_socket_release          (PlSocket *self);
gboolean         pl_socket_is_held          (PlSocket *self);

/* For the engine. */
void             pl_socket_init_live        (PlSocket     *self,
                                             PlNet        *net,
                                             guint64       id,
                                             PlSocketRole  role);
void             pl_socket_apply            (PlSocket     *self,
                                             PlNews       *news);
gboolean         pl_socket_has_changed      (PlSocket     *self);
void             pl_socket_notify_changes   (PlSocket     *self);
void             pl_socket_detach           (PlSocket     *self);

/* For subclasses. */
PlNet           *pl_socket_get_net          (PlSocket     *self);
void             pl_socket_mark_changed     (PlSocket     *self);
void             pl_socket_set_peer         (PlSocket     *self,
                                             const PlEnd  *peer);

G_END_DECLS
