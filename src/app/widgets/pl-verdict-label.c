/* pl-verdict-label.c: what is said under a field, and the small buttons that mend it. Knows no field. */

#include "app/widgets/pl-verdict-label.h"

#include "app/widgets/pl-column-layout.h"
#include "app/widgets/pl-flow.h"
#include "app/widgets/pl-style.h"

typedef struct
{
  const char *icon_name;
  const char *css_class;
} Look;

static const Look looks[] = {
  [PL_SEVERITY_NOTE] = { "dialog-information-symbolic", "note" },
  [PL_SEVERITY_GOOD] = { "object-select-symbolic", "success" },
  [PL_SEVERITY_WARNING] = { "dialog-warning-symbolic", "warning" },
  [PL_SEVERITY_ERROR] = { "dialog-error-symbolic", "error" },
};

/* What a button offers; text and protocol as in PlMend. */
typedef struct
{
  GtkWidget *button; /* (owned by the widget tree) */
  char *text;        /* (owned) (nullable) */
  const char *protocol;
} Offer;

struct _PlVerdictLabel
{
  GtkWidget parent_instance;

  GtkWidget *words;
  GtkImage *icon;
  GtkLabel *message;
  PlFlow *mends;

  Offer offers[PL_MENDS_MAX];
  guint n_offers;
};

G_DEFINE_FINAL_TYPE (PlVerdictLabel, pl_verdict_label, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_MEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
mend_clicked_cb (PlVerdictLabel *self, GtkWidget *button)
{
  for (guint i = 0; i < self->n_offers; i++)
    {
      Offer *offer = &self->offers[i];

      if (offer->button == button)
        {
          /* The answer may be a new verdict with other offers. */
          g_autofree char *text = g_strdup (offer->text);

          g_signal_emit (self, signals[SIGNAL_MEND], 0, text, offer->protocol);
          return;
        }
    }
}

/* A button lives on when its offer changes, else the focus would leave the mend at each keystroke. */
static void
set_n_offers (PlVerdictLabel *self, guint n_offers)
{
  for (; self->n_offers < n_offers; self->n_offers++)
    {
      GtkWidget *button = gtk_button_new ();

      gtk_widget_add_css_class (button, "offer");
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (mend_clicked_cb), self);
      pl_flow_append (self->mends, button);
      self->offers[self->n_offers].button = button;
    }

  while (self->n_offers > n_offers)
    {
      Offer *offer = &self->offers[--self->n_offers];

      g_clear_pointer (&offer->button, gtk_widget_unparent);
      g_clear_pointer (&offer->text, g_free);
    }

  gtk_widget_set_visible (GTK_WIDGET (self->mends), n_offers > 0);
}

static void
set_offer (Offer *offer, const PlMend *mend)
{
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (offer->button));

  /* A long one wraps rather than make the form wider. */
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (offer->button)), mend->label) != 0)
    {
      gtk_button_set_label (GTK_BUTTON (offer->button), mend->label);
      label = gtk_button_get_child (GTK_BUTTON (offer->button));
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_width_chars (GTK_LABEL (label), 1);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
    }

  g_free (offer->text);
  offer->text = g_strdup (mend->text);
  offer->protocol = mend->protocol;
}

static void
pl_verdict_label_dispose (GObject *object)
{
  PlVerdictLabel *self = PL_VERDICT_LABEL (object);

  for (guint i = 0; i < self->n_offers; i++)
    g_clear_pointer (&self->offers[i].text, g_free);
  self->n_offers = 0;
  gtk_widget_dispose_template (GTK_WIDGET (self), PL_TYPE_VERDICT_LABEL);

  G_OBJECT_CLASS (pl_verdict_label_parent_class)->dispose (object);
}

static void
pl_verdict_label_class_init (PlVerdictLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_verdict_label_dispose;

  /**
   * PlVerdictLabel::mend:
   * @self: the label
   * @text: (nullable): what the field shall hold
   * @protocol: (nullable): "tcp" or "udp" to change the protocol
   *
   * Emitted when a mend is chosen.
   */
  signals[SIGNAL_MEND] = g_signal_new ("mend", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  g_type_ensure (PL_TYPE_COLUMN_LAYOUT);
  g_type_ensure (PL_TYPE_FLOW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/widgets/pl-verdict-label.ui");
  gtk_widget_class_bind_template_child (widget_class, PlVerdictLabel, words);
  gtk_widget_class_bind_template_child (widget_class, PlVerdictLabel, icon);
  gtk_widget_class_bind_template_child (widget_class, PlVerdictLabel, message);
  gtk_widget_class_bind_template_child (widget_class, PlVerdictLabel, mends);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
pl_verdict_label_init (PlVerdictLabel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * pl_verdict_label_new:
 *
 * Makes a label without a verdict: it is hidden.
 *
 * Returns: (transfer floating): the label
 */
GtkWidget *
pl_verdict_label_new (void)
{
  return g_object_new (PL_TYPE_VERDICT_LABEL, NULL);
}

/**
 * pl_verdict_label_set_verdict:
 * @self: a verdict label
 * @verdict: (nullable): what to say; copied. %NULL hides the label
 *
 * Shows a verdict: an icon, the message, and a button for each mend.
 */
void
pl_verdict_label_set_verdict (PlVerdictLabel *self, const PlVerdict *verdict)
{
  g_return_if_fail (PL_IS_VERDICT_LABEL (self));

  gtk_widget_set_visible (GTK_WIDGET (self), verdict != NULL && verdict->message != NULL);
  if (!verdict || !verdict->message)
    {
      set_n_offers (self, 0);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    pl_style_toggle_class (self->words, looks[i].css_class, i == verdict->severity);
  gtk_image_set_from_icon_name (self->icon, looks[verdict->severity].icon_name);
  gtk_label_set_label (self->message, verdict->message);

  set_n_offers (self, MIN (verdict->n_mends, PL_MENDS_MAX));
  for (guint i = 0; i < self->n_offers; i++)
    set_offer (&self->offers[i], &verdict->mends[i]);
}
