#pragma once

#include <glib.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

G_BEGIN_DECLS

typedef void (*PlRtnetlinkFunc) (const struct nlmsghdr *message, gpointer data);

int pl_rtnetlink_open (guint32 groups);
int pl_rtnetlink_ask (int fd, const struct nlmsghdr *request, PlRtnetlinkFunc take, gpointer data);
gboolean pl_rtnetlink_drain (int fd);
void pl_rtnetlink_read_attributes (const struct nlmsghdr *message,
                                   gsize header_size,
                                   const struct rtattr **ret_attributes,
                                   guint n_attributes);
guint32 pl_rtnetlink_get_uint32 (const struct rtattr *attribute);

G_END_DECLS
