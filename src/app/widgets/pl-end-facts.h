#pragma once

#include "core/address/pl-end.h"
#include "core/host/pl-host-state.h"
#include "core/target/pl-service.h"

#include "app/widgets/pl-chooser.h"
#include "app/widgets/pl-side.h"

G_BEGIN_DECLS

/**
 * PlFactWidth:
 * @PL_FACT_ALWAYS: shown in each width
 * @PL_FACT_WIDE: left out where it is narrow
 * @PL_FACT_NARROW: shown only where it is narrow
 */
typedef enum
{
  PL_FACT_ALWAYS,
  PL_FACT_WIDE,
  PL_FACT_NARROW,
} PlFactWidth;

/**
 * PlFact:
 * @key: what the line is about, translated: "Scope"
 * @chip: (nullable): a verdict in a word or two: "loopback"
 * @icon_name: (nullable): icon before @chip
 * @chip_class: (nullable): "success", "warning" or "error"
 * @text: (nullable): the fact
 * @link: (nullable): where @text leads; the owner of the card is told when it is followed. @text is markup
 * then, and what stands between `<a>` and `</a>` in it is the link, or all of it: "is here too: the
 * <a>client</a> row"
 * @note: (nullable): what is added in grey: "RFC 6335 §6"
 * @is_mono: whether @text and @note are addresses or numbers, set in the monospace font and always from left
 * to right
 * @width: where it is shown
 *
 * One line of a card. pl_end_facts_add() copies the strings, so a literal will do.
 */
typedef struct
{
  const char *key;
  const char *chip;
  const char *icon_name;
  const char *chip_class;
  const char *text;
  const char *link;
  const char *note;
  gboolean is_mono;
  PlFactWidth width;
} PlFact;

/**
 * PlStandIn:
 * @address: an address of this computer with the port: "[::1]:40123"
 * @reach: who can reach it there, translated: "from this computer only · lo"
 * @notations: (element-type PlNotation): the ways to write it
 *
 * One of the addresses that a wildcard stands for. Owns all.
 */
typedef struct
{
  char *address;
  char *reach;
  GArray *notations;
} PlStandIn;

/**
 * PlEndInput:
 * @end: the end as getsockname() or getpeername() gave it
 * @side: which end it is
 * @protocol: for the name of the service
 * @chooser: who chose it
 * @typed: (nullable): the host name that the user typed to get there
 * @is_listening: whether others may connect to it: then it says who can reach it
 * @takes_ipv4: for an IPv6 wildcard: whether the socket takes IPv4, too (IPV6_V6ONLY off)
 * @host: (nullable): what this computer has; %NULL asks the system for its interfaces
 *
 * What is known about an end.
 */
typedef struct
{
  PlEnd end;
  PlSide side;
  PlProtocol protocol;
  PlChooser chooser;
  const char *typed;
  gboolean is_listening;
  gboolean takes_ipv4;
  const PlHostState *host;
} PlEndInput;

/**
 * PlEndFacts:
 * @side: which end it is
 * @end: the end to show: plain IPv4 if the socket has it v4-mapped
 * @is_known: whether there is an address
 * @is_wildcard: whether the address is any address
 * @chooser: who chose it
 * @prefix_length: of the interface, for a local IPv6 address, else -1
 * @address: the address without zone, "" if it is not known
 * @service: (nullable): the service that has the port's number
 * @headline: (nullable): in words what is special: "every address", "not bound"
 * @subline: (nullable): more of it, smaller: "wildcard, RFC 4291 §2.5.2"
 * @facts: (element-type PlFact): the lines of the card
 * @notations: (element-type PlNotation): for the copy menu; the first is the address, the second the end
 * @stand_ins: (element-type PlStandIn): for a wildcard that listens: the addresses it stands for, the most
 * useful first
 *
 * All that a card says about one end. pl_end_facts_init() makes it, pl_end_facts_clear() frees what it owns.
 */
typedef struct
{
  PlSide side;
  PlEnd end;
  gboolean is_known;
  gboolean is_wildcard;
  PlChooser chooser;
  int prefix_length;
  char *address;
  char *service;
  const char *headline;
  char *subline;
  GArray *facts;
  GArray *notations;
  GArray *stand_ins;
} PlEndFacts;

void pl_end_facts_init (PlEndFacts *self, const PlEndInput *input);
void pl_end_facts_clear (PlEndFacts *self);
void pl_end_facts_add (PlEndFacts *self, int position, const PlFact *fact);
const char *pl_end_facts_get_port_range (guint16 port);
char *pl_end_facts_dup_lines (const char *address);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlEndFacts, pl_end_facts_clear)

G_END_DECLS
