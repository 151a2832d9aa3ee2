/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-restore-way.h"
#include "ahadi-welcome.h"

#include "ahadi-code-sheet.h"
#include "ahadi-enrolment-box.h"
#include "ahadi-new-passphrase.h"
#include "ahadi-questions.h"
#include "ahadi-secret-entry.h"
#include "ahadi-text-row.h"
#include "ahadi-welcome-jobs.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

#define GROUP_DIGITS 4

struct _AhadiWelcome
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GBytes *card;
  AhadiSecret *code;

  /* template */
  AhadiQuestions *questions;
  GtkCheckButton *coordinator;
  GtkCheckButton *circle;
  GtkCheckButton *membership;
  GtkCheckButton *director;
  GtkCheckButton *committee;
  AhadiQuestionPage *card_page;
  GtkCheckButton *found_check;
  GtkBox *card_box;
  GtkButton *card_button;
  GtkSpinner *card_spinner;
  GtkBox *fingerprint_box;
  GtkLabel *org_label;
  GtkLabel *fingerprint_label;
  GtkCheckButton *compared_check;
  GtkLabel *card_problem;
  AhadiQuestionPage *names_page;
  AhadiTextRow *label_row;
  AhadiTextRow *branch_row;
  AhadiTextRow *org_row;
  GtkLabel *branches_label;
  AhadiQuestionPage *passphrase_page;
  AhadiNewPassphrase *passphrase;
  AhadiQuestionPage *recovery_page;
  AhadiCodeSheet *code_sheet;
  AhadiQuestionPage *confirm_page;
  AhadiSecretEntry *group_entry;
  GtkLabel *group_label;
  AhadiQuestionPage *enrol_page;
  AhadiEnrolmentBox *enrolment;
  AhadiQuestionPage *ready_page;

  guint asked_group; /* 0 to 12 */
};

G_DEFINE_FINAL_TYPE (AhadiWelcome, ahadi_welcome, ADW_TYPE_BIN)

enum
{
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- role ------------------------------------------------------------------------ */

static AhadiRole
get_role (AhadiWelcome *self)
{
  return gtk_check_button_get_active (self->circle)       ? AHADI_ROLE_CIRCLE
         : gtk_check_button_get_active (self->membership) ? AHADI_ROLE_MEMBERSHIP
         : gtk_check_button_get_active (self->director)   ? AHADI_ROLE_EXECUTIVE_DIRECTOR
         : gtk_check_button_get_active (self->committee)  ? AHADI_ROLE_BOARD_COMMITTEE
                                                          : AHADI_ROLE_COORDINATOR;
}

static gboolean
is_field (AhadiWelcome *self)
{
  return get_role (self) == AHADI_ROLE_COORDINATOR ||
         get_role (self) == AHADI_ROLE_CIRCLE;
}

static gboolean
is_founding (AhadiWelcome *self)
{
  return get_role (self) == AHADI_ROLE_MEMBERSHIP &&
         gtk_check_button_get_active (self->found_check);
}

static void
update (AhadiWelcome *self)
{
  gboolean founding = is_founding (self);

  gtk_widget_set_visible (GTK_WIDGET (self->found_check),
                          get_role (self) == AHADI_ROLE_MEMBERSHIP);
  gtk_widget_set_visible (GTK_WIDGET (self->card_box), !founding);
  gtk_widget_set_visible (GTK_WIDGET (self->branch_row), is_field (self));
  gtk_widget_set_visible (GTK_WIDGET (self->org_row), founding);
  ahadi_question_page_set_complete (
      self->card_page, founding || (self->card != NULL &&
                                    gtk_check_button_get_active (self->compared_check)));
  ahadi_question_page_set_complete (
      self->names_page,
      !ahadi_text_row_is_blank (self->label_row) &&
          (!is_field (self) || !ahadi_text_row_is_blank (self->branch_row)) &&
          (!founding || !ahadi_text_row_is_blank (self->org_row)));
  ahadi_question_page_set_complete (self->passphrase_page,
                                    ahadi_new_passphrase_is_ready (self->passphrase));
  ahadi_question_page_set_needed (self->enrol_page, !founding);
  ahadi_question_page_set_needed (self->ready_page, founding);
}

static void
on_role_changed (AhadiWelcome *self)
{
  update (self);
}

static void
on_names_changed (AhadiWelcome *self)
{
  update (self);
}

static void
on_passphrase_changed (AhadiWelcome *self)
{
  update (self);
}

/* --- card ------------------------------------------------------------------------ */

static void
on_card_changed (AhadiWelcome *self)
{
  update (self);
}

static void
show_branches (AhadiWelcome *self, json_t *shown)
{
  g_autofree char *names = ahadi_welcome_list_branches (shown);
  g_autofree char *text =
      g_strdup_printf (_ ("The secretariat already knows these branches: %s. If yours is "
                          "among them, write it the same way."),
                       names);

  gtk_label_set_label (self->branches_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->branches_label),
                          *names != '\0' && is_field (self));
}

static void
on_card_read (gpointer owner, gpointer result, const GError *error)
{
  AhadiWelcome *self = owner;
  AhadiReadCard *read = result;
  g_autofree char *sentence = error != NULL ? ahadi_sentence_for_error (error) : NULL;
  const char *fingerprint = NULL;
  g_autofree char *name = NULL;

  gtk_spinner_set_spinning (self->card_spinner, FALSE);
  ahadi_widget_freeze (GTK_WIDGET (self->card_button), FALSE);
  gtk_label_set_label (self->card_problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->card_problem), sentence != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->fingerprint_box), read != NULL);
  g_clear_pointer (&self->card, g_bytes_unref);
  gtk_check_button_set_active (self->compared_check, FALSE);
  if (read != NULL)
    {
      self->card = g_bytes_ref (read->bytes);
      fingerprint = json_string_value (json_object_get (read->shown, "fingerprint"));
      name = g_strdup_printf (_ ("Digits to compare: %s"), fingerprint);
      gtk_label_set_label (self->org_label,
                           json_string_value (json_object_get (read->shown, "org_name")));
      gtk_label_set_label (self->fingerprint_label, fingerprint);
      ahadi_widget_set_name (GTK_WIDGET (self->fingerprint_label), name);
      show_branches (self, read->shown);
      gtk_widget_grab_focus (GTK_WIDGET (self->compared_check));
    }
  update (self);
}

static void
on_card_picked (gpointer owner, const char *const *paths)
{
  AhadiWelcome *self = owner;

  gtk_spinner_set_spinning (self->card_spinner, TRUE);
  ahadi_widget_freeze (GTK_WIDGET (self->card_button), TRUE);
  ahadi_welcome_read_card (self->keeper, paths[0], self, on_card_read);
}

static void
on_choose_card (AhadiWelcome *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_OPEN,
                         .title = _ ("The Secretariat’s Card"),
                         .filter_name = _ ("Secretariat cards"),
                         .pattern = "*.ahadi-card",
                     },
                     on_card_picked);
}

/* --- setting up ------------------------------------------------------------------ */

static void
ask_for_group (AhadiWelcome *self)
{
  g_autofree char *label = NULL;

  self->asked_group = (guint) g_random_int_range (0, 13);
  label = g_strdup_printf (_ ("Group %u"), self->asked_group + 1);
  g_object_set (self->group_entry, "label", label, NULL);
}

static void
show_code (AhadiWelcome *self)
{
  AhadiSheet sheet = {
    .label = ahadi_text_row_get_text (self->label_row),
    .branch_name = is_field (self) ? ahadi_text_row_get_text (self->branch_row) : NULL,
    .code = self->code,
  };

  ahadi_code_sheet_show (self->code_sheet, self->keeper, &sheet);
}

static void
on_set_up (gpointer owner, gpointer result, const GError *error)
{
  AhadiWelcome *self = owner;

  ahadi_questions_set_busy (self->questions, NULL);
  if (error != NULL)
    {
      ahadi_say_error (GTK_WIDGET (self), _ ("Nothing was set up"), error);
      return;
    }
  self->code = ahadi_secret_ref (result);
  show_code (self);
  ahadi_enrolment_box_start (self->enrolment, self->keeper);
  ask_for_group (self);
  ahadi_questions_show (self->questions, "recovery");
}

static void
set_up (AhadiWelcome *self)
{
  AhadiWelcomeSetup setup = {
    .role = get_role (self),
    .label = ahadi_text_row_get_text (self->label_row),
    .branch_name = is_field (self) ? ahadi_text_row_get_text (self->branch_row) : NULL,
    .org_name = is_founding (self) ? ahadi_text_row_get_text (self->org_row) : NULL,
    .card = is_founding (self) ? NULL : self->card,
    .passphrase = ahadi_new_passphrase_take (self->passphrase),
  };

  if (setup.passphrase == NULL)
    return;
  ahadi_questions_set_busy (self->questions, _ ("Making the keys…"));
  ahadi_welcome_set_up (self->keeper, &setup, self, on_set_up);
}

/* --- recovery sheet -------------------------------------------------------------- */

static gboolean
group_is_right (AhadiWelcome *self)
{
  const char *group = (const char *) ahadi_secret_get_bytes (self->code) +
                      self->asked_group * (GROUP_DIGITS + 1);

  return ahadi_secret_entry_is (self->group_entry, group, GROUP_DIGITS);
}

static void
on_group_changed (AhadiWelcome *self)
{
  guint digits = ahadi_secret_entry_count_digits (self->group_entry);
  gboolean right = self->code != NULL && group_is_right (self);

  gtk_label_set_label (self->group_label, right ? _ ("Right.")
                                          : digits >= GROUP_DIGITS
                                              ? _ ("That is not what the sheet says. "
                                                   "Look at the small number beside each "
                                                   "group, or go back.")
                                              : "");
  ahadi_question_page_set_complete (self->confirm_page, right);
}

static void
on_group_activate (AhadiWelcome *self)
{
  ahadi_questions_next (self->questions);
}

/* --- the pages ------------------------------------------------------------------- */

static void
on_page (AhadiWelcome *self, AhadiQuestionPage *page)
{
  /* Once the vault exists there is a way back only between the sheet and its check. */
  ahadi_questions_set_can_go_back (self->questions,
                                   self->code == NULL || page == self->confirm_page);
}

static gboolean
on_leave (AhadiWelcome *self, AhadiQuestionPage *page)
{
  if (page == self->passphrase_page && self->code == NULL)
    {
      set_up (self);
      return TRUE;
    }
  if (page == self->confirm_page)
    {
      ahadi_code_sheet_clear (self->code_sheet);
      ahadi_secret_entry_reset (self->group_entry);
    }
  return FALSE;
}

static void
on_opened (gpointer owner, gpointer result, const GError *error)
{
  AhadiWelcome *self = owner;

  ahadi_questions_set_busy (self->questions, NULL);
  if (error != NULL)
    ahadi_say_error (GTK_WIDGET (self), _ ("The records could not be read"), error);
  else
    g_signal_emit (self, signals[FINISHED], 0);
}

static void
on_finish (AhadiWelcome *self)
{
  ahadi_questions_set_busy (self->questions, _ ("Opening…"));
  ahadi_keeper_load_desk (self->keeper, self, on_opened);
}

static void
on_restored (gpointer owner, gpointer result, const GError *error)
{
  on_finish (owner);
}

static void
on_restore_clicked (AhadiWelcome *self)
{
  ahadi_restore_way_begin (GTK_WIDGET (self), self->keeper, FALSE, on_restored);
}

/* --- object ---------------------------------------------------------------------- */

static void
ahadi_welcome_finalize (GObject *object)
{
  AhadiWelcome *self = AHADI_WELCOME (object);

  g_clear_object (&self->keeper);
  g_clear_pointer (&self->card, g_bytes_unref);
  g_clear_pointer (&self->code, ahadi_secret_unref);
  G_OBJECT_CLASS (ahadi_welcome_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, questions);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, coordinator);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, circle);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, membership);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, director);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, committee);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, card_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, found_check);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, card_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, card_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, card_spinner);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, fingerprint_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, org_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, fingerprint_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, compared_check);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, card_problem);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, names_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, label_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, branch_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, org_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, branches_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, passphrase_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, passphrase);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, recovery_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, code_sheet);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, confirm_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, group_entry);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, group_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, enrol_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, enrolment);
  gtk_widget_class_bind_template_child (widget_class, AhadiWelcome, ready_page);
}

static void
ahadi_welcome_class_init (AhadiWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_welcome_finalize;
  g_type_ensure (AHADI_TYPE_CODE_SHEET);
  g_type_ensure (AHADI_TYPE_ENROLMENT_BOX);
  g_type_ensure (AHADI_TYPE_NEW_PASSPHRASE);
  g_type_ensure (AHADI_TYPE_QUESTION_PAGE);
  g_type_ensure (AHADI_TYPE_QUESTIONS);
  g_type_ensure (AHADI_TYPE_SECRET_ENTRY);
  g_type_ensure (AHADI_TYPE_TEXT_ROW);
  signals[FINISHED] =
      g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/welcome/ahadi-welcome.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_role_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_card_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_names_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_passphrase_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_card);
  gtk_widget_class_bind_template_callback (widget_class, on_group_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_group_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_page);
  gtk_widget_class_bind_template_callback (widget_class, on_leave);
  gtk_widget_class_bind_template_callback (widget_class, on_finish);
  gtk_widget_class_bind_template_callback (widget_class, on_restore_clicked);
}

static void
ahadi_welcome_init (AhadiWelcome *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_text_row_set_text (self->org_row, "Amnesty International Kenya");
  ahadi_questions_set_can_close (self->questions, FALSE);
  update (self);
}

GtkWidget *
ahadi_welcome_new (AhadiKeeper *keeper)
{
  AhadiWelcome *self = g_object_new (AHADI_TYPE_WELCOME, NULL);

  self->keeper = g_object_ref (keeper);
  return GTK_WIDGET (self);
}
