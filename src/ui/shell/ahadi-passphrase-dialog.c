/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-passphrase-dialog.h"

#include "ahadi-custody-jobs.h"
#include "ahadi-new-passphrase.h"
#include "ahadi-widgets.h"

struct _AhadiPassphraseDialog
{
  AdwWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GArray *slots; /* AhadiId: of the people in the row; nullable until they are known */

  /* template */
  GtkButton *cancel_button;
  GtkLabel *notice_label;
  GtkLabel *body_label;
  GtkListBox *people_list;
  AdwComboRow *people_row;
  AhadiNewPassphrase *entries;
  GtkButton *set_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (AhadiPassphraseDialog, ahadi_passphrase_dialog, ADW_TYPE_WINDOW)

static void
on_ready (AhadiPassphraseDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->set_button),
                            self->slots != NULL &&
                                ahadi_new_passphrase_is_ready (self->entries) &&
                                !gtk_spinner_get_spinning (self->spinner));
}

/* --- whose ------------------------------------------------------------------------ */

/* Whoever opened the vault changes their own; else it is asked whose is meant. */
static void
on_listed (gpointer owner, gpointer result, const GError *error)
{
  AhadiPassphraseDialog *self = owner;
  GPtrArray *people = result;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gboolean known = FALSE;

  if (people == NULL)
    return;

  self->slots = g_array_new (FALSE, FALSE, sizeof (AhadiId));
  for (guint i = 0; i < people->len && !known; i++)
    {
      const AhadiPerson *person = people->pdata[i];

      known = person->here;
      if (known)
        g_array_set_size (self->slots, 0);
      g_array_append_val (self->slots, person->slot);
      gtk_string_list_append (names, person->name);
    }
  adw_combo_row_set_model (self->people_row, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->people_list), !known && people->len > 1);
  on_ready (self);
}

/* --- the new one ------------------------------------------------------------------- */

typedef struct
{
  AhadiId slot;
  AhadiSecret *passphrase;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  ahadi_secret_unref (change->passphrase);
  g_free (change);
}

static gpointer
work_change (AhadiSession *session,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const Change *change = data;

  return ahadi_people_set_passphrase (session, &change->slot, change->passphrase, error)
             ? AHADI_WORK_DONE
             : NULL;
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
  Change *change = NULL;

  if (passphrase == NULL)
    return;
  change = g_new0 (Change, 1);
  change->passphrase = passphrase;
  change->slot =
      g_array_index (self->slots, AhadiId, adw_combo_row_get_selected (self->people_row));
  gtk_spinner_set_spinning (self->spinner, TRUE);
  on_ready (self);
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_change,
                        .data = change,
                        .data_free = change_free,
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
  AhadiPassphraseDialog *self = AHADI_PASSPHRASE_DIALOG (object);

  g_clear_object (&self->keeper);
  g_clear_pointer (&self->slots, g_array_unref);
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
  gtk_widget_class_bind_template_child (widget_class, AhadiPassphraseDialog,
                                        cancel_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiPassphraseDialog,
                                        notice_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiPassphraseDialog, body_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiPassphraseDialog, people_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiPassphraseDialog, people_row);
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

static AhadiPassphraseDialog *
show (GtkWindow *parent, AhadiKeeper *keeper)
{
  AhadiPassphraseDialog *self = g_object_new (
      AHADI_TYPE_PASSPHRASE_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->keeper = g_object_ref (keeper);
  ahadi_custody_jobs_list_people (keeper, self, on_listed);
  gtk_window_present (GTK_WINDOW (self));
  ahadi_widget_focus_first_later (GTK_WIDGET (self->entries));
  return self;
}

void
ahadi_passphrase_dialog_show (GtkWindow *parent, AhadiKeeper *keeper)
{
  show (parent, keeper);
}

void
ahadi_passphrase_dialog_show_lost (GtkWindow *parent,
                                   AhadiKeeper *keeper,
                                   const char *notice)
{
  AhadiPassphraseDialog *self = show (parent, keeper);

  gtk_window_set_title (GTK_WINDOW (self), _ ("Choose a New Passphrase"));
  ahadi_button_set_label (self->cancel_button, _ ("_Later"));
  gtk_label_set_label (self->notice_label, notice != NULL ? notice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice_label), notice != NULL);
  gtk_label_set_label (self->body_label,
                       _ ("The passphrase that was lost still opens the records, until "
                          "a new one takes its place."));
}
