/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-report-flow.h"

#include "ahadi-choice.h"
#include "ahadi-conflict-box.h"
#include "ahadi-field-row.h"
#include "ahadi-person-editor.h"
#include "ahadi-record-flow.h"
#include "ahadi-summary.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiReportFlow
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  AhadiRecordFlow *flow;

  /* template */
  AhadiQuestions *questions;
  AhadiQuestionPage *duty_page;
  AhadiFieldRow *duty_row;
  AhadiQuestionPage *danger_page;
  AhadiChoice *danger_choice;
  GtkWidget *helplines;
  AhadiQuestionPage *conflict_page;
  AhadiConflictBox *conflict_box;
  AhadiQuestionPage *categories_page;
  AhadiChoice *categories_choice;
  AhadiQuestionPage *persons_page;
  GtkBox *persons_box;
  AhadiQuestionPage *statement_page;
  AhadiFieldRow *statement_row;
  AhadiQuestionPage *consent_page;
  AhadiChoice *consent_choice;
  AhadiQuestionPage *route_page;
  AhadiChoice *route_choice;
  AhadiQuestionPage *summary_page;
  AhadiSummary *summary;
  GtkLabel *readers_label;
};

G_DEFINE_FINAL_TYPE (AhadiReportFlow, ahadi_report_flow, ADW_TYPE_BIN)

/* --- people ----------------------------------------------------------------------- */

static json_t *
get_persons (AhadiReportFlow *self)
{
  json_t *persons = json_array ();

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->persons_box));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    json_array_append_new (persons,
                           ahadi_person_editor_get (AHADI_PERSON_EDITOR (child)));
  return persons;
}

static gboolean
persons_are_complete (AhadiReportFlow *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->persons_box));

  if (child == NULL)
    return FALSE;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (!ahadi_person_editor_is_complete (AHADI_PERSON_EDITOR (child)))
      return FALSE;
  return TRUE;
}

static void
number_persons (AhadiReportFlow *self)
{
  guint number = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->persons_box));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    ahadi_person_editor_set_number (AHADI_PERSON_EDITOR (child), ++number);
}

static void
touch (AhadiReportFlow *self)
{
  if (self->flow != NULL)
    ahadi_record_flow_touch (self->flow);
}

static void
on_remove (GtkWidget *editor, AhadiReportFlow *self)
{
  gtk_box_remove (self->persons_box, editor);
  number_persons (self);
  touch (self);
}

static GtkWidget *
add_person (AhadiReportFlow *self, json_t *person)
{
  GtkWidget *editor = ahadi_person_editor_new (person);

  gtk_box_append (self->persons_box, editor);
  g_signal_connect_object (editor, "changed", G_CALLBACK (touch), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "remove", G_CALLBACK (on_remove), self, 0);
  number_persons (self);
  return editor;
}

static void
on_add_person_clicked (AhadiReportFlow *self)
{
  GtkWidget *editor = add_person (self, NULL);

  touch (self);
  ahadi_widget_focus_first (editor);
}

static void
on_store (AhadiReportFlow *self, json_t *values)
{
  g_autofree char *recused = ahadi_conflict_box_get_recused (self->conflict_box);

  json_object_set_new (values, "persons", get_persons (self));
  if (recused != NULL)
    ahadi_json_set_text (values, "recused", recused);
}

static void
on_restore (AhadiReportFlow *self, json_t *values)
{
  json_t *persons = json_object_get (values, "persons");

  ahadi_conflict_box_set_recused (
      self->conflict_box, json_string_value (json_object_get (values, "recused")));
  ahadi_box_clear (self->persons_box);
  for (gsize i = 0; i < json_array_size (persons); i++)
    add_person (self, json_array_get (persons, i));
}

/* --- summary ---------------------------------------------------------------------- */

static void
add_answer (AhadiReportFlow *self,
            const AhadiRecord *record,
            guint field,
            const char *page)
{
  const char *value = ahadi_record_get (record, field);
  g_autofree char *words =
      value != NULL ? ahadi_words_value (&ahadi_report_info.fields[field], value) : NULL;

  ahadi_summary_add (self->summary, ahadi_words_field (AHADI_KIND_REPORT, field), words,
                     page);
}

static void
on_described (gpointer owner, gpointer result, const GError *error)
{
  AhadiReportFlow *self = owner;

  gtk_label_set_label (self->readers_label, error == NULL ? result : "");
}

static gpointer
work_describe (AhadiSession *session,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  return ahadi_routing_describe (session, data, error);
}

/* Who will be able to read it, who not, and whether it stays. */
static void
describe_readers (AhadiReportFlow *self, AhadiRecord *record)
{
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_describe,
                        .data = ahadi_record_copy (record),
                        .data_free = (GDestroyNotify) ahadi_record_unref,
                        .result_free = g_free,
                    },
                    self, on_described);
}

static void
show_summary (AhadiReportFlow *self)
{
  static const struct
  {
    guint field;
    const char *page;
  } answers[] = {
    { AHADI_REPORT_DANGER, "danger" },         { AHADI_REPORT_ABOUT, "about" },
    { AHADI_REPORT_CATEGORIES, "categories" }, { AHADI_REPORT_PERSONS, "persons" },
    { AHADI_REPORT_STATEMENT, "statement" },   { AHADI_REPORT_HAPPENED, "where" },
    { AHADI_REPORT_PLACE, "where" },           { AHADI_REPORT_CONSENT, "consent" },
    { AHADI_REPORT_WISHES, "consent" },        { AHADI_REPORT_CONTACT_SAFE, "consent" },
    { AHADI_REPORT_ROUTE, "route" },
  };
  g_autoptr (AhadiRecord) record = ahadi_record_flow_read (self->flow);

  ahadi_summary_clear (self->summary);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    add_answer (self, record, answers[i].field, answers[i].page);
  describe_readers (self, record);
}

static void
on_page (AhadiReportFlow *self, AhadiQuestionPage *page)
{
  if (page == self->summary_page && self->flow != NULL)
    show_summary (self);
}

/* --- answers ---------------------------------------------------------------------- */

static gboolean
is_said (GtkWidget *field)
{
  g_autofree char *text = AHADI_IS_CHOICE (field)
                              ? ahadi_choice_get_text (AHADI_CHOICE (field))
                              : ahadi_field_row_get_text (AHADI_FIELD_ROW (field));

  return *g_strstrip (text) != '\0' && !g_str_equal (text, "false");
}

/* Routes that the rule forbids can't be chosen, and say why. */
static void
say_who_reads (AhadiReportFlow *self, AhadiAbout about)
{
  static const struct
  {
    const char *route;
    const char *hint;
  } routes[] = {
    { "executive-director", N_ ("Read by the Executive Director alone.") },
    { "board-committee", N_ ("Read by the Committee alone.") },
    { "both", N_ ("Read by both.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      AhadiRouteVerdict verdict = ahadi_conflict_judge (about, routes[i].route);
      const char *hint = _ (routes[i].hint);

      if (verdict == AHADI_ROUTE_REACHES_DIRECTOR)
        hint = _ ("Not possible: the Executive Director would read a report about the "
                  "Executive Director.");
      else if (verdict == AHADI_ROUTE_REACHES_MEMBER)
        hint = _ ("Not possible: it is about a member of the Committee. Choose one of "
                  "the others.");
      else if (verdict == AHADI_ROUTE_ALLOWED_RECUSED)
        hint = _ ("Read by the rest of the Committee: the member whom it is about is "
                  "left out.");
      ahadi_choice_set_hint (self->route_choice, routes[i].route, hint);
      ahadi_choice_set_allowed (self->route_choice, routes[i].route,
                                verdict <= AHADI_ROUTE_ALLOWED_RECUSED);
    }
}

static gboolean
route_is_complete (AhadiReportFlow *self, AhadiAbout about)
{
  g_autofree char *route = ahadi_choice_get_text (self->route_choice);
  g_autofree char *recused = ahadi_conflict_box_get_recused (self->conflict_box);

  return *route != '\0' && (recused != NULL || ahadi_conflict_judge (about, route) !=
                                                   AHADI_ROUTE_ALLOWED_RECUSED);
}

static void
update (AhadiReportFlow *self)
{
  AhadiAbout about = ahadi_conflict_box_get_about (self->conflict_box);
  g_autofree char *danger = ahadi_choice_get_text (self->danger_choice);

  say_who_reads (self, about);
  ahadi_conflict_box_update (self->conflict_box);
  ahadi_question_page_set_complete (self->conflict_page,
                                    ahadi_conflict_box_is_complete (self->conflict_box));

  ahadi_question_page_set_complete (self->duty_page,
                                    is_said (GTK_WIDGET (self->duty_row)));
  ahadi_question_page_set_complete (self->danger_page, *danger != '\0');
  ahadi_question_page_set_complete (self->categories_page,
                                    is_said (GTK_WIDGET (self->categories_choice)));
  ahadi_question_page_set_complete (self->persons_page, persons_are_complete (self));
  ahadi_question_page_set_complete (self->statement_page,
                                    is_said (GTK_WIDGET (self->statement_row)));
  ahadi_question_page_set_complete (self->consent_page,
                                    is_said (GTK_WIDGET (self->consent_choice)));
  ahadi_question_page_set_complete (self->route_page, route_is_complete (self, about));
  if (g_str_equal (danger, "yes"))
    gtk_widget_add_css_class (self->helplines, "urgent");
  else
    gtk_widget_remove_css_class (self->helplines, "urgent");
  if (self->flow != NULL)
    ahadi_record_flow_set_kept (self->flow, ahadi_conflict_stays (about));
}

static void
on_loaded (AhadiReportFlow *self)
{
  if (gtk_widget_get_first_child (GTK_WIDGET (self->persons_box)) == NULL)
    add_person (self, NULL);
  update (self);
}

static void
on_complete (AhadiReportFlow *self, AhadiRecord *record)
{
  g_autoptr (json_t) persons = get_persons (self);
  g_autofree char *text = ahadi_json_print (persons);
  g_autofree char *route = g_strdup (ahadi_record_get (record, AHADI_REPORT_ROUTE));
  g_autofree char *recused = ahadi_conflict_box_get_recused (self->conflict_box);
  AhadiAbout about = ahadi_conflict_box_get_about (self->conflict_box);

  if (ahadi_conflict_judge (about, route) == AHADI_ROUTE_ALLOWED_RECUSED)
    ahadi_record_set (record, AHADI_REPORT_RECUSED, recused);
  if (!ahadi_record_enter (record, AHADI_REPORT_PERSONS, text, NULL))
    g_debug ("the people cannot be read yet");
}

static void
on_saved (AhadiReportFlow *self, AhadiRecord *record)
{
  const char *reference = ahadi_record_get (record, AHADI_REPORT_REFERENCE);
  const char *route = ahadi_record_get (record, AHADI_REPORT_ROUTE);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean stays = ahadi_conflict_lets_stay (record);
  g_autofree char *id = ahadi_id_to_string (ahadi_record_get_id (record));
  g_autofree char *heading = g_strdup_printf (_ ("Filed under %s"), reference);
  g_autofree char *body = g_strdup_printf (
      _ ("It is sealed. Only these can read it at the secretariat: %s. Give the "
         "reference "
         "to whoever told you; it says nothing about anybody. The report goes with the "
         "next "
         "bundle you export."),
      ahadi_words_choice (&ahadi_report_info.fields[AHADI_REPORT_ROUTE], route));

  if (stays)
    gtk_widget_activate_action (GTK_WIDGET (self), "shell.open", "(ss)", "report", id);
  gtk_widget_activate_action (GTK_WIDGET (self), "shell.close-flow", NULL);
  ahadi_compat_tell (GTK_WINDOW (root), heading,
                     stays ? body
                           : _ ("It is sealed, and nothing of it can be read on this "
                                "laptop any more. Write this reference down now: it is "
                                "shown only once, and says nothing about anybody. The "
                                "report goes with the next bundle you export."));
}

/* --- object ----------------------------------------------------------------------- */

static void
ahadi_report_flow_finalize (GObject *object)
{
  AhadiReportFlow *self = AHADI_REPORT_FLOW (object);

  g_clear_object (&self->flow);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_report_flow_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, questions);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, duty_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, duty_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, danger_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, danger_choice);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, helplines);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, conflict_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, conflict_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, categories_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, categories_choice);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, persons_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, persons_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, statement_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, statement_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, consent_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, consent_choice);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, route_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, route_choice);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, summary_page);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, summary);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportFlow, readers_label);
}

static void
ahadi_report_flow_class_init (AhadiReportFlowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_report_flow_finalize;
  g_type_ensure (AHADI_TYPE_CHOICE);
  g_type_ensure (AHADI_TYPE_CONFLICT_BOX);
  g_type_ensure (AHADI_TYPE_FIELD_ROW);
  g_type_ensure (AHADI_TYPE_QUESTIONS);
  g_type_ensure (AHADI_TYPE_SUMMARY);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/reports/ahadi-report-flow.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_page);
  gtk_widget_class_bind_template_callback (widget_class, on_add_person_clicked);
}

static void
ahadi_report_flow_init (AhadiReportFlow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_report_flow_new (AhadiKeeper *keeper, const AhadiId *id, const char *draft)
{
  AhadiReportFlow *self = g_object_new (AHADI_TYPE_REPORT_FLOW, NULL);
  static const struct
  {
    const char *signal;
    GCallback callback;
  } handlers[] = {
    { "store", G_CALLBACK (on_store) },       { "restore", G_CALLBACK (on_restore) },
    { "loaded", G_CALLBACK (on_loaded) },     { "changed", G_CALLBACK (update) },
    { "complete", G_CALLBACK (on_complete) }, { "saved", G_CALLBACK (on_saved) },
  };

  self->keeper = g_object_ref (keeper);
  self->flow = ahadi_record_flow_new (keeper, self->questions, AHADI_KIND_REPORT, draft);
  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    g_signal_connect_object (self->flow, handlers[i].signal, handlers[i].callback, self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->conflict_box, "changed", G_CALLBACK (touch), self,
                           G_CONNECT_SWAPPED);
  ahadi_conflict_box_start (self->conflict_box, keeper);
  ahadi_record_flow_start (self->flow);
  return GTK_WIDGET (self);
}
