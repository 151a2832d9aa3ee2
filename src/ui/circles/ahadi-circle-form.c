/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-circle-form.h"

#include "ahadi-entities.h"
#include "ahadi-record-form.h"
#include "ahadi-widgets.h"

struct _AhadiCircleForm
{
  AdwBin parent_instance;

  /* owned */
  AhadiRecordForm *form;

  /* template */
  AhadiFormFrame *frame;
  AhadiFieldRow *leader_row;
};

G_DEFINE_FINAL_TYPE (AhadiCircleForm, ahadi_circle_form, ADW_TYPE_BIN)

static void
on_saved (AhadiCircleForm *self, AhadiRecord *record, gboolean changed)
{
  g_autofree char *id = ahadi_id_to_string (ahadi_record_get_id (record));

  gtk_widget_activate_action (GTK_WIDGET (self), "shell.open", "(ss)", "circle", id);
  if (ahadi_record_form_is_new (self->form))
    ahadi_say (GTK_WIDGET (self), _ ("Circle added"));
  else if (changed)
    ahadi_say_with_undo (GTK_WIDGET (self),
                         _ ("Corrected. The change is in the history."));
}

static void
ahadi_circle_form_finalize (GObject *object)
{
  AhadiCircleForm *self = AHADI_CIRCLE_FORM (object);

  g_clear_object (&self->form);
  G_OBJECT_CLASS (ahadi_circle_form_parent_class)->finalize (object);
}

static void
ahadi_circle_form_class_init (AhadiCircleFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_circle_form_finalize;
  g_type_ensure (AHADI_TYPE_FIELD_ROW);
  g_type_ensure (AHADI_TYPE_FORM_FRAME);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/circles/ahadi-circle-form.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiCircleForm, frame);
  gtk_widget_class_bind_template_child (widget_class, AhadiCircleForm, leader_row);
}

static void
ahadi_circle_form_init (AhadiCircleForm *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_circle_form_new (AhadiKeeper *keeper, const AhadiId *id, const char *draft)
{
  AhadiCircleForm *self = g_object_new (AHADI_TYPE_CIRCLE_FORM, NULL);

  ahadi_form_frame_set_title (self->frame,
                              id == NULL ? _ ("Add a Circle") : _ ("Correct a Circle"));
  ahadi_entities_fill (self->leader_row, keeper, AHADI_KIND_MEMBER);
  self->form = ahadi_record_form_new (keeper, self->frame, AHADI_KIND_CIRCLE, id, draft);
  g_signal_connect_object (self->form, "saved", G_CALLBACK (on_saved), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
