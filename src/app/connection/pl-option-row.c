/* One option of a socket: a switch, a number or a choice, always as the system last said it is. Asks for a
 * change and shows what came of it. Knows no socket. */

#include "app/connection/pl-option-row.h"

#include "app/widgets/pl-verdict-label.h"
#include "core/pl-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

typedef enum
{
  KIND_SWITCH,
  KIND_NUMBER,
  KIND_SIZE,
  KIND_CHOICE,
  KIND_FIXED, /* can be read only */
} Kind;

/* A number may be larger than the system takes: it is the system that says so. */
typedef struct
{
  Kind kind;
  int max;
  int step;
  const char *title;
} Look;

static const Look looks[PL_N_OPTIONS] = {
  [PL_OPTION_NO_DELAY] = { KIND_SWITCH, 1, 1, N_ ("Send small pieces at once") },
  [PL_OPTION_KEEP_ALIVE] = { KIND_SWITCH, 1, 1, N_ ("Keep alive") },
  [PL_OPTION_KEEP_IDLE] = { KIND_NUMBER, 99999, 10, N_ ("Ask after a silence of, s") },
  [PL_OPTION_KEEP_INTERVAL] = { KIND_NUMBER, 99999, 5, N_ ("Ask again after, s") },
  [PL_OPTION_KEEP_COUNT] = { KIND_NUMBER, 999, 1, N_ ("Questions before giving up") },
  [PL_OPTION_USER_TIMEOUT] = { KIND_NUMBER, 9999999, 1000, N_ ("Give up after, ms") },
  [PL_OPTION_HOP_LIMIT] = { KIND_NUMBER, 999, 1, N_ ("Hop limit") },
  [PL_OPTION_TRAFFIC_CLASS] = { KIND_NUMBER, 255, 4, N_ ("Traffic class") },
  [PL_OPTION_CONGESTION] = { KIND_CHOICE, 0, 0, N_ ("Congestion control") },
  [PL_OPTION_SEND_BUFFER] = { KIND_SIZE, 0, 0, N_ ("Send buffer, B") },
  [PL_OPTION_RECEIVE_BUFFER] = { KIND_SIZE, 0, 0, N_ ("Receive buffer, B") },
  [PL_OPTION_REUSE_ADDRESS] = { KIND_FIXED, 0, 0, N_ ("Address in TIME-WAIT may be used") },
  [PL_OPTION_REUSE_PORT] = { KIND_FIXED, 0, 0, N_ ("Port may be shared") },
  [PL_OPTION_V6ONLY] = { KIND_FIXED, 0, 0, N_ ("IPv6 only") },
  [PL_OPTION_BROADCAST] = { KIND_SWITCH, 1, 1, N_ ("Broadcasts may be sent") },
  [PL_OPTION_MULTICAST_HOPS] = { KIND_NUMBER, 999, 1, N_ ("Hops of multicasts") },
  [PL_OPTION_MULTICAST_LOOP] = { KIND_SWITCH, 1, 1, N_ ("Multicasts are heard here, too") },
  [PL_OPTION_MULTICAST_ALL] = { KIND_SWITCH, 1, 1, N_ ("Groups that others joined are heard") },
};

struct _PlOptionRow
{
  GtkListBoxRow parent_instance;

  PlOption option;
  GtkLabel *name;
  GtkWidget *control;
  PlVerdictLabel *verdict;
  int value; /* as the system last said */
  gboolean is_showing;
};

G_DEFINE_FINAL_TYPE (PlOptionRow, pl_option_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  SIGNAL_CHANGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* 1. What the system says */

static void
show_size (PlOptionRow *self)
{
  g_autofree char *text = g_strdup_printf ("%d", self->value);

  gtk_editable_set_text (GTK_EDITABLE (self->control), text);
}

static void
show_value (PlOptionRow *self)
{
  self->is_showing = TRUE;
  switch (looks[self->option].kind)
    {
    case KIND_SWITCH:
      gtk_switch_set_active (GTK_SWITCH (self->control), self->value != 0);
      break;
    case KIND_NUMBER:
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->control), self->value);
      break;
    case KIND_SIZE:
      show_size (self);
      break;
    case KIND_CHOICE:
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), (guint) self->value);
      break;
    case KIND_FIXED:
    default:
      gtk_label_set_label (GTK_LABEL (self->control), self->value != 0 ? _ ("on") : _ ("off"));
      break;
    }
  self->is_showing = FALSE;
}

static void
set_verdict (PlOptionRow *self, const PlVerdict *verdict)
{
  gboolean is_error = verdict != NULL && verdict->severity == PL_SEVERITY_ERROR;

  gtk_widget_set_visible (GTK_WIDGET (self->verdict), verdict != NULL);
  if (verdict != NULL)
    pl_verdict_label_set_verdict (self->verdict, verdict);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_STATE_INVALID,
                               is_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
show_refusal (PlOptionRow *self, int code)
{
  PlVerdict verdict = { 0 };
  const char *code_name = pl_failure_get_code_name (&(PlFailure){ .code = code });

  switch (code)
    {
    case EINVAL:
      /* Translators: %s is the system's name of the error, such as EINVAL */
      pl_verdict_set (&verdict, PL_SEVERITY_ERROR, _ ("The system does not take this value (%s)."),
                      code_name);
      break;
    case EPERM:
    case EACCES:
      pl_verdict_set (&verdict, PL_SEVERITY_ERROR, _ ("Only the administrator may set this (%s)."),
                      code_name);
      break;
    default:
      pl_verdict_set (&verdict, PL_SEVERITY_ERROR, _ ("The system refused this: %s (%s)."), g_strerror (code),
                      code_name);
      break;
    }
  set_verdict (self, &verdict);
  pl_verdict_clear (&verdict);
}

/* 2. What somebody wants */

static void
request (PlOptionRow *self, int value)
{
  if (!self->is_showing)
    g_signal_emit (self, signals[SIGNAL_CHANGE], 0, value);
}

/* The switch itself moves at once; its colour follows once the system has said so. */
static gboolean
switched_cb (GtkSwitch *control, gboolean is_on, PlOptionRow *self)
{
  gtk_switch_set_state (control, is_on);
  request (self, is_on);

  return TRUE;
}

static void
spun_cb (GtkSpinButton *control, PlOptionRow *self)
{
  request (self, gtk_spin_button_get_value_as_int (control));
}

static void
chosen_cb (GtkDropDown *control, GParamSpec *pspec, PlOptionRow *self)
{
  request (self, (int) gtk_drop_down_get_selected (control));
}

static void
entered_cb (GtkEditable *control, PlOptionRow *self)
{
  PlVerdict verdict = { 0 };
  guint64 size;

  if (g_ascii_string_to_unsigned (gtk_editable_get_text (control), 10, 0, G_MAXINT, &size, NULL))
    {
      request (self, (int) size);
      return;
    }

  pl_verdict_set (&verdict, PL_SEVERITY_ERROR, _ ("A whole number of bytes, please."));
  set_verdict (self, &verdict);
  pl_verdict_clear (&verdict);
}

/* 3. Life */

static GtkWidget *
create_control (PlOptionRow *self)
{
  const Look *look = &looks[self->option];
  GtkWidget *control;

  switch (look->kind)
    {
    case KIND_SWITCH:
      control = gtk_switch_new ();
      g_signal_connect (control, "state-set", G_CALLBACK (switched_cb), self);
      return control;
    case KIND_NUMBER:
      control = gtk_spin_button_new_with_range (0, look->max, look->step);
      gtk_editable_set_width_chars (GTK_EDITABLE (control), look->max > 99999 ? 6 : look->max > 999 ? 5 : 3);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (control), 6);
      g_signal_connect (control, "value-changed", G_CALLBACK (spun_cb), self);
      return control;
    case KIND_SIZE:
      control = gtk_entry_new ();
      gtk_entry_set_input_purpose (GTK_ENTRY (control), GTK_INPUT_PURPOSE_DIGITS);
      gtk_editable_set_alignment (GTK_EDITABLE (control), 1);
      gtk_editable_set_width_chars (GTK_EDITABLE (control), 9);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (control), 9);
      g_signal_connect (control, "activate", G_CALLBACK (entered_cb), self);
      return control;
    case KIND_CHOICE:
      control = gtk_drop_down_new_from_strings (pl_option_get_congestion_names ());
      g_signal_connect (control, "notify::selected", G_CALLBACK (chosen_cb), self);
      return control;
    case KIND_FIXED:
    default:
      return gtk_label_new (NULL);
    }
}

static GtkLabel *
create_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);

  return GTK_LABEL (label);
}

static void
build (PlOptionRow *self)
{
  const char *title = _ (looks[self->option].title);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->name = create_label (NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "note");
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "option");
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (create_label (title)));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->name));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);

  self->control = create_control (self);
  gtk_widget_set_valign (self->control, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->control, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), self->control);

  self->verdict = PL_VERDICT_LABEL (pl_verdict_label_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), FALSE);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->verdict));
  gtk_widget_add_css_class (box, "optionline");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

static void
pl_option_row_class_init (PlOptionRowClass *klass)
{
  /**
   * PlOptionRow::change:
   * @value: what somebody wants the option to be
   */
  signals[SIGNAL_CHANGE] = g_signal_new ("change", PL_TYPE_OPTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
pl_option_row_init (PlOptionRow *self)
{
  self->value = PL_OPTION_NONE;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE); /* its control is */
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * pl_option_row_new:
 * @option: which option
 *
 * Returns: (transfer floating): a row that is hidden until the option is known
 */
GtkWidget *
pl_option_row_new (PlOption option)
{
  PlOptionRow *self = g_object_new (PL_TYPE_OPTION_ROW, NULL);

  self->option = option;
  build (self);

  return GTK_WIDGET (self);
}

/* Asking a silent peer has three numbers, which mean something only while it is done. */
static gboolean
is_wanted (PlOption option, const PlSample *sample)
{
  gboolean is_detail = option == PL_OPTION_KEEP_IDLE || option == PL_OPTION_KEEP_INTERVAL ||
                       option == PL_OPTION_KEEP_COUNT;

  return sample->options[option] != PL_OPTION_NONE &&
         (!is_detail || sample->options[PL_OPTION_KEEP_ALIVE] > 0);
}

/**
 * pl_option_row_show:
 * @self: a row
 * @sample: what the system says, with its options
 * @local: the local end of the socket
 *
 * Shows how the option is. What somebody is typing stays, unless this is the answer to it, or the option has
 * changed.
 */
void
pl_option_row_show (PlOptionRow *self, const PlSample *sample, const PlEnd *local)
{
  gboolean is_answer = sample->has_changed && sample->changed == self->option;
  int value = sample->options[self->option];

  gtk_widget_set_visible (GTK_WIDGET (self), is_wanted (self->option, sample));
  gtk_label_set_label (self->name, pl_option_get_name (self->option, local));
  if (is_answer && sample->code != 0)
    show_refusal (self, sample->code);
  else if (is_answer || self->value != value)
    set_verdict (self, NULL);
  if (value == PL_OPTION_NONE || (value == self->value && !is_answer))
    return;

  self->value = value;
  show_value (self);
}

/**
 * pl_option_row_set_live:
 * @self: a row
 * @is_live: whether there is still a socket whose option could be set
 */
void
pl_option_row_set_live (PlOptionRow *self, gboolean is_live)
{
  gtk_widget_set_sensitive (self->control, is_live);
}
