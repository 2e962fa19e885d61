#pragma once

#include "core/net/pl-port-search.h"

G_BEGIN_DECLS

/**
 * PlPortWait:
 * @retry: set while it waits
 * @search: (nullable): while it is found out who has the port
 * @owner: who has it, as far as is known
 * @found: the owner is known now, or nobody knows
 * @again: the port is to be tried again
 * @data: for both
 *
 * What a socket does that could not be bound because its port is taken. To be a member of the struct that has
 * the socket, zeroed but for the last three.
 */
typedef struct
{
  PlTimer retry;
  PlPortSearch *search;
  PlPortOwner owner;
  void (*found) (gpointer data);
  void (*again) (gpointer data);
  gpointer data;
} PlPortWait;

void pl_port_wait_init (PlPortWait *self, void (*found) (gpointer), void (*again) (gpointer), gpointer data);
void pl_port_wait_begin (PlPortWait *self,
                         PlNet *net,
                         PlProtocol protocol,
                         const PlEnd *end,
                         gboolean tries_again);
void pl_port_wait_end (PlPortWait *self, PlNet *net);

G_END_DECLS
