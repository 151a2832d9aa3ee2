/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-duplicates-window.h"

#include "ahadi-duplicate-jobs.h"
#include "ahadi-pair-row.h"
#include "ahadi-widgets.h"

#define TICK_MS 200

struct _AhadiDuplicatesWindow
{
  AdwWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  AhadiMeter *meter;
  GCancellable *cancellable;
  GPtrArray *pairs; /* (nullable): AhadiDuplicate, once they are read */

  /* template */
  GtkButton *close_button;
  GtkLabel *state_label;
  GtkBox *look_box;
  GtkProgressBar *look_bar;
  GtkBox *pair_box;
  GtkLabel *pair_label;
  GtkLabel *reasons_label;
  GtkListBox *fields_list;
  GtkButton *same_button;
  GtkButton *back_button;
  AdwToastOverlay *toasts;

  guint at; /* the pair shown */
  guint timer;
  gboolean looking;
  gboolean cancelled;
  AhadiId decided[2]; /* what Undo takes back */
  AdwToast *toast;    /* nullable, weak: that offers it */
};

G_DEFINE_FINAL_TYPE (AhadiDuplicatesWindow, ahadi_duplicates_window, ADW_TYPE_WINDOW)

/* --- what is shown ----------------------------------------------------------------- */

static const char *
say_state (const AhadiDuplicatesWindow *self)
{
  if (self->looking)
    return _ ("Members who are new are compared with all others.");
  if (self->pairs == NULL)
    return "";
  if (self->pairs->len > 0)
    return _ ("Nothing is merged: two records stay two, and are shown together. What you "
              "say here can be taken back.");
  return self->cancelled
             ? _ ("Stopped. What was compared so far is kept; the next look goes on from "
                  "there.")
             : _ ("There is nobody left to ask about.");
}

static void
show_fields (AhadiDuplicatesWindow *self, const AhadiDuplicate *pair)
{
  ahadi_pair_rows_clear (self->fields_list);
  for (guint i = 0; i < AHADI_MEMBER_N_FIELDS; i++)
    ahadi_pair_rows_add (self->fields_list, pair->a->record, pair->b->record, i);
}

static void
show_pair (AhadiDuplicatesWindow *self, const AhadiDuplicate *pair)
{
  g_autofree char *reasons = ahadi_duplicate_say_reasons (pair);
  g_autofree char *title =
      g_strdup_printf (pair->sure ? _ ("Pair %u of %u: is this one person?")
                                  : _ ("Pair %u of %u: perhaps one person"),
                       self->at + 1, self->pairs->len);

  gtk_label_set_label (self->pair_label, title);
  gtk_label_set_label (self->reasons_label, reasons);
  show_fields (self, pair);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back_button), self->at > 0);
}

static void
show (AhadiDuplicatesWindow *self)
{
  guint n = self->pairs != NULL ? self->pairs->len : 0;
  gboolean any = n > 0 && !self->looking;

  self->at = MIN (self->at, n > 0 ? n - 1 : 0);
  gtk_label_set_label (self->state_label, say_state (self));
  gtk_widget_set_visible (GTK_WIDGET (self->look_box), self->looking);
  gtk_widget_set_visible (GTK_WIDGET (self->pair_box), any);
  if (any)
    show_pair (self, self->pairs->pdata[self->at]);
}

static void
on_listed (gpointer owner, gpointer result, const GError *error)
{
  AhadiDuplicatesWindow *self = owner;
  gboolean first = self->pairs == NULL;
  gboolean had_none = !first && self->pairs->len == 0;

  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("Members can’t be compared now"), error);
      return;
    }
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  self->pairs = g_ptr_array_ref (result);
  show (self);
  /* What had the focus may be hidden now, and then keys would reach nothing. */
  if (self->pairs->len == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->close_button));
  else if (first || had_none)
    gtk_widget_grab_focus (GTK_WIDGET (self->same_button));
}

static void
reload (AhadiDuplicatesWindow *self)
{
  if (!self->looking)
    ahadi_duplicate_jobs_list (self->keeper, self, on_listed);
}

/* --- looking ------------------------------------------------------------------------ */

static gboolean
on_tick (gpointer data)
{
  AhadiDuplicatesWindow *self = data;
  AhadiMeterReading seen = ahadi_meter_read (self->meter);
  g_autofree char *text = g_strdup_printf (
      _ ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT), seen.done, seen.total);

  if (seen.total > 0)
    {
      gtk_progress_bar_set_fraction (self->look_bar,
                                     (double) seen.done / (double) seen.total);
      gtk_progress_bar_set_text (self->look_bar, text);
    }
  return G_SOURCE_CONTINUE;
}

static void
on_looked (gpointer owner, gpointer result, const GError *error)
{
  AhadiDuplicatesWindow *self = owner;

  self->looking = FALSE;
  self->cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (error != NULL && !self->cancelled)
    {
      ahadi_say_error (owner, _ ("Members can’t be compared now"), error);
      show (self);
      return;
    }
  reload (self);
}

static void
look (AhadiDuplicatesWindow *self)
{
  self->looking = TRUE;
  self->timer = g_timeout_add (TICK_MS, on_tick, self);
  ahadi_duplicate_jobs_look (self->keeper, self->meter, self->cancellable, self,
                             on_looked);
  show (self);
}

static void
on_stop_clicked (AhadiDuplicatesWindow *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* --- deciding ----------------------------------------------------------------------- */

static void
decide (AhadiDuplicatesWindow *self, const char *verdict, AhadiDone done)
{
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (AhadiId));

  g_array_append_val (others, self->decided[1]);
  ahadi_duplicate_jobs_decide (self->keeper, &self->decided[0], others, verdict, self,
                               done);
}

static void
tell_decided (AhadiDuplicatesWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "duplicates.undo");
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_same (gpointer owner, gpointer result, const GError *error)
{
  if (error != NULL)
    ahadi_say_error (owner, _ ("Nothing was decided"), error);
  else
    tell_decided (owner, _ ("They are shown as one person now"));
}

static void
on_different (gpointer owner, gpointer result, const GError *error)
{
  if (error != NULL)
    ahadi_say_error (owner, _ ("Nothing was decided"), error);
  else
    tell_decided (owner, _ ("Two people: they are not asked about again"));
}

static void
on_undone (gpointer owner, gpointer result, const GError *error)
{
  AhadiDuplicatesWindow *self = owner;

  if (error != NULL)
    ahadi_say_error (owner, _ ("Nothing was taken back"), error);
  else
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("Taken back")));
}

static gboolean
take_shown (AhadiDuplicatesWindow *self)
{
  const AhadiDuplicate *pair;

  if (self->looking || self->pairs == NULL || self->pairs->len == 0)
    return FALSE;
  /* Whoever says Undo means what was decided last. */
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  pair = self->pairs->pdata[self->at];
  self->decided[0] = *ahadi_record_get_id (pair->a->record);
  self->decided[1] = *ahadi_record_get_id (pair->b->record);
  return TRUE;
}

static void
same_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiDuplicatesWindow *self = AHADI_DUPLICATES_WINDOW (widget);

  if (take_shown (self))
    decide (self, AHADI_SAME_AS_SAME, on_same);
}

static void
different_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiDuplicatesWindow *self = AHADI_DUPLICATES_WINDOW (widget);

  if (take_shown (self))
    decide (self, AHADI_SAME_AS_DIFFERENT, on_different);
}

static void
undo_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiDuplicatesWindow *self = AHADI_DUPLICATES_WINDOW (widget);

  if (!ahadi_id_is_zero (&self->decided[0]))
    decide (self, AHADI_SAME_AS_UNDECIDED, on_undone);
}

/* Behind the last one the first one comes again. */
static void
later_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiDuplicatesWindow *self = AHADI_DUPLICATES_WINDOW (widget);

  if (self->pairs == NULL || self->pairs->len == 0)
    return;
  self->at = (self->at + 1) % self->pairs->len;
  show (self);
}

static void
back_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiDuplicatesWindow *self = AHADI_DUPLICATES_WINDOW (widget);

  if (self->at > 0)
    self->at--;
  show (self);
}

/* --- object ------------------------------------------------------------------------- */

static void
on_close_clicked (AhadiDuplicatesWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
ahadi_duplicates_window_dispose (GObject *object)
{
  AhadiDuplicatesWindow *self = AHADI_DUPLICATES_WINDOW (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_weak_pointer (&self->toast);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (ahadi_duplicates_window_parent_class)->dispose (object);
}

static void
ahadi_duplicates_window_finalize (GObject *object)
{
  AhadiDuplicatesWindow *self = AHADI_DUPLICATES_WINDOW (object);

  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_clear_pointer (&self->meter, ahadi_meter_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_duplicates_window_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "duplicates.same", NULL, same_action);
  gtk_widget_class_install_action (widget_class, "duplicates.different", NULL,
                                   different_action);
  gtk_widget_class_install_action (widget_class, "duplicates.later", NULL, later_action);
  gtk_widget_class_install_action (widget_class, "duplicates.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "duplicates.undo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, 0, "duplicates.same",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, 0, "duplicates.different",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, 0, "duplicates.later",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK,
                                       "duplicates.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_duplicates_window_class_init (AhadiDuplicatesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ahadi_duplicates_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = ahadi_duplicates_window_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/duplicates/ahadi-duplicates-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiDuplicatesWindow,
                                        close_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiDuplicatesWindow, state_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiDuplicatesWindow, look_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiDuplicatesWindow, look_bar);
  gtk_widget_class_bind_template_child (widget_class, AhadiDuplicatesWindow, pair_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiDuplicatesWindow, pair_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiDuplicatesWindow,
                                        reasons_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiDuplicatesWindow, fields_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiDuplicatesWindow, same_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiDuplicatesWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiDuplicatesWindow, toasts);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_clicked);
  add_keys (widget_class);
}

static void
ahadi_duplicates_window_init (AhadiDuplicatesWindow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
  ahadi_list_make_one_stop (GTK_WIDGET (self->fields_list));
  self->meter = ahadi_meter_new ();
  self->cancellable = g_cancellable_new ();
}

void
ahadi_duplicates_window_show (GtkWidget *owner, AhadiKeeper *keeper)
{
  AhadiDuplicatesWindow *self =
      g_object_new (AHADI_TYPE_DUPLICATES_WINDOW, "transient-for",
                    gtk_widget_get_root (owner), "modal", TRUE, NULL);

  self->keeper = g_object_ref (keeper);
  g_signal_connect_object (keeper, "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  look (self);
  gtk_window_present (GTK_WINDOW (self));
}
