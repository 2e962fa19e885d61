/* The least that a server can do: one epoll, no counts, no transcript, nobody to tell. What portlight-cli
 * listen is measured against. Usage: reference echo|discard */

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG     4096
#define MAX_EVENTS  256
#define BUFFER_SIZE (256 * 1024)

static char buffer[BUFFER_SIZE];

static int
listen_on_loopback (void)
{
  struct sockaddr_in local = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t size = sizeof local;
  int one = 1;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (bind (fd, (struct sockaddr *) &local, size) != 0 || listen (fd, BACKLOG) != 0)
    exit (1);
  getsockname (fd, (struct sockaddr *) &local, &size);
  printf ("listening on 127.0.0.1:%d\n", ntohs (local.sin_port));
  fflush (stdout);

  return fd;
}

static void
accept_all (int epoll_fd, int listening)
{
  int fd;

  while ((fd = accept4 (listening, NULL, NULL, SOCK_NONBLOCK)) >= 0)
    epoll_ctl (epoll_fd, EPOLL_CTL_ADD, fd, &(struct epoll_event){ .events = EPOLLIN, .data.fd = fd });
}

static void
serve (int fd, int is_echo)
{
  ssize_t n = recv (fd, buffer, sizeof buffer, 0);

  if (n > 0 && is_echo)
    n = send (fd, buffer, (size_t) n, MSG_NOSIGNAL); /* small pieces only: there is no queue */
  if (n <= 0)
    close (fd);
}

int
main (int argc, char **argv)
{
  int is_echo = argc > 1 && strcmp (argv[1], "echo") == 0;
  struct epoll_event events[MAX_EVENTS];
  struct rlimit limit;
  int listening, epoll_fd;

  getrlimit (RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
  listening = listen_on_loopback ();
  epoll_fd = epoll_create1 (0);
  epoll_ctl (epoll_fd, EPOLL_CTL_ADD, listening,
             &(struct epoll_event){ .events = EPOLLIN, .data.fd = listening });

  for (;;)
    {
      int n = epoll_wait (epoll_fd, events, MAX_EVENTS, -1);

      for (int i = 0; i < n; i++)
        {
          if (events[i].data.fd == listening)
            accept_all (epoll_fd, listening);
          else
            serve (events[i].data.fd, is_echo);
        }
    }
}
