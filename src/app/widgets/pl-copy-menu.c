/* pl-copy-menu.c: the menu that copies an end in each notation. Knows no clipboard. */

#include "app/widgets/pl-copy-menu.h"

#include "app/widgets/pl-end-notations.h"

#include <glib/gi18n-lib.h>

/* A menu takes an underscore for a mnemonic; interface names may have one. */
static char *
escape_mnemonic (const char *text)
{
  GString *escaped = g_string_new (text);

  g_string_replace (escaped, "_", "__", 0);
  return g_string_free (escaped, FALSE);
}

/**
 * pl_copy_menu_new_short:
 * @notations: (element-type PlNotation): the ways to write an end
 *
 * Makes a menu with an entry for each notation, which activates `end.copy` with the text.
 *
 * Returns: (transfer full): the menu
 */
GMenuModel *
pl_copy_menu_new_short (const GArray *notations)
{
  GMenu *section = g_menu_new ();

  for (guint i = 0; i < notations->len; i++)
    {
      const PlNotation *notation = &g_array_index (notations, PlNotation, i);
      g_autofree char *text = escape_mnemonic (notation->text);
      /* Translators: an entry of the copy menu: the name of a notation, and what will be copied */
      g_autofree char *label = g_strdup_printf (_ ("%s: %s"), notation->label, text);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "end.copy", "s", notation->text);
      g_menu_append_item (section, item);
    }

  return G_MENU_MODEL (section);
}

static GMenuModel *
make_address_section (const char *address)
{
  GMenu *section = g_menu_new ();
  g_autoptr (GMenuItem) item = g_menu_item_new (_ ("What this address is"), NULL);

  g_menu_item_set_action_and_target (item, "win.show-address", "s", address);
  g_menu_append_item (section, item);

  return G_MENU_MODEL (section);
}

/**
 * pl_copy_menu_new:
 * @notations: (element-type PlNotation): the ways to write an end, the address first
 *
 * Makes a menu with an entry for each notation, which activates `end.copy` with the text, and one that leads
 * to the page of the address, `win.show-address`.
 *
 * Returns: (transfer full): the menu
 */
GMenuModel *
pl_copy_menu_new (const GArray *notations)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) copy = pl_copy_menu_new_short (notations);
  g_autoptr (GMenuModel) address = make_address_section (g_array_index (notations, PlNotation, 0).text);

  g_menu_append_section (menu, _ ("Copy"), copy);
  g_menu_append_section (menu, NULL, address);

  return G_MENU_MODEL (menu);
}
