/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-progress-sheet.h"

#include "ahadi-widgets.h"

#define MAX_STEPS 6
#define LOOK_MS 100

struct _AhadiProgressSheet
{
  AdwWindow parent_instance;

  /* owned */
  AhadiMeter *meter;
  GCancellable *cancellable;

  /* template */
  GtkStack *stack;
  GtkLabel *title_label;
  GtkLabel *file_label;
  GtkBox *steps_box;
  GtkProgressBar *bar;
  GtkLabel *safe_label;
  GtkButton *cancel_button;
  GtkImage *end_image;
  GtkLabel *end_title_label;
  GtkLabel *end_label;
  GtkButton *close_button;

  AhadiStep steps[MAX_STEPS];
  GtkImage *marks[MAX_STEPS];
  GtkLabel *labels[MAX_STEPS];
  guint n_steps;
  guint timer;
};

G_DEFINE_FINAL_TYPE (AhadiProgressSheet, ahadi_progress_sheet, ADW_TYPE_WINDOW)

static const char *
step_words (AhadiStep step)
{
  static const char *const words[] = {
    [AHADI_STEP_READ] = N_ ("Reading the file"),
    [AHADI_STEP_CHECK] = N_ ("Checking seals and signatures"),
    [AHADI_STEP_MERGE] = N_ ("Merging"),
    [AHADI_STEP_SEAL] = N_ ("Sealing for each office"),
    [AHADI_STEP_WRITE] = N_ ("Writing the file"),
    [AHADI_STEP_VERIFY] = N_ ("Reading it back to be sure"),
    [AHADI_STEP_PUBLISH] = N_ ("Publishing"),
    [AHADI_STEP_COMPARE] = N_ ("Comparing people"),
    [AHADI_STEP_COMPACT] = N_ ("Closing older history"),
  };

  return _ (words[step]);
}

static void
show_step (AhadiProgressSheet *self, guint at, guint now, const AhadiMeterReading *seen)
{
  const char *words = step_words (self->steps[at]);
  g_autofree char *counted = NULL;

  gtk_image_set_from_icon_name (self->marks[at], at < now    ? "object-select-symbolic"
                                                 : at == now ? "content-loading-symbolic"
                                                             : NULL);
  if (at == now && seen->total > 0 &&
      (seen->step == AHADI_STEP_CHECK || seen->step == AHADI_STEP_MERGE ||
       seen->step == AHADI_STEP_SEAL))
    /* Translators: "Merging: 1,200 of 3,400" */
    counted = g_strdup_printf (_ ("%s: %'" G_GUINT64_FORMAT " of %'" G_GUINT64_FORMAT),
                               words, seen->done, seen->total);
  gtk_label_set_label (self->labels[at], counted != NULL ? counted : words);
  if (at > now)
    gtk_widget_add_css_class (GTK_WIDGET (self->labels[at]), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->labels[at]), "dim-label");
}

/* @now: the step. With several files the bar is that of them all. */
static void
show_whole (AhadiProgressSheet *self, guint now, const AhadiMeterReading *seen)
{
  g_autofree char *file = NULL;
  double inner = seen->total > 0 ? (double) seen->done / (double) seen->total : 0;

  if (seen->n_parts > 1)
    {
      file = g_strdup_printf (_ ("File %u of %u"), seen->part, seen->n_parts);
      gtk_progress_bar_set_fraction (
          self->bar, (seen->part - 1 + (now + inner) / self->n_steps) / seen->n_parts);
    }
  else if (seen->total > 0)
    gtk_progress_bar_set_fraction (self->bar, inner);
  else
    gtk_progress_bar_pulse (self->bar);
  gtk_label_set_label (self->file_label, file != NULL ? file : "");
  gtk_widget_set_visible (GTK_WIDGET (self->file_label), file != NULL);
}

static gboolean
look (gpointer data)
{
  AhadiProgressSheet *self = data;
  AhadiMeterReading seen = ahadi_meter_read (self->meter);
  guint now = 0;

  for (guint i = 0; i < self->n_steps; i++)
    if (seen.begun && self->steps[i] == seen.step)
      now = i;
  for (guint i = 0; i < self->n_steps; i++)
    show_step (self, i, now, &seen);
  show_whole (self, now, &seen);
  return G_SOURCE_CONTINUE;
}

static void
add_step (AhadiProgressSheet *self, AhadiStep step)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *mark = gtk_image_new ();
  GtkWidget *label = gtk_label_new (step_words (step));

  gtk_widget_set_size_request (mark, 16, 16);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->steps_box, box);
  self->steps[self->n_steps] = step;
  self->marks[self->n_steps] = GTK_IMAGE (mark);
  self->labels[self->n_steps] = GTK_LABEL (label);
  self->n_steps++;
}

GCancellable *
ahadi_progress_sheet_get_cancellable (AhadiProgressSheet *self)
{
  return self->cancellable;
}

AhadiMeter *
ahadi_progress_sheet_get_meter (AhadiProgressSheet *self)
{
  return self->meter;
}

static void
end (AhadiProgressSheet *self,
     const char *icon,
     const char *heading,
     const char *sentence)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_image_set_from_icon_name (self->end_image, icon);
  gtk_label_set_label (self->end_title_label, heading);
  gtk_label_set_label (self->end_label, sentence);
  gtk_stack_set_visible_child_name (self->stack, "end");
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->close_button));
  gtk_widget_grab_focus (GTK_WIDGET (self->close_button));
  gtk_window_set_title (GTK_WINDOW (self), heading);
}

void
ahadi_progress_sheet_finish (AhadiProgressSheet *self,
                             const char *heading,
                             const char *sentence)
{
  end (self, "object-select-symbolic", heading, sentence);
}

void
ahadi_progress_sheet_fail_as (AhadiProgressSheet *self,
                              const char *heading,
                              const GError *error,
                              const char *sentence)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_window_destroy (GTK_WINDOW (self));
  else
    end (self, "dialog-warning-symbolic", heading, sentence);
}

void
ahadi_progress_sheet_fail (AhadiProgressSheet *self,
                           const char *heading,
                           const GError *error)
{
  g_autofree char *sentence = ahadi_sentence_for_error (error);

  ahadi_progress_sheet_fail_as (self, heading, error, sentence);
}

static void
on_cancel_clicked (AhadiProgressSheet *self)
{
  g_cancellable_cancel (self->cancellable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->cancel_button), FALSE);
  gtk_label_set_label (self->safe_label, _ ("Stopping…"));
}

static void
on_close_clicked (AhadiProgressSheet *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Escape and the window's own cross: Cancel while it runs, Close at the end. */
static gboolean
ahadi_progress_sheet_close_request (GtkWindow *window)
{
  AhadiProgressSheet *self = AHADI_PROGRESS_SHEET (window);

  if (self->timer == 0)
    return FALSE;
  on_cancel_clicked (self);
  return TRUE;
}

static void
ahadi_progress_sheet_finalize (GObject *object)
{
  AhadiProgressSheet *self = AHADI_PROGRESS_SHEET (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->meter, ahadi_meter_unref);
  G_OBJECT_CLASS (ahadi_progress_sheet_parent_class)->finalize (object);
}

static void
ahadi_progress_sheet_class_init (AhadiProgressSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_progress_sheet_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ahadi_progress_sheet_close_request;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/common/ahadi-progress-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiProgressSheet, stack);
  gtk_widget_class_bind_template_child (widget_class, AhadiProgressSheet, title_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiProgressSheet, file_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiProgressSheet, steps_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiProgressSheet, bar);
  gtk_widget_class_bind_template_child (widget_class, AhadiProgressSheet, safe_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiProgressSheet, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiProgressSheet, end_image);
  gtk_widget_class_bind_template_child (widget_class, AhadiProgressSheet,
                                        end_title_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiProgressSheet, end_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiProgressSheet, close_button);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_progress_sheet_init (AhadiProgressSheet *self)
{
  self->meter = ahadi_meter_new ();
  self->cancellable = g_cancellable_new ();
  ahadi_widget_init_template (GTK_WIDGET (self));
}

AhadiProgressSheet *
ahadi_progress_sheet_new (GtkWidget *from,
                          const char *title,
                          const char *safe,
                          const AhadiStep *steps,
                          guint n_steps)
{
  AhadiProgressSheet *self =
      g_object_new (AHADI_TYPE_PROGRESS_SHEET, "transient-for",
                    gtk_widget_get_root (from), "modal", TRUE, "title", title, NULL);

  g_assert (n_steps <= MAX_STEPS);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->safe_label, safe);
  for (guint i = 0; i < n_steps; i++)
    add_step (self, steps[i]);
  self->timer = g_timeout_add (LOOK_MS, look, self);
  look (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
