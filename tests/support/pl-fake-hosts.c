/* Stands before the resolver of the C library, and answers from a table, or not at all until it is released.
 */

#include "support/pl-fake-hosts.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

#define N_MAX 400 /* addresses or names of an answer */

typedef struct
{
  char **names; /* (nullable): the canonical one first */
  char **addresses;
  int h_error;
  int rcode;
  gboolean is_silent;
} Answer;

static GMutex lock; /* guards what follows */
static GCond released;
static GHashTable *answers; /* (element-type utf8 Answer) */
static guint n_asked, n_asking, n_asking_max;
static gboolean is_released;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_strfreev (answer->names);
  g_strfreev (answer->addresses);
  g_free (answer);
}

static void
set (const char *name, PlFamily family, Answer *answer)
{
  g_mutex_lock (&lock);
  g_hash_table_replace (answers, g_strdup_printf ("%d %s", family, name), answer);
  g_mutex_unlock (&lock);
}

/* Returns with the lock held. */
static const Answer *
ask (const char *name, PlFamily family)
{
  static const Answer unknown = { .h_error = HOST_NOT_FOUND };
  g_autofree char *key = g_strdup_printf ("%d %s", family, name);
  const Answer *answer;

  g_mutex_lock (&lock);
  n_asked++;
  n_asking++;
  n_asking_max = MAX (n_asking_max, n_asking);
  while ((answer = g_hash_table_lookup (answers, key)) != NULL && answer->is_silent && !is_released)
    g_cond_wait (&released, &lock); /* meanwhile the table may have been made anew */
  n_asking--;

  return answer != NULL ? answer : &unknown;
}

/* What an answer needs of the caller's buffer; the names stay in the table. */
typedef struct
{
  char *addresses[N_MAX + 1];
  guint8 bytes[N_MAX][16];
} Room;

static int
fill (const Answer *answer,
      int family,
      struct hostent *entry,
      char *buffer,
      size_t size,
      struct hostent **ret_entry,
      int *ret_error)
{
  Room *room = (Room *) (gpointer) buffer;

  *ret_entry = NULL;
  *ret_error = answer->h_error;
  if (answer->names == NULL)
    return answer->h_error == TRY_AGAIN ? EAGAIN : 0;
  *ret_error = NETDB_INTERNAL;
  if (size < sizeof *room)
    return ERANGE;

  *room = (Room){ { NULL } };
  for (guint i = 0; answer->addresses[i] != NULL; i++)
    {
      room->addresses[i] = (char *) room->bytes[i];
      inet_pton (family, answer->addresses[i], room->bytes[i]);
    }
  *entry = (struct hostent){ .h_name = answer->names[0],
                             .h_aliases = answer->names + 1,
                             .h_addrtype = family,
                             .h_length = family == AF_INET6 ? 16 : 4,
                             .h_addr_list = room->addresses };
  *ret_entry = entry;
  *ret_error = 0;

  return 0;
}

int
gethostbyname2_r (const char *name,
                  int family,
                  struct hostent *entry,
                  char *buffer,
                  size_t size,
                  struct hostent **ret_entry,
                  int *ret_error)
{
  const Answer *answer = ask (name, family == AF_INET6 ? PL_FAMILY_IPV6 : PL_FAMILY_IPV4);
  int code = fill (answer, family, entry, buffer, size, ret_entry, ret_error);

  g_mutex_unlock (&lock);

  return code;
}

int
gethostbyaddr_r (const void *address,
                 socklen_t length,
                 int family,
                 struct hostent *entry,
                 char *buffer,
                 size_t size,
                 struct hostent **ret_entry,
                 int *ret_error)
{
  char text[INET6_ADDRSTRLEN];
  const Answer *answer = ask (inet_ntop (family, address, text, sizeof text), PL_FAMILY_NONE);
  int code = fill (answer, family, entry, buffer, size, ret_entry, ret_error);

  g_mutex_unlock (&lock);

  return code;
}

int
res_nsearch (res_state state, const char *name, int class, int type, unsigned char *bytes, int size)
{
  const Answer *answer = ask (name, type == ns_t_aaaa ? PL_FAMILY_IPV6 : PL_FAMILY_IPV4);
  HEADER *header = (HEADER *) bytes;

  header->qr = answer->rcode != 0;
  header->rcode = (unsigned int) answer->rcode & 0xf;
  state->res_h_errno = answer->h_error;
  g_mutex_unlock (&lock);
  errno = ETIMEDOUT;

  return -1;
}

/**
 * pl_fake_hosts_reset:
 *
 * Forgets every name.
 */
void
pl_fake_hosts_reset (void)
{
  g_mutex_lock (&lock);
  g_clear_pointer (&answers, g_hash_table_unref);
  answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  n_asked = n_asking_max = 0;
  is_released = FALSE;
  g_mutex_unlock (&lock);
}

/**
 * pl_fake_hosts_set:
 * @name: as it is asked; the text of an address for a question for its names
 * @family: of the addresses; %PL_FAMILY_NONE for names
 * @names: the canonical one, then the aliases, with blanks between
 * @addresses: with blanks between
 */
void
pl_fake_hosts_set (const char *name, PlFamily family, const char *names, const char *addresses)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->names = g_strsplit (names, " ", N_MAX);
  answer->addresses = g_strsplit (addresses, " ", N_MAX);
  set (name, family, answer);
}

/**
 * pl_fake_hosts_set_error:
 * @name: as of pl_fake_hosts_set()
 * @family: the same
 * @h_error: what the library says
 * @rcode: what DNS has said, or 0
 */
void
pl_fake_hosts_set_error (const char *name, PlFamily family, int h_error, int rcode)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->h_error = h_error;
  answer->rcode = rcode;
  set (name, family, answer);
}

/**
 * pl_fake_hosts_set_silent:
 * @name: as of pl_fake_hosts_set()
 * @family: the same
 *
 * Leaves whoever asks waiting until pl_fake_hosts_release().
 */
void
pl_fake_hosts_set_silent (const char *name, PlFamily family)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->h_error = TRY_AGAIN;
  answer->is_silent = TRUE;
  set (name, family, answer);
}

/**
 * pl_fake_hosts_release:
 *
 * Lets everybody go who waits.
 */
void
pl_fake_hosts_release (void)
{
  g_mutex_lock (&lock);
  is_released = TRUE;
  g_cond_broadcast (&released);
  g_mutex_unlock (&lock);
}

/**
 * pl_fake_hosts_get_n_asked:
 *
 * Returns: how many questions there were
 */
guint
pl_fake_hosts_get_n_asked (void)
{
  guint n;

  g_mutex_lock (&lock);
  n = n_asked;
  g_mutex_unlock (&lock);

  return n;
}

/**
 * pl_fake_hosts_get_n_asking_max:
 *
 * Returns: how many asked at the same time, at most
 */
guint
pl_fake_hosts_get_n_asking_max (void)
{
  guint n;

  g_mutex_lock (&lock);
  n = n_asking_max;
  g_mutex_unlock (&lock);

  return n;
}
