/* The standard output: whole lines, written at once, which a command that is to end does not wait for without
 * end. What could not be written was not done. */

#include "cli/pl-cli-output.h"

#include "cli/pl-cli-stop.h"
#include "cli/pl-cli.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

static int problem; /* why nothing more is written, an errno; or 0 */

/* Takes the place of a closed one of the three, or the next socket would: reading from it and writing to it
 * fail as they do without it. */
static void
occupy (int fd)
{
  if (fcntl (fd, F_GETFD) < 0 && errno == EBADF)
    open ("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

static void
print_cb (const char *text)
{
  const char *charset;
  g_autofree char *converted = NULL;

  if (!g_get_console_charset (&charset))
    converted = g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
  if (converted != NULL)
    text = converted;
  pl_cli_output_write (text, strlen (text));
}

/**
 * pl_cli_output_init:
 *
 * Has g_print() write by way of pl_cli_output_write(). To be called first of all.
 */
void
pl_cli_output_init (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    occupy (fd);
  g_set_print_handler (print_cb);
}

/**
 * pl_cli_output_fail:
 * @code: why the standard output cannot be written, an errno
 *
 * Ends the command: at once, or, if it goes on, once it has closed what is open.
 */
void
pl_cli_output_fail (int code)
{
  problem = code;
  if (!pl_cli_stop_is_watched ())
    exit (pl_cli_output_finish (PL_EXIT_DONE));
  pl_cli_stop_now ();
}

/* Returns: how much was written, or -1 with `errno` set. As much as a pipe takes without blocking, if a
 * signal must be heard meanwhile. */
static gssize
write_some (const char *bytes, gsize size)
{
  if (!pl_cli_stop_is_watched ())
    return write (STDOUT_FILENO, bytes, size);
  if (pl_cli_stop_wait_for (STDOUT_FILENO))
    return write (STDOUT_FILENO, bytes, MIN (size, PIPE_BUF));

  errno = ETIMEDOUT;

  return -1;
}

/**
 * pl_cli_output_write:
 * @bytes: what to write
 * @size: how much
 *
 * Writes to the standard output, at once. What fails is the end of the command.
 */
void
pl_cli_output_write (const char *bytes, gsize size)
{
  while (size > 0 && problem == 0)
    {
      gssize n = write_some (bytes, size);

      if (n < 0 && errno == EAGAIN)
        poll (&(struct pollfd){ .fd = STDOUT_FILENO, .events = POLLOUT }, 1, -1);
      else if (n < 0 && errno != EINTR)
        pl_cli_output_fail (errno);
      bytes += MAX (n, 0);
      size -= (gsize) MAX (n, 0);
    }
}

/**
 * pl_cli_output_finish:
 * @status: the exit status so far
 *
 * Tells what could not be written, if anything. That nobody reads any more is nothing to tell.
 *
 * Returns: the exit status
 */
int
pl_cli_output_finish (int status)
{
  if (problem == 0)
    return status;

  if (problem == ETIMEDOUT)
    g_printerr (_ ("portlight-cli: the output could not be written: nobody reads it\n"));
  else if (problem != EPIPE)
    g_printerr (_ ("portlight-cli: the output could not be written: %s\n"), g_strerror (problem));

  return status == PL_EXIT_DONE ? PL_EXIT_REFUSED : status;
}
