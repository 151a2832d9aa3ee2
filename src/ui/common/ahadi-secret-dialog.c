/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-secret-dialog.h"

#include "ahadi-secret-entry.h"
#include "ahadi-widgets.h"

#define CODE_DIGITS 52

struct _AhadiSecretDialog
{
  AdwWindow parent_instance;

  /* owned */
  GWeakRef owner;

  /* template */
  GtkButton *give_button;
  GtkLabel *body_label;
  AhadiSecretEntry *entry;

  AhadiSecretGiven given;
};

G_DEFINE_FINAL_TYPE (AhadiSecretDialog, ahadi_secret_dialog, ADW_TYPE_WINDOW)

static void
on_changed (AhadiSecretDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->give_button),
                            !ahadi_secret_entry_is_empty (self->entry));
}

static void
on_give (AhadiSecretDialog *self)
{
  gboolean code = ahadi_secret_entry_count_digits (self->entry) == CODE_DIGITS;
  AhadiSecret *secret = ahadi_secret_entry_take (self->entry);
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);
  AhadiSecretGiven given = self->given;

  if (secret == NULL)
    return;

  gtk_window_destroy (GTK_WINDOW (self));
  if (owner != NULL)
    given (owner, code ? AHADI_SLOT_RECOVERY_CODE : AHADI_SLOT_PASSPHRASE, secret);
  else
    ahadi_secret_unref (secret);
}

static void
on_cancel_clicked (AhadiSecretDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
ahadi_secret_dialog_finalize (GObject *object)
{
  g_weak_ref_clear (&AHADI_SECRET_DIALOG (object)->owner);
  G_OBJECT_CLASS (ahadi_secret_dialog_parent_class)->finalize (object);
}

static void
ahadi_secret_dialog_class_init (AhadiSecretDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_secret_dialog_finalize;
  g_type_ensure (AHADI_TYPE_SECRET_ENTRY);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-secret-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiSecretDialog, give_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiSecretDialog, body_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiSecretDialog, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_give);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_secret_dialog_init (AhadiSecretDialog *self)
{
  g_weak_ref_init (&self->owner, NULL);
  ahadi_widget_init_template (GTK_WIDGET (self));
}

static void
ask (GtkWidget *owner,
     const char *heading,
     const char *body,
     const char *label,
     const char *action,
     AhadiSecretGiven given)
{
  AhadiSecretDialog *self =
      g_object_new (AHADI_TYPE_SECRET_DIALOG, "transient-for",
                    gtk_widget_get_root (owner), "modal", TRUE, "title", heading, NULL);

  g_weak_ref_set (&self->owner, owner);
  self->given = given;
  gtk_label_set_label (self->body_label, body);
  g_object_set (self->entry, "label", label, NULL);
  ahadi_button_set_label (self->give_button, action);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
ahadi_secret_dialog_ask (GtkWidget *owner,
                         const char *heading,
                         const char *body,
                         const char *action,
                         AhadiSecretGiven given)
{
  ask (owner, heading, body, _ ("Passphrase or recovery code"), action, given);
}

void
ahadi_secret_dialog_ask_passphrase (GtkWidget *owner,
                                    const char *heading,
                                    const char *body,
                                    const char *action,
                                    AhadiSecretGiven given)
{
  ask (owner, heading, body, _ ("Passphrase"), action, given);
}
