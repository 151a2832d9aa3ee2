/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-twins-dialog.h"

#include "ahadi-duplicate-jobs.h"
#include "ahadi-task-row.h"
#include "ahadi-widgets.h"

struct _AhadiTwinsDialog
{
  AdwWindow parent_instance;

  /* template */
  GtkListBox *list;

  gboolean answered;
};

G_DEFINE_FINAL_TYPE (AhadiTwinsDialog, ahadi_twins_dialog, ADW_TYPE_WINDOW)

enum
{
  OPEN,
  OTHER,
  LATER,
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Whoever listens may take apart what this window came from. */
static void
answer (AhadiTwinsDialog *self, guint which, const char *id)
{
  if (self->answered)
    return;
  self->answered = TRUE;
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  if (which == OPEN)
    g_signal_emit (self, signals[OPEN], 0, id);
  else
    g_signal_emit (self, signals[which], 0);
  g_object_unref (self);
}

static void
open_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  answer (AHADI_TWINS_DIALOG (widget), OPEN, g_variant_get_string (parameter, NULL));
}

static void
on_other_clicked (AhadiTwinsDialog *self)
{
  answer (self, OTHER, NULL);
}

static void
on_later_clicked (AhadiTwinsDialog *self)
{
  answer (self, LATER, NULL);
}

static void
on_back_clicked (AhadiTwinsDialog *self)
{
  answer (self, BACK, NULL);
}

static gboolean
on_close_request (AhadiTwinsDialog *self)
{
  answer (self, BACK, NULL);
  return FALSE;
}

static void
add_candidate (AhadiTwinsDialog *self, const AhadiDuplicate *candidate)
{
  g_autofree char *name = ahadi_duplicate_say_member (candidate->b->record);
  g_autofree char *reasons = ahadi_duplicate_say_reasons (candidate);
  g_autofree char *id = ahadi_id_to_string (ahadi_record_get_id (candidate->b->record));
  GtkWidget *row = ahadi_task_row_new ("avatar-default-symbolic", name, reasons);

  ahadi_task_row_set_action (AHADI_TASK_ROW (row), _ ("O_pen"), "twins.open",
                             g_variant_new_string (id));
  gtk_list_box_append (self->list, row);
}

static void
ahadi_twins_dialog_class_init (AhadiTwinsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[OPEN] = g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OTHER] = g_signal_new ("other", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[LATER] = g_signal_new ("later", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[BACK] =
      g_signal_new ("back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/duplicates/ahadi-twins-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiTwinsDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, on_other_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_later_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request);
  gtk_widget_class_install_action (widget_class, "twins.open", "s", open_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_twins_dialog_init (AhadiTwinsDialog *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

AhadiTwinsDialog *
ahadi_twins_dialog_show (GtkWidget *from, GPtrArray *candidates)
{
  AhadiTwinsDialog *self = g_object_new (AHADI_TYPE_TWINS_DIALOG, "transient-for",
                                         gtk_widget_get_root (from), "modal", TRUE, NULL);

  for (guint i = 0; i < candidates->len; i++)
    add_candidate (self, candidates->pdata[i]);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
