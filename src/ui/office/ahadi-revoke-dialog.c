/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-revoke-dialog.h"

#include "ahadi-text-row.h"
#include "ahadi-widgets.h"

struct _AhadiRevokeDialog
{
  AdwWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;

  /* template */
  GtkLabel *title_label;
  AhadiTextRow *reason_row;
  AhadiTextRow *since_row;
  GtkButton *revoke_button;

  AhadiId device;
};

G_DEFINE_FINAL_TYPE (AhadiRevokeDialog, ahadi_revoke_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  AhadiId device;
  char *reason;
  gint64 since; /* AHADI_DEVICE_CUT_LATER: all that is here counts */
} Revocation;

static void
revocation_free (gpointer data)
{
  Revocation *self = data;

  g_free (self->reason);
  g_free (self);
}

static gpointer
work_revoke (AhadiSession *session,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const Revocation *asked = data;

  return ahadi_trust_revoke (session, &asked->device, asked->reason, asked->since, error)
             ? AHADI_WORK_DONE
             : NULL;
}

static void
on_revoked (gpointer owner, gpointer result, const GError *error)
{
  AhadiRevokeDialog *self = owner;
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
  g_autofree char *sentence = error != NULL ? ahadi_sentence_for_revoking (error) : NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->revoke_button), TRUE);
  if (error != NULL)
    {
      ahadi_say_error_as (owner, _ ("The laptop is trusted as before"), sentence, error);
      return;
    }
  ahadi_say (parent, _ ("No longer trusted. Send the new card to everybody soon."));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_revoke_clicked (AhadiRevokeDialog *self)
{
  const char *day = ahadi_text_row_get_text (self->since_row);
  Revocation *asked;
  gint64 since;

  if (!ahadi_trust_parse_since (day, &since))
    {
      ahadi_say (GTK_WIDGET (self),
                 _ ("Write the day as 2026-11-28, or leave it empty."));
      gtk_widget_grab_focus (GTK_WIDGET (self->since_row));
      return;
    }

  asked = g_new0 (Revocation, 1);
  asked->device = self->device;
  asked->reason = g_strdup (ahadi_text_row_get_text (self->reason_row));
  asked->since = since;
  gtk_widget_set_sensitive (GTK_WIDGET (self->revoke_button), FALSE);
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_revoke,
                        .data = asked,
                        .data_free = revocation_free,
                        .changes = TRUE,
                    },
                    self, on_revoked);
}

static void
on_cancel_clicked (AhadiRevokeDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
ahadi_revoke_dialog_finalize (GObject *object)
{
  g_clear_object (&AHADI_REVOKE_DIALOG (object)->keeper);
  G_OBJECT_CLASS (ahadi_revoke_dialog_parent_class)->finalize (object);
}

static void
ahadi_revoke_dialog_class_init (AhadiRevokeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_revoke_dialog_finalize;
  g_type_ensure (AHADI_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/office/ahadi-revoke-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiRevokeDialog, title_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiRevokeDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiRevokeDialog, since_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiRevokeDialog, revoke_button);
  gtk_widget_class_bind_template_callback (widget_class, on_revoke_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_revoke_dialog_init (AhadiRevokeDialog *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

void
ahadi_revoke_dialog_show (GtkWindow *parent,
                          AhadiKeeper *keeper,
                          const AhadiId *device,
                          const char *title)
{
  AhadiRevokeDialog *self = g_object_new (AHADI_TYPE_REVOKE_DIALOG, "transient-for",
                                          parent, "modal", TRUE, NULL);

  self->keeper = g_object_ref (keeper);
  self->device = *device;
  gtk_label_set_label (self->title_label, title);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
}
