#pragma once

#include "core/address/pl-address.h"

G_BEGIN_DECLS

/*
 * A program that links this asks it in place of the C library: gethostbyname2_r(), gethostbyaddr_r() and
 * res_nsearch() are answered from a table. Any thread may ask; a name that was never set does not exist.
 */

void pl_fake_hosts_reset (void);
void pl_fake_hosts_set (const char *name, PlFamily family, const char *names, const char *addresses);
void pl_fake_hosts_set_error (const char *name, PlFamily family, int h_error, int rcode);
void pl_fake_hosts_set_silent (const char *name, PlFamily family);
void pl_fake_hosts_release (void);
guint pl_fake_hosts_get_n_asked (void);
guint pl_fake_hosts_get_n_asking_max (void);

G_END_DECLS
