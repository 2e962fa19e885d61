#pragma once

#include "core/net/pl-calls.h"
#include "core/net/pl-net.h"

G_BEGIN_DECLS

/**
 * PlProgramLanguage:
 *
 * What a program can be written in.
 */
typedef enum
{
  PL_PROGRAM_C,      /* C with POSIX's sockets */
  PL_PROGRAM_GIO,    /* C with GIO */
  PL_PROGRAM_PYTHON, /* Python 3.8 */
  PL_PROGRAM_LISP,   /* Common Lisp, the COMM package of LispWorks 7 */
  PL_PROGRAM_NCAT,   /* one command of a shell */
  PL_PROGRAM_SOCAT,  /* another one */
  PL_PROGRAM_N_LANGUAGES,
} PlProgramLanguage;

/**
 * PlProgramAnswer:
 *
 * What a server does with what comes.
 */
typedef enum
{
  PL_PROGRAM_PRINT,
  PL_PROGRAM_ECHO,
  PL_PROGRAM_DISCARD,
} PlProgramAnswer;

/**
 * PlProgramEnd:
 * @host: (nullable): a name, or an address without its zone; %NULL for none, or the wildcard
 * @family: of the address; %PL_FAMILY_NONE for a name
 * @zone: (nullable): of a link-local address: the name or the number of an interface
 * @port: in host order
 *
 * One end as a program writes it.
 */
typedef struct
{
  char *host;
  PlFamily family;
  char *zone;
  guint16 port;
} PlProgramEnd;

/**
 * PlProgramInput:
 * @is_server: whether it listens at @local, or else connects to @peer
 * @protocol: UDP, or anything else for TCP
 * @peer: of a client
 * @local: where to listen, or where to bind to if it has a host or a port
 * @family: of the addresses that a name may have; %PL_FAMILY_NONE for any. Of a server, that of the socket
 * @is_dual: of an IPv6 server, whether it takes IPv4 too
 * @no_delay: set TCP_NODELAY
 * @keep_alive: set SO_KEEPALIVE
 * @timeout_ms: for the connection; 0 is no limit
 * @backlog: of a server
 * @answer: of a server, what it does with what comes
 * @payload: what a client sends at first
 * @payload_length: bytes of that, maybe 0
 *
 * What a program is made of. Free with pl_program_input_clear().
 */
typedef struct
{
  gboolean is_server;
  PlProtocol protocol;
  PlProgramEnd peer;
  PlProgramEnd local;
  PlFamily family;
  gboolean is_dual;
  gboolean no_delay;
  gboolean keep_alive;
  guint timeout_ms;
  guint backlog;
  PlProgramAnswer answer;
  guint8 payload[PL_CALL_HEAD_MAX];
  gsize payload_length;
} PlProgramInput;

const char *pl_program_get_name (PlProgramLanguage language);
char *pl_program_dup (PlProgramLanguage language, const PlProgramInput *input);
void pl_program_input_clear (PlProgramInput *input);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlProgramInput, pl_program_input_clear)

G_END_DECLS
