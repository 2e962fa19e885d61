/* A connection as a program: a choice of languages, the text, a button to copy it. Knows no socket. */

#include "app/connection/pl-program-box.h"

#include <glib/gi18n-lib.h>

struct _PlProgramBox
{
  AdwBin parent_instance;

  GtkDropDown *languages;
  GtkTextView *view;
  GtkWidget *good;
  GtkLabel *note;
  char *programs[PL_PROGRAM_N_LANGUAGES]; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (PlProgramBox, pl_program_box, ADW_TYPE_BIN)

enum
{
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
get_note (PlProgramLanguage language)
{
  switch (language)
    {
    case PL_PROGRAM_C:
      return _ ("A whole program with these very values. cc compiles it as it is.");
    case PL_PROGRAM_GIO:
      return _ ("A whole program with these very values. Its first line says how to compile it.");
    case PL_PROGRAM_PYTHON:
      return _ ("A whole program with these very values, for Python 3.8 or newer.");
    case PL_PROGRAM_LISP:
      return _ ("A whole program with these very values, written by the manual of LispWorks 7.");
    case PL_PROGRAM_NCAT:
    case PL_PROGRAM_SOCAT:
    case PL_PROGRAM_N_LANGUAGES:
    default:
      return _ (
          "One command for a shell, with these very values. What the tool has no option for is left out.");
    }
}

static PlProgramLanguage
get_language (PlProgramBox *self)
{
  return (PlProgramLanguage) MIN (gtk_drop_down_get_selected (self->languages), PL_PROGRAM_N_LANGUAGES - 1);
}

static const char *
get_program (PlProgramBox *self)
{
  return self->programs[get_language (self)];
}

static void
update (PlProgramBox *self)
{
  const char *program = get_program (self);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), program != NULL ? program : "", -1);
  gtk_widget_set_visible (self->good, program != NULL);
  gtk_label_set_label (self->note, program != NULL
                                       ? get_note (get_language (self))
                                       : _ ("LispWorks has UDP in its asynchronous interface only: "
                                            "there is no short program for it."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "program.copy", program != NULL);
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  const char *program = get_program (PL_PROGRAM_BOX (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), program);
  g_signal_emit (widget, signals[SIGNAL_COPIED], 0, program);
}

static void
set_up_languages (PlProgramBox *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (int language = 0; language < PL_PROGRAM_N_LANGUAGES; language++)
    gtk_string_list_append (names, pl_program_get_name ((PlProgramLanguage) language));
  gtk_drop_down_set_model (self->languages, G_LIST_MODEL (names));
}

static void
pl_program_box_dispose (GObject *object)
{
  PlProgramBox *self = PL_PROGRAM_BOX (object);

  for (int language = 0; language < PL_PROGRAM_N_LANGUAGES; language++)
    g_clear_pointer (&self->programs[language], g_free);
  adw_bin_set_child (ADW_BIN (self),
                     NULL); /* or it would unparent a child that the template has taken away */
  gtk_widget_dispose_template (GTK_WIDGET (self), PL_TYPE_PROGRAM_BOX);

  G_OBJECT_CLASS (pl_program_box_parent_class)->dispose (object);
}

static void
pl_program_box_class_init (PlProgramBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_program_box_dispose;

  /**
   * PlProgramBox::copied:
   * @text: what is in the clipboard now
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", PL_TYPE_PROGRAM_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * PlProgramBox|program.copy:
   *
   * Copies the program that is shown.
   */
  gtk_widget_class_install_action (widget_class, "program.copy", NULL, copy_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-program-box.ui");
  gtk_widget_class_bind_template_child (widget_class, PlProgramBox, languages);
  gtk_widget_class_bind_template_child (widget_class, PlProgramBox, view);
  gtk_widget_class_bind_template_child (widget_class, PlProgramBox, good);
  gtk_widget_class_bind_template_child (widget_class, PlProgramBox, note);
}

static void
pl_program_box_init (PlProgramBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_languages (self);
  g_signal_connect_swapped (self->languages, "notify::selected", G_CALLBACK (update), self);
  update (self);
}

/**
 * pl_program_box_set_input:
 * @self: a box
 * @input: what the program is made of
 *
 * Writes the program again in every language; what is shown stays as it is, selection and all, if nothing has
 * changed.
 */
void
pl_program_box_set_input (PlProgramBox *self, const PlProgramInput *input)
{
  PlProgramLanguage shown = get_language (self);
  g_autofree char *before = g_strdup (self->programs[shown]);

  for (int language = 0; language < PL_PROGRAM_N_LANGUAGES; language++)
    {
      g_free (self->programs[language]);
      self->programs[language] = pl_program_dup ((PlProgramLanguage) language, input);
    }
  if (g_strcmp0 (before, self->programs[shown]) != 0 || self->programs[shown] == NULL)
    update (self);
}

/**
 * pl_program_box_set_language:
 * @self: a box
 * @language: which one to show
 */
void
pl_program_box_set_language (PlProgramBox *self, PlProgramLanguage language)
{
  gtk_drop_down_set_selected (self->languages, language);
}
