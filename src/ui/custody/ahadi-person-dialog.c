/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-person-dialog.h"

#include "ahadi-new-passphrase.h"
#include "ahadi-text-row.h"
#include "ahadi-widgets.h"

struct _AhadiPersonDialog
{
  AdwWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GWeakRef owner;

  /* template */
  AhadiTextRow *name_row;
  AhadiNewPassphrase *entries;
  GtkButton *add_button;
  GtkSpinner *spinner;

  AhadiPersonAdded added;
};

G_DEFINE_FINAL_TYPE (AhadiPersonDialog, ahadi_person_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  char *name;
  AhadiSecret *passphrase;
} Addition;

static void
addition_free (gpointer data)
{
  Addition *addition = data;

  g_free (addition->name);
  ahadi_secret_unref (addition->passphrase);
  g_free (addition);
}

static gpointer
work_add (AhadiSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  const Addition *addition = data;

  return ahadi_people_add (session, addition->name, addition->passphrase, NULL, error)
             ? AHADI_WORK_DONE
             : NULL;
}

static void
on_changed (AhadiPersonDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button),
                            !ahadi_text_row_is_blank (self->name_row) &&
                                ahadi_new_passphrase_is_ready (self->entries) &&
                                !gtk_spinner_get_spinning (self->spinner));
}

static void
on_added (gpointer owner, gpointer result, const GError *error)
{
  AhadiPersonDialog *self = owner;
  g_autoptr (GObject) group = g_weak_ref_get (&self->owner);

  gtk_spinner_set_spinning (self->spinner, FALSE);
  on_changed (self);
  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("Nobody was added"), error);
      return;
    }
  if (group != NULL)
    self->added (group, ahadi_text_row_get_text (self->name_row));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_add_clicked (AhadiPersonDialog *self)
{
  AhadiSecret *passphrase = ahadi_new_passphrase_take (self->entries);
  Addition *addition;

  if (passphrase == NULL)
    return;

  addition = g_new0 (Addition, 1);
  addition->name = g_strdup (ahadi_text_row_get_text (self->name_row));
  addition->passphrase = passphrase;
  gtk_spinner_set_spinning (self->spinner, TRUE);
  on_changed (self);
  ahadi_keeper_run (
      self->keeper,
      &(AhadiJob){ .work = work_add, .data = addition, .data_free = addition_free }, self,
      on_added);
}

static void
on_cancel_clicked (AhadiPersonDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
ahadi_person_dialog_finalize (GObject *object)
{
  AhadiPersonDialog *self = AHADI_PERSON_DIALOG (object);

  g_clear_object (&self->keeper);
  g_weak_ref_clear (&self->owner);
  G_OBJECT_CLASS (ahadi_person_dialog_parent_class)->finalize (object);
}

static void
ahadi_person_dialog_class_init (AhadiPersonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_person_dialog_finalize;
  g_type_ensure (AHADI_TYPE_NEW_PASSPHRASE);
  g_type_ensure (AHADI_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/custody/ahadi-person-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiPersonDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiPersonDialog, entries);
  gtk_widget_class_bind_template_child (widget_class, AhadiPersonDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiPersonDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_person_dialog_init (AhadiPersonDialog *self)
{
  g_weak_ref_init (&self->owner, NULL);
  ahadi_widget_init_template (GTK_WIDGET (self));
}

void
ahadi_person_dialog_show (GtkWidget *owner, AhadiKeeper *keeper, AhadiPersonAdded added)
{
  AhadiPersonDialog *self =
      g_object_new (AHADI_TYPE_PERSON_DIALOG, "transient-for",
                    gtk_widget_get_root (owner), "modal", TRUE, NULL);

  self->keeper = g_object_ref (keeper);
  self->added = added;
  g_weak_ref_set (&self->owner, owner);
  gtk_window_present (GTK_WINDOW (self));
  ahadi_widget_focus_first_later (GTK_WIDGET (self->name_row));
}
