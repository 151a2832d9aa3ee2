/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-changes-window.h"

#include "ahadi-changes.h"
#include "ahadi-directory-jobs.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiChangesWindow
{
  AdwWindow parent_instance;

  /* owned */
  char *path;
  GWeakRef page;

  /* template */
  GtkLabel *age_label;
  GtkListBox *changes_list;
  GtkWidget *content_box;
  GtkWidget *take_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (AhadiChangesWindow, ahadi_changes_window, ADW_TYPE_WINDOW)

static void
on_compared (gpointer owner, gpointer result, const GError *error)
{
  AhadiChangesWindow *self = owner;
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));

  if (error != NULL)
    {
      ahadi_say_error (parent, _ ("The card could not be read"), error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_label_set_label (self->age_label,
                       json_string_value (json_object_get (result, "sentence")));
  ahadi_changes_show (self->changes_list, json_object_get (result, "changes"));
  gtk_widget_set_visible (self->content_box, TRUE);
  gtk_widget_set_visible (self->take_button,
                          json_is_true (json_object_get (result, "newer")));
}

static void
on_take_clicked (AhadiChangesWindow *self)
{
  g_autoptr (GtkWidget) page = g_weak_ref_get (&self->page);
  const char *paths[] = { self->path };

  if (page != NULL)
    gtk_widget_activate_action (page, "shell.import", "@as",
                                g_variant_new_strv (paths, 1));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_close_clicked (AhadiChangesWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
ahadi_changes_window_finalize (GObject *object)
{
  AhadiChangesWindow *self = AHADI_CHANGES_WINDOW (object);

  g_weak_ref_clear (&self->page);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (ahadi_changes_window_parent_class)->finalize (object);
}

static void
ahadi_changes_window_class_init (AhadiChangesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_changes_window_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/directory/ahadi-changes-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiChangesWindow, age_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiChangesWindow, changes_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiChangesWindow, content_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiChangesWindow, take_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiChangesWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_take_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_changes_window_init (AhadiChangesWindow *self)
{
  g_weak_ref_init (&self->page, NULL);
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->changes_list));
}

void
ahadi_changes_window_show (GtkWidget *page, AhadiKeeper *keeper, const char *path)
{
  AhadiChangesWindow *self =
      g_object_new (AHADI_TYPE_CHANGES_WINDOW, "transient-for",
                    gtk_widget_get_root (page), "modal", TRUE, NULL);
  g_autofree char *file = g_filename_display_basename (path);

  g_weak_ref_set (&self->page, page);
  self->path = g_strdup (path);
  gtk_window_set_title (GTK_WINDOW (self), file);
  gtk_window_present (GTK_WINDOW (self));
  gtk_spinner_set_spinning (self->spinner, TRUE);
  ahadi_directory_jobs_compare (keeper, path, self, on_compared);
}
