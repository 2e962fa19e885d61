/* A host and a service pasted as one text; splits it, and does not judge the parts. */
#include "core/target/pl-target.h"

#include "core/address/pl-address.h"
#include "core/address/pl-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *start;
  gsize length;
} Span;

/* Anything goes that another kind of paste does not need as a mark. */
static gboolean
is_plain (Span span)
{
  for (gsize i = 0; i < span.length; i++)
    if (strchr (":/[]%?@\\\"'<>,;", span.start[i]) != NULL)
      return FALSE;
  return !pl_text_find_blank (span.start, span.length);
}

static gboolean
is_ipv6 (const char *text)
{
  PlAddressText parts;

  return pl_address_parse (text, -1, &parts) && parts.address.family == PL_FAMILY_IPV6;
}

/* In a URI the "%" before a zone is written "%25" (RFC 6874); elsewhere a zone might be called 25. */
static char *
dup_unescaped_ipv6 (Span span)
{
  g_autofree char *text = g_strndup (span.start, span.length);
  char *percent = strchr (text, '%');

  if (percent != NULL && g_str_has_prefix (percent, "%25"))
    {
      g_autofree char *unescaped = g_strdup_printf ("%.*s%%%s", (int) (percent - text), text, percent + 3);

      if (is_ipv6 (unescaped))
        return g_steal_pointer (&unescaped);
    }
  return is_ipv6 (text) ? g_steal_pointer (&text) : NULL;
}

static char *
dup_bracketed (Span span)
{
  char *ipv6 = dup_unescaped_ipv6 (span);

  if (ipv6 != NULL)
    return ipv6;
  return span.length > 0 && is_plain (span) ? g_strndup (span.start, span.length) : NULL;
}

/* `[host]`, `[host]:service`, `host:service` or `:service`; on success *@ret_service may be %NULL. */
static gboolean
split_authority (Span all, char **ret_host, char **ret_service)
{
  const char *end = all.start + all.length;
  gboolean has_brackets = all.length > 0 && all.start[0] == '[';
  const char *host_end = memchr (all.start, has_brackets ? ']' : ':', all.length);
  const char *colon = has_brackets && host_end != NULL ? host_end + 1 : host_end;
  g_autofree char *host = NULL;
  Span service = { end, 0 };

  if (host_end == NULL)
    return FALSE;
  if (has_brackets)
    host = dup_bracketed ((Span){ all.start + 1, (gsize) (host_end - all.start - 1) });
  else if (is_plain ((Span){ all.start, (gsize) (host_end - all.start) }))
    host = g_strndup (all.start, (gsize) (host_end - all.start));
  if (host == NULL)
    return FALSE;

  if (colon < end)
    service = (Span){ colon + 1, (gsize) (end - colon - 1) };
  if ((colon < end && *colon != ':') || !is_plain (service))
    return FALSE;
  if (*host == '\0' && service.length == 0)
    return FALSE;

  *ret_host = g_steal_pointer (&host);
  *ret_service = service.length > 0 ? g_strndup (service.start, service.length) : NULL;
  return TRUE;
}

/* `scheme://user@host:port/path?query#fragment`: the scheme is the service unless there is a port. */
static gboolean
split_uri (Span all, char **ret_host, char **ret_service)
{
  const char *mark = g_strstr_len (all.start, (gssize) all.length, "://");
  const char *end = all.start + all.length;
  Span scheme = { all.start, mark != NULL ? (gsize) (mark - all.start) : 0 };
  Span authority;
  const char *at;

  if (scheme.length == 0 || !g_ascii_isalpha (scheme.start[0]) || !is_plain (scheme))
    return FALSE;
  authority.start = mark + 3;
  authority.length = 0;
  while (authority.start + authority.length < end &&
         strchr ("/?#", authority.start[authority.length]) == NULL)
    authority.length++;
  at = memrchr (authority.start, '@', authority.length);
  if (at != NULL)
    authority = (Span){ at + 1, (gsize) (authority.start + authority.length - at - 1) };

  if (!split_authority (authority, ret_host, ret_service))
    {
      if (authority.length == 0 || !is_plain (authority))
        return FALSE;
      *ret_host = g_strndup (authority.start, authority.length);
      *ret_service = NULL;
    }
  if (*ret_service == NULL)
    *ret_service = g_ascii_strdown (scheme.start, (gssize) scheme.length);
  return TRUE;
}

/**
 * pl_target_take_apart:
 * @text: (nullable): what was pasted
 * @ret_hostspec: (out) (transfer full): the host; empty for `:80`
 * @ret_service: (out) (transfer full) (nullable): the service, %NULL if there is none
 *
 * Takes a host and a service apart that stand in one text, as people find them in logs, URIs and the output
 * of ss(8): `[::1]:8080`, `[fe80::1%25eth0]:80`, `[::1]`, `localhost:http`, `192.0.2.1:80`,
 * `https://example.org/path`. Of a URI the scheme is the service if it has no port. An IPv6 address without
 * brackets is never taken apart: its colons are its own. Blanks around @text are left out.
 *
 * Neither part is judged; that is for [func@Pl.hostspec_parse] and [func@Pl.service_parse].
 *
 * Returns: whether @text is such a pair; if not, both outputs are untouched
 */
gboolean
pl_target_take_apart (const char *text, char **ret_hostspec, char **ret_service)
{
  Span all = { text, text != NULL ? strlen (text) : 0 };

  if (text == NULL || !g_utf8_validate_len (text, all.length, NULL))
    return FALSE;
  pl_text_trim (&all.start, &all.length);
  return split_uri (all, ret_hostspec, ret_service) || split_authority (all, ret_hostspec, ret_service);
}

/**
 * pl_target_dup_sentence:
 * @pasted: what was taken apart
 * @hostspec: its host
 * @service: (nullable): its service
 *
 * Tells what became of a paste: "[::1]:8080 was pasted: the host is ::1, the service 8080."
 *
 * Returns: (transfer full): a translated sentence
 */
char *
pl_target_dup_sentence (const char *pasted, const char *hostspec, const char *service)
{
  g_autofree char *pasted_display = pl_text_dup_display (pasted, strlen (pasted));
  g_autofree char *host_display = pl_text_dup_display (hostspec, strlen (hostspec));
  g_autofree char *service_display = NULL;

  if (service == NULL)
    return g_strdup_printf (_ ("%s was pasted: the host is %s."), pasted_display, host_display);
  service_display = pl_text_dup_display (service, strlen (service));
  if (*hostspec == '\0')
    return g_strdup_printf (_ ("%s was pasted: no host, the service is %s."), pasted_display,
                            service_display);
  return g_strdup_printf (_ ("%s was pasted: the host is %s, the service %s."), pasted_display, host_display,
                          service_display);
}
