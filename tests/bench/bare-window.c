/* The least that a libadwaita program can show: a header bar, and a line of text. What the start of portlight
 * is measured against. Usage: bare-window FILE; writes when its first frame was done, and its memory a second
 * later, as portlight --stats does */

#include <adwaita.h>
#include <stdio.h>
#include <unistd.h>

static gint64 first_frame_us;

static void
after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  if (first_frame_us == 0)
    first_frame_us = g_get_monotonic_time ();
}

static gboolean
print_cb (gpointer path)
{
  FILE *statm = fopen ("/proc/self/statm", "r");
  FILE *file = fopen (path, "w");
  long pages = 0;

  if (statm != NULL && file != NULL && fscanf (statm, "%*d %ld", &pages) == 1)
    fprintf (file, "{\"first_frame_us\":%" G_GINT64_FORMAT ",\"rss_kib\":%ld}\n", first_frame_us,
             pages * (sysconf (_SC_PAGESIZE) / 1024));
  if (file != NULL)
    fclose (file);
  if (statm != NULL)
    fclose (statm);

  return G_SOURCE_REMOVE;
}

static void
activate_cb (GtkApplication *application, gpointer path)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), gtk_label_new ("Portlight"));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), NULL);
  g_timeout_add (1000, print_cb, path);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = NULL;

  if (argc != 2)
    return 2;

  application = adw_application_new ("io.github.portlight.BareWindow", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), argv[1]);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
