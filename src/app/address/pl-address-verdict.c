/* What the Address page says of a hostspec. The parser's own verdict is about a connection: here nothing
 * connects. */

#include "app/address/pl-address-verdict.h"

#include "app/widgets/pl-style.h"

#include <glib/gi18n-lib.h>

static void
copy_verdict (PlVerdict *self, const PlVerdict *verdict, const char *suffix)
{
  if (verdict->message != NULL)
    pl_verdict_set (self, verdict->severity, "%s", verdict->message);
  for (guint i = 0; i < verdict->n_mends; i++)
    {
      const PlMend *mend = &verdict->mends[i];
      g_autofree char *text = mend->text != NULL ? g_strconcat (mend->text, suffix, NULL) : NULL;

      if (mend->protocol == NULL)
        pl_verdict_add_mend (self, text, NULL, "%s", mend->label);
    }
}

/* What is said of the address without the /len, which has a meaning here; the mends get it back. */
static void
describe_prefixed (PlVerdict *self, const PlHostspec *hostspec)
{
  g_autofree char *suffix = g_strdup_printf ("/%d", hostspec->prefix_length);
  g_autofree char *text = NULL;
  g_autoptr (PlHostspec) without = NULL;

  if (hostspec->zone != NULL)
    text = g_strconcat (hostspec->text, "%", hostspec->zone, NULL);
  else
    text = g_strdup (hostspec->text);
  without = pl_hostspec_parse (text, -1, PL_USE_CONNECT, PL_FAMILY_NONE);
  copy_verdict (self, &without->verdict, suffix);
}

static void
describe_address (PlVerdict *self, const PlHostspec *hostspec)
{
  if (pl_address_is_any (&hostspec->address) && hostspec->kind != PL_HOSTSPEC_INTEGER)
    pl_verdict_set (self, PL_SEVERITY_GOOD, "%s",
                    hostspec->address.family == PL_FAMILY_IPV4
                        ? _ ("IPv4, unspecified: to a listener it means every IPv4 address here.")
                        : _ ("IPv6, unspecified: to a listener it means every address here."));
  else if (hostspec->prefix_length >= 0)
    describe_prefixed (self, hostspec);
  else
    copy_verdict (self, &hostspec->verdict, "");

  /* The parser has nothing to say against it: that is good news to somebody who asks for nothing else. */
  if (self->severity == PL_SEVERITY_NOTE)
    self->severity = PL_SEVERITY_GOOD;
}

/**
 * pl_address_verdict_init:
 * @self: (out caller-allocates): the verdict; clear it with pl_verdict_clear()
 * @hostspec: what was typed
 *
 * Says what a hostspec is to somebody who only wants to know. Nothing is said of an empty one.
 */
void
pl_address_verdict_init (PlVerdict *self, const PlHostspec *hostspec)
{
  *self = (PlVerdict){ 0 };
  switch (hostspec->kind)
    {
    case PL_HOSTSPEC_NONE:
      break;
    case PL_HOSTSPEC_NAME:
      pl_verdict_set (self, PL_SEVERITY_NOTE, "%s",
                      _ ("A name, not an address. Nothing is asked here: look it up."));
      break;
    case PL_HOSTSPEC_IPV4:
    case PL_HOSTSPEC_IPV6:
    case PL_HOSTSPEC_INTEGER:
      describe_address (self, hostspec);
      break;
    case PL_HOSTSPEC_INVALID:
    default:
      copy_verdict (self, &hostspec->verdict, "");
      break;
    }
}

/**
 * pl_address_verdict_show:
 * @hostspec: what was typed
 * @row: the field
 * @label: what is below it
 *
 * Shows the verdict below the field, colours the field, and tells both to a screen reader.
 */
void
pl_address_verdict_show (const PlHostspec *hostspec, AdwEntryRow *row, PlVerdictLabel *label)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  PlVerdict verdict;
  gboolean is_error;

  pl_address_verdict_init (&verdict, hostspec);
  is_error = verdict.severity == PL_SEVERITY_ERROR;
  pl_style_toggle_class (GTK_WIDGET (row), "error", is_error);
  pl_style_toggle_class (GTK_WIDGET (row), "warning", verdict.severity == PL_SEVERITY_WARNING);
  gtk_accessible_update_state (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_STATE_INVALID,
                               is_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  verdict.message != NULL ? verdict.message : "", -1);
  pl_verdict_label_set_verdict (label, &verdict);
  pl_verdict_clear (&verdict);
}
