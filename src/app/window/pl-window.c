/* The window: places the header bar and the page, and remembers its size. Knows no socket. */

#include "app/window/pl-window.h"

#include "app/address/pl-address-page.h"
#include "app/host/pl-host-page.h"
#include "app/lookup/pl-lookup-page.h"
#include "app/widgets/pl-menu-tooltip.h"
#include "app/widgets/pl-style.h"
#include "app/window/pl-menu.h"
#include "app/window/pl-preferences.h"
#include "app/window/pl-settings.h"
#include "app/window/pl-window-private.h"

#include <glib/gi18n-lib.h>

/* Where the forms, the two cards and a table with all its columns have room beside each other, whatever is
 * shown just now, in languages with longer words, too. It grows with the type; margins and bit strips do not.
 */
#define WIDE_FROM     570
#define WIDE_FROM_EMS 39

G_DEFINE_FINAL_TYPE (PlWindow, pl_window, ADW_TYPE_APPLICATION_WINDOW)

static void
say (PlWindow *self, const char *words)
{
  AdwToast *toast = adw_toast_new (words);

  adw_toast_set_timeout (toast, 2);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
copied_cb (GtkWidget *from, const char *text, PlWindow *self)
{
  say (self, _ ("Copied"));
}

static void
saved_cb (PlSave *save, const char *name, PlWindow *self)
{
  /* Translators: %s is the name of a file */
  g_autofree char *words = g_markup_printf_escaped (_ ("Saved as “%s”"), name);

  say (self, words);
}

/* Two pages have a form, one a filter. */
static void
page_changed_cb (PlWindow *self)
{
  gboolean is_connections = pl_window_is_in_front (self, GTK_WIDGET (self->page));
  gboolean is_lookup = pl_window_is_in_front (self, GTK_WIDGET (self->lookup_page));

  gtk_widget_set_visible (self->form_button, is_connections);
  gtk_widget_set_visible (self->lookup_form_button, is_lookup);
  gtk_widget_set_visible (self->filter_button, is_connections);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.submit", is_connections || is_lookup);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.filter", is_connections);
}

/* Somebody wants to go on with an address where connections are made. */
static void
use_cb (GtkWidget *from, const char *form, const char *hostspec, PlWindow *self)
{
  pl_window_show_page (self, "connections");
  pl_form_column_fill_host (pl_connections_page_get_forms (self->page), form, hostspec);
  pl_connections_page_focus_host (self->page);
}

static void
use_service_cb (PlLookupPage *from, const char *service, const char *protocol, PlWindow *self)
{
  pl_window_show_page (self, "connections");
  pl_form_column_fill_service (pl_connections_page_get_forms (self->page), service, protocol);
  pl_connections_page_focus_host (self->page);
}

static void
use_target_cb (GtkWidget *from, const char *hostspec, const char *service, PlWindow *self)
{
  PlFormColumn *forms = pl_connections_page_get_forms (self->page);
  PlConnectRequest *request = pl_connect_form_get_request (pl_form_column_get_connect_form (forms));

  pl_target_request_set (pl_connect_request_get_peer (request), hostspec, service);
  use_cb (from, "connect", hostspec, self);
}

/* A page is built when it is seen for the first time, or when somebody has to tell it something. */
static void
built_cb (PlLazy *place, GtkWidget *page, PlWindow *self)
{
  g_signal_connect (page, "copied", G_CALLBACK (copied_cb), self);
  g_signal_connect (page, "use", G_CALLBACK (use_cb), self);
  g_object_set (page, "narrow", self->is_narrow, NULL);
  if (place == self->host_page)
    pl_host_page_set_host (PL_HOST_PAGE (page), pl_engine_get_host (self->engine));
  if (place != self->lookup_page)
    return;

  g_signal_connect (page, "use-target", G_CALLBACK (use_target_cb), self);
  g_signal_connect (page, "use-service", G_CALLBACK (use_service_cb), self);
  pl_lookup_page_set_lookups (PL_LOOKUP_PAGE (page), pl_engine_get_lookups (self->engine));
  g_object_bind_property (page, "show-form", self->lookup_form_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

/* There is no breakpoint before libadwaita 1.4. The layout must not change within an allocation, hence the
 * idle. */
static gboolean
narrow_cb (gpointer data)
{
  PlWindow *self = data;
  PlLazy *places[] = { self->lookup_page, self->address_page, self->host_page };

  self->narrow_id = 0;
  if (self->is_narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  adw_view_switcher_set_policy (self->switcher, self->is_narrow ? ADW_VIEW_SWITCHER_POLICY_NARROW
                                                                : ADW_VIEW_SWITCHER_POLICY_WIDE);
  g_object_set (self->page, "narrow", self->is_narrow, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (pl_lazy_peek (places[i]) != NULL)
      g_object_set (pl_lazy_peek (places[i]), "narrow", self->is_narrow, NULL);

  return G_SOURCE_REMOVE;
}

static void
pl_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PlWindow *self = PL_WINDOW (widget);
  gboolean is_narrow;

  GTK_WIDGET_CLASS (pl_window_parent_class)->size_allocate (widget, width, height, baseline);

  is_narrow = width < WIDE_FROM + WIDE_FROM_EMS * pl_style_get_em (widget);
  if (is_narrow != self->is_narrow && self->narrow_id == 0)
    {
      self->is_narrow = is_narrow;
      self->narrow_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, narrow_cb, self, NULL);
    }
}

static void
add_switch (PlWindow *self, const char *name, const char *key, gpointer object)
{
  g_autoptr (GPropertyAction) action = g_property_action_new (name, object, name);

  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
  if (self->settings != NULL)
    g_settings_bind (self->settings, key, object, name, G_SETTINGS_BIND_DEFAULT);
}

/* What a menu item with a tick turns on and off. */
static void
add_switches (PlWindow *self)
{
  PlSocketTable *table = pl_connections_page_get_table (self->page);

  add_switch (self, "grouped", "group-by-listener", pl_socket_table_get_rows (table));
  add_switch (self, "peer-names", "show-peer-names", table);
}

static void
restore (PlWindow *self)
{
  g_autofree char *form = NULL;

  if (self->settings == NULL)
    return;

  form = g_settings_get_string (self->settings, "last-form");
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_object_set (self->page, "form", form, NULL);
}

static gboolean
pl_window_close_request (GtkWindow *window)
{
  PlWindow *self = PL_WINDOW (window);
  g_autofree char *form = NULL;
  int width, height;

  if (self->settings != NULL)
    {
      gtk_window_get_default_size (window, &width, &height);
      g_object_get (self->page, "form", &form, NULL);
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
      g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
      g_settings_set_string (self->settings, "last-form", form);
    }

  return GTK_WINDOW_CLASS (pl_window_parent_class)->close_request (window);
}

static void
pl_window_dispose (GObject *object)
{
  PlWindow *self = PL_WINDOW (object);

  g_clear_handle_id (&self->narrow_id, g_source_remove);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);
  g_clear_object (&self->save);
  gtk_widget_dispose_template (GTK_WIDGET (object), PL_TYPE_WINDOW);

  G_OBJECT_CLASS (pl_window_parent_class)->dispose (object);
}

static void
pl_window_class_init (PlWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pl_window_close_request;
  widget_class->size_allocate = pl_window_size_allocate;

  pl_window_actions_install (widget_class);

  g_type_ensure (PL_TYPE_ADDRESS_PAGE);
  g_type_ensure (PL_TYPE_CONNECTIONS_PAGE);
  g_type_ensure (PL_TYPE_HOST_PAGE);
  g_type_ensure (PL_TYPE_LAZY);
  g_type_ensure (PL_TYPE_LOOKUP_PAGE);
  g_type_ensure (PL_TYPE_PROGRESS_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/portlight/Portlight/window/pl-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PlWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, save_row);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, page);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, lookup_page);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, address_page);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, host_page);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, form_button);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, lookup_form_button);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, filter_button);
  gtk_widget_class_bind_template_child (widget_class, PlWindow, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, built_cb);
  gtk_widget_class_bind_template_callback (widget_class, copied_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_changed_cb);
}

static void
pl_window_init (PlWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pl_menu_tooltip_tame (self->menu_button);
  pl_menu_attach (self->menu_button);
  self->settings = pl_settings_new ();
  self->save = pl_save_new (self->save_row);
  g_signal_connect_object (self->save, "saved", G_CALLBACK (saved_cb), self, 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.preferences", self->settings != NULL);
  add_switches (self);
  restore (self);
}

/**
 * pl_window_new:
 * @application: the application
 * @engine: whose sockets it shows
 *
 * Returns: (transfer none): a window, as large as it was the last time
 */
PlWindow *
pl_window_new (AdwApplication *application, PlEngine *engine)
{
  PlWindow *self = g_object_new (PL_TYPE_WINDOW, "application", application, NULL);

  self->engine = g_object_ref (engine);
  if (self->settings != NULL)
    pl_preferences_apply (self->settings, engine);
  pl_connections_page_set_engine (self->page, engine);
  pl_connections_page_focus_host (self->page); /* what most people begin with */

  return self;
}

/**
 * pl_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none): its page Connections
 */
PlConnectionsPage *
pl_window_get_page (PlWindow *self)
{
  return self->page;
}

/**
 * pl_window_show_page:
 * @self: a window
 * @page: "connections", "lookup", "address" or "host"
 *
 * Brings a page to the front.
 */
void
pl_window_show_page (PlWindow *self, const char *page)
{
  adw_view_stack_set_visible_child_name (self->pages, page);
}

/**
 * pl_window_is_in_front:
 * @self: a window
 * @page: one of its pages, or its place
 *
 * Returns: whether it is seen
 */
gboolean
pl_window_is_in_front (PlWindow *self, GtkWidget *page)
{
  return adw_view_stack_get_visible_child (self->pages) == page;
}
