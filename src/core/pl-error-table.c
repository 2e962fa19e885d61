/* The one table of what can go wrong: a stage and a code, and what to say of them. Says nothing itself. */

#include "core/pl-error-table.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

static const PlErrorEntry entries[] = {
  { PL_STAGE_LOOKUP, PL_LOOKUP_NOT_FOUND, PL_OUTCOME_UNKNOWN_NAME,
    N_ ("There is no address for the name %H."),
    N_ ("The name is misspelt, or it has no address of the family that was asked for."),
    N_ ("Check the spelling, or choose the family Any.") },
  { PL_STAGE_LOOKUP, PL_LOOKUP_TEMPORARY, PL_OUTCOME_FAILED, N_ ("No name server could say where %H is."),
    N_ ("There is no network, or the name server does not answer."),
    N_ ("Check the network, or type the address instead of the name.") },
  { PL_STAGE_LOOKUP, PL_LOOKUP_INTERNAL, PL_OUTCOME_FAILED, N_ ("The name %H could not be looked up."),
    N_ ("The resolver of this computer reported an error of its own."),
    N_ ("Type the address instead of the name.") },
  { PL_STAGE_LOOKUP, ETIMEDOUT, PL_OUTCOME_TIMED_OUT, N_ ("No name server answered for %H in time."),
    N_ ("There is no network, or the name server is silent."),
    N_ ("Wait longer, or type the address instead of the name.") },

  { PL_STAGE_CONNECT, ECONNREFUSED, PL_OUTCOME_REFUSED, N_ ("Nothing listens on port %P of %H."),
    N_ ("The server is stopped, listens on another port, or only on another address of that computer."),
    N_ ("Start the server, check the port, or listen here yourself.") },
  { PL_STAGE_CONNECT, ETIMEDOUT, PL_OUTCOME_TIMED_OUT, N_ ("Nobody answered at port %P of %H."),
    N_ ("A firewall drops the request, or no computer has this address."),
    N_ ("Check the address, then the firewall on the way.") },
  { PL_STAGE_CONNECT, EHOSTUNREACH, PL_OUTCOME_UNREACHABLE, N_ ("The computer %H cannot be reached."),
    N_ ("It is switched off, or a router on the way knows no way to it."),
    N_ ("Check that it is on and in the network that its address belongs to.") },
  { PL_STAGE_CONNECT, ENETUNREACH, PL_OUTCOME_UNREACHABLE, N_ ("This computer has no route to %H."),
    N_ ("There is no network for this family of addresses here."),
    N_ ("Connect to a network, or choose the other family.") },
  { PL_STAGE_CONNECT, ENETDOWN, PL_OUTCOME_UNREACHABLE, N_ ("The network towards %H is down."),
    N_ ("The interface that leads there is switched off."), N_ ("Switch the interface on.") },
  { PL_STAGE_CONNECT, EACCES, PL_OUTCOME_DENIED, N_ ("The system does not allow a connection to %H."),
    N_ ("It is a broadcast address, or a rule of the local firewall forbids it."),
    N_ ("Use the address of one computer, or check the local firewall.") },
  { PL_STAGE_CONNECT, EPERM, PL_OUTCOME_DENIED, N_ ("The local firewall forbids a connection to %H."),
    N_ ("A rule on this computer rejects it before it leaves."),
    N_ ("Check the firewall of this computer.") },
  { PL_STAGE_CONNECT, EINVAL, PL_OUTCOME_UNREACHABLE,
    N_ ("The address %H needs an interface to be reached through."),
    N_ ("A link-local address without its zone names a computer on every link."),
    /* xgettext:no-c-format */ N_ ("Add the zone, such as %eth0, to the address.") },
  { PL_STAGE_CONNECT, EADDRNOTAVAIL, PL_OUTCOME_FAILED,
    N_ ("The system has no local address or free port for %H."),
    N_ ("Every local port towards this peer is taken, or no address here fits."),
    N_ ("Close some connections, or choose another local end.") },
  { PL_STAGE_CONNECT, EADDRINUSE, PL_OUTCOME_IN_USE, N_ ("This local end already talks to port %P of %H."),
    N_ ("A connection with the same four numbers exists, or did until a minute ago."),
    N_ ("Let the system choose the local port.") },
  { PL_STAGE_CONNECT, EAFNOSUPPORT, PL_OUTCOME_UNREACHABLE,
    N_ ("This computer does not speak the family of %H."), N_ ("IPv6 is switched off here."),
    N_ ("Choose the family IPv4.") },
  { PL_STAGE_CONNECT, ECONNRESET, PL_OUTCOME_RESET,
    N_ ("%H broke the connection off while it was being made."),
    N_ ("Its listener was closed at that moment, or something between here and there rejects it."),
    N_ ("Try again.") },
  { PL_STAGE_CONNECT, EMFILE, PL_OUTCOME_FAILED, N_ ("Portlight has no descriptor left for another socket."),
    N_ ("As many sockets are open as this process may have."), N_ ("Close some connections.") },
  { PL_STAGE_CONNECT, ENFILE, PL_OUTCOME_FAILED,
    N_ ("This computer has no descriptor left for another socket."),
    N_ ("All programs together have as many files open as the system allows."), N_ ("Close some programs.") },
  { PL_STAGE_CONNECT, ENOBUFS, PL_OUTCOME_FAILED, N_ ("This computer has no memory left for another socket."),
    N_ ("The network buffers of the system are used up."), N_ ("Close some connections.") },

  { PL_STAGE_BIND, EADDRINUSE, PL_OUTCOME_IN_USE, N_ ("Port %P of %H is taken."),
    N_ ("Another socket is bound to it, perhaps one in this very window."),
    N_ ("Close the other one, or leave the service empty to get a free port.") },
  { PL_STAGE_BIND, EADDRNOTAVAIL, PL_OUTCOME_FAILED, N_ ("%H is not an address of this computer."),
    N_ ("Only an address that one of the interfaces here carries can be a local end."),
    N_ ("Leave the host empty for every address, or choose one that is here.") },
  { PL_STAGE_BIND, EACCES, PL_OUTCOME_DENIED, N_ ("Port %P needs a privilege that Portlight does not have."),
    N_ ("Ports below 1024 are kept for the administrator on most systems."),
    N_ ("Choose a port from 1024 up, such as 8080 in place of 80.") },
  { PL_STAGE_BIND, EPERM, PL_OUTCOME_DENIED, N_ ("The system does not allow a socket on port %P."),
    N_ ("A security policy of this computer forbids it."), N_ ("Ask whoever looks after this computer.") },
  { PL_STAGE_BIND, EAFNOSUPPORT, PL_OUTCOME_FAILED, N_ ("This computer does not speak the family of %H."),
    N_ ("IPv6 is switched off here."), N_ ("Choose the family IPv4.") },
  { PL_STAGE_BIND, EINVAL, PL_OUTCOME_FAILED, N_ ("The address %H needs an interface to be bound to."),
    N_ ("A link-local address without its zone can be on any link."),
    /* xgettext:no-c-format */ N_ ("Add the zone, such as %eth0, to the address.") },
  { PL_STAGE_BIND, ENODEV, PL_OUTCOME_FAILED, N_ ("There is no interface with the zone of %H."),
    N_ ("The zone is misspelt, or the interface has gone."),
    N_ ("Choose one of the interfaces of this computer.") },
  { PL_STAGE_BIND, EMFILE, PL_OUTCOME_FAILED, N_ ("Portlight has no descriptor left for another socket."),
    N_ ("As many sockets are open as this process may have."), N_ ("Close some connections.") },
  { PL_STAGE_BIND, ENFILE, PL_OUTCOME_FAILED, N_ ("This computer has no descriptor left for another socket."),
    N_ ("All programs together have as many files open as the system allows."), N_ ("Close some programs.") },
  { PL_STAGE_BIND, ENOBUFS, PL_OUTCOME_FAILED, N_ ("This computer has no memory left for another socket."),
    N_ ("The network buffers of the system are used up."), N_ ("Close some connections.") },

  { PL_STAGE_TRANSFER, ECONNRESET, PL_OUTCOME_RESET, N_ ("The peer broke the connection off."),
    N_ ("Its program ended, or closed without reading everything that was sent to it."),
    N_ ("What had arrived before is kept under Data.") },
  { PL_STAGE_TRANSFER, EPIPE, PL_OUTCOME_RESET, N_ ("The peer no longer takes anything."),
    N_ ("It had closed the connection before everything was sent."),
    N_ ("What had arrived before is kept under Data.") },
  { PL_STAGE_TRANSFER, ETIMEDOUT, PL_OUTCOME_TIMED_OUT, N_ ("The peer has stopped answering."),
    N_ ("It was switched off, or the network between here and there broke."),
    N_ ("Check the network, then connect again.") },
  { PL_STAGE_TRANSFER, EHOSTUNREACH, PL_OUTCOME_UNREACHABLE, N_ ("The peer can no longer be reached."),
    N_ ("The network between here and there broke."), N_ ("Check the network, then connect again.") },

  { PL_STAGE_SEND, EMSGSIZE, PL_OUTCOME_FAILED, N_ ("The datagram for port %P of %H is too big."),
    N_ ("A datagram holds at most 65,507 bytes over IPv4 and 65,527 over IPv6, and less where a router may "
        "not "
        "divide it."),
    N_ ("Send it in several pieces. This socket stays open.") },
  { PL_STAGE_SEND, EACCES, PL_OUTCOME_DENIED, N_ ("The system does not send this datagram to %H."),
    N_ ("It is a broadcast address and broadcasts were not allowed, or the local firewall forbids it."),
    N_ ("Allow broadcasts in the options, or use the address of one computer.") },
  { PL_STAGE_SEND, EPERM, PL_OUTCOME_DENIED, N_ ("The local firewall did not let the datagram for %H out."),
    N_ ("A rule on this computer drops it before it leaves."), N_ ("Check the firewall of this computer.") },
  { PL_STAGE_SEND, ENETUNREACH, PL_OUTCOME_UNREACHABLE,
    N_ ("The datagram was not sent: there is no route from here to %H."),
    N_ ("There is no network for this family of addresses here."),
    N_ ("Connect to a network, then send it again. This socket stays open.") },
  { PL_STAGE_SEND, EHOSTUNREACH, PL_OUTCOME_UNREACHABLE,
    N_ ("The datagram was not sent: %H cannot be reached from here."),
    N_ ("No computer of this network answers to the address."),
    N_ ("Check that it is on, then send it again. This socket stays open.") },
  { PL_STAGE_SEND, EINVAL, PL_OUTCOME_FAILED, N_ ("The datagram for %H cannot leave from this local end."),
    N_ ("The address needs a zone, or belongs to another network than the local one."),
    /* xgettext:no-c-format */ N_ ("Add the zone, such as %eth0, or choose another local end.") },
  { PL_STAGE_SEND, ENOBUFS, PL_OUTCOME_FAILED, N_ ("A datagram for %H was dropped before it left."),
    N_ ("More was to be sent than the network takes, and UDP does not wait."),
    N_ ("Send more slowly. This socket stays open.") },

  { PL_STAGE_REPORT, ECONNREFUSED, PL_OUTCOME_REFUSED, N_ ("No program takes datagrams on port %P of %H."),
    N_ ("The datagram got there, and the system sent back that nobody reads this port."),
    N_ ("Start the server or check the port. This socket stays open.") },
  { PL_STAGE_REPORT, EHOSTUNREACH, PL_OUTCOME_UNREACHABLE, N_ ("A datagram did not get to %H."),
    N_ ("The computer is switched off, or a router on the way knows no way to it."),
    N_ ("Check that it is on and the way there. This socket stays open.") },
  { PL_STAGE_REPORT, ENETUNREACH, PL_OUTCOME_UNREACHABLE, N_ ("A datagram did not get to the network of %H."),
    N_ ("A router on the way knows no way to it."),
    N_ ("Check the address and the way there. This socket stays open.") },
  { PL_STAGE_REPORT, EACCES, PL_OUTCOME_DENIED, N_ ("A firewall did not let a datagram through to %H."),
    N_ ("A rule on the way forbids it, and says so."),
    N_ ("Ask whoever looks after that firewall. This socket stays open.") },
  { PL_STAGE_REPORT, EMSGSIZE, PL_OUTCOME_FAILED, N_ ("A datagram was too big for the way to %H."),
    N_ ("A router on the way may not divide it, and the next link takes less."),
    N_ ("Send smaller datagrams; the system has learnt how much fits.") },
  { PL_STAGE_REPORT, EPROTO, PL_OUTCOME_FAILED, N_ ("%H, or a router on the way, could not read a datagram."),
    N_ ("Something in its header is not understood there."),
    N_ ("Send it without special options. This socket stays open.") },
};

/**
 * pl_error_table_find:
 * @failure: a failure
 *
 * Returns: (transfer none) (nullable): what to say of it; %NULL for an unusual code
 */
const PlErrorEntry *
pl_error_table_find (const PlFailure *failure)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      if (entries[i].stage == failure->stage && entries[i].code == failure->code)
        return &entries[i];
    }

  return NULL;
}
