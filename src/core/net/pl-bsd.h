#pragma once

#include "core/net/pl-calls.h"

G_BEGIN_DECLS

/*
 * The Berkeley calls that Portlight makes, each in one place. Like the calls themselves they return -1 (or
 * FALSE) and leave the cause in errno, and which call it was beside it, for pl_call_get_failure(). Every
 * socket is non-blocking and closed on exec. Each call is recorded in @calls, which is %NULL where nobody is
 * to see it.
 */

/* pl-bsd.c */
int pl_bsd_open (PlCalls *calls, PlFamily family, int type);
int pl_bsd_open_stream (PlCalls *calls, PlFamily family);
int pl_bsd_bind (PlCalls *calls, int fd, const PlEnd *local);
int pl_bsd_listen (PlCalls *calls, int fd, int backlog);
int pl_bsd_accept (PlCalls *calls, int fd, PlCalls **ret_calls, PlEnd *ret_local, PlEnd *ret_peer);
int pl_bsd_connect (PlCalls *calls, int fd, const PlEnd *peer);
void pl_bsd_get_local (PlCalls *calls, int fd, PlEnd *ret_local);
void pl_bsd_get_peer (PlCalls *calls, int fd, PlEnd *ret_peer);
gssize pl_bsd_send (PlCalls *calls, int fd, const guint8 *data, gsize length);
gssize pl_bsd_receive (PlCalls *calls, int fd, guint8 *buffer, gsize size);
int pl_bsd_shut_down (PlCalls *calls, int fd, int how);
void pl_bsd_close (PlCalls *calls, int fd);
int pl_bsd_give_up (PlCalls *calls, int fd);

/* pl-bsd-options.c */
gboolean pl_bsd_set_value (PlCalls *calls, int fd, int level, int name, const void *value, gsize size);
gboolean pl_bsd_set_number (PlCalls *calls, int fd, int level, int name, int value);
gboolean pl_bsd_get_number (PlCalls *calls, int fd, int level, int name, int *ret_value);
gboolean pl_bsd_set_reuse (PlCalls *calls, int fd);
gboolean pl_bsd_set_reuse_port (PlCalls *calls, int fd);
gboolean pl_bsd_set_receive_buffer (PlCalls *calls, int fd, guint size);
gboolean pl_bsd_set_v6only (PlCalls *calls, int fd, gboolean v6only);
int pl_bsd_get_v6only (PlCalls *calls, int fd, PlFamily family);
gboolean pl_bsd_set_no_delay (PlCalls *calls, int fd);
gboolean pl_bsd_set_urgent_inline (PlCalls *calls, int fd);
gboolean pl_bsd_set_keep_alive (PlCalls *calls, int fd);
void pl_bsd_set_abort (PlCalls *calls, int fd);
int pl_bsd_get_error (PlCalls *calls, int fd);
gint64 pl_bsd_get_rtt_us (int fd);
int pl_bsd_get_retransmits (PlCalls *calls, int fd);

G_END_DECLS
