/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-window.h"

#include "ahadi-draft-window.h"
#include "ahadi-idle.h"
#include "ahadi-passphrase-dialog.h"
#include "ahadi-shell.h"
#include "ahadi-unlock.h"
#include "ahadi-welcome.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiWindow
{
  AdwApplicationWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  AhadiIdle *idle;
  GStrv waiting_files; /* to import after unlocking */
  char *resume_page;   /* where the person was when it was locked */
  char *resume_draft;
  GWeakRef toast; /* the last one */

  /* borrowed */
  GtkWidget *shell;
  GtkWidget *unlock;

  /* template */
  AdwToastOverlay *toasts;
  AdwBin *bin;

  gboolean closing; /* closes as soon as the vault is locked */
};

G_DEFINE_FINAL_TYPE (AhadiWindow, ahadi_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- toasts ---------------------------------------------------------------------- */

static void
hush (AhadiWindow *self)
{
  g_autoptr (AdwToast) toast = g_weak_ref_get (&self->toast);

  if (toast != NULL)
    adw_toast_dismiss (toast);
}

static void
say (AhadiWindow *self, GVariant *text, gboolean undo)
{
  g_autofree char *markup = g_markup_escape_text (g_variant_get_string (text, NULL), -1);
  AdwToast *toast = adw_toast_new (markup);

  /* The overlay is outside of the shell, whose action it is. */
  if (undo)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  hush (self);
  g_weak_ref_set (&self->toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* --- what is shown --------------------------------------------------------------- */

static void
show (AhadiWindow *self, GtkWidget *page)
{
  self->shell = NULL;
  self->unlock = NULL;
  hush (self);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  adw_bin_set_child (self->bin, page);
}

static void
import_waiting (AhadiWindow *self)
{
  g_auto (GStrv) paths = g_steal_pointer (&self->waiting_files);

  if (paths != NULL)
    ahadi_shell_import (AHADI_SHELL (self->shell), (const char *const *) paths);
}

static void
show_shell (AhadiWindow *self)
{
  GtkWidget *shell = ahadi_shell_new (self->keeper);

  show (self, shell);
  self->shell = shell;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.lock", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.change-passphrase", TRUE);
  if (self->resume_page != NULL)
    ahadi_shell_go (AHADI_SHELL (shell), self->resume_page);
  if (self->resume_draft != NULL)
    ahadi_shell_resume (AHADI_SHELL (shell), self->resume_draft);
  g_clear_pointer (&self->resume_page, g_free);
  g_clear_pointer (&self->resume_draft, g_free);
  import_waiting (self);
  gtk_widget_grab_focus (shell);
}

static void
on_unlocked (AhadiWindow *self, gboolean without_passphrase, const char *notice)
{
  g_autofree char *kept = g_strdup (notice);

  show_shell (self);
  if (without_passphrase)
    ahadi_passphrase_dialog_show_lost (GTK_WINDOW (self), self->keeper, kept);
}

static void
show_unlock (AhadiWindow *self)
{
  GtkWidget *unlock = ahadi_unlock_new (self->keeper);

  g_signal_connect_object (unlock, "unlocked", G_CALLBACK (on_unlocked), self,
                           G_CONNECT_SWAPPED);
  show (self, unlock);
  self->unlock = unlock;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.lock", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.change-passphrase", FALSE);
  gtk_widget_grab_focus (unlock);
}

static void
show_welcome (AhadiWindow *self)
{
  GtkWidget *welcome = ahadi_welcome_new (self->keeper);

  g_signal_connect_object (welcome, "finished", G_CALLBACK (show_shell), self,
                           G_CONNECT_SWAPPED);
  show (self, welcome);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.lock", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.change-passphrase", FALSE);
}

static gpointer
work_has_vault (AhadiSession *session,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  return GINT_TO_POINTER (ahadi_session_has_vault (session) ? 2 : 1);
}

static void
on_has_vault (gpointer owner, gpointer result, const GError *error)
{
  AhadiWindow *self = owner;

  if (GPOINTER_TO_INT (result) == 2)
    show_unlock (self);
  else
    show_welcome (self);
}

static void
look_for_vault (AhadiWindow *self)
{
  ahadi_keeper_run (self->keeper, &(AhadiJob){ .work = work_has_vault }, self,
                    on_has_vault);
}

/* --- locking --------------------------------------------------------------------- */

/* Dialogs show personal data too, and take those of their own with them. */
static void
close_dialogs (AhadiWindow *self)
{
  GList *all = gtk_window_list_toplevels ();

  g_list_foreach (all, (GFunc) g_object_ref, NULL);
  for (GList *at = all; at != NULL; at = at->next)
    if (gtk_window_get_transient_for (at->data) == GTK_WINDOW (self))
      gtk_window_destroy (at->data);
  g_list_free_full (all, g_object_unref);
}

static void
lock (AhadiWindow *self)
{
  if (self->shell == NULL || !ahadi_keeper_is_open (self->keeper))
    return;
  g_free (self->resume_page);
  g_free (self->resume_draft);
  self->resume_page = g_strdup (ahadi_shell_get_page (AHADI_SHELL (self->shell)));
  self->resume_draft = g_strdup (ahadi_shell_get_draft (AHADI_SHELL (self->shell)));
  ahadi_keeper_lock (self->keeper);
  close_dialogs (self);
  show_unlock (self);
  ahadi_unlock_set_locking (AHADI_UNLOCK (self->unlock), TRUE);
}

static void
on_locked (AhadiWindow *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? ahadi_sentence_for_error (error) : NULL;
  g_autofree char *notice = NULL;

  if (self->closing && error == NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  self->closing = FALSE;
  if (self->unlock == NULL)
    {
      /* From within: the records were destroyed. What is shown of them goes at once; a
       * dialog that tells what could not be destroyed stays. */
      show (self, NULL);
      look_for_vault (self);
      return;
    }
  if (sentence != NULL)
    notice = g_strdup_printf (_ ("It is locked and nothing is lost, but no backup could "
                                 "be made. %s"),
                              sentence);
  ahadi_unlock_set_notice (AHADI_UNLOCK (self->unlock), notice);
  ahadi_unlock_set_locking (AHADI_UNLOCK (self->unlock), FALSE);
}

/* Closing is locking, with the backup, and then going. */
static gboolean
ahadi_window_close_request (GtkWindow *window)
{
  AhadiWindow *self = AHADI_WINDOW (window);

  if (!ahadi_keeper_is_open (self->keeper) || self->shell == NULL)
    return GTK_WINDOW_CLASS (ahadi_window_parent_class)->close_request (window);
  self->closing = TRUE;
  lock (self);
  return TRUE;
}

/* --- focus ----------------------------------------------------------------------- */

static gboolean
rescue_focus (gpointer data)
{
  GtkWidget *page = adw_bin_get_child (AHADI_WINDOW (data)->bin);

  if (page != NULL && gtk_window_get_focus (data) == NULL)
    gtk_widget_grab_focus (page);
  return G_SOURCE_REMOVE;
}

/* What had the focus has gone or can't be used any more. It must not be nowhere: the keys
 * of a page reach the page only from inside. */
static void
on_focus_moved (AhadiWindow *self)
{
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    g_idle_add_full (G_PRIORITY_LOW, rescue_focus, g_object_ref (self), g_object_unref);
}

/* Tab goes round: libadwaita 1.2 ends at the last widget, with the focus nowhere. */
static gboolean
ahadi_window_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *page = adw_bin_get_child (AHADI_WINDOW (widget)->bin);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));

  if (page == NULL)
    return FALSE;
  if (focus != NULL && gtk_widget_child_focus (page, direction))
    return TRUE;
  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;

  for (; focus != NULL; focus = gtk_widget_get_parent (focus))
    gtk_widget_set_focus_child (focus, NULL);
  return gtk_widget_child_focus (page, direction);
}

/* --- files ----------------------------------------------------------------------- */

/* Locked or not: a custodian needs no vault. */
static gboolean
open_draft (AhadiWindow *self, const char *const *paths)
{
  if (!ahadi_draft_window_takes (paths[0]))
    return FALSE;
  ahadi_draft_window_show (GTK_WINDOW (self), self->keeper, paths[0]);
  return TRUE;
}

void
ahadi_window_open_files (AhadiWindow *self, const char *const *paths)
{
  if (open_draft (self, paths))
    return;
  if (self->shell != NULL)
    {
      ahadi_shell_import (AHADI_SHELL (self->shell), paths);
      return;
    }
  g_strfreev (self->waiting_files);
  self->waiting_files = g_strdupv ((GStrv) paths);
  if (self->unlock != NULL)
    ahadi_unlock_set_notice (AHADI_UNLOCK (self->unlock),
                             _ ("Unlock to import the file you opened."));
}

static gboolean
on_drop (AhadiWindow *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (GSList *at = files; at != NULL; at = at->next)
    {
      char *path = g_file_get_path (at->data);

      if (path != NULL)
        g_ptr_array_add (paths, path);
    }
  if (paths->len == 0)
    return FALSE;
  g_ptr_array_add (paths, NULL);
  ahadi_window_open_files (self, (const char *const *) paths->pdata);
  return TRUE;
}

static void
accept_drops (AhadiWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* --- object ---------------------------------------------------------------------- */

static void
lock_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  lock (AHADI_WINDOW (widget));
}

static void
say_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  say (AHADI_WINDOW (widget), parameter, FALSE);
}

static void
say_undo_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  say (AHADI_WINDOW (widget), parameter, TRUE);
}

static void
hush_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hush (AHADI_WINDOW (widget));
}

static void
undo_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiWindow *self = AHADI_WINDOW (widget);

  if (self->shell != NULL)
    gtk_widget_activate_action (self->shell, "shell.undo", NULL);
}

static void
change_passphrase_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AhadiWindow *self = AHADI_WINDOW (widget);

  ahadi_passphrase_dialog_show (GTK_WINDOW (self), self->keeper);
}

static void
on_draft_picked (gpointer owner, const char *const *paths)
{
  ahadi_draft_window_show (owner, AHADI_WINDOW (owner)->keeper, paths[0]);
}

static void
open_draft_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ahadi_compat_pick (widget,
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_OPEN,
                         .title = _ ("Open a Draft"),
                         .filter_name = _ ("Drafts"),
                         .pattern = "*.ahadi-draft",
                     },
                     on_draft_picked);
}

static void
ahadi_window_finalize (GObject *object)
{
  AhadiWindow *self = AHADI_WINDOW (object);

  g_clear_object (&self->keeper);
  g_clear_object (&self->idle);
  g_weak_ref_clear (&self->toast);
  g_clear_pointer (&self->waiting_files, g_strfreev);
  g_clear_pointer (&self->resume_page, g_free);
  g_clear_pointer (&self->resume_draft, g_free);
  G_OBJECT_CLASS (ahadi_window_parent_class)->finalize (object);
}

static void
ahadi_window_class_init (AhadiWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_window_finalize;
  widget_class->focus = ahadi_window_focus;
  GTK_WINDOW_CLASS (klass)->close_request = ahadi_window_close_request;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/shell/ahadi-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AhadiWindow, bin);

  gtk_widget_class_install_action (widget_class, "win.lock", NULL, lock_action);
  gtk_widget_class_install_action (widget_class, "win.say", "s", say_action);
  gtk_widget_class_install_action (widget_class, "win.say-undo", "s", say_undo_action);
  gtk_widget_class_install_action (widget_class, "win.hush", NULL, hush_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.open-draft", NULL,
                                   open_draft_action);
  gtk_widget_class_install_action (widget_class, "win.change-passphrase", NULL,
                                   change_passphrase_action);
}

static void
ahadi_window_init (AhadiWindow *self)
{
  g_weak_ref_init (&self->toast, NULL);
  ahadi_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.lock", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.change-passphrase", FALSE);
  self->idle = ahadi_idle_new (GTK_WIDGET (self));
  g_signal_connect_object (self->idle, "idle", G_CALLBACK (lock), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (on_focus_moved), NULL);
  accept_drops (self);
}

GtkWidget *
ahadi_window_new (GtkApplication *application, AhadiSession *session)
{
  AhadiWindow *self = g_object_new (AHADI_TYPE_WINDOW, "application", application, NULL);

  self->keeper = ahadi_keeper_new (session);
  g_signal_connect_object (self->keeper, "locked", G_CALLBACK (on_locked), self,
                           G_CONNECT_SWAPPED);
  look_for_vault (self);
  return GTK_WIDGET (self);
}
