/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-request-row.h"

#include "ahadi-widgets.h"

struct _AhadiRequestRow
{
  AdwPreferencesRow parent_instance;

  /* template */
  GtkLabel *label_label;
  GtkLabel *role_label;
  GtkLabel *digits_label;
  GtkCheckButton *compared_check;
  GtkButton *approve_button;
  GtkButton *refuse_button;

  AhadiId device;
};

G_DEFINE_FINAL_TYPE (AhadiRequestRow, ahadi_request_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  APPROVE,
  REFUSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

const AhadiId *
ahadi_request_row_get_device (AhadiRequestRow *self)
{
  return &self->device;
}

const char *
ahadi_request_row_get_digits (AhadiRequestRow *self)
{
  return gtk_label_get_label (self->digits_label);
}

static void
on_compared (AhadiRequestRow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->approve_button),
                            gtk_check_button_get_active (self->compared_check));
}

static void
on_approve_clicked (AhadiRequestRow *self)
{
  g_signal_emit (self, signals[APPROVE], 0);
}

static void
on_refuse_clicked (AhadiRequestRow *self)
{
  g_signal_emit (self, signals[REFUSE], 0);
}

static void
ahadi_request_row_class_init (AhadiRequestRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[APPROVE] = g_signal_new ("approve", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[REFUSE] = g_signal_new ("refuse", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/office/ahadi-request-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiRequestRow, label_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiRequestRow, role_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiRequestRow, digits_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiRequestRow, compared_check);
  gtk_widget_class_bind_template_child (widget_class, AhadiRequestRow, approve_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiRequestRow, refuse_button);
  gtk_widget_class_bind_template_callback (widget_class, on_compared);
  gtk_widget_class_bind_template_callback (widget_class, on_approve_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_refuse_clicked);
}

static void
ahadi_request_row_init (AhadiRequestRow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_request_row_new (const AhadiEnrolment *enrolment)
{
  AhadiRequestRow *self = g_object_new (AHADI_TYPE_REQUEST_ROW, NULL);
  const char *role = ahadi_words_role (enrolment->role);
  g_autofree char *time = ahadi_words_time (enrolment->time);
  g_autofree char *who =
      enrolment->branch_name != NULL
          ? g_strdup_printf ("%s · %s · %s", role, enrolment->branch_name, time)
          : g_strdup_printf ("%s · %s", role, time);
  g_autofree char *digits =
      g_strdup_printf (_ ("Digits to compare: %s"), enrolment->fingerprint);
  g_autofree char *compared = g_strdup_printf (
      _ ("The digits of %s are the same on both sides"), enrolment->label);

  self->device = enrolment->device;
  gtk_label_set_label (self->label_label, enrolment->label);
  gtk_label_set_label (self->role_label, who);
  gtk_label_set_label (self->digits_label, enrolment->fingerprint);
  ahadi_widget_set_name (GTK_WIDGET (self), enrolment->label);
  ahadi_widget_set_name (GTK_WIDGET (self->digits_label), digits);
  ahadi_widget_set_name (GTK_WIDGET (self->compared_check), compared);
  return GTK_WIDGET (self);
}
