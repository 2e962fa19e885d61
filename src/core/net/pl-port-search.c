/* Who has bound a port: the kernel knows the socket, and /proc which process holds it. Done in a thread of
 * its own, since /proc may be long; never for longer than a moment. */

#include "core/net/pl-port-search.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define TIME_LIMIT_US (1000 * 1000)
#define REPLY_SIZE    (32 * 1024)

struct _PlPortSearch
{
  PlNet *net;
  PlPortSearchFunc found; /* NULL once it was cancelled */
  gpointer data;
};

/* What the thread works on; it shares nothing. */
typedef struct
{
  int protocol;
  PlEnd end;
  gint64 give_up_us;
  guint rank; /* of the best socket so far; 0 for none */
  PlAddress address;
  guint32 inode;
  guint32 uid;
} Job;

/* 1. The socket */

static void
get_plain (const PlAddress *address, PlAddress *ret_plain)
{
  *ret_plain = *address;
  pl_address_get_mapped (address, ret_plain);
}

static PlAddress
get_bound (const struct inet_diag_msg *message)
{
  PlAddress bound = { .family = message->idiag_family == AF_INET6 ? PL_FAMILY_IPV6 : PL_FAMILY_IPV4 };

  memcpy (bound.bytes, message->id.idiag_src, bound.family == PL_FAMILY_IPV6 ? 16 : 4);

  return bound;
}

/* How well a socket explains that the port is taken: one that listens there better than one that does not. */
static guint
get_rank (const Job *job, const struct inet_diag_msg *message)
{
  PlAddress bound = get_bound (message);
  PlAddress plain, wanted;

  if (ntohs (message->id.idiag_sport) != job->end.port)
    return 0;

  get_plain (&bound, &plain);
  get_plain (&job->end.address, &wanted);
  if (!pl_address_is_any (&plain) && !pl_address_is_any (&wanted) && !pl_address_equal (&plain, &wanted))
    return 0;

  return 1 + (message->idiag_inode != 0 ? 2 : 0) + (bound.family == wanted.family ? 4 : 0) +
         (message->idiag_state == TCP_LISTEN || message->idiag_state == TCP_CLOSE ? 8 : 0);
}

static bool
ask_kernel (int fd, int protocol, int family)
{
  struct
  {
    struct nlmsghdr header;
    struct inet_diag_req_v2 request;
  } question = {
    .header = { .nlmsg_len = sizeof question,
                .nlmsg_type = SOCK_DIAG_BY_FAMILY,
                .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP },
    .request = { .sdiag_family = (guint8) family,
                 .sdiag_protocol = (guint8) protocol,
                 .idiag_states = G_MAXUINT32 },
  };

  return send (fd, &question, sizeof question, 0) == sizeof question;
}

/* Returns whether more is to come. */
static bool
read_reply (Job *job, int fd, char *buffer)
{
  gssize n = recv (fd, buffer, REPLY_SIZE, 0);

  if (n <= 0 || g_get_monotonic_time () > job->give_up_us)
    return false;

  for (struct nlmsghdr *at = (struct nlmsghdr *) buffer; NLMSG_OK (at, (guint) n); at = NLMSG_NEXT (at, n))
    {
      const struct inet_diag_msg *message = NLMSG_DATA (at);
      guint rank;

      if (at->nlmsg_type != SOCK_DIAG_BY_FAMILY || at->nlmsg_len < NLMSG_LENGTH (sizeof *message))
        return false; /* the end, or an error */
      rank = get_rank (job, message);
      if (rank <= job->rank)
        continue;
      job->rank = rank;
      job->address = get_bound (message);
      job->inode = message->idiag_inode;
      job->uid = message->idiag_uid;
    }

  return true;
}

static void
find_socket (Job *job)
{
  static const int families[] = { AF_INET, AF_INET6 };
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  struct timeval limit = { .tv_usec = TIME_LIMIT_US / 2 };
  g_autofree char *buffer = g_malloc (REPLY_SIZE);

  if (fd < 0)
    return;

  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    {
      if (ask_kernel (fd, job->protocol, families[i]))
        while (read_reply (job, fd, buffer))
          ;
    }
  close (fd);
}

/* 2. The process */

static bool
holds_socket (const Job *job, int proc_fd, const char *pid)
{
  g_autofree char *path = g_strdup_printf ("%s/fd", pid);
  int fd = openat (proc_fd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = fd >= 0 ? fdopendir (fd) : NULL;
  char wanted[64];
  bool holds = false;

  if (folder == NULL) /* somebody else's, or it has ended */
    return false;

  g_snprintf (wanted, sizeof wanted, "socket:[%u]", job->inode);
  for (struct dirent *entry; !holds && (entry = readdir (folder)) != NULL;)
    {
      char target[64];
      gssize n = readlinkat (dirfd (folder), entry->d_name, target, sizeof target - 1);

      target[MAX (n, 0)] = '\0';
      holds = strcmp (target, wanted) == 0;
    }
  closedir (folder);

  return holds;
}

static void
read_name (int proc_fd, const char *pid, PlPortOwner *owner)
{
  g_autofree char *path = g_strdup_printf ("%s/comm", pid);
  int fd = openat (proc_fd, path, O_RDONLY | O_CLOEXEC);
  gssize n = fd >= 0 ? read (fd, owner->name, sizeof owner->name - 1) : -1;

  if (fd >= 0)
    close (fd);
  owner->name[MAX (n, 0)] = '\0';
  g_strchomp (owner->name);
  owner->pid = (gint32) g_ascii_strtoll (pid, NULL, 10);
  owner->kind = PL_PORT_OWNER_PROGRAM;
}

static void
set_user (PlPortOwner *owner, uid_t uid)
{
  struct passwd entry, *found = NULL;
  char buffer[1024];

  owner->kind = PL_PORT_OWNER_USER;
  if (getpwuid_r (uid, &entry, buffer, sizeof buffer, &found) == 0 && found != NULL)
    g_strlcpy (owner->name, found->pw_name, sizeof owner->name);
  else
    g_snprintf (owner->name, sizeof owner->name, "%u", (guint) uid);
}

static void
find_process (const Job *job, PlPortOwner *owner)
{
  int proc_fd = open ("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = proc_fd >= 0 ? fdopendir (proc_fd) : NULL;

  if (folder == NULL)
    return set_user (owner, job->uid);
  if (holds_socket (job, proc_fd, "self"))
    owner->kind = PL_PORT_OWNER_HERE;

  while (owner->kind == PL_PORT_OWNER_UNKNOWN && g_get_monotonic_time () < job->give_up_us)
    {
      struct dirent *entry = readdir (folder);

      if (entry == NULL)
        break;
      if (g_ascii_isdigit (entry->d_name[0]) && holds_socket (job, proc_fd, entry->d_name))
        read_name (proc_fd, entry->d_name, owner);
    }
  closedir (folder);
  if (owner->kind == PL_PORT_OWNER_UNKNOWN)
    set_user (owner, job->uid);
}

static void
search (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  PlPortOwner *owner = g_new0 (PlPortOwner, 1);

  job->give_up_us = g_get_monotonic_time () + TIME_LIMIT_US;
  find_socket (job);
  if (job->inode != 0)
    find_process (job, owner);
  else if (job->rank > 0)
    owner->kind = PL_PORT_OWNER_TIME_WAIT;
  owner->address = job->address;
  g_task_return_pointer (task, owner, g_free);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PlPortSearch *self = user_data;
  g_autofree PlPortOwner *owner = g_task_propagate_pointer (G_TASK (result), NULL);

  g_hash_table_remove (self->net->queries, self);
  if (self->found != NULL)
    self->found (self->data, owner);
  g_free (self);
}

/**
 * pl_port_search_start:
 * @net: the net thread
 * @protocol: TCP or UDP
 * @end: what could not be bound
 * @found: called once unless the search is cancelled, never before this returns
 * @data: for @found
 *
 * Looks for whoever has bound a port. What the system does not show to this user stays unknown.
 *
 * Returns: (transfer none): the search, valid until @found is called
 */
PlPortSearch *
pl_port_search_start (PlNet *net,
                      PlProtocol protocol,
                      const PlEnd *end,
                      PlPortSearchFunc found,
                      gpointer data)
{
  PlPortSearch *self = g_new0 (PlPortSearch, 1);
  Job *job = g_new0 (Job, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, searched_cb, self);

  self->net = net;
  self->found = found;
  self->data = data;
  g_hash_table_add (net->queries, self);

  job->protocol = protocol == PL_PROTOCOL_UDP ? IPPROTO_UDP : IPPROTO_TCP;
  job->end = *end;
  g_task_set_task_data (task, job, g_free);
  g_task_run_in_thread (task, search);

  return self;
}

/**
 * pl_port_search_cancel:
 * @self: (transfer full): a search that has found nothing yet
 *
 * Gives up: nothing is called any more.
 */
void
pl_port_search_cancel (PlPortSearch *self)
{
  self->found = NULL;
}
