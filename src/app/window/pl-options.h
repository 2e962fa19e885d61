#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PlOptions:
 * @orders: (element-type GVariant): `(smv)`: names and parameters of the actions to activate, in their order
 * @screenshot_path: (nullable): the PNG to write
 * @stats_path: (nullable): the figures to write
 * @page: (nullable): the page to show
 * @panel: (nullable): the panel to show
 * @find: (nullable): the text to look for in the data
 * @filter: (nullable): the text to filter the rows by
 * @sort: (nullable): the column to sort the rows by
 * @dialog: (nullable): the action of the dialog to open
 * @is_grouped: whether peers are to stand below their listener
 * @width: of the window; 0 as it was the last time
 * @height: the same
 * @is_right_to_left: whether to mirror the window, whatever the language
 *
 * What the command line says.
 */
typedef struct
{
  GPtrArray *orders;
  char *screenshot_path;
  char *stats_path;
  char *page;
  char *panel;
  char *find;
  char *filter;
  char *sort;
  char *dialog;
  gboolean is_grouped;
  int width;
  int height;
  gboolean is_right_to_left;
} PlOptions;

void pl_options_init (PlOptions *self, GApplication *application);
void pl_options_clear (PlOptions *self);
gboolean pl_options_read (PlOptions *self, GVariantDict *options, GError **error);

G_END_DECLS
