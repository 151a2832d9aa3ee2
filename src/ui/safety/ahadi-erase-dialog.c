/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-erase-dialog.h"

#include "ahadi-field-row.h"
#include "ahadi-form.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiEraseDialog
{
  AdwWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;

  /* template */
  GtkButton *erase_button;
  GtkLabel *name_label;
  GtkLabel *goes_label;
  GtkListBox *fields_list;
  AhadiFieldRow *reason_row;
  GtkLabel *problem_label;

  AhadiKind kind;
  AhadiId id;
};

G_DEFINE_FINAL_TYPE (AhadiEraseDialog, ahadi_erase_dialog, ADW_TYPE_WINDOW)

/* --- what goes --------------------------------------------------------------------- */

typedef struct
{
  AhadiKind kind;
  AhadiId id;
  char *reason; /* nullable */
  char *note;   /* nullable */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->reason);
  g_free (self->note);
  g_free (self);
}

static Asked *
asked_new (AhadiEraseDialog *self)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->kind = self->kind;
  asked->id = self->id;
  return asked;
}

static gpointer
work_count (AhadiSession *session,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  Asked *asked = data;
  guint64 counts[AHADI_KIND_MAX + 1];

  return ahadi_erasing_count (session, asked->kind, &asked->id, counts, error)
             ? ahadi_sentence_list_counts (counts)
             : NULL;
}

static void
on_counted (gpointer owner, gpointer result, const GError *error)
{
  AhadiEraseDialog *self = owner;
  g_autofree char *text = NULL;

  if (result == NULL)
    return;
  /* Translators: "1 member and 2 pledges" */
  text = g_strdup_printf (_ ("What goes: %s. Here at once; at every other office and on "
                             "every laptop as the news of it arrives there."),
                          (const char *) result);
  gtk_label_set_label (self->goes_label, text);
}

/* --- erasing ----------------------------------------------------------------------- */

static gpointer
work_erase (AhadiSession *session,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  Asked *asked = data;
  guint sealed = 0;

  /* One more than the count: zero is no result. */
  return ahadi_erasing_erase (session, asked->kind, &asked->id, asked->reason,
                              asked->note, &sealed, error)
             ? GUINT_TO_POINTER (sealed + 1)
             : NULL;
}

static void
tell_erased (GtkWindow *parent, guint sealed)
{
  g_autoptr (GString) text = g_string_new (
      _ ("It is gone here, and from the backups in the vault’s folder. The laptops hear "
         "of it with their next reply, the other offices with the next office bundle. "
         "Backups and bundles on sticks are not reached: destroy those that hold it."));

  if (sealed > 0)
    g_string_append_printf (
        text,
        ngettext (" %u bundle that is set aside here may still hold it, sealed.",
                  " %u bundles that are set aside here may still hold it, sealed.",
                  sealed),
        sealed);
  ahadi_compat_tell (parent, _ ("Erased"), text->str);
}

static void
on_erased (gpointer owner, gpointer result, const GError *error)
{
  AhadiEraseDialog *self = owner;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *sentence = NULL;

  if (error == NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      tell_erased (parent, GPOINTER_TO_UINT (result) - 1);
      return;
    }
  sentence = ahadi_sentence_for_error (error);
  gtk_label_set_label (self->problem_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
  ahadi_widget_freeze (GTK_WIDGET (self->fields_list), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->erase_button), TRUE);
}

static void
on_erase_clicked (AhadiEraseDialog *self)
{
  g_autoptr (AhadiRecord) erasure = ahadi_record_new (AHADI_KIND_ERASURE, NULL);
  Asked *asked;

  if (!ahadi_form_enter (GTK_WIDGET (self->fields_list), erasure))
    return;

  asked = asked_new (self);
  asked->reason = g_strdup (ahadi_record_get (erasure, AHADI_ERASURE_REASON));
  asked->note = g_strdup (ahadi_record_get (erasure, AHADI_ERASURE_NOTE));
  gtk_widget_set_sensitive (GTK_WIDGET (self->erase_button), FALSE);
  ahadi_widget_freeze (GTK_WIDGET (self->fields_list), TRUE);
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_erase,
                        .data = asked,
                        .data_free = asked_free,
                        .changes = TRUE,
                    },
                    self, on_erased);
}

/* Without a reason nothing is erased. */
static void
on_changed (AhadiEraseDialog *self)
{
  g_autofree char *reason = ahadi_field_row_get_text (self->reason_row);

  gtk_widget_set_sensitive (GTK_WIDGET (self->erase_button), *reason != '\0');
}

static void
on_cancel_clicked (AhadiEraseDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* --- object ------------------------------------------------------------------------ */

static void
ahadi_erase_dialog_finalize (GObject *object)
{
  g_clear_object (&AHADI_ERASE_DIALOG (object)->keeper);
  G_OBJECT_CLASS (ahadi_erase_dialog_parent_class)->finalize (object);
}

static void
ahadi_erase_dialog_class_init (AhadiEraseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_erase_dialog_finalize;
  g_type_ensure (AHADI_TYPE_FIELD_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/safety/ahadi-erase-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiEraseDialog, erase_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiEraseDialog, name_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiEraseDialog, goes_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiEraseDialog, fields_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiEraseDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiEraseDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, on_erase_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_erase_dialog_init (AhadiEraseDialog *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

void
ahadi_erase_dialog_show (GtkWidget *from,
                         AhadiKeeper *keeper,
                         AhadiKind kind,
                         const AhadiId *id,
                         const char *name)
{
  AhadiEraseDialog *self = g_object_new (AHADI_TYPE_ERASE_DIALOG, "transient-for",
                                         gtk_widget_get_root (from), "modal", TRUE, NULL);

  self->keeper = g_object_ref (keeper);
  self->kind = kind;
  self->id = *id;
  gtk_label_set_label (self->name_label, name);
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_count,
                        .data = asked_new (self),
                        .data_free = asked_free,
                        .result_free = g_free,
                    },
                    self, on_counted);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_child_focus (GTK_WIDGET (self->fields_list), GTK_DIR_TAB_FORWARD);
}
