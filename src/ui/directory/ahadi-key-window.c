/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-key-window.h"

#include "ahadi-directory-jobs.h"
#include "ahadi-new-passphrase.h"
#include "ahadi-text-row.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiKeyWindow
{
  AdwWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  char *path;

  /* template */
  AhadiTextRow *name_row;
  AhadiNewPassphrase *entries;
  GtkButton *make_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (AhadiKeyWindow, ahadi_key_window, ADW_TYPE_WINDOW)

static void
on_changed (AhadiKeyWindow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->make_button),
                            !ahadi_text_row_is_blank (self->name_row) &&
                                ahadi_new_passphrase_is_ready (self->entries) &&
                                !gtk_spinner_get_spinning (self->spinner));
}

static void
on_made (gpointer owner, gpointer result, const GError *error)
{
  AhadiKeyWindow *self = owner;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  gtk_spinner_set_spinning (self->spinner, FALSE);
  on_changed (self);
  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("No key was made"), error);
      return;
    }
  number = ahadi_words_key (result);
  text = g_strdup_printf (
      _ ("Its number is %s: write it on the envelope. Keep %s and its passphrase away "
         "from every laptop that has records; give only %s.pub to the membership "
         "office."),
      number, self->path, self->path);
  gtk_window_destroy (GTK_WINDOW (self));
  ahadi_compat_tell (parent, _ ("The custodian’s key is made"), text);
}

static void
on_picked (gpointer owner, const char *const *paths)
{
  AhadiKeyWindow *self = owner;
  AhadiSecret *passphrase = ahadi_new_passphrase_take (self->entries);

  if (passphrase == NULL)
    return;
  g_free (self->path);
  self->path = g_strdup (paths[0]);
  gtk_spinner_set_spinning (self->spinner, TRUE);
  on_changed (self);
  ahadi_directory_jobs_new_custodian (self->keeper, paths[0],
                                      ahadi_text_row_get_text (self->name_row),
                                      passphrase, self, on_made);
}

static void
on_make_clicked (AhadiKeyWindow *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_SAVE,
                         .title = _ ("Keep the Key on a Stick of Its Own"),
                         .name = _ ("custodian.key"),
                     },
                     on_picked);
}

static void
on_cancel_clicked (AhadiKeyWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
ahadi_key_window_finalize (GObject *object)
{
  AhadiKeyWindow *self = AHADI_KEY_WINDOW (object);

  g_clear_object (&self->keeper);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (ahadi_key_window_parent_class)->finalize (object);
}

static void
ahadi_key_window_class_init (AhadiKeyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_key_window_finalize;
  g_type_ensure (AHADI_TYPE_NEW_PASSPHRASE);
  g_type_ensure (AHADI_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/directory/ahadi-key-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiKeyWindow, name_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiKeyWindow, entries);
  gtk_widget_class_bind_template_child (widget_class, AhadiKeyWindow, make_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiKeyWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_make_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_key_window_init (AhadiKeyWindow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

void
ahadi_key_window_show (GtkWindow *parent, AhadiKeeper *keeper)
{
  AhadiKeyWindow *self =
      g_object_new (AHADI_TYPE_KEY_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->keeper = g_object_ref (keeper);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}
