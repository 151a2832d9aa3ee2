/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ahadi-report-detail.h"

#include "ahadi-attachments-group.h"
#include "ahadi-duplicate-jobs.h"
#include "ahadi-facts.h"
#include "ahadi-header.h"
#include "ahadi-keeper-records.h"
#include "ahadi-keeping-group.h"
#include "ahadi-person-words.h"
#include "ahadi-pill.h"
#include "ahadi-timeline.h"
#include "ahadi-widgets.h"

struct _AhadiReportDetail
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  AhadiRecord *record;

  /* template */
  GtkLabel *name_label;
  AhadiPill *delivery_pill;
  GtkButton *add_button;
  GtkLabel *others_label;
  GtkListBox *facts_list;
  GtkToggleButton *names_button;
  GtkListBox *persons_list;
  GtkListBox *statement_list;
  AdwPreferencesGroup *addenda_group;
  GtkListBox *addenda_list;
  AhadiAttachmentsGroup *attachments_group;
  AhadiKeepingGroup *keeping_group;
  AhadiTimeline *timeline;

  AhadiId id;
};

G_DEFINE_FINAL_TYPE (AhadiReportDetail, ahadi_report_detail, ADW_TYPE_BIN)

enum
{
  GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_persons (AhadiReportDetail *self)
{
  gboolean names = gtk_toggle_button_get_active (self->names_button);
  const char *text =
      self->record != NULL ? ahadi_record_get (self->record, AHADI_REPORT_PERSONS) : NULL;
  g_autoptr (json_t) persons =
      text != NULL ? ahadi_json_parse (text, strlen (text), NULL) : NULL;

  ahadi_facts_clear (self->persons_list);
  for (gsize i = 0; i < json_array_size (persons); i++)
    {
      json_t *person = json_array_get (persons, i);
      g_autofree char *who = ahadi_person_print (person, !names);

      ahadi_facts_add_text (self->persons_list, ahadi_person_get_role_word (person), who);
    }
  ahadi_button_set_label (GTK_BUTTON (self->names_button),
                          names ? _ ("Cover _Names") : _ ("Show _Names"));
}

static void
show_report (AhadiReportDetail *self)
{
  static const guint facts[] = {
    AHADI_REPORT_FILED,        AHADI_REPORT_ROUTE,        AHADI_REPORT_DANGER,
    AHADI_REPORT_CATEGORIES,   AHADI_REPORT_HAPPENED,     AHADI_REPORT_PLACE,
    AHADI_REPORT_CONSENT,      AHADI_REPORT_CONSENT_NOTE, AHADI_REPORT_WISHES,
    AHADI_REPORT_CONTACT_SAFE,
  };

  ahadi_facts_clear (self->facts_list);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    ahadi_facts_add (self->facts_list, self->record, facts[i]);
  ahadi_facts_clear (self->statement_list);
  ahadi_facts_add (self->statement_list, self->record, AHADI_REPORT_STATEMENT);
  show_persons (self);
}

/* Erased or dropped, here or by an office's reply: nothing of it stays on the page. */
static void
forget (AhadiReportDetail *self)
{
  memset (&self->id, 0, sizeof self->id);
  g_clear_pointer (&self->record, ahadi_record_unref);
  gtk_label_set_label (self->name_label, "");
  gtk_label_set_label (self->others_label, "");
  ahadi_facts_clear (self->facts_list);
  ahadi_facts_clear (self->statement_list);
  ahadi_facts_clear (self->persons_list);
  ahadi_facts_clear (self->addenda_list);
  g_signal_emit (self, signals[GONE], 0);
}

static void
on_report (gpointer owner, gpointer result, const GError *error)
{
  AhadiReportDetail *self = owner;
  const AhadiItem *item = result;

  if (g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND))
    forget (self);
  if (item == NULL || !ahadi_id_equal (ahadi_record_get_id (item->record), &self->id))
    return;
  g_clear_pointer (&self->record, ahadi_record_unref);
  self->record = ahadi_record_ref (item->record);
  gtk_label_set_label (self->name_label,
                       ahadi_record_get (item->record, AHADI_REPORT_REFERENCE));
  ahadi_pill_set_delivery (self->delivery_pill, item->delivery);
  ahadi_keeping_group_show (self->keeping_group, item,
                            ahadi_record_get (item->record, AHADI_REPORT_REFERENCE));
  show_report (self);
}

static void
on_others (gpointer owner, gpointer result, const GError *error)
{
  AhadiReportDetail *self = owner;
  const char *text = result;

  gtk_label_set_label (self->others_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->others_label), text != NULL && *text != '\0');
}

static void
on_addenda (gpointer owner, gpointer result, const GError *error)
{
  AhadiReportDetail *self = owner;
  GPtrArray *items = result;

  if (items == NULL)
    return;
  ahadi_facts_clear (self->addenda_list);
  for (guint i = 0; i < items->len; i++)
    {
      const AhadiItem *item = items->pdata[i];
      g_autofree char *date =
          ahadi_words_date (ahadi_record_get (item->record, AHADI_ADDENDUM_DATE));

      ahadi_facts_add_text (self->addenda_list, date,
                            ahadi_record_get (item->record, AHADI_ADDENDUM_TEXT));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->addenda_group), items->len > 0);
}

static void
on_timeline (gpointer owner, gpointer result, const GError *error)
{
  if (result != NULL)
    ahadi_timeline_show (AHADI_REPORT_DETAIL (owner)->timeline, result);
}

static void
reload (AhadiReportDetail *self)
{
  AhadiQuery addenda = {
    .kind = AHADI_KIND_ADDENDUM,
    .of = &self->id,
    .sort = AHADI_SORT_NEWEST,
  };

  if (ahadi_id_is_zero (&self->id))
    return;
  ahadi_keeper_get (self->keeper, AHADI_KIND_REPORT, &self->id, self, on_report);
  ahadi_duplicate_jobs_tell_reports (self->keeper, &self->id, self, on_others);
  ahadi_keeper_list (self->keeper, &addenda, self, on_addenda);
  ahadi_attachments_group_show (self->attachments_group, AHADI_KIND_REPORT, &self->id);
  ahadi_keeper_timeline (self->keeper, AHADI_KIND_REPORT, &self->id, self, on_timeline);
}

void
ahadi_report_detail_show (AhadiReportDetail *self, const AhadiId *id)
{
  self->id = *id;
  gtk_toggle_button_set_active (self->names_button, FALSE);
  reload (self);
}

static void
on_add_clicked (AhadiReportDetail *self)
{
  g_autofree char *id = ahadi_id_to_string (&self->id);

  gtk_widget_activate_action (GTK_WIDGET (self), "shell.start", "(ss)", "addendum", id);
}

void
ahadi_report_detail_start (AhadiReportDetail *self, AhadiKeeper *keeper)
{
  g_set_object (&self->keeper, keeper);
  ahadi_keeping_group_start (self->keeping_group, keeper);
  ahadi_attachments_group_start (self->attachments_group, keeper);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
}

/* Whoever comes back to the page finds the names covered. */
static void
ahadi_report_detail_unmap (GtkWidget *widget)
{
  gtk_toggle_button_set_active (AHADI_REPORT_DETAIL (widget)->names_button, FALSE);
  GTK_WIDGET_CLASS (ahadi_report_detail_parent_class)->unmap (widget);
}

static void
ahadi_report_detail_finalize (GObject *object)
{
  AhadiReportDetail *self = AHADI_REPORT_DETAIL (object);

  g_clear_pointer (&self->record, ahadi_record_unref);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_report_detail_parent_class)->finalize (object);
}

static void
ahadi_report_detail_class_init (AhadiReportDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_report_detail_finalize;
  widget_class->unmap = ahadi_report_detail_unmap;
  g_type_ensure (AHADI_TYPE_ATTACHMENTS_GROUP);
  g_type_ensure (AHADI_TYPE_HEADER);
  g_type_ensure (AHADI_TYPE_KEEPING_GROUP);
  g_type_ensure (AHADI_TYPE_PILL);
  g_type_ensure (AHADI_TYPE_TIMELINE);
  signals[GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/reports/ahadi-report-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiReportDetail, name_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportDetail, delivery_pill);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportDetail, add_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportDetail, others_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportDetail, facts_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportDetail, names_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportDetail, persons_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportDetail, statement_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportDetail, addenda_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportDetail, addenda_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportDetail,
                                        attachments_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportDetail, keeping_group);
  gtk_widget_class_bind_template_child (widget_class, AhadiReportDetail, timeline);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
  gtk_widget_class_bind_template_callback (widget_class, show_persons);
}

static void
ahadi_report_detail_init (AhadiReportDetail *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->facts_list));
}
