/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-application.h"

#include "ahadi-window.h"
#include "shell-compat.h"

struct _AhadiApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (AhadiApplication, ahadi_application, ADW_TYPE_APPLICATION)

static GtkWindow *
get_window (AhadiApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));
  g_autoptr (AhadiSession) session = NULL;

  for (GList *at = windows; at != NULL; at = at->next)
    if (AHADI_IS_WINDOW (at->data))
      return at->data;
  session = ahadi_session_new (NULL);
  return GTK_WINDOW (ahadi_window_new (GTK_APPLICATION (self), session));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ahadi_compat_show_about (gtk_application_get_active_window (data));
}

/*
 * Made when it is asked for. GTK would make it with the window and keep it hidden; a
 * hidden window crashes GTK 4.8 when a screen reader asks for one child more than there
 * are.
 */
static void
shortcuts_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/org/amnestykenya/Ahadi/help-overlay.ui");
  GtkWindow *overlay = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (overlay, gtk_application_get_active_window (data));
  gtk_window_present (overlay);
}

/* Each window locks before it goes; the application ends with the last. */
static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_close (get_window (data));
}

static void
ahadi_application_activate (GApplication *application)
{
  gtk_window_present (get_window (AHADI_APPLICATION (application)));
}

static void
ahadi_application_open (GApplication *application,
                        GFile **files,
                        int n_files,
                        const char *hint)
{
  GtkWindow *window = get_window (AHADI_APPLICATION (application));
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  gtk_window_present (window);
  for (int i = 0; i < n_files; i++)
    {
      char *path = g_file_get_path (files[i]);

      if (path != NULL)
        g_ptr_array_add (paths, path);
    }
  g_ptr_array_add (paths, NULL);
  if (paths->len > 1)
    ahadi_window_open_files (AHADI_WINDOW (window), (const char *const *) paths->pdata);
}

/* GTK's file chooser notes what was handed over, and when, in a plain file that every
 * program reads. The setting that forbids it would throw away other programs' notes. */
static void
forget_recent (GtkRecentManager *manager)
{
  GList *all = gtk_recent_manager_get_items (manager);

  for (GList *at = all; at != NULL; at = at->next)
    if (gtk_recent_info_has_application (at->data, g_get_application_name ()))
      gtk_recent_manager_remove_item (manager, gtk_recent_info_get_uri (at->data), NULL);
  g_list_free_full (all, (GDestroyNotify) gtk_recent_info_unref);
}

/* What came in the last moment is forgotten and written, which GTK leaves to the next. */
static void
ahadi_application_shutdown (GApplication *application)
{
  GtkRecentManager *recent = gtk_recent_manager_get_default ();

  forget_recent (recent);
  g_signal_emit_by_name (recent, "changed");
  G_APPLICATION_CLASS (ahadi_application_parent_class)->shutdown (application);
}

static void
ahadi_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { "about", about_action, NULL, NULL, NULL, { 0 } },
    { "shortcuts", shortcuts_action, NULL, NULL, NULL, { 0 } },
    { "quit", quit_action, NULL, NULL, NULL, { 0 } },
  };
  static const struct
  {
    const char *action;
    const char *accels[3];
  } accels[] = {
    { "win.lock", { "<Primary>l", NULL } },
    { "app.quit", { "<Primary>q", NULL } },
    { "app.shortcuts", { "<Primary>question", "F1", NULL } },
  };

  G_APPLICATION_CLASS (ahadi_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions,
                                   G_N_ELEMENTS (actions), application);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application),
                                           accels[i].action, accels[i].accels);
  gtk_window_set_default_icon_name (AHADI_APP_ID);
  g_signal_connect (gtk_recent_manager_get_default (), "changed",
                    G_CALLBACK (forget_recent), NULL);
}

static void
ahadi_application_class_init (AhadiApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = ahadi_application_activate;
  application_class->open = ahadi_application_open;
  application_class->startup = ahadi_application_startup;
  application_class->shutdown = ahadi_application_shutdown;
}

static void
ahadi_application_init (AhadiApplication *self)
{
}

AhadiApplication *
ahadi_application_new (void)
{
  return g_object_new (AHADI_TYPE_APPLICATION, "application-id", AHADI_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, NULL);
}
