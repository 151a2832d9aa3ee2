/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "shell-compat.h"

#include "ahadi-widgets.h"

/* What a dialog remembers until it is answered. */
typedef struct
{
  GWeakRef owner;
  AhadiAnswered accepted;
  AhadiPicked picked;
} Question;

static Question *
question_new (gpointer owner)
{
  Question *self = g_new0 (Question, 1);

  g_weak_ref_init (&self->owner, owner);
  return self;
}

static void
question_free (gpointer data, GClosure *closure)
{
  Question *self = data;

  g_weak_ref_clear (&self->owner);
  g_free (self);
}

static GtkWindow *
window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

void
ahadi_compat_tell (GtkWindow *parent, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_answered (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Question *question = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&question->owner);

  if (owner != NULL && g_str_equal (response, "accept"))
    question->accepted (owner);
}

static AdwMessageDialog *
make_question (GtkWidget *owner,
               const char *heading,
               const char *body,
               const char *action,
               AhadiAnswered accepted)
{
  AdwMessageDialog *dialog =
      ADW_MESSAGE_DIALOG (adw_message_dialog_new (window_of (owner), heading, body));
  Question *question = question_new (owner);

  question->accepted = accepted;
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "accept", action,
                                    NULL);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_answered), question,
                         question_free, 0);
  return dialog;
}

void
ahadi_compat_ask (GtkWidget *owner,
                  const char *heading,
                  const char *body,
                  const char *action,
                  gboolean destructive,
                  AhadiAnswered accepted)
{
  AdwMessageDialog *dialog = make_question (owner, heading, body, action, accepted);

  adw_message_dialog_set_default_response (dialog, destructive ? "cancel" : "accept");
  adw_message_dialog_set_response_appearance (
      dialog, "accept", destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
ahadi_compat_ask_with (GtkWidget *owner,
                       const char *heading,
                       const char *body,
                       GtkWidget *child,
                       const char *action,
                       AhadiAnswered accepted)
{
  AdwMessageDialog *dialog = make_question (owner, heading, body, action, accepted);

  adw_message_dialog_set_extra_child (dialog, child);
  adw_message_dialog_set_default_response (dialog, "accept");
  adw_message_dialog_set_response_appearance (dialog, "accept", ADW_RESPONSE_SUGGESTED);
  gtk_window_present (GTK_WINDOW (dialog));
  ahadi_widget_focus_first_later (child);
}

void
ahadi_compat_allow (GtkWidget *child, gboolean allowed)
{
  GtkRoot *dialog = gtk_widget_get_root (child);

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "accept",
                                           allowed);
}

static void
on_picked (GtkNativeDialog *dialog, int response, gpointer data)
{
  Question *question = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&question->owner);
  g_autoptr (GListModel) files = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  /* The chooser kept itself alive until now; see ahadi_compat_pick(). */
  G_GNUC_UNUSED g_autoptr (GtkNativeDialog) last = dialog;

  if (response != GTK_RESPONSE_ACCEPT || owner == NULL)
    return;
  files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      char *path = g_file_get_path (file);

      if (path != NULL)
        g_ptr_array_add (paths, path);
    }
  if (paths->len == 0)
    return;
  g_ptr_array_add (paths, NULL);
  question->picked (owner, (const char *const *) paths->pdata);
}

static void
add_filters (GtkFileChooser *chooser, const AhadiPickOptions *options)
{
  g_autoptr (GtkFileFilter) ours = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  g_auto (GStrv) patterns = g_strsplit (options->pattern, " ", -1);

  gtk_file_filter_set_name (ours, options->filter_name);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (ours, patterns[i]);
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, ours);
  gtk_file_chooser_add_filter (chooser, all);
}

void
ahadi_compat_pick (GtkWidget *owner, const AhadiPickOptions *options, AhadiPicked picked)
{
  static const GtkFileChooserAction actions[] = {
    GTK_FILE_CHOOSER_ACTION_OPEN,
    GTK_FILE_CHOOSER_ACTION_OPEN,
    GTK_FILE_CHOOSER_ACTION_SAVE,
    GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
  };
  const char *accept = options->pick == AHADI_PICK_SAVE     ? _ ("_Save")
                       : options->pick == AHADI_PICK_FOLDER ? _ ("_Choose")
                                                            : _ ("_Open");
  GtkFileChooserNative *native = gtk_file_chooser_native_new (
      options->title, window_of (owner), actions[options->pick], accept, _ ("_Cancel"));
  Question *question = question_new (owner);

  question->picked = picked;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (native),
                                        options->pick == AHADI_PICK_OPEN_MANY);
  if (options->name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), options->name);
  if (options->pattern != NULL)
    add_filters (GTK_FILE_CHOOSER (native), options);
  g_signal_connect_data (native, "response", G_CALLBACK (on_picked), question,
                         question_free, 0);
  /* Nobody else holds a native chooser: the reference from _new() is dropped in
   * on_picked(). */
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

void
ahadi_compat_show_about (GtkWindow *parent)
{
  adw_show_about_window (
      parent, "application-name", "Ahadi", "application-icon", AHADI_APP_ID, "version",
      AHADI_VERSION, "developer-name", _ ("The Ahadi authors"), "license-type",
      GTK_LICENSE_GPL_3_0, "comments",
      _ ("Members’ pledges to the Code of Conduct and reports of incidents, kept "
         "encrypted on one laptop and handed sealed to the secretariat."),
      NULL);
}
