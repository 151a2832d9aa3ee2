/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-draft-window.h"

#include "ahadi-directory-jobs.h"
#include "ahadi-draft-box.h"
#include "ahadi-secret-dialog.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiDraftWindow
{
  AdwWindow parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  char *path;
  char *key; /* the custodian's, while its passphrase is asked for */

  /* template */
  GtkLabel *title_label;
  GtkWidget *digits_label;
  GtkLabel *done_label;
  AhadiDraftBox *draft_box;
  GtkWidget *content_box;
  GtkButton *sign_button;
  GtkButton *publish_button;
  GtkSpinner *spinner;

  gboolean complete;
};

G_DEFINE_FINAL_TYPE (AhadiDraftWindow, ahadi_draft_window, ADW_TYPE_WINDOW)

gboolean
ahadi_draft_window_takes (const char *path)
{
  return g_str_has_suffix (path, ".ahadi-draft");
}

static gboolean
is_membership (AhadiDraftWindow *self)
{
  const AhadiDesk *desk = ahadi_keeper_get_desk (self->keeper);

  return ahadi_keeper_is_open (self->keeper) && desk != NULL &&
         desk->role == AHADI_ROLE_MEMBERSHIP;
}

static void
set_busy (AhadiDraftWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  ahadi_widget_freeze (GTK_WIDGET (self->content_box), busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_button), !busy);
}

static void
show (AhadiDraftWindow *self, json_t *described)
{
  const char *digits = json_string_value (json_object_get (described, "fingerprint"));
  g_autofree char *title = g_strdup_printf (
      _ ("Directory %u of %s"),
      (guint) json_integer_value (json_object_get (described, "version")),
      json_string_value (json_object_get (described, "org_name")));
  g_autofree char *name = g_strdup_printf (_ ("Digits to compare: %s"), digits);

  self->complete = json_is_true (json_object_get (described, "complete"));
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (GTK_LABEL (self->digits_label), digits);
  ahadi_widget_set_name (self->digits_label, name);
  ahadi_draft_box_show (self->draft_box, described);
  gtk_widget_set_visible (self->content_box, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->publish_button),
                          self->complete && is_membership (self));
}

static void
say_done (AhadiDraftWindow *self, const char *sentence)
{
  gtk_label_set_label (self->done_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->done_label), TRUE);
  ahadi_widget_show_whole (GTK_WIDGET (self->done_label));
}

/* --- signing --------------------------------------------------------------------- */

static void
on_signed (gpointer owner, gpointer result, const GError *error)
{
  AhadiDraftWindow *self = owner;
  g_autofree char *sentence = error != NULL ? ahadi_sentence_for_signing (error) : NULL;

  set_busy (self, FALSE);
  if (error != NULL)
    {
      ahadi_say_error_as (owner, _ ("Not signed"), sentence, error);
      return;
    }
  show (self, result);
  say_done (self,
            _ ("Signed, and written to the file. Carry it to the next custodian, or "
               "back to the membership office."));
}

static void
on_passphrase (gpointer owner, AhadiSlotType type, AhadiSecret *secret)
{
  AhadiDraftWindow *self = owner;

  set_busy (self, TRUE);
  ahadi_directory_jobs_sign (self->keeper, self->path, self->key, secret, self,
                             on_signed);
}

static void
on_key_picked (gpointer owner, const char *const *paths)
{
  AhadiDraftWindow *self = owner;

  g_free (self->key);
  self->key = g_strdup (paths[0]);
  ahadi_secret_dialog_ask_passphrase (
      owner, _ ("Sign the Draft"),
      _ ("By signing you say that you have read what changes, that the digits are those "
         "of a card you trust, and that you agree."),
      _ ("_Sign"), on_passphrase);
}

static void
on_sign_clicked (AhadiDraftWindow *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_OPEN,
                         .title = _ ("Your Custodian’s Key"),
                     },
                     on_key_picked);
}

/* --- joining and publishing ------------------------------------------------------ */

static void
on_joined (gpointer owner, gpointer result, const GError *error)
{
  AhadiDraftWindow *self = owner;
  g_autofree char *sentence = error != NULL ? ahadi_sentence_for_joining (error) : NULL;

  set_busy (self, FALSE);
  if (error != NULL)
    {
      ahadi_say_error_as (owner, _ ("Not joined"), sentence, error);
      return;
    }
  show (self, result);
  say_done (self, _ ("The signatures of both are in this file now."));
}

static void
on_copies_picked (gpointer owner, const char *const *paths)
{
  AhadiDraftWindow *self = owner;

  set_busy (self, TRUE);
  ahadi_directory_jobs_join (self->keeper, self->path, paths, self, on_joined);
}

static void
on_join_clicked (AhadiDraftWindow *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_OPEN_MANY,
                         .title = _ ("Signed Copies of This Draft"),
                         .filter_name = _ ("Drafts"),
                         .pattern = "*.ahadi-draft",
                     },
                     on_copies_picked);
}

static void
on_published (gpointer owner, gpointer result, const GError *error)
{
  AhadiDraftWindow *self = owner;
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
  g_autofree char *sentence =
      error != NULL ? ahadi_sentence_for_publishing (error) : NULL;

  set_busy (self, FALSE);
  if (error != NULL)
    {
      ahadi_say_error_as (owner, _ ("Not published"), sentence, error);
      return;
    }
  ahadi_say (parent, _ ("Published. Send the new card, or replies, to everybody."));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_publish_clicked (AhadiDraftWindow *self)
{
  set_busy (self, TRUE);
  ahadi_directory_jobs_publish (self->keeper, self->path, self, on_published);
}

/* --- the window ------------------------------------------------------------------ */

static void
on_read (gpointer owner, gpointer result, const GError *error)
{
  AhadiDraftWindow *self = owner;
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));

  if (error != NULL)
    {
      ahadi_say_error (parent, _ ("The draft could not be opened"), error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  set_busy (self, FALSE);
  show (self, result);
}

static void
on_close_clicked (AhadiDraftWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
ahadi_draft_window_finalize (GObject *object)
{
  AhadiDraftWindow *self = AHADI_DRAFT_WINDOW (object);

  g_clear_object (&self->keeper);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->key, g_free);
  G_OBJECT_CLASS (ahadi_draft_window_parent_class)->finalize (object);
}

static void
ahadi_draft_window_class_init (AhadiDraftWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_draft_window_finalize;
  g_type_ensure (AHADI_TYPE_DRAFT_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/directory/ahadi-draft-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiDraftWindow, title_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiDraftWindow, digits_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiDraftWindow, done_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiDraftWindow, draft_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiDraftWindow, content_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiDraftWindow, sign_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiDraftWindow, publish_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiDraftWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_join_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_publish_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_draft_window_init (AhadiDraftWindow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

void
ahadi_draft_window_show (GtkWindow *parent, AhadiKeeper *keeper, const char *path)
{
  AhadiDraftWindow *self = g_object_new (AHADI_TYPE_DRAFT_WINDOW, "transient-for", parent,
                                         "modal", TRUE, NULL);
  g_autofree char *file = g_filename_display_basename (path);

  self->keeper = g_object_ref (keeper);
  self->path = g_strdup (path);
  gtk_window_set_title (GTK_WINDOW (self), file);
  gtk_window_present (GTK_WINDOW (self));
  set_busy (self, TRUE);
  ahadi_directory_jobs_read (keeper, path, self, on_read);
}
