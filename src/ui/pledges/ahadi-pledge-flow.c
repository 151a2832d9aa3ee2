/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-pledge-flow.h"

#include "ahadi-choice.h"
#include "ahadi-clause-box.h"
#include "ahadi-field-row.h"
#include "ahadi-record-flow.h"
#include "ahadi-summary.h"
#include "ahadi-widgets.h"

/* The ten clauses and the closing paragraph. */
#define N_BOXES (AHADI_CODE_N_CLAUSES + 1)

struct _AhadiPledgeFlow
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  AhadiRecordFlow *flow;

  /* borrowed */
  AhadiQuestionPage *pages[N_BOXES];
  AhadiClauseBox *boxes[N_BOXES];

  /* template */
  AhadiQuestions *questions;
  AhadiQuestionPage *begin_page;
  GtkLabel *introduction_label;
  AhadiChoice *language_choice;
  AhadiQuestionPage *how_page;
  AhadiChoice *made_choice;
  AhadiFieldRow *date_row;
  AhadiFieldRow *place_row;
  AhadiFieldRow *witness_row;
  AhadiQuestionPage *summary_page;
  AhadiSummary *summary;

  AhadiId member;
};

G_DEFINE_FINAL_TYPE (AhadiPledgeFlow, ahadi_pledge_flow, ADW_TYPE_BIN)

/* --- the clauses ------------------------------------------------------------------ */

static const char *
get_language (AhadiPledgeFlow *self)
{
  g_autofree char *language = ahadi_choice_get_text (self->language_choice);

  return g_str_equal (language, "en")   ? "en"
         : g_str_equal (language, "sw") ? "sw"
                                        : "both";
}

/* The reason beside a clause, in the languages it is shown in. */
static char *
make_reason (const char *language, int number)
{
  const char *english = ahadi_code_get_reason (ahadi_codes_get ("en"), number);
  const char *kiswahili = ahadi_code_get_reason (ahadi_codes_get ("sw"), number);
  const char *shown = g_str_equal (language, "sw") ? kiswahili : english;

  if (g_str_equal (language, "both"))
    /* Translators: why a clause of the Code is there: "Why: avoids fake news" in both
     * languages */
    return g_strdup_printf (_ ("Why: %s\n%s"), english, kiswahili);
  return g_strdup_printf (_ ("Why: %s"), shown);
}

static void
show_language (AhadiPledgeFlow *self)
{
  const char *language = get_language (self);
  const AhadiCode *code = ahadi_codes_get (g_str_equal (language, "sw") ? "sw" : "en");

  gtk_label_set_label (self->introduction_label, ahadi_code_get_introduction (code));
  for (int i = 0; i < N_BOXES; i++)
    {
      g_autofree char *reason = make_reason (language, i + 1);

      ahadi_clause_box_set_language (self->boxes[i], language);
      ahadi_question_page_set_reason (self->pages[i], reason);
    }
}

static void
on_language (AhadiPledgeFlow *self, const char *language)
{
  ahadi_choice_set_text (self->language_choice, language);
  show_language (self);
  ahadi_record_flow_touch (self->flow);
}

static void
add_clause (AhadiPledgeFlow *self, int number)
{
  g_autofree char *name = g_strdup_printf ("clause-%d", number);
  g_autofree char *title = number == N_BOXES ? g_strdup (_ ("And I understand"))
                           : number == 8
                               ? g_strdup (_ ("8. What the organisation undertakes"))
                               : g_strdup_printf (_ ("%d. As a member I will…"), number);
  GtkWidget *page = ahadi_question_page_new (name, title, NULL);
  GtkWidget *box = ahadi_clause_box_new (number);

  ahadi_question_page_append (AHADI_QUESTION_PAGE (page), box);
  g_signal_connect_object (box, "language", G_CALLBACK (on_language), self,
                           G_CONNECT_SWAPPED);
  self->pages[number - 1] = AHADI_QUESTION_PAGE (page);
  self->boxes[number - 1] = AHADI_CLAUSE_BOX (box);
  ahadi_questions_append (self->questions, self->pages[number - 1]);
}

/* --- the summary ------------------------------------------------------------------ */

static void
add_answer (AhadiPledgeFlow *self, const char *title, GtkWidget *field, const char *page)
{
  g_autofree char *value = AHADI_IS_CHOICE (field)
                               ? ahadi_choice_get_text (AHADI_CHOICE (field))
                               : ahadi_field_row_get_text (AHADI_FIELD_ROW (field));
  guint index = AHADI_IS_CHOICE (field)
                    ? ahadi_choice_get_index (AHADI_CHOICE (field))
                    : ahadi_field_row_get_index (AHADI_FIELD_ROW (field));
  g_autofree char *words =
      *value != '\0' ? ahadi_words_value (&ahadi_pledge_info.fields[index], value) : NULL;

  ahadi_summary_add (self->summary, title, words, page);
}

static void
show_summary (AhadiPledgeFlow *self)
{
  const AhadiCode *code =
      ahadi_codes_get (g_str_equal (get_language (self), "sw") ? "sw" : "en");

  ahadi_summary_clear (self->summary);
  for (int i = 0; i < N_BOXES; i++)
    {
      g_autofree char *answer = ahadi_clause_box_get_answer (self->boxes[i]);
      g_autofree char *title =
          i + 1 == N_BOXES
              ? g_strdup (_ ("Closing paragraph"))
              : g_strdup_printf ("%d. %s", i + 1, ahadi_code_get_clause (code, i + 1));

      ahadi_summary_add (self->summary, title, answer,
                         gtk_widget_get_name (GTK_WIDGET (self->pages[i])));
    }
  add_answer (self, _ ("Language shown"), GTK_WIDGET (self->language_choice), "begin");
  add_answer (self, _ ("How it was made"), GTK_WIDGET (self->made_choice), "how");
  add_answer (self, _ ("Date"), GTK_WIDGET (self->date_row), "how");
  add_answer (self, _ ("Place"), GTK_WIDGET (self->place_row), "how");
  add_answer (self, _ ("Witness"), GTK_WIDGET (self->witness_row), "how");
}

static void
on_page (AhadiPledgeFlow *self, AhadiQuestionPage *page)
{
  if (page == self->summary_page)
    show_summary (self);
}

/* --- answers ---------------------------------------------------------------------- */

static void
update (AhadiPledgeFlow *self)
{
  g_autofree char *made = ahadi_choice_get_text (self->made_choice);
  g_autofree char *date = ahadi_field_row_get_text (self->date_row);

  for (int i = 0; i < N_BOXES; i++)
    ahadi_question_page_set_complete (self->pages[i],
                                      ahadi_clause_box_is_answered (self->boxes[i]));
  ahadi_question_page_set_complete (self->how_page, *made != '\0' && *date != '\0');
}

static void
on_loaded (AhadiPledgeFlow *self)
{
  g_autofree char *language = ahadi_choice_get_text (self->language_choice);
  g_autofree char *date = ahadi_field_row_get_text (self->date_row);
  AhadiDate today = ahadi_date_today ();
  g_autofree char *now = ahadi_date_to_string (&today);

  if (*language == '\0')
    ahadi_choice_set_text (self->language_choice, "both");
  if (*date == '\0')
    ahadi_field_row_set_text (self->date_row, now);
  show_language (self);
  update (self);
}

static void
on_changed (AhadiPledgeFlow *self)
{
  show_language (self);
  update (self);
}

static void
on_complete (AhadiPledgeFlow *self, AhadiRecord *record)
{
  g_autofree char *member = ahadi_id_to_string (&self->member);

  ahadi_record_set (record, AHADI_PLEDGE_MEMBER, member);
}

static void
on_saved (AhadiPledgeFlow *self)
{
  g_autofree char *member = ahadi_id_to_string (&self->member);

  gtk_widget_activate_action (GTK_WIDGET (self), "shell.open", "(ss)", "member", member);
  ahadi_say (GTK_WIDGET (self), _ ("Pledge recorded. It goes with the next bundle."));
  gtk_widget_activate_action (GTK_WIDGET (self), "shell.close-flow", NULL);
}

static void
on_member (gpointer owner, gpointer result, const GError *error)
{
  AhadiPledgeFlow *self = owner;
  const AhadiItem *item = result;
  g_autofree char *title = NULL;

  if (item == NULL)
    {
      ahadi_say_error (GTK_WIDGET (self), _ ("The member could not be found"), error);
      gtk_widget_activate_action (GTK_WIDGET (self), "shell.close-flow", NULL);
      return;
    }
  title =
      g_strdup_printf (_ ("Pledge of %s"), ahadi_member_get_display_name (item->record));
  g_object_set (self->questions, "title", title, NULL);
}

/* --- object ----------------------------------------------------------------------- */

static void
ahadi_pledge_flow_finalize (GObject *object)
{
  AhadiPledgeFlow *self = AHADI_PLEDGE_FLOW (object);

  g_clear_object (&self->flow);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_pledge_flow_parent_class)->finalize (object);
}

static void
ahadi_pledge_flow_class_init (AhadiPledgeFlowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_pledge_flow_finalize;
  g_type_ensure (AHADI_TYPE_CHOICE);
  g_type_ensure (AHADI_TYPE_FIELD_ROW);
  g_type_ensure (AHADI_TYPE_QUESTIONS);
  g_type_ensure (AHADI_TYPE_SUMMARY);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/pledges/ahadi-pledge-flow.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiPledgeFlow, questions);
  gtk_widget_class_bind_template_child (widget_class, AhadiPledgeFlow, begin_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiPledgeFlow,
                                        introduction_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiPledgeFlow, language_choice);
  gtk_widget_class_bind_template_child (widget_class, AhadiPledgeFlow, how_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiPledgeFlow, made_choice);
  gtk_widget_class_bind_template_child (widget_class, AhadiPledgeFlow, date_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiPledgeFlow, place_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiPledgeFlow, witness_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiPledgeFlow, summary_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiPledgeFlow, summary);
  gtk_widget_class_bind_template_callback (widget_class, on_page);
}

static void
ahadi_pledge_flow_init (AhadiPledgeFlow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  for (int i = 1; i <= N_BOXES; i++)
    add_clause (self, i);
  /* They come after the clauses, which are made here. */
  ahadi_questions_move_last (self->questions, self->how_page);
  ahadi_questions_move_last (self->questions, self->summary_page);
}

GtkWidget *
ahadi_pledge_flow_new (AhadiKeeper *keeper, const AhadiId *id, const char *draft)
{
  AhadiPledgeFlow *self = g_object_new (AHADI_TYPE_PLEDGE_FLOW, NULL);

  self->keeper = g_object_ref (keeper);
  self->member = *id;
  self->flow = ahadi_record_flow_new (keeper, self->questions, AHADI_KIND_PLEDGE, draft);
  g_signal_connect_object (self->flow, "loaded", G_CALLBACK (on_loaded), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flow, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flow, "complete", G_CALLBACK (on_complete), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->flow, "saved", G_CALLBACK (on_saved), self,
                           G_CONNECT_SWAPPED);
  ahadi_record_flow_start (self->flow);
  ahadi_keeper_get (keeper, AHADI_KIND_MEMBER, id, self, on_member);
  return GTK_WIDGET (self);
}
