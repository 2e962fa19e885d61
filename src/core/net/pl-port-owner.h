#pragma once

#include "core/address/pl-address.h"

G_BEGIN_DECLS

/**
 * PlPortOwnerKind:
 * @PL_PORT_OWNER_UNKNOWN: the system does not say
 * @PL_PORT_OWNER_HERE: this very program
 * @PL_PORT_OWNER_PROGRAM: another program, which has a name and a process id
 * @PL_PORT_OWNER_USER: a program of a user who has a name, and more the system does not show
 * @PL_PORT_OWNER_TIME_WAIT: none any more: a former connection is in TIME-WAIT
 */
typedef enum
{
  PL_PORT_OWNER_UNKNOWN,
  PL_PORT_OWNER_HERE,
  PL_PORT_OWNER_PROGRAM,
  PL_PORT_OWNER_USER,
  PL_PORT_OWNER_TIME_WAIT,
} PlPortOwnerKind;

/**
 * PlPortOwner:
 * @kind: what is known
 * @address: that it is bound to, which may be every address; none while the owner is unknown
 * @pid: of a program
 * @name: of a program as the kernel calls it, or of a user; may be cut, and need not be UTF-8
 *
 * Who has bound a port. A value.
 */
typedef struct
{
  PlPortOwnerKind kind;
  PlAddress address;
  gint32 pid;
  char name[16];
} PlPortOwner;

G_END_DECLS
