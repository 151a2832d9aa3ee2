/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-addendum-form.h"

#include "ahadi-field-row.h"
#include "ahadi-record-form.h"
#include "ahadi-widgets.h"

struct _AhadiAddendumForm
{
  AdwBin parent_instance;

  /* owned */
  AhadiRecordForm *form;

  /* template */
  AhadiFormFrame *frame;

  AhadiId report;
};

G_DEFINE_FINAL_TYPE (AhadiAddendumForm, ahadi_addendum_form, ADW_TYPE_BIN)

static void
on_complete (AhadiAddendumForm *self, AhadiRecord *record)
{
  g_autofree char *report = ahadi_id_to_string (&self->report);
  AhadiDate today = ahadi_date_today ();
  g_autofree char *date = ahadi_date_to_string (&today);

  ahadi_record_set (record, AHADI_ADDENDUM_REPORT, report);
  ahadi_record_set (record, AHADI_ADDENDUM_DATE, date);
}

static void
on_saved (AhadiAddendumForm *self, AhadiRecord *record, gboolean changed)
{
  ahadi_say (GTK_WIDGET (self), _ ("Added and sealed. It goes with the next bundle."));
}

static void
ahadi_addendum_form_finalize (GObject *object)
{
  AhadiAddendumForm *self = AHADI_ADDENDUM_FORM (object);

  g_clear_object (&self->form);
  G_OBJECT_CLASS (ahadi_addendum_form_parent_class)->finalize (object);
}

static void
ahadi_addendum_form_class_init (AhadiAddendumFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_addendum_form_finalize;
  g_type_ensure (AHADI_TYPE_FIELD_ROW);
  g_type_ensure (AHADI_TYPE_FORM_FRAME);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/reports/ahadi-addendum-form.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiAddendumForm, frame);
}

static void
ahadi_addendum_form_init (AhadiAddendumForm *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_addendum_form_new (AhadiKeeper *keeper, const AhadiId *id, const char *draft)
{
  AhadiAddendumForm *self = g_object_new (AHADI_TYPE_ADDENDUM_FORM, NULL);

  self->report = *id;
  self->form =
      ahadi_record_form_new (keeper, self->frame, AHADI_KIND_ADDENDUM, NULL, draft);
  g_signal_connect_object (self->form, "complete", G_CALLBACK (on_complete), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "saved", G_CALLBACK (on_saved), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
