/* stage.h: puts one widget into a window, reads it, and sees that nothing of it is left. */

#pragma once

#include "core/pl-main-thread.h"

#include <adwaita.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define STAGE_WIDTH 400

static inline void
drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static inline GtkWidget *
enter (GtkWidget *widget)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), STAGE_WIDTH, 600);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));
  drain ();
  return widget;
}

static inline void
leave (GtkWidget *widget)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));

  g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &widget);
  gtk_window_destroy (GTK_WINDOW (window));
  drain ();
  assert_null (widget);
}

static inline void
append_text (GtkWidget *widget, GString *text)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)))
    g_string_append_printf (text, "%s|", gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_POPOVER (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    append_text (child, text);
}

/* Everything that can be read in a widget, in order. */
static inline void
assert_reads (GtkWidget *widget, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_text (widget, text);
  assert_string_equal (text->str, expected);
}

static inline void
assert_contains (GtkWidget *widget, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_text (widget, text);
  if (!strstr (text->str, expected))
    fail_msg ("\"%s\" is not in \"%s\"", expected, text->str);
}

static inline void
assert_named (GtkWidget *widget, const char *name)
{
  char *difference = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                         GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  if (difference)
    fail_msg ("named %s, not \"%s\"", difference, name);
}

static inline gboolean
is_named (GtkWidget *widget, const char *name)
{
  g_autofree char *difference = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  return difference == NULL;
}

/* One that can be seen, by what a screen reader calls it. */
static inline GtkWidget *
find_named (GtkWidget *widget, GType type, const char *name)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget) && is_named (widget, name))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_named (child, type, name);

  return found;
}

static inline GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found)
        return found;
    }
  return NULL;
}

static inline int
set_up_stage (void **state)
{
  adw_init ();
  pl_main_thread_register (); /* a call that can block aborts */
  return 0;
}
