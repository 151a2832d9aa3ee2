/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-passphrase-dialog.h"

#include "ahadi-new-passphrase.h"
#include "ahadi-widgets.h"

struct _AhadiPassphraseDialog
{
  AdwWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;

  /* template */
  AhadiNewPassphrase *entries;
  GtkButton *set_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (AhadiPassphraseDialog, ahadi_passphrase_dialog, ADW_TYPE_WINDOW)

static gpointer
work_change (AhadiSession *session,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  return ahadi_session_change_passphrase (session, data, error) ? AHADI_WORK_DONE : NULL;
}

static void
on_ready (AhadiPassphraseDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->set_button),
                            ahadi_new_passphrase_is_ready (self->entries) &&
                                !gtk_spinner_get_spinning (self->spinner));
}

static void
on_changed (gpointer owner, gpointer result, const GError *error)
{
  AhadiPassphraseDialog *self = owner;
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));

  gtk_spinner_set_spinning (self->spinner, FALSE);
  if (error != NULL)
    {
      ahadi_say_error (GTK_WIDGET (self), _ ("The passphrase stays as it was"), error);
      on_ready (self);
      return;
    }
  ahadi_say (parent, _ ("The new passphrase holds from now on"));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_set_clicked (AhadiPassphraseDialog *self)
{
  AhadiSecret *passphrase = ahadi_new_passphrase_take (self->entries);

  if (passphrase == NULL)
    return;
  gtk_spinner_set_spinning (self->spinner, TRUE);
  on_ready (self);
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_change,
                        .data = passphrase,
                        .data_free = (GDestroyNotify) ahadi_secret_unref,
                    },
                    self, on_changed);
}

static void
on_cancel_clicked (AhadiPassphraseDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
ahadi_passphrase_dialog_finalize (GObject *object)
{
  g_clear_object (&AHADI_PASSPHRASE_DIALOG (object)->keeper);
  G_OBJECT_CLASS (ahadi_passphrase_dialog_parent_class)->finalize (object);
}

static void
ahadi_passphrase_dialog_class_init (AhadiPassphraseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_passphrase_dialog_finalize;
  g_type_ensure (AHADI_TYPE_NEW_PASSPHRASE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/shell/ahadi-passphrase-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiPassphraseDialog, entries);
  gtk_widget_class_bind_template_child (widget_class, AhadiPassphraseDialog, set_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiPassphraseDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_set_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_ready);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_passphrase_dialog_init (AhadiPassphraseDialog *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

void
ahadi_passphrase_dialog_show (GtkWindow *parent, AhadiKeeper *keeper)
{
  AhadiPassphraseDialog *self = g_object_new (
      AHADI_TYPE_PASSPHRASE_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->keeper = g_object_ref (keeper);
  gtk_window_present (GTK_WINDOW (self));
}
