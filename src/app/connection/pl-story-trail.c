/* What goes with a story: how it ended, in a few words, and a menu to take it away. Knows no timeline. */

#include "app/connection/pl-story-trail.h"

#include "app/widgets/pl-menu-tooltip.h"
#include <string.h>

struct _PlStoryTrail
{
  AdwBin parent_instance;

  GtkMenuButton *copy_button;
  GtkLabel *summary;
  PlStory *story; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (PlStoryTrail, pl_story_trail, ADW_TYPE_BIN)

enum
{
  SIGNAL_COPIED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GdkContentProvider *
new_picture (const char *svg)
{
  g_autoptr (GBytes) bytes = g_bytes_new (svg, strlen (svg));
  GdkContentProvider *both[] = { gdk_content_provider_new_for_bytes ("image/svg+xml", bytes),
                                 gdk_content_provider_new_typed (G_TYPE_STRING, svg) };

  return gdk_content_provider_new_union (both, G_N_ELEMENTS (both));
}

static void
copy_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  PlStoryTrail *self = PL_STORY_TRAIL (widget);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  const char *format = g_variant_get_string (parameter, NULL);
  g_autofree char *text = NULL;

  if (g_str_equal (format, "svg"))
    {
      g_autoptr (GdkContentProvider) picture = NULL;

      text = pl_story_to_svg (self->story);
      picture = new_picture (text);
      gdk_clipboard_set_content (clipboard, picture);
    }
  else
    {
      text = g_str_equal (format, "json") ? pl_story_to_json (self->story) : pl_story_to_text (self->story);
      gdk_clipboard_set_text (clipboard, text);
    }
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, text);
}

static void
pl_story_trail_dispose (GObject *object)
{
  PlStoryTrail *self = PL_STORY_TRAIL (object);

  g_clear_pointer (&self->story, pl_story_unref);
  /* Or it would unparent a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PL_TYPE_STORY_TRAIL);

  G_OBJECT_CLASS (pl_story_trail_parent_class)->dispose (object);
}

static void
pl_story_trail_class_init (PlStoryTrailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_story_trail_dispose;

  /**
   * PlStoryTrail::copied:
   * @text: what is in the clipboard now
   */
  signals[SIGNAL_COPIED] = g_signal_new ("copied", PL_TYPE_STORY_TRAIL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "story.copy", "s", copy_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/connection/pl-story-trail.ui");
  gtk_widget_class_bind_template_child (widget_class, PlStoryTrail, copy_button);
  gtk_widget_class_bind_template_child (widget_class, PlStoryTrail, summary);
}

static void
pl_story_trail_init (PlStoryTrail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_menu_tooltip_tame (self->copy_button);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "story.copy", FALSE);
}

/**
 * pl_story_trail_set_story:
 * @self: a trail
 * @story: (nullable): what to sum up and to copy
 */
void
pl_story_trail_set_story (PlStoryTrail *self, PlStory *story)
{
  if (story != NULL)
    pl_story_ref (story);
  g_clear_pointer (&self->story, pl_story_unref);
  self->story = story;
  gtk_label_set_text (self->summary, story != NULL ? pl_story_get_summary (story) : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "story.copy", story != NULL);
}
