/* What an address costs to read, write and classify, as a ratio to inet_pton() and inet_ntop(). */
#include "core/address/pl-address-class.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#define ROUNDS 200000
#define TRIES  7

static const char *const texts[] = {
  "0.0.0.0",
  "127.0.0.1",
  "192.168.1.7",
  "255.255.255.255",
  "::",
  "::1",
  "fe80::1",
  "2001:500:2f::f",
  "2001:db8::1",
  "::ffff:127.0.0.1",
  "2001:db8:0:1::7:80",
  "2001:db8:a1b2:c3d4:5054:ff:fe12:3456",
  "ff02::1:ff12:3456",
  "64:ff9b::192.0.2.33",
};

typedef guint (*Work) (guint i);

static PlAddress addresses[G_N_ELEMENTS (texts)];

static guint
parse_ours (guint i)
{
  PlAddressText parts;

  return pl_address_parse (texts[i], -1, &parts) + parts.address.bytes[0];
}

static int
family_of (guint i)
{
  return addresses[i].family == PL_FAMILY_IPV4 ? AF_INET : AF_INET6;
}

/* In favour of inet_pton(), which has to be told the family: it is known beforehand. */
static guint
parse_theirs (guint i)
{
  guint8 bytes[16];

  return (guint) inet_pton (family_of (i), texts[i], bytes) + bytes[0];
}

static guint
print_ours (guint i)
{
  char text[PL_ADDRESS_STRING_SIZE];

  return (guchar) pl_address_to_string (&addresses[i], text)[0];
}

static guint
print_theirs (guint i)
{
  char text[INET6_ADDRSTRLEN];

  return (guchar) inet_ntop (addresses[i].family == PL_FAMILY_IPV4 ? AF_INET : AF_INET6, addresses[i].bytes,
                             text, sizeof text)[0];
}

static guint
parse_print_classify (guint i)
{
  PlAddressText parts;
  PlAddressClass class;
  char text[PL_ADDRESS_STRING_SIZE];

  pl_address_parse (texts[i], -1, &parts);
  pl_address_to_string (&parts.address, text);
  pl_address_classify (&parts.address, &class);
  return (guint) class.reach + (guchar) text[0];
}

static volatile guint sink; /* keeps the work from being left out */

/* The best of several tries, in nanoseconds an address: what disturbs can only make it slower. */
static double
measure (Work work)
{
  gint64 best = G_MAXINT64;

  for (guint try = 0; try < TRIES; try++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint round = 0; round < ROUNDS; round++)
        for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
          sink += work (i);
      best = MIN (best, g_get_monotonic_time () - start);
    }
  return (double) best * 1000 / ((double) ROUNDS * G_N_ELEMENTS (texts));
}

int
main (void)
{
  double parse, parse_reference, print, print_reference, all;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      PlAddressText parts;

      if (!pl_address_parse (texts[i], -1, &parts))
        g_error ("%s", texts[i]);
      addresses[i] = parts.address;
    }

  parse_reference = measure (parse_theirs);
  parse = measure (parse_ours);
  print_reference = measure (print_theirs);
  print = measure (print_ours);
  all = measure (parse_print_classify);

  printf ("parse  %6.1f ns  inet_pton %6.1f ns  ratio %.2f\n", parse, parse_reference,
          parse / parse_reference);
  printf ("print  %6.1f ns  inet_ntop %6.1f ns  ratio %.2f\n", print, print_reference,
          print / print_reference);
  printf ("parse + print + classify  %6.1f ns, %.2f million a second\n", all, 1000 / all);
  return 0;
}
