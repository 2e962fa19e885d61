/* What newer versions of GTK and libadwaita deprecate, and the oldest one that we run on has nothing else
 * for. */

#include "app/window/pl-compat.h"

#include "app/form/pl-weak.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  PlFileFunc chosen;
  gpointer object; /* a weak one */
} Choice;

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr (GObject) object = pl_weak_take (choice->object);
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT && object != NULL)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      choice->chosen (file, object);
    }
  g_free (choice);
  g_object_unref (dialog);
}

/**
 * pl_compat_choose_file:
 * @widget: in whose window to ask
 * @title: what for
 * @name: (nullable): for a file that is to be written; %NULL for one that is to be read
 * @chosen: called with a file, unless somebody thinks better of it
 * @object: for @chosen, unless it has gone meanwhile
 *
 * Asks for a file, in the way of the desktop.
 */
void
pl_compat_choose_file (GtkWidget *widget,
                       const char *title,
                       const char *name,
                       PlFileFunc chosen,
                       GObject *object)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  Choice *choice = g_new0 (Choice, 1);
  GtkFileChooserNative *dialog;

  choice->chosen = chosen;
  choice->object = pl_weak_new (object);
  dialog = gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                        name != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE
                                                     : GTK_FILE_CHOOSER_ACTION_OPEN,
                                        name != NULL ? _ ("_Save") : _ ("_Open"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
