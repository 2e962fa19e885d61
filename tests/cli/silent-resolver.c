/* A getaddrinfo() to put before that of libc: one that never answers, or knows no name. */

#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

__attribute__ ((visibility ("default"))) int
getaddrinfo (const char *restrict node,
             const char *restrict service,
             const struct addrinfo *restrict hints,
             struct addrinfo **restrict ret_addresses)
{
  const char *mode = getenv ("PL_TEST_RESOLVER");

  *ret_addresses = NULL;
  if (mode != NULL && strcmp (mode, "unknown") == 0)
    return EAI_NONAME;
  if (mode != NULL && strcmp (mode, "temporary") == 0)
    return EAI_AGAIN;

  for (;;)
    pause ();
}
