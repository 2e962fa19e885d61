#pragma once

#include "core/connection/pl-socket.h"

G_BEGIN_DECLS

/**
 * PlTcpEdge:
 * @from: a state
 * @to: one that can come next
 * @cause: what makes it so: a call made here, a segment that comes, or time; to be translated
 */
typedef struct
{
  PlTcpState from;
  PlTcpState to;
  const char *cause;
} PlTcpEdge;

#define PL_TCP_PATH_MAX 10

/**
 * PlTcpPath:
 * @states: which states it is known to have gone through; the last one is the present one
 * @n_states: how many
 *
 * The way of one TCP socket through the states, as far as somebody knows it. A value.
 */
typedef struct
{
  PlTcpState states[PL_TCP_PATH_MAX];
  guint n_states;
} PlTcpPath;

const PlTcpEdge *pl_tcp_get_edges (guint *ret_n_edges);
const char *pl_tcp_state_to_string (PlTcpState state);
const char *pl_tcp_state_describe (PlTcpState state);

void pl_tcp_path_init (PlTcpPath *self, PlSocket *socket);
void pl_tcp_path_add (PlTcpPath *self, PlTcpState state);
PlTcpState pl_tcp_path_get_state (const PlTcpPath *self);
gboolean pl_tcp_path_has_state (const PlTcpPath *self, PlTcpState state);
gboolean pl_tcp_path_has_edge (const PlTcpPath *self, PlTcpState from, PlTcpState to);
char *pl_tcp_path_dup_sentence (const PlTcpPath *self);

G_END_DECLS
