/* Questions to the kernel about its interfaces and routes, and its answers; see rtnetlink(7). Knows what a
 * message is, but not what it is about. Waits for nothing: the kernel answers within the call that asks. */

#include "core/net/pl-rtnetlink.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BUFFER_SIZE (32 * 1024) /* what the kernel fills at most */
#define ANSWERS_MAX 4096
#define NOTICES_MAX 64 /* taken in one go; more wait for the next turn */

/**
 * pl_rtnetlink_open:
 * @groups: which changes to be told of, `RTMGRP_…`; 0 for none
 *
 * Returns: a descriptor that does not block, or -1 with `errno` set
 */
int
pl_rtnetlink_open (guint32 groups)
{
  struct sockaddr_nl local = { .nl_family = AF_NETLINK, .nl_groups = groups };
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_ROUTE);

  if (fd >= 0 && bind (fd, (struct sockaddr *) &local, sizeof local) != 0)
    {
      int error = errno;

      close (fd);
      errno = error;
      return -1;
    }
  return fd;
}

/* Returns the size, or -1 with errno set. What does not come from the kernel is passed over. */
static gssize
receive (int fd, guint8 *buffer)
{
  struct sockaddr_nl from = { 0 };
  socklen_t from_size = sizeof from;
  gssize size;

  do
    size = recvfrom (fd, buffer, BUFFER_SIZE, MSG_TRUNC, (struct sockaddr *) &from, &from_size);
  while (size >= 0 && from.nl_pid != 0);
  if (size <= BUFFER_SIZE)
    return size;

  errno = EMSGSIZE;
  return -1;
}

/* Returns whether more will come; if not, @ret_error is 0 or says why. */
static gboolean
take_answer (guint8 *buffer,
             gssize size,
             const struct nlmsghdr *request,
             PlRtnetlinkFunc take,
             gpointer data,
             int *ret_error)
{
  const struct nlmsghdr *message = (const struct nlmsghdr *) buffer;

  for (; NLMSG_OK (message, (guint32) size); message = NLMSG_NEXT (message, size))
    {
      if (message->nlmsg_seq != request->nlmsg_seq)
        continue;
      if ((message->nlmsg_flags & NLM_F_DUMP_INTR) != 0)
        *ret_error = EAGAIN; /* something changed in the middle: the parts may not fit together */
      if (message->nlmsg_type == NLMSG_DONE)
        return FALSE;
      if (message->nlmsg_type == NLMSG_ERROR)
        {
          if (message->nlmsg_len >= NLMSG_LENGTH (sizeof (struct nlmsgerr)))
            *ret_error = -((const struct nlmsgerr *) NLMSG_DATA (message))->error;
          return FALSE;
        }
      take (message, data);
    }
  return TRUE;
}

/**
 * pl_rtnetlink_ask:
 * @fd: a descriptor of pl_rtnetlink_open() without groups
 * @request: the question; asks for a dump or for an acknowledgement, so that the answer has an end
 * @take: called with each message of the answer
 * @data: for @take
 *
 * Returns: 0, or an errno; EAGAIN if something changed while the answer was put together
 */
int
pl_rtnetlink_ask (int fd, const struct nlmsghdr *request, PlRtnetlinkFunc take, gpointer data)
{
  g_autofree guint8 *buffer = g_malloc (BUFFER_SIZE);
  int error = 0;

  if (send (fd, request, request->nlmsg_len, 0) < 0)
    return errno;
  for (guint i = 0; i < ANSWERS_MAX; i++)
    {
      gssize size = receive (fd, buffer);

      if (size < 0)
        return errno;
      if (!take_answer (buffer, size, request, take, data, &error))
        return error;
    }
  return EMSGSIZE;
}

/**
 * pl_rtnetlink_drain:
 * @fd: a descriptor of pl_rtnetlink_open() with groups
 *
 * Takes the notices that wait. What they say is not looked at: whoever follows reads everything again, and so
 * loses nothing when the kernel had no room for a notice (ENOBUFS).
 *
 * Returns: whether there was any
 */
gboolean
pl_rtnetlink_drain (int fd)
{
  gboolean has_news = FALSE;
  guint8 notice;

  for (guint i = 0; i < NOTICES_MAX; i++)
    {
      if (recv (fd, &notice, sizeof notice, MSG_TRUNC) < 0 && errno != ENOBUFS)
        break;
      has_news = TRUE;
    }
  return has_news;
}

/**
 * pl_rtnetlink_read_attributes:
 * @message: a message
 * @header_size: of the structure that it begins with
 * @ret_attributes: (out caller-allocates): by their types; %NULL where there is none
 * @n_attributes: room in @ret_attributes; higher types are passed over
 */
void
pl_rtnetlink_read_attributes (const struct nlmsghdr *message,
                              gsize header_size,
                              const struct rtattr **ret_attributes,
                              guint n_attributes)
{
  gsize start = NLMSG_SPACE (header_size);
  gsize left = message->nlmsg_len > start ? message->nlmsg_len - start : 0;
  const struct rtattr *attribute = (const struct rtattr *) ((const guint8 *) message + start);

  memset (ret_attributes, 0, n_attributes * sizeof *ret_attributes);
  while (left >= sizeof *attribute && attribute->rta_len >= sizeof *attribute && attribute->rta_len <= left)
    {
      gsize size = MIN (RTA_ALIGN (attribute->rta_len), left);
      guint type = attribute->rta_type & NLA_TYPE_MASK;

      if (type < n_attributes)
        ret_attributes[type] = attribute;
      attribute = (const struct rtattr *) ((const guint8 *) attribute + size);
      left -= size;
    }
}

/**
 * pl_rtnetlink_get_uint32:
 * @attribute: (nullable): an attribute
 *
 * Returns: its number; 0 if there is none
 */
guint32
pl_rtnetlink_get_uint32 (const struct rtattr *attribute)
{
  guint32 number = 0;

  if (attribute != NULL && RTA_PAYLOAD (attribute) >= sizeof number)
    memcpy (&number, RTA_DATA (attribute), sizeof number);
  return number;
}
