/* What a service field holds: a port, a name of one, or nothing; knows no host. */
#include "core/target/pl-service.h"

#include "core/address/pl-text.h"
#include "core/target/pl-service-database.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

static void
read_nothing (PlService *self, PlUse use)
{
  self->kind = PL_SERVICE_ANY;
  if (use == PL_USE_CONNECT)
    pl_verdict_set (&self->verdict, PL_SEVERITY_NOTE, "%s", _ ("Port number or service name"));
  else
    pl_verdict_set (&self->verdict, PL_SEVERITY_NOTE, "%s", _ ("Empty: the system picks a free port"));
}

static void
read_zero (PlService *self, PlUse use)
{
  self->kind = PL_SERVICE_ANY;
  if (use == PL_USE_CONNECT)
    pl_verdict_set (&self->verdict, PL_SEVERITY_ERROR, "%s",
                    _ ("No port to connect to: 0 asks the system for a free one, to listen on."));
  else
    pl_verdict_set (&self->verdict, PL_SEVERITY_NOTE, "%s", _ ("0: the system picks a free port"));
}

/* The port that getaddrinfo() of glibc makes of digits: strtoul() into an int, cut to 16 bits by htons(). */
static gboolean
read_as_getaddrinfo (const char *digits, guint16 *ret_port)
{
  guint64 number = g_ascii_strtoull (digits, NULL, 10);

  if ((gint32) (guint32) number < 0)
    return FALSE;
  *ret_port = (guint16) number;
  return TRUE;
}

static void
refuse_large (PlService *self, const char *digits)
{
  g_autofree char *display = pl_text_dup_display (digits, strlen (digits));
  guint16 port;

  pl_verdict_set (&self->verdict, PL_SEVERITY_ERROR, _ ("%s is above 65535, the highest port."), display);
  if (read_as_getaddrinfo (digits, &port))
    pl_verdict_add (&self->verdict, PL_SEVERITY_ERROR, _ ("getaddrinfo() would take it for port %u."), port);
}

static void
tell_port (PlService *self, PlProtocol protocol)
{
  g_auto (PlServiceMatch) match = { 0 };
  const char *wanted = pl_protocol_to_string (protocol);

  if (pl_service_database_find_port (self->port, protocol, &match))
    {
      self->protocol = match.protocol;
      pl_verdict_set (&self->verdict, PL_SEVERITY_GOOD, _ ("%u/%s is %s"), self->port,
                      pl_protocol_to_string (match.protocol), match.name);
      self->name = g_steal_pointer (&match.name);
    }
  else if (protocol != PL_PROTOCOL_ANY && pl_service_database_find_port (self->port, PL_PROTOCOL_ANY, &match))
    pl_verdict_set (&self->verdict, PL_SEVERITY_NOTE, _ ("%u/%s has no name. %u/%s is %s."), self->port,
                    wanted, self->port, pl_protocol_to_string (match.protocol), match.name);
  else
    pl_verdict_set (&self->verdict, PL_SEVERITY_NOTE, _ ("Port %u. No service has this number."), self->port);
}

static void
read_digits (PlService *self, const char *digits, PlUse use, PlProtocol protocol)
{
  guint port = 0;

  for (const char *at = digits; *at != '\0' && port <= G_MAXUINT16; at++)
    port = port * 10 + (guint) (*at - '0');

  if (port > G_MAXUINT16)
    {
      refuse_large (self, digits);
      return;
    }
  if (port == 0)
    {
      read_zero (self, use);
      return;
    }
  self->kind = PL_SERVICE_PORT;
  self->port = (guint16) port;
  tell_port (self, protocol);
}

static void
take_name (PlService *self, const char *typed, PlServiceMatch *match)
{
  self->kind = PL_SERVICE_NAME;
  self->port = match->port;
  self->protocol = match->protocol;
  self->name = g_steal_pointer (&match->name);
  if (strcmp (typed, self->name) == 0)
    pl_verdict_set (&self->verdict, PL_SEVERITY_NOTE, _ ("%s is %u/%s"), typed, self->port,
                    pl_protocol_to_string (self->protocol));
  else
    pl_verdict_set (&self->verdict, PL_SEVERITY_NOTE, _ ("%s is %s, %u/%s"), typed, self->name, self->port,
                    pl_protocol_to_string (self->protocol));
}

static void
offer (PlService *self, const char *text)
{
  pl_verdict_add_mend (&self->verdict, text, NULL, _ ("Use %s"), text);
}

static void
refuse_protocol (PlService *self, const char *typed, PlProtocol protocol, const PlServiceMatch *match)
{
  const char *other = pl_protocol_to_string (match->protocol);
  g_autofree char *digits = g_strdup_printf ("%u", match->port);

  pl_verdict_set (&self->verdict, PL_SEVERITY_ERROR,
                  protocol == PL_PROTOCOL_TCP ? _ ("No %s over TCP. %s is %u/%s.")
                                              : _ ("No %s over UDP. %s is %u/%s."),
                  typed, match->name, match->port, other);
  pl_verdict_add_mend (&self->verdict, NULL, other, "%s",
                       match->protocol == PL_PROTOCOL_UDP ? _ ("Switch to UDP") : _ ("Switch to TCP"));
  offer (self, digits);
}

/* A number that is none: a sign before it, letters after it. */
static gboolean
refuse_number (PlService *self, const char *typed, const char *display)
{
  gboolean has_sign = *typed == '+' || *typed == '-';
  const char *digits = has_sign ? typed + 1 : typed;
  gsize n_digits = strspn (digits, "0123456789");
  g_autofree char *number = g_strndup (digits, n_digits);

  if (n_digits == 0)
    return FALSE;
  if (digits[n_digits] != '\0')
    {
      pl_verdict_set (&self->verdict, PL_SEVERITY_ERROR, _ ("%s is no number: more follows after %s."),
                      display, number);
    }
  else if (has_sign)
    {
      pl_verdict_set (&self->verdict, PL_SEVERITY_ERROR,
                      _ ("A port is a number without a sign, from 0 to 65535."));
      if (*typed == '+')
        offer (self, number);
    }
  return TRUE;
}

static void
refuse_name (PlService *self, const char *typed, PlProtocol protocol)
{
  g_autofree char *display = pl_text_dup_display (typed, strlen (typed));
  g_autofree char *spelling = NULL;
  g_auto (PlServiceMatch) match = { 0 };

  if (refuse_number (self, typed, display))
    return;
  if (pl_service_database_find_name (typed, PL_PROTOCOL_ANY, &match))
    {
      refuse_protocol (self, display, protocol, &match);
      return;
    }
  if (pl_service_database_find_any_case (typed, protocol, &match, &spelling))
    {
      pl_verdict_set (&self->verdict, PL_SEVERITY_ERROR,
                      _ ("No service %s: names are case-sensitive. %s is %u/%s."), display, spelling,
                      match.port, pl_protocol_to_string (match.protocol));
      offer (self, spelling);
      return;
    }
  if (pl_service_database_is_empty ())
    pl_verdict_set (&self->verdict, PL_SEVERITY_ERROR, "%s",
                    _ ("This computer has no list of service names (/etc/services). Type a port number."));
  else
    pl_verdict_set (&self->verdict, PL_SEVERITY_ERROR,
                    _ ("No service %s in this computer’s list. Port numbers work too."), display);
}

static void
read_name (PlService *self, const char *typed, PlProtocol protocol)
{
  g_auto (PlServiceMatch) match = { 0 };

  if (pl_text_find_blank (typed, strlen (typed)))
    pl_verdict_set (&self->verdict, PL_SEVERITY_ERROR, "%s",
                    _ ("There is a blank or a control character inside."));
  else if (pl_service_database_find_name (typed, protocol, &match))
    take_name (self, typed, &match);
  else
    refuse_name (self, typed, protocol);
}

/**
 * pl_service_parse:
 * @text: (nullable): what was typed; need not be UTF-8. %NULL is as good as empty
 * @length: bytes in @text, or -1 if it is NUL-terminated
 * @use: what the field is for
 * @protocol: the protocol of the socket; %PL_PROTOCOL_ANY prefers TCP
 *
 * Reads a service: nothing or `0`, a port from 1 to 65535 (`80`, `080`), or a name or an alias of the
 * services database for @protocol (`http`, `www`). Blanks around it are left out. `getaddrinfo()` never sees
 * the text: it reads `65616` as port 80.
 *
 * Returns: (transfer full): what it is, never %NULL
 */
PlService *
pl_service_parse (const char *text, gssize length, PlUse use, PlProtocol protocol)
{
  PlService *self = g_new0 (PlService, 1);
  const char *start = text != NULL ? text : "";
  gsize size = text == NULL || length < 0 ? strlen (start) : (gsize) length;
  gboolean was_trimmed = pl_text_trim (&start, &size);
  g_autofree char *typed = g_utf8_validate_len (start, size, NULL) ? g_strndup (start, size) : NULL;

  self->kind = PL_SERVICE_INVALID;
  if (typed == NULL)
    {
      g_autofree char *display = pl_text_dup_display (start, size);

      pl_verdict_set (&self->verdict, PL_SEVERITY_ERROR, _ ("Some bytes of it are no text: %s"), display);
    }
  else if (size == 0)
    read_nothing (self, use);
  else if (is_digits (typed))
    read_digits (self, typed, use, protocol);
  else
    read_name (self, typed, protocol);

  if (was_trimmed && size > 0)
    pl_verdict_add (&self->verdict, PL_SEVERITY_GOOD, "%s", _ ("Blanks around it were left out."));
  return self;
}

/**
 * pl_service_free:
 * @self: (transfer full) (nullable): a service
 */
void
pl_service_free (PlService *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  pl_verdict_clear (&self->verdict);
  g_free (self);
}

/**
 * pl_service_kind_to_string:
 * @kind: a kind
 *
 * Returns: its untranslated name, for scripts: "any", "port", "name" or "invalid"
 */
const char *
pl_service_kind_to_string (PlServiceKind kind)
{
  static const char *const names[] = {
    [PL_SERVICE_ANY] = "any",
    [PL_SERVICE_PORT] = "port",
    [PL_SERVICE_NAME] = "name",
    [PL_SERVICE_INVALID] = "invalid",
  };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (names), "invalid");
  return names[kind];
}

/**
 * pl_protocol_to_string:
 * @protocol: a protocol
 *
 * Returns: its untranslated name, as the services database has it: "tcp" or "udp"; else "any"
 */
const char *
pl_protocol_to_string (PlProtocol protocol)
{
  static const char *const names[] = {
    [PL_PROTOCOL_ANY] = "any",
    [PL_PROTOCOL_TCP] = "tcp",
    [PL_PROTOCOL_UDP] = "udp",
  };

  g_return_val_if_fail ((guint) protocol < G_N_ELEMENTS (names), "any");
  return names[protocol];
}

/**
 * pl_service_is_submittable:
 * @self: a service
 * @use: what it would be used for
 *
 * Returns: whether there is nothing to mend first: no error, and not empty for a connect
 */
gboolean
pl_service_is_submittable (const PlService *self, PlUse use)
{
  if (self->kind == PL_SERVICE_ANY && use == PL_USE_CONNECT)
    return FALSE;
  return self->verdict.severity != PL_SEVERITY_ERROR;
}

/**
 * pl_service_dup_problem:
 * @self: a service
 * @use: what it would be used for
 *
 * Returns: (transfer full) (nullable): why it cannot be submitted, in a translated sentence, or %NULL if it
 * can
 */
char *
pl_service_dup_problem (const PlService *self, PlUse use)
{
  if (pl_service_is_submittable (self, use))
    return NULL;
  if (self->verdict.severity != PL_SEVERITY_ERROR)
    return g_strdup (_ ("Type a port number or a service name to connect to."));
  return g_strdup (self->verdict.message);
}

/**
 * pl_service_dup_name_of_port:
 * @port: a port in host order
 * @protocol: the protocol; %PL_PROTOCOL_ANY tries TCP, then UDP
 *
 * `http-alt` for 8080 over TCP.
 *
 * Returns: (transfer full) (nullable): the official name, or %NULL if no service has this number
 */
char *
pl_service_dup_name_of_port (guint16 port, PlProtocol protocol)
{
  g_auto (PlServiceMatch) match = { 0 };

  if (!pl_service_database_find_port (port, protocol, &match))
    return NULL;
  return g_steal_pointer (&match.name);
}
