#pragma once

#include "core/address/pl-end.h"

G_BEGIN_DECLS

/*
 * The Berkeley calls that Portlight makes, each in one place. Like the calls themselves they return -1 (or
 * FALSE) and leave the cause in errno. Every socket is non-blocking and closed on exec.
 */

int pl_bsd_open_stream (PlFamily family);
gboolean pl_bsd_set_reuse (int fd);
gboolean pl_bsd_set_v6only (int fd, gboolean v6only);
int pl_bsd_get_v6only (int fd, PlFamily family);
gboolean pl_bsd_set_no_delay (int fd);
gboolean pl_bsd_set_keep_alive (int fd);
void pl_bsd_set_abort (int fd);
int pl_bsd_bind (int fd, const PlEnd *local);
int pl_bsd_listen (int fd, int backlog);
int pl_bsd_accept (int fd, PlEnd *ret_local, PlEnd *ret_peer);
int pl_bsd_connect (int fd, const PlEnd *peer);
int pl_bsd_get_error (int fd);
void pl_bsd_get_local (int fd, PlEnd *ret_local);
void pl_bsd_get_peer (int fd, PlEnd *ret_peer);
gint64 pl_bsd_get_rtt_us (int fd);
int pl_bsd_get_retransmits (int fd);

G_END_DECLS
