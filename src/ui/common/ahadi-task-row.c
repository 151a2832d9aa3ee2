/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-task-row.h"

#include "ahadi-widgets.h"

struct _AhadiTaskRow
{
  AdwPreferencesRow parent_instance;

  /* template */
  GtkImage *image;
  GtkLabel *sentence_label;
  GtkLabel *detail_label;
  GtkButton *second_button;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (AhadiTaskRow, ahadi_task_row, ADW_TYPE_PREFERENCES_ROW)

static void
set_action (AhadiTaskRow *self,
            GtkButton *button,
            const char *label,
            const char *action,
            GVariant *target)
{
  g_autofree char *plain = ahadi_text_without_mnemonic (label);
  g_autofree char *name =
      g_strdup_printf ("%s: %s", plain, gtk_label_get_label (self->sentence_label));

  ahadi_button_set_label (button, label);
  ahadi_widget_set_name (GTK_WIDGET (button), name);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_visible (GTK_WIDGET (button), TRUE);
  /* The focus goes to its buttons. A row without any takes it itself: Tab would not go
   * beyond that row, and leave the list. */
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

void
ahadi_task_row_set_action (AhadiTaskRow *self,
                           const char *label,
                           const char *action,
                           GVariant *target)
{
  set_action (self, self->button, label, action, target);
}

void
ahadi_task_row_set_second_action (AhadiTaskRow *self,
                                  const char *label,
                                  const char *action,
                                  GVariant *target)
{
  set_action (self, self->second_button, label, action, target);
}

void
ahadi_task_row_set_urgent (AhadiTaskRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->image), "warning");
}

static void
ahadi_task_row_class_init (AhadiTaskRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-task-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiTaskRow, image);
  gtk_widget_class_bind_template_child (widget_class, AhadiTaskRow, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiTaskRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiTaskRow, second_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiTaskRow, button);
}

static void
ahadi_task_row_init (AhadiTaskRow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_task_row_new (const char *icon, const char *sentence, const char *detail)
{
  AhadiTaskRow *self = g_object_new (AHADI_TYPE_TASK_ROW, NULL);

  gtk_image_set_from_icon_name (self->image, icon);
  gtk_label_set_label (self->sentence_label, sentence);
  gtk_label_set_label (self->detail_label, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail_label), detail != NULL);
  ahadi_widget_set_name (GTK_WIDGET (self), sentence);
  return GTK_WIDGET (self);
}
