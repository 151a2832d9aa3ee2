/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-review-page.h"

#include "ahadi-draft-saver.h"
#include "ahadi-field-row.h"
#include "ahadi-form.h"
#include "ahadi-keeper-records.h"
#include "ahadi-review-card.h"
#include "ahadi-text-row.h"
#include "ahadi-widgets.h"

/* In a draft; what else is to be written stands there under the field's own name. */
#define REASON "reason"

/* A button and what it chooses. */
typedef struct
{
  GtkToggleButton *button;         /* borrowed from its card */
  const AhadiReviewChange *change; /* borrowed from details */
} Choice;

struct _AhadiReviewPage
{
  AdwBin parent_instance;

  /* owned */
  GPtrArray *details;     /* AhadiReviewDetail, once one is shown */
  GArray *choices;        /* Choice: the key of the first is 1 */
  AhadiDraftSaver *saver; /* of what is typed about the field that is shown */

  /* borrowed */
  const AhadiReviewDetail *detail;
  AhadiFieldRow *value_row; /* once something else is to be written */

  /* template */
  GtkWidget *box;
  GtkLabel *title_label;
  GtkLabel *sentence_label;
  GtkFlowBox *cards;
  GtkToggleButton *write_button;
  GtkListBox *value_list;
  AhadiTextRow *reason_row;
  GtkButton *decide_button;
  GtkWidget *told_box;
  GtkBox *told_list;

  gboolean filling; /* what changes was typed by nobody */
};

G_DEFINE_FINAL_TYPE (AhadiReviewPage, ahadi_review_page, ADW_TYPE_BIN)

enum
{
  DECIDE,
  LATER,
  LIST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

const AhadiReviewDetail *
ahadi_review_page_get_detail (AhadiReviewPage *self)
{
  return self->detail;
}

/* --- the answer ----------------------------------------------------------------------*/

static const AhadiReviewChange *
get_chosen (AhadiReviewPage *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = &g_array_index (self->choices, Choice, i);

      if (gtk_toggle_button_get_active (choice->button))
        return choice->change;
    }
  return NULL;
}

static gboolean
writes (AhadiReviewPage *self)
{
  return gtk_toggle_button_get_active (self->write_button);
}

static void
update (AhadiReviewPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->value_list), writes (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->decide_button),
                            (writes (self) || get_chosen (self) != NULL) &&
                                !ahadi_text_row_is_blank (self->reason_row));
}

/* --- what is typed, and not decided yet --------------------------------------------- */

static void
on_typed (AhadiReviewPage *self)
{
  update (self);
  if (!self->filling && self->saver != NULL)
    ahadi_draft_saver_touch (self->saver);
}

/* Which of the changes was chosen is pressed again in a moment; a text is not. */
static json_t *
snapshot (gpointer form)
{
  AhadiReviewPage *self = form;
  json_t *values = json_object ();

  json_object_set_new (values, REASON,
                       json_string (ahadi_text_row_get_text (self->reason_row)));
  if (writes (self))
    ahadi_form_store (GTK_WIDGET (self->value_list), values);
  return values;
}

static void
restore (AhadiReviewPage *self, const AhadiDraft *draft)
{
  const AhadiField *field =
      &ahadi_record_get_info (self->detail->item->record)->fields[self->detail->field];
  const char *reason = json_string_value (json_object_get (draft->values, REASON));

  self->filling = TRUE;
  ahadi_text_row_set_text (self->reason_row, reason != NULL ? reason : "");
  if (json_object_get (draft->values, field->name) != NULL)
    {
      gtk_toggle_button_set_active (self->write_button, TRUE);
      ahadi_form_restore (GTK_WIDGET (self->value_list), draft->values);
    }
  self->filling = FALSE;
  ahadi_draft_saver_set_begun (self->saver);
}

static void
on_draft (gpointer owner, gpointer result, const GError *error)
{
  AhadiReviewPage *self = owner;
  const AhadiFoundDraft *found = result;

  /* Meanwhile another may be shown. */
  if (found != NULL && found->draft != NULL && self->saver != NULL &&
      g_str_equal (found->draft->name, ahadi_draft_saver_get_name (self->saver)))
    restore (self, found->draft);
}

static void
leave_draft (AhadiReviewPage *self)
{
  if (self->saver != NULL)
    ahadi_draft_saver_flush (self->saver);
  g_clear_object (&self->saver);
}

static void
begin_draft (AhadiReviewPage *self, AhadiKeeper *keeper)
{
  const AhadiRecord *record = self->detail->item->record;
  g_autofree char *id = ahadi_id_to_string (ahadi_record_get_id (record));
  g_autofree char *name =
      g_strdup_printf ("settlement/%s/%s", id,
                       ahadi_record_get_info (record)->fields[self->detail->field].name);

  self->saver =
      ahadi_draft_saver_new (keeper, name, AHADI_KIND_SETTLEMENT, snapshot, self);
  ahadi_keeper_get_draft (keeper, name, self, on_draft);
}

void
ahadi_review_page_forget (AhadiReviewPage *self)
{
  if (self->saver != NULL)
    ahadi_draft_saver_discard (self->saver);
  g_clear_object (&self->saver);
}

void
ahadi_review_page_choose (AhadiReviewPage *self, guint number)
{
  if (self->detail == NULL || number > self->choices->len)
    return;
  if (number == 0)
    {
      gtk_toggle_button_set_active (self->write_button, TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->value_row));
      return;
    }
  gtk_toggle_button_set_active (g_array_index (self->choices, Choice, number - 1).button,
                                TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
}

void
ahadi_review_page_set_busy (AhadiReviewPage *self, gboolean busy)
{
  ahadi_widget_freeze (self->box, busy);
}

/* A field that must hold something can't be cleared. */
static gboolean
check_value (AhadiReviewPage *self, const AhadiRecord *record)
{
  const AhadiKindInfo *info = ahadi_record_get_info (record);
  const AhadiField *field = &info->fields[self->detail->field];
  AhadiProblem problem = { .field = field->name, .code = AHADI_PROBLEM_REQUIRED };
  g_autofree char *sentence = NULL;

  if (!field->required || ahadi_record_get (record, self->detail->field) != NULL)
    return TRUE;
  sentence = ahadi_sentence_for_problem (info->kind, &problem);
  ahadi_field_row_set_problem (self->value_row, sentence);
  gtk_widget_grab_focus (GTK_WIDGET (self->value_row));
  return FALSE;
}

gboolean
ahadi_review_page_read (AhadiReviewPage *self, AhadiReviewAnswer *answer)
{
  g_autoptr (AhadiRecord) record = ahadi_record_copy (self->detail->item->record);

  *answer = (AhadiReviewAnswer){ .change = get_chosen (self) };
  answer->reason = ahadi_text_row_get_text (self->reason_row);
  if (answer->change != NULL)
    return TRUE;
  if (!ahadi_form_enter (GTK_WIDGET (self->value_list), record) ||
      !check_value (self, record))
    return FALSE;
  answer->value = ahadi_field_row_get_text (self->value_row);
  return TRUE;
}

/* --- what is shown -------------------------------------------------------------------*/

static void
add_card (AhadiReviewPage *self, AhadiReviewRole role, guint other)
{
  const AhadiReviewOther *rival =
      role == AHADI_REVIEW_CARD_OTHER ? self->detail->others->pdata[other] : NULL;
  Choice choice = { .change = rival != NULL ? &rival->change : &self->detail->standing };

  gtk_flow_box_append (self->cards,
                       ahadi_review_card_new (self->detail, role, other,
                                              self->choices->len + 1, &choice.button));
  if (choice.button == NULL)
    return;
  gtk_toggle_button_set_group (choice.button, self->write_button);
  g_signal_connect_swapped (choice.button, "toggled", G_CALLBACK (update), self);
  g_array_append_val (self->choices, choice);
}

static void
show_cards (AhadiReviewPage *self)
{
  GtkWidget *child;

  g_array_set_size (self->choices, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_flow_box_remove (self->cards, child);
  if (self->detail->has_base)
    add_card (self, AHADI_REVIEW_CARD_BASE, 0);
  add_card (self, AHADI_REVIEW_CARD_STANDS, 0);
  for (guint i = 0; i < self->detail->others->len; i++)
    add_card (self, AHADI_REVIEW_CARD_OTHER, i);
}

static void
show_value_row (AhadiReviewPage *self)
{
  const AhadiKindInfo *info = ahadi_record_get_info (self->detail->item->record);
  g_autofree char *name =
      g_strdup_printf ("%s.%s", info->name, info->fields[self->detail->field].name);

  if (self->value_row != NULL)
    gtk_list_box_remove (self->value_list, GTK_WIDGET (self->value_row));
  self->value_row = g_object_new (AHADI_TYPE_FIELD_ROW, "field", name, NULL);
  ahadi_field_row_set_text (self->value_row, self->detail->standing.value);
  gtk_list_box_append (self->value_list, GTK_WIDGET (self->value_row));
  ahadi_form_watch (GTK_WIDGET (self->value_row), G_CALLBACK (on_typed), self);
}

static void
tell (AhadiReviewPage *self, const char *sentence)
{
  GtkWidget *label = gtk_label_new (sentence);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (self->told_list, label);
}

/* What was decided before, and what was written in parallel: told, and not asked. */
static void
show_told (AhadiReviewPage *self)
{
  ahadi_box_clear (self->told_list);
  if (self->detail->settlement != NULL)
    {
      g_autofree char *decided = ahadi_sentence_for_settlement (self->detail->settlement);

      tell (self, decided);
    }
  for (guint i = 0; i < self->details->len; i++)
    {
      const AhadiReviewDetail *detail = self->details->pdata[i];
      g_autofree char *sentence = NULL;

      if (detail->state != AHADI_REVIEW_PARALLEL)
        continue;
      sentence = ahadi_sentence_for_review (detail);
      tell (self, sentence);
    }
  gtk_widget_set_visible (
      self->told_box, gtk_widget_get_first_child (GTK_WIDGET (self->told_list)) != NULL);
}

static void
clear_answer (AhadiReviewPage *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->choices->len; i++)
    gtk_toggle_button_set_active (g_array_index (self->choices, Choice, i).button, FALSE);
  gtk_toggle_button_set_active (self->write_button, FALSE);
  ahadi_text_row_set_text (self->reason_row, "");
  self->filling = FALSE;
  update (self);
}

void
ahadi_review_page_show (AhadiReviewPage *self,
                        AhadiKeeper *keeper,
                        GPtrArray *details,
                        guint field,
                        const char *title)
{
  g_autofree char *sentence = NULL;

  leave_draft (self);
  g_clear_pointer (&self->details, g_ptr_array_unref);
  self->details = g_ptr_array_ref (details);
  self->detail = NULL;
  for (guint i = 0; i < details->len; i++)
    if (((AhadiReviewDetail *) details->pdata[i])->field == field)
      self->detail = details->pdata[i];
  g_return_if_fail (self->detail != NULL);

  sentence = ahadi_sentence_for_review (self->detail);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->sentence_label, sentence);
  show_cards (self);
  show_value_row (self);
  show_told (self);
  clear_answer (self);
  begin_draft (self, keeper);
  ahadi_button_make_default (self->decide_button);
  gtk_widget_grab_focus (GTK_WIDGET (g_array_index (self->choices, Choice, 0).button));
  /* Where large text needs more than the window, from its beginning. */
  ahadi_widget_show_whole (GTK_WIDGET (self->title_label));
}

/* --- object --------------------------------------------------------------------------*/

static void
on_decide_clicked (AhadiReviewPage *self)
{
  g_signal_emit (self, signals[DECIDE], 0);
}

static void
on_later_clicked (AhadiReviewPage *self)
{
  g_signal_emit (self, signals[LATER], 0);
}

static void
on_list_clicked (AhadiReviewPage *self)
{
  g_signal_emit (self, signals[LIST], 0);
}

/* While what was typed can still be read. */
static void
ahadi_review_page_unmap (GtkWidget *widget)
{
  AhadiReviewPage *self = AHADI_REVIEW_PAGE (widget);

  if (self->saver != NULL)
    ahadi_draft_saver_flush (self->saver);
  GTK_WIDGET_CLASS (ahadi_review_page_parent_class)->unmap (widget);
}

static void
ahadi_review_page_finalize (GObject *object)
{
  AhadiReviewPage *self = AHADI_REVIEW_PAGE (object);

  g_clear_object (&self->saver);
  g_clear_pointer (&self->details, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_array_unref);
  G_OBJECT_CLASS (ahadi_review_page_parent_class)->finalize (object);
}

static void
ahadi_review_page_class_init (AhadiReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_review_page_finalize;
  widget_class->unmap = ahadi_review_page_unmap;
  signals[DECIDE] = g_signal_new ("decide", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LATER] = g_signal_new ("later", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LIST] = g_signal_new ("list", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AHADI_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/reviews/ahadi-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewPage, box);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewPage, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewPage, cards);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewPage, write_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewPage, value_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewPage, reason_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewPage, decide_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewPage, told_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiReviewPage, told_list);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_decide_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_later_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_list_clicked);
}

static void
ahadi_review_page_init (AhadiReviewPage *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  ahadi_widget_init_template (GTK_WIDGET (self));
}
