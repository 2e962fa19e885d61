/* How inet_aton() would read a text: to warn with, never to connect with. Does not call inet_aton(). */
#include "core/target/pl-inet-aton.h"

#include <string.h>

static gboolean
get_digit (char c, guint base, guint *ret_digit)
{
  int digit = g_ascii_xdigit_value (c);

  if (digit < 0 || (guint) digit >= base)
    return FALSE;
  *ret_digit = (guint) digit;
  return TRUE;
}

/* A number as C writes it: 0x is hexadecimal, 0 is octal. What does not fit into 32 bits is none. */
static gboolean
read_number (const char **text, guint64 *ret_number)
{
  const char *at = *text;
  gboolean is_hex = at[0] == '0' && (at[1] | 0x20) == 'x' && g_ascii_isxdigit (at[2]);
  guint base = is_hex ? 16 : at[0] == '0' ? 8 : 10;
  guint64 number = 0;
  guint digit;

  if (!g_ascii_isdigit (*at))
    return FALSE;
  for (at += is_hex ? 2 : 0; get_digit (*at, base, &digit); at++)
    {
      number = number * base + digit;
      if (number > G_MAXUINT32)
        return FALSE;
    }
  *text = at;
  *ret_number = number;
  return TRUE;
}

/**
 * pl_inet_aton_read:
 * @text: a text without outer blanks
 * @ret_address: (out): the address
 *
 * Reads one to four numbers the way of 4.2BSD, see inet_aton(3): the last one fills all bytes that are left,
 * numbers may be octal or hexadecimal, and whatever follows a blank is not looked at. `127.1` gives
 * `127.0.0.1`, `010.1.1.1` gives `8.1.1.1`.
 *
 * Returns: whether inet_aton() would accept @text; if not, @ret_address is untouched
 */
gboolean
pl_inet_aton_read (const char *text, PlAddress *ret_address)
{
  guint64 address = 0;
  guint64 number;
  guint n_bytes = 0;

  while (read_number (&text, &number))
    {
      if (*text != '.')
        {
          gboolean ends = *text == '\0' || *text == '\v' || g_ascii_isspace (*text);

          if (!ends || number >> (32 - 8 * n_bytes) != 0)
            return FALSE;
          return pl_address_from_integer (address | number, ret_address);
        }
      if (n_bytes == 3 || number > 255)
        return FALSE;
      address |= number << (24 - 8 * n_bytes);
      n_bytes++;
      text++;
    }
  return FALSE;
}
