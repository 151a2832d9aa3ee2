/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-rekey-dialog.h"

#include "ahadi-new-passphrase.h"
#include "ahadi-questions.h"
#include "ahadi-secret-entry.h"
#include "ahadi-text-row.h"
#include "ahadi-widgets.h"

struct _AhadiRekeyDialog
{
  AdwWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GWeakRef owner;

  /* template */
  AhadiQuestions *questions;
  AhadiQuestionPage *changes_page;
  AdwPreferencesGroup *changes_group;
  AhadiQuestionPage *secret_page;
  GtkWidget *heir_box;
  AhadiTextRow *name_row;
  AhadiNewPassphrase *entries;
  AhadiSecretEntry *own_entry;

  AhadiRekeyChosen chosen;
  gboolean hand_over;
};

G_DEFINE_FINAL_TYPE (AhadiRekeyDialog, ahadi_rekey_dialog, ADW_TYPE_WINDOW)

static gboolean
is_filled_in (AhadiRekeyDialog *self)
{
  if (!self->hand_over)
    return !ahadi_secret_entry_is_empty (self->own_entry);
  return !ahadi_text_row_is_blank (self->name_row) &&
         ahadi_new_passphrase_is_ready (self->entries);
}

static void
on_changed (AhadiRekeyDialog *self)
{
  ahadi_question_page_set_complete (self->secret_page, is_filled_in (self));
}

/* --- what changes ------------------------------------------------------------------ */

/* What opens the records now. */
typedef struct
{
  GPtrArray *people; /* AhadiPerson */
  gboolean custodians;
} Ways;

static void
ways_free (gpointer data)
{
  Ways *ways = data;

  g_clear_pointer (&ways->people, g_ptr_array_unref);
  g_free (ways);
}

static gpointer
work_ways (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Ways *ways = g_new0 (Ways, 1);

  ways->people = ahadi_people_list (session, error);
  if (ways->people != NULL && ahadi_custody_is_there (session, &ways->custodians, error))
    return ways;

  ways_free (ways);
  return NULL;
}

static void
add_change (AhadiRekeyDialog *self, const char *icon, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  adw_preferences_group_add (self->changes_group, row);
}

static gboolean
is_anybody_here (const GPtrArray *people)
{
  for (guint i = 0; i < people->len; i++)
    if (((const AhadiPerson *) people->pdata[i])->here)
      return TRUE;

  return FALSE;
}

/* Whoever came in by a code or by shares is nobody in particular: who stays is then the
 * one whose passphrase is typed. */
static void
add_people (AhadiRekeyDialog *self, const GPtrArray *people)
{
  if (!self->hand_over && !is_anybody_here (people))
    {
      if (people->len > 1)
        add_change (self, "avatar-default-symbolic",
                    _ ("Only the person whose passphrase is typed here will still open "
                       "the records"));
      return;
    }
  for (guint i = 0; i < people->len; i++)
    {
      const AhadiPerson *person = people->pdata[i];
      g_autofree char *text = g_strdup_printf (
          self->hand_over
              ? _ ("“%s” will no longer open the records, unless they take over")
              : _ ("“%s” will no longer open the records"),
          person->name);

      if (self->hand_over || !person->here)
        add_change (self, "avatar-default-symbolic", text);
    }
}

static void
on_ways (gpointer owner, gpointer result, const GError *error)
{
  AhadiRekeyDialog *self = owner;
  const Ways *ways = result;

  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("What would change can’t be told"), error);
      return;
    }
  add_people (self, ways->people);
  if (ways->custodians)
    add_change (self, "dialog-password-symbolic",
                _ ("The custodians’ shares will be void, until new ones are made"));
  add_change (self, "document-print-symbolic",
              _ ("The recovery sheet will be void; a new code is shown at the end"));
  add_change (self, "drive-removable-media-symbolic",
              _ ("Copies made before, on sticks or elsewhere, still open with what opens "
                 "them now"));
  add_change (self, "computer-symbolic",
              _ ("The office knows this laptop as before: it signs with the same keys"));
  ahadi_question_page_set_complete (self->changes_page, TRUE);
}

/* --- going on ---------------------------------------------------------------------- */

static void
on_finish (AhadiRekeyDialog *self)
{
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);
  g_autofree char *heir = NULL;
  AhadiSecret *passphrase = NULL;

  if (owner == NULL)
    return;

  if (self->hand_over)
    heir = g_strdup (ahadi_text_row_get_text (self->name_row));
  passphrase = self->hand_over ? ahadi_new_passphrase_take (self->entries)
                               : ahadi_secret_entry_take (self->own_entry);
  self->chosen (owner, heir, passphrase);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_activate (AhadiRekeyDialog *self)
{
  ahadi_questions_next (self->questions);
}

static void
on_close (AhadiRekeyDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* --- object ------------------------------------------------------------------------ */

static void
ahadi_rekey_dialog_finalize (GObject *object)
{
  AhadiRekeyDialog *self = AHADI_REKEY_DIALOG (object);

  g_clear_object (&self->keeper);
  g_weak_ref_clear (&self->owner);
  G_OBJECT_CLASS (ahadi_rekey_dialog_parent_class)->finalize (object);
}

static void
ahadi_rekey_dialog_class_init (AhadiRekeyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_rekey_dialog_finalize;
  g_type_ensure (AHADI_TYPE_NEW_PASSPHRASE);
  g_type_ensure (AHADI_TYPE_QUESTIONS);
  g_type_ensure (AHADI_TYPE_QUESTION_PAGE);
  g_type_ensure (AHADI_TYPE_SECRET_ENTRY);
  g_type_ensure (AHADI_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/custody/ahadi-rekey-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiRekeyDialog, questions);
  gtk_widget_class_bind_template_child (widget_class, AhadiRekeyDialog, changes_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiRekeyDialog, changes_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiRekeyDialog, secret_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiRekeyDialog, heir_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiRekeyDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiRekeyDialog, entries);
  gtk_widget_class_bind_template_child (widget_class, AhadiRekeyDialog, own_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_finish);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
}

static void
ahadi_rekey_dialog_init (AhadiRekeyDialog *self)
{
  g_weak_ref_init (&self->owner, NULL);
  ahadi_widget_init_template (GTK_WIDGET (self));
}

static void
say_what_for (AhadiRekeyDialog *self)
{
  const char *title = self->hand_over ? _ ("Hand Over") : _ ("Encrypt Anew");

  gtk_window_set_title (GTK_WINDOW (self), title);
  g_object_set (self->questions, "title", title, NULL);
  ahadi_question_page_set_reason (
      self->changes_page,
      self->hand_over
          ? _ ("Everything is encrypted anew, and the next person alone opens the "
               "records then.")
          : _ ("After somebody left who knew a passphrase, or may have a copy. "
               "Everything is encrypted anew, and you alone open the records then."));
  ahadi_question_page_set_title (self->secret_page, self->hand_over
                                                        ? _ ("Who takes over?")
                                                        : _ ("Type your passphrase"));
  ahadi_question_page_set_reason (
      self->secret_page,
      self->hand_over
          ? _ ("They type a passphrase of their own here, and tell it nobody.")
          : _ ("It opens the records afterwards as it does now."));
  g_object_set (self->secret_page, "next-label",
                self->hand_over ? _ ("_Hand Over") : _ ("_Encrypt Anew"), NULL);
  gtk_widget_set_visible (self->heir_box, self->hand_over);
  gtk_widget_set_visible (GTK_WIDGET (self->own_entry), !self->hand_over);
}

void
ahadi_rekey_dialog_show (GtkWidget *owner,
                         AhadiKeeper *keeper,
                         gboolean hand_over,
                         AhadiRekeyChosen chosen)
{
  AhadiRekeyDialog *self =
      g_object_new (AHADI_TYPE_REKEY_DIALOG, "transient-for", gtk_widget_get_root (owner),
                    "modal", TRUE, NULL);

  self->keeper = g_object_ref (keeper);
  self->hand_over = hand_over;
  self->chosen = chosen;
  g_weak_ref_set (&self->owner, owner);
  say_what_for (self);
  ahadi_keeper_run (keeper, &(AhadiJob){ .work = work_ways, .result_free = ways_free },
                    self, on_ways);
  gtk_window_present (GTK_WINDOW (self));
}
