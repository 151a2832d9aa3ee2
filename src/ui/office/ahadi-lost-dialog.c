/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-lost-dialog.h"

#include "ahadi-facts.h"
#include "ahadi-text-print.h"
#include "ahadi-text-row.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

/* How often the hours that are left are counted anew. */
#define CLOCK_SECONDS 30

struct _AhadiLostDialog
{
  AdwWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  AhadiLostDevice *lost; /* (nullable): once it was said */
  char *letter;          /* (nullable): to be saved as a PDF */

  /* template */
  GtkButton *declare_button;
  GtkLabel *name_label;
  GtkBox *declare_box;
  GtkBox *lost_box;
  AhadiTextRow *day_row;
  AhadiTextRow *hour_row;
  AhadiTextRow *reason_row;
  GtkLabel *problem_label;
  GtkLabel *clock_label;
  GtkListBox *facts_list;

  AhadiId device;
  guint timer;
  gboolean declared; /* now, and the page below does not know it yet */
};

G_DEFINE_FINAL_TYPE (AhadiLostDialog, ahadi_lost_dialog, ADW_TYPE_WINDOW)

/* --- what it held ------------------------------------------------------------------ */

static gboolean
show_clock (gpointer data)
{
  AhadiLostDialog *self = data;
  g_autofree char *clock =
      ahadi_sentence_for_lost_clock (self->lost, ahadi_wall_clock_ms ());

  gtk_label_set_label (self->clock_label, clock);
  return G_SOURCE_CONTINUE;
}

static void
add_time (AhadiLostDialog *self, const char *title, gint64 ms)
{
  g_autofree char *time = ahadi_words_time (ms);

  ahadi_facts_add_text (self->facts_list, title, time);
}

static void
show_lost (AhadiLostDialog *self)
{
  g_autofree char *records = ahadi_sentence_for_lost_records (self->lost);

  ahadi_facts_clear (self->facts_list);
  add_time (self, _ ("It became known"), self->lost->aware);
  ahadi_facts_add_text (self->facts_list, _ ("It wrote, as far as it came here"),
                        records);
  add_time (self, _ ("Its last bundle came in"), self->lost->last_bundle);
  add_time (self, _ ("It last wrote something that came here"), self->lost->last_change);
  show_clock (self);
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (CLOCK_SECONDS, show_clock, self);
  gtk_widget_set_visible (GTK_WIDGET (self->declare_box), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->declare_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->lost_box), TRUE);
  ahadi_widget_focus_first_later (GTK_WIDGET (self->lost_box));
}

/* Of all that are noted, this one. The list goes with the job's result. */
static void
take (AhadiLostDialog *self, GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      AhadiLostDevice *one = all->pdata[i];

      if (!ahadi_id_equal (&one->device, &self->device))
        continue;
      g_clear_pointer (&self->lost, ahadi_lost_device_free);
      self->lost = g_ptr_array_steal_index (all, i);
      show_lost (self);
      return;
    }
}

static gpointer
work_list (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return ahadi_lost_device_list (session, error);
}

static void
on_listed (gpointer owner, gpointer result, const GError *error)
{
  if (result != NULL)
    take (owner, result);
}

static void
load (AhadiLostDialog *self)
{
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_list,
                        .result_free = (GDestroyNotify) g_ptr_array_unref,
                    },
                    self, on_listed);
}

/* --- saying that it is lost -------------------------------------------------------- */

typedef struct
{
  AhadiId device;
  gint64 aware;
  char *reason;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->reason);
  g_free (self);
}

static gpointer
work_declare (AhadiSession *session,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Asked *asked = data;
  g_autoptr (AhadiLostDevice) lost = ahadi_lost_device_declare (
      session, &asked->device, asked->aware, asked->reason, NULL, error);

  return lost != NULL ? AHADI_WORK_DONE : NULL;
}

static void
say_problem (AhadiLostDialog *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}

static void
on_declared (gpointer owner, gpointer result, const GError *error)
{
  AhadiLostDialog *self = owner;
  g_autofree char *sentence = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->declare_button), TRUE);
  if (error == NULL)
    {
      self->declared = TRUE;
      load (self);
      return;
    }
  sentence = g_error_matches (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY)
                 ? g_strdup (_ ("This office can’t say that of its own device: another "
                                "holder of the membership office can. Nothing was "
                                "changed."))
                 : ahadi_sentence_for_error (error);
  say_problem (self, sentence);
}

/* Of a day as in 28/11/2026 and an hour as in 9:30: ms, or -1 if that is no time. */
static gint64
read_time (AhadiLostDialog *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = NULL;
  int day, month, year, hour, minute;
  char rest;

  if (sscanf (ahadi_text_row_get_text (self->day_row), "%2d%*[./]%2d%*[./]%4d%c", &day,
              &month, &year, &rest) != 3 ||
      sscanf (ahadi_text_row_get_text (self->hour_row), "%2d%*[.:]%2d%c", &hour, &minute,
              &rest) != 2)
    return -1;

  time = g_date_time_new (zone, year, month, day, hour, minute, 0);
  return time != NULL ? g_date_time_to_unix (time) * 1000 : -1;
}

static void
on_declare_clicked (AhadiLostDialog *self)
{
  gint64 aware = read_time (self);
  Asked *asked;

  if (aware < 0 || aware > ahadi_wall_clock_ms ())
    {
      say_problem (self, _ ("Write a day and an hour that have been, as 28/11/2026 and "
                            "9:30."));
      gtk_widget_grab_focus (GTK_WIDGET (self->day_row));
      return;
    }

  say_problem (self, NULL);
  asked = g_new0 (Asked, 1);
  asked->device = self->device;
  asked->aware = aware;
  asked->reason = g_strdup (ahadi_text_row_get_text (self->reason_row));
  gtk_widget_set_sensitive (GTK_WIDGET (self->declare_button), FALSE);
  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_declare,
                        .data = asked,
                        .data_free = asked_free,
                    },
                    self, on_declared);
}

static void
show_now (AhadiLostDialog *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%-d/%-m/%Y");
  g_autofree char *hour = g_date_time_format (now, "%H:%M");

  ahadi_text_row_set_text (self->day_row, day);
  ahadi_text_row_set_text (self->hour_row, hour);
}

/* --- letters ----------------------------------------------------------------------- */

static void
on_print_notice (AhadiLostDialog *self)
{
  g_autofree char *text = ahadi_lost_device_print_notice (self->lost);

  ahadi_text_print (GTK_WIDGET (self), _ ("Notice to the Data Commissioner"), text);
}

static void
on_print_letter (AhadiLostDialog *self)
{
  g_autofree char *text = ahadi_lost_device_print_letter (self->lost);

  ahadi_text_print (GTK_WIDGET (self), _ ("Letter to the people concerned"), text);
}

static void
on_saved (gpointer owner, gpointer result, const GError *error)
{
  AhadiLostDialog *self = owner;

  if (error != NULL)
    ahadi_say_error (GTK_WIDGET (self), _ ("The letter could not be saved"), error);
  else
    ahadi_say (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))),
               _ ("Saved. It is a draft: fill in the blanks and sign it."));
}

static void
on_picked (gpointer owner, const char *const *paths)
{
  AhadiLostDialog *self = owner;

  ahadi_text_save_pdf (self->keeper, self->letter, paths[0], self, on_saved);
}

/* @letter: (transfer full) */
static void
save (AhadiLostDialog *self, char *letter, const char *name)
{
  g_free (self->letter);
  self->letter = letter;
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_SAVE,
                         .title = _ ("Save as PDF"),
                         .name = name,
                     },
                     on_picked);
}

static void
on_save_notice (AhadiLostDialog *self)
{
  save (self, ahadi_lost_device_print_notice (self->lost), _ ("notice.pdf"));
}

static void
on_save_letter (AhadiLostDialog *self)
{
  save (self, ahadi_lost_device_print_letter (self->lost), _ ("letter.pdf"));
}

/* --- object ------------------------------------------------------------------------ */

static void
on_close_clicked (AhadiLostDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* Only now: the page would take the focus while the dialog is in front of it. */
static gboolean
ahadi_lost_dialog_close_request (GtkWindow *window)
{
  AhadiLostDialog *self = AHADI_LOST_DIALOG (window);

  if (self->declared && ahadi_keeper_is_open (self->keeper))
    ahadi_keeper_touch (self->keeper);
  return GTK_WINDOW_CLASS (ahadi_lost_dialog_parent_class)->close_request (window);
}

static void
ahadi_lost_dialog_finalize (GObject *object)
{
  AhadiLostDialog *self = AHADI_LOST_DIALOG (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->lost, ahadi_lost_device_free);
  g_free (self->letter);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_lost_dialog_parent_class)->finalize (object);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_declare_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_print_notice);
  gtk_widget_class_bind_template_callback (widget_class, on_print_letter);
  gtk_widget_class_bind_template_callback (widget_class, on_save_notice);
  gtk_widget_class_bind_template_callback (widget_class, on_save_letter);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
}

static void
ahadi_lost_dialog_class_init (AhadiLostDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_lost_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ahadi_lost_dialog_close_request;
  g_type_ensure (AHADI_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/office/ahadi-lost-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiLostDialog, declare_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiLostDialog, name_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiLostDialog, declare_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiLostDialog, lost_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiLostDialog, day_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiLostDialog, hour_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiLostDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiLostDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiLostDialog, clock_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiLostDialog, facts_list);
  bind_callbacks (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_lost_dialog_init (AhadiLostDialog *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->facts_list));
}

void
ahadi_lost_dialog_show (GtkWidget *from,
                        AhadiKeeper *keeper,
                        const AhadiId *device,
                        const char *name)
{
  AhadiLostDialog *self = g_object_new (AHADI_TYPE_LOST_DIALOG, "transient-for",
                                        gtk_widget_get_root (from), "modal", TRUE, NULL);

  self->keeper = g_object_ref (keeper);
  self->device = *device;
  gtk_label_set_label (self->name_label, name);
  show_now (self);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->day_row));
}
