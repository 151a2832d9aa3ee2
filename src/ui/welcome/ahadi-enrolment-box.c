/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-enrolment-box.h"

#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiEnrolmentBox
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  char *path;

  /* template */
  GtkLabel *intro_label;
  GtkButton *save_button;
  GtkSpinner *spinner;
  GtkBox *digits_box;
  GtkLabel *saved_label;
  GtkLabel *digits_label;
};

G_DEFINE_FINAL_TYPE (AhadiEnrolmentBox, ahadi_enrolment_box, ADW_TYPE_BIN)

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gpointer
work_request (AhadiSession *session,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  char *fingerprint = NULL;

  return ahadi_exchange_request (session, data, &fingerprint, error) ? fingerprint : NULL;
}

static void
on_requested (gpointer owner, gpointer result, const GError *error)
{
  AhadiEnrolmentBox *self = owner;
  g_autofree char *saved = NULL;
  g_autofree char *name = NULL;

  gtk_spinner_set_spinning (self->spinner, FALSE);
  ahadi_widget_freeze (GTK_WIDGET (self->save_button), FALSE);
  if (error != NULL)
    {
      g_autofree char *why = ahadi_sentence_for_requesting (error);

      ahadi_say_error_as (owner, _ ("The request could not be saved"), why, error);
      return;
    }
  saved = g_strdup_printf (_ ("Saved as %s"), self->path);
  name = g_strdup_printf (_ ("Digits to compare: %s"), (const char *) result);
  gtk_label_set_label (self->saved_label, saved);
  gtk_label_set_label (self->digits_label, result);
  ahadi_widget_set_name (GTK_WIDGET (self->digits_label), name);
  gtk_widget_set_visible (GTK_WIDGET (self->digits_box), TRUE);
  g_signal_emit (self, signals[SAVED], 0);
}

static void
on_picked (gpointer owner, const char *const *paths)
{
  AhadiEnrolmentBox *self = owner;

  g_free (self->path);
  self->path = g_strdup (paths[0]);
  gtk_spinner_set_spinning (self->spinner, TRUE);
  ahadi_widget_freeze (GTK_WIDGET (self->save_button), TRUE);
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_request,
                        .data = g_strdup (paths[0]),
                        .data_free = g_free,
                        .result_free = g_free,
                        .changes = TRUE,
                    },
                    self, on_requested);
}

static void
on_save_clicked (AhadiEnrolmentBox *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_SAVE,
                         .title = _ ("Save the Request"),
                         .name = _ ("enrolment.ahadi-request"),
                     },
                     on_picked);
}

void
ahadi_enrolment_box_start (AhadiEnrolmentBox *self, AhadiKeeper *keeper)
{
  g_set_object (&self->keeper, keeper);
}

void
ahadi_enrolment_box_say (AhadiEnrolmentBox *self, const char *text)
{
  gtk_label_set_label (self->intro_label, text);
}

static void
ahadi_enrolment_box_finalize (GObject *object)
{
  AhadiEnrolmentBox *self = AHADI_ENROLMENT_BOX (object);

  g_clear_object (&self->keeper);
  g_clear_pointer (&self->path, g_free);
  G_OBJECT_CLASS (ahadi_enrolment_box_parent_class)->finalize (object);
}

static void
ahadi_enrolment_box_class_init (AhadiEnrolmentBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_enrolment_box_finalize;
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/welcome/ahadi-enrolment-box.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiEnrolmentBox, intro_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiEnrolmentBox, save_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiEnrolmentBox, spinner);
  gtk_widget_class_bind_template_child (widget_class, AhadiEnrolmentBox, digits_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiEnrolmentBox, saved_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiEnrolmentBox, digits_label);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
ahadi_enrolment_box_init (AhadiEnrolmentBox *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}
