/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-member-detail.h"

#include "ahadi-attachments-group.h"
#include "ahadi-duplicate-jobs.h"
#include "ahadi-facts.h"
#include "ahadi-field-row.h"
#include "ahadi-form.h"
#include "ahadi-header.h"
#include "ahadi-keeper-records.h"
#include "ahadi-keeping-group.h"
#include "ahadi-pill.h"
#include "ahadi-pledge-row.h"
#include "ahadi-timeline.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiMemberDetail
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  AhadiItem *item;       /* the member shown */
  GtkWidget *reason_row; /* in the dialog that asks for the reason of a withdrawal */

  /* template */
  AhadiHeader *header;
  GtkLabel *name_label;
  GtkLabel *number_label;
  AhadiPill *status_pill;
  AhadiPill *delivery_pill;
  GtkButton *pledge_button;
  GtkButton *correct_button;
  GtkListBox *pledges_list;
  GtkLabel *no_pledge_label;
  AdwPreferencesGroup *others_group;
  GtkListBox *others_list;
  GtkListBox *facts_list;
  GtkListBox *consent_list;
  AhadiAttachmentsGroup *attachments_group;
  AhadiKeepingGroup *keeping_group;
  AhadiTimeline *timeline;

  AhadiId id;
  AhadiId withdrawn; /* the pledge a dialog is about */

  gboolean circle_shown;
};

G_DEFINE_FINAL_TYPE (AhadiMemberDetail, ahadi_member_detail, ADW_TYPE_BIN)

enum
{
  GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
add_facts (GtkListBox *list,
           const AhadiRecord *record,
           const guint *fields,
           guint n_fields)
{
  ahadi_facts_clear (list);
  for (guint i = 0; i < n_fields; i++)
    ahadi_facts_add (list, record, fields[i]);
}

/* --- the member ------------------------------------------------------------------ */

static void
show_status (AhadiMemberDetail *self, const AhadiRecord *record)
{
  const char *status = ahadi_record_get (record, AHADI_MEMBER_STATUS);

  ahadi_pill_set (
      self->status_pill,
      g_strcmp0 (status, "active") == 0 ? "object-select-symbolic"
                                        : "dialog-warning-symbolic",
      status != NULL
          ? ahadi_words_choice (&ahadi_member_info.fields[AHADI_MEMBER_STATUS], status)
          : NULL,
      g_strcmp0 (status, "active") == 0 ? AHADI_PILL_GOOD : AHADI_PILL_ATTENTION);
}

static void
show_facts (AhadiMemberDetail *self, const AhadiRecord *record)
{
  static const guint facts[] = {
    AHADI_MEMBER_NAME,   AHADI_MEMBER_PHONE,  AHADI_MEMBER_EMAIL,
    AHADI_MEMBER_GENDER, AHADI_MEMBER_BIRTH,  AHADI_MEMBER_COUNTY,
    AHADI_MEMBER_PLACE,  AHADI_MEMBER_JOINED, AHADI_MEMBER_NOTE,
  };
  static const guint consents[] = {
    AHADI_MEMBER_CONSENT,          AHADI_MEMBER_CONSENT_DATE,
    AHADI_MEMBER_GUARDIAN_NAME,    AHADI_MEMBER_GUARDIAN_PHONE,
    AHADI_MEMBER_GUARDIAN_CONSENT, AHADI_MEMBER_BEST_INTEREST,
  };

  add_facts (self->facts_list, record, facts, G_N_ELEMENTS (facts));
  add_facts (self->consent_list, record, consents, G_N_ELEMENTS (consents));
}

static void
on_circle (gpointer owner, gpointer result, const GError *error)
{
  AhadiMemberDetail *self = owner;
  const AhadiItem *circle = result;

  if (circle == NULL || self->circle_shown)
    return;
  ahadi_facts_add_text (self->facts_list,
                        ahadi_words_field (AHADI_KIND_MEMBER, AHADI_MEMBER_CIRCLE),
                        ahadi_record_get (circle->record, AHADI_CIRCLE_NAME));
  self->circle_shown = TRUE;
}

static void
on_others (gpointer owner, gpointer result, const GError *error)
{
  AhadiMemberDetail *self = owner;
  GPtrArray *others = result;

  ahadi_facts_clear (self->others_list);
  for (guint i = 0; others != NULL && i < others->len; i++)
    {
      g_autofree char *who =
          ahadi_duplicate_say_member (((const AhadiItem *) others->pdata[i])->record);

      ahadi_facts_add_text (self->others_list, _ ("Also written down as"), who);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->others_group),
                          others != NULL && others->len > 0);
}

static void
show_circle (AhadiMemberDetail *self, const AhadiRecord *record)
{
  const char *circle = ahadi_record_get (record, AHADI_MEMBER_CIRCLE);
  AhadiId id;

  self->circle_shown = FALSE;
  if (circle != NULL && ahadi_id_parse (circle, &id, NULL))
    ahadi_keeper_get (self->keeper, AHADI_KIND_CIRCLE, &id, self, on_circle);
}

/* Erased or dropped, here or by an office's reply: nothing of it stays on the page. */
static void
forget (AhadiMemberDetail *self)
{
  memset (&self->id, 0, sizeof self->id);
  g_clear_pointer (&self->item, ahadi_item_free);
  gtk_label_set_label (self->name_label, "");
  ahadi_facts_clear (self->pledges_list);
  ahadi_facts_clear (self->others_list);
  ahadi_facts_clear (self->facts_list);
  ahadi_facts_clear (self->consent_list);
  g_signal_emit (self, signals[GONE], 0);
}

static void
on_member (gpointer owner, gpointer result, const GError *error)
{
  AhadiMemberDetail *self = owner;
  const AhadiItem *item = result;
  const char *number = NULL;

  if (g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND))
    forget (self);
  if (item == NULL || !ahadi_id_equal (ahadi_record_get_id (item->record), &self->id))
    return;
  g_clear_pointer (&self->item, ahadi_item_free);
  self->item = ahadi_item_copy (item);
  number = ahadi_record_get (item->record, AHADI_MEMBER_NUMBER);
  gtk_label_set_label (self->name_label, ahadi_member_get_display_name (item->record));
  gtk_label_set_label (self->number_label, number != NULL ? number : "");
  gtk_widget_set_visible (GTK_WIDGET (self->number_label), number != NULL);
  ahadi_pill_set_delivery (self->delivery_pill, item->delivery);
  ahadi_keeping_group_show (self->keeping_group, item,
                            ahadi_member_get_display_name (item->record));
  show_status (self, item->record);
  show_facts (self, item->record);
  show_circle (self, item->record);
}

/* --- withdrawing ------------------------------------------------------------------- */

static void
say_not_withdrawn (AhadiMemberDetail *self, const AhadiProblem *problem)
{
  g_autofree char *sentence = ahadi_sentence_for_problem (AHADI_KIND_WITHDRAWAL, problem);
  g_autofree char *text =
      g_strdup_printf (_ ("The pledge was not withdrawn. %s"), sentence);

  ahadi_say (GTK_WIDGET (self), text);
}

static void
on_withdrawn (gpointer owner, gpointer result, const GError *error)
{
  AhadiMemberDetail *self = owner;
  const AhadiSaved *saved = result;

  if (error != NULL)
    ahadi_say_error (GTK_WIDGET (self), _ ("The pledge was not withdrawn"), error);
  else if (saved->problems->len > 0)
    say_not_withdrawn (self, saved->problems->pdata[0]);
  else
    ahadi_say (GTK_WIDGET (self), _ ("Pledge withdrawn. It stays in the history."));
}

static void
on_withdraw_accepted (gpointer owner)
{
  AhadiMemberDetail *self = owner;
  g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_WITHDRAWAL, NULL);
  g_autofree char *pledge = ahadi_id_to_string (&self->withdrawn);
  g_autofree char *member = ahadi_id_to_string (&self->id);
  AhadiDate today = ahadi_date_today ();
  g_autofree char *date = ahadi_date_to_string (&today);

  ahadi_form_enter (self->reason_row, record);
  ahadi_record_set (record, AHADI_WITHDRAWAL_PLEDGE, pledge);
  ahadi_record_set (record, AHADI_WITHDRAWAL_MEMBER, member);
  ahadi_record_set (record, AHADI_WITHDRAWAL_DATE, date);
  ahadi_keeper_save (self->keeper, record, NULL, self, on_withdrawn);
}

static void
on_withdraw (GtkWidget *row, AhadiMemberDetail *self)
{
  const AhadiId *pledge = g_object_get_data (G_OBJECT (row), "pledge");
  GtkWidget *list = gtk_list_box_new ();

  self->withdrawn = *pledge;
  g_clear_object (&self->reason_row);
  self->reason_row = g_object_ref_sink (
      g_object_new (AHADI_TYPE_FIELD_ROW, "field", "withdrawal.reason", NULL));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), self->reason_row);
  ahadi_compat_ask_with (
      GTK_WIDGET (self), _ ("Withdraw this pledge?"),
      _ ("A pledge can be taken back at any time, also without a reason. "
         "That it was made, and that it was withdrawn, stays in the "
         "history."),
      list, _ ("_Withdraw"), on_withdraw_accepted);
}

/* --- pledges and history ------------------------------------------------------------ */

static void
add_pledge (AhadiMemberDetail *self, const AhadiPledgeState *state)
{
  GtkWidget *row = ahadi_pledge_row_new (state);

  g_object_set_data_full (
      G_OBJECT (row), "pledge",
      g_memdup2 (ahadi_record_get_id (state->pledge->record), sizeof (AhadiId)), g_free);
  g_signal_connect_object (row, "withdraw", G_CALLBACK (on_withdraw), self, 0);
  gtk_list_box_append (self->pledges_list, row);
}

static void
on_pledges (gpointer owner, gpointer result, const GError *error)
{
  AhadiMemberDetail *self = owner;
  GPtrArray *states = result;
  gboolean pledged = FALSE;

  if (states == NULL)
    return;
  ahadi_facts_clear (self->pledges_list);
  for (guint i = 0; i < states->len; i++)
    {
      const AhadiPledgeState *state = states->pdata[i];

      add_pledge (self, state);
      pledged |= state->withdrawal == NULL;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->pledges_list), states->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->no_pledge_label), states->len == 0);
  ahadi_button_set_label (self->pledge_button,
                          pledged ? _ ("Pledge _Again") : _ ("Record _Pledge"));
}

static void
on_timeline (gpointer owner, gpointer result, const GError *error)
{
  AhadiMemberDetail *self = owner;

  if (result != NULL)
    ahadi_timeline_show (self->timeline, result);
}

static void
reload (AhadiMemberDetail *self)
{
  if (ahadi_id_is_zero (&self->id))
    return;
  ahadi_keeper_get (self->keeper, AHADI_KIND_MEMBER, &self->id, self, on_member);
  ahadi_keeper_list_pledges (self->keeper, &self->id, self, on_pledges);
  ahadi_duplicate_jobs_list_others (self->keeper, &self->id, self, on_others);
  ahadi_attachments_group_show (self->attachments_group, AHADI_KIND_MEMBER, &self->id);
  ahadi_keeper_timeline (self->keeper, AHADI_KIND_MEMBER, &self->id, self, on_timeline);
}

void
ahadi_member_detail_show (AhadiMemberDetail *self, const AhadiId *id)
{
  self->id = *id;
  reload (self);
}

static void
start (AhadiMemberDetail *self, const char *flow)
{
  g_autofree char *id = ahadi_id_to_string (&self->id);

  gtk_widget_activate_action (GTK_WIDGET (self), "shell.start", "(ss)", flow, id);
}

static void
on_pledge_clicked (AhadiMemberDetail *self)
{
  start (self, "pledge");
}

static void
on_correct_clicked (AhadiMemberDetail *self)
{
  start (self, "member");
}

void
ahadi_member_detail_start (AhadiMemberDetail *self, AhadiKeeper *keeper)
{
  g_set_object (&self->keeper, keeper);
  ahadi_keeping_group_start (self->keeping_group, keeper);
  ahadi_attachments_group_start (self->attachments_group, keeper);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
}

static void
ahadi_member_detail_finalize (GObject *object)
{
  AhadiMemberDetail *self = AHADI_MEMBER_DETAIL (object);

  g_clear_pointer (&self->item, ahadi_item_free);
  g_clear_object (&self->reason_row);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_member_detail_parent_class)->finalize (object);
}

static void
ahadi_member_detail_class_init (AhadiMemberDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_member_detail_finalize;
  g_type_ensure (AHADI_TYPE_ATTACHMENTS_GROUP);
  g_type_ensure (AHADI_TYPE_HEADER);
  g_type_ensure (AHADI_TYPE_KEEPING_GROUP);
  g_type_ensure (AHADI_TYPE_PILL);
  g_type_ensure (AHADI_TYPE_TIMELINE);
  signals[GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/members/ahadi-member-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, header);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, name_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, number_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, status_pill);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, delivery_pill);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, pledge_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, correct_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, pledges_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, no_pledge_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, others_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, others_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, facts_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, consent_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail,
                                        attachments_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, keeping_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiMemberDetail, timeline);
  gtk_widget_class_bind_template_callback (widget_class, on_pledge_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_correct_clicked);
}

static void
ahadi_member_detail_init (AhadiMemberDetail *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->others_list));
  ahadi_list_make_one_stop (GTK_WIDGET (self->facts_list));
  ahadi_list_make_one_stop (GTK_WIDGET (self->consent_list));
}
