/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-attachments-group.h"

#include "ahadi-attach-dialog.h"
#include "ahadi-attachment-jobs.h"
#include "ahadi-attachment-row.h"
#include "ahadi-erase-dialog.h"
#include "ahadi-facts.h"
#include "ahadi-keeping-group.h"
#include "ahadi-progress-sheet.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

/* Bytes from which on work takes long enough to be looked at. */
#define LONG_WORK (4 * 1024 * 1024)

struct _AhadiAttachmentsGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  GPtrArray *places;  /* (nullable): what a new file can belong to */
  GStrv files;        /* (nullable): chosen, to be attached one after another */
  AhadiRecord *saved; /* (nullable): of which a copy is asked for */
  GWeakRef sheet;

  /* template */
  GtkToggleButton *show_button;
  GtkLabel *empty_label;
  GtkListBox *list;
  GtkButton *attach_button;

  AhadiKind kind;
  AhadiId id;
  AhadiId removed; /* that a dialog is about */
  guint at;        /* of files */
  guint64 size;    /* of the file that is being attached */
};

G_DEFINE_FINAL_TYPE (AhadiAttachmentsGroup,
                     ahadi_attachments_group,
                     ADW_TYPE_PREFERENCES_GROUP)

/* --- the list ---------------------------------------------------------------------- */

static void
cover_or_uncover (AhadiAttachmentsGroup *self)
{
  gboolean uncovered = !gtk_widget_get_visible (GTK_WIDGET (self->show_button)) ||
                       gtk_toggle_button_get_active (self->show_button);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (uncovered)
      ahadi_attachment_row_uncover (AHADI_ATTACHMENT_ROW (row), self->keeper);
    else
      ahadi_attachment_row_cover (AHADI_ATTACHMENT_ROW (row));
  ahadi_button_set_label (GTK_BUTTON (self->show_button),
                          uncovered ? _ ("Cover Names and _Pictures")
                                    : _ ("Show Names and _Pictures"));
}

static void
on_show_toggled (AhadiAttachmentsGroup *self)
{
  cover_or_uncover (self);
  if (gtk_toggle_button_get_active (self->show_button))
    ahadi_widget_show_whole (GTK_WIDGET (self));
}

static void on_save (AhadiAttachmentRow *row, AhadiAttachmentsGroup *self);

static void
on_erase (AhadiAttachmentRow *row, AhadiAttachmentsGroup *self)
{
  const AhadiItem *item = ahadi_attachment_row_get_item (row);
  g_autofree char *name = ahadi_attached_describe (item);

  ahadi_erase_dialog_show (GTK_WIDGET (self), self->keeper, AHADI_KIND_ATTACHMENT,
                           ahadi_record_get_id (item->record), name);
}

static void
on_removed (gpointer owner, gpointer result, const GError *error)
{
  g_autofree char *left =
      g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND)
          ? ahadi_sentence_for_taking_back ()
          : NULL;

  if (error != NULL)
    {
      ahadi_say_error_as (owner, _ ("The file is still there"), left, error);
      return;
    }

  /* The button that had the focus goes with its row. */
  gtk_widget_grab_focus (GTK_WIDGET (AHADI_ATTACHMENTS_GROUP (owner)->attach_button));
  ahadi_say (owner, _ ("Taken out. Nothing of it was ever sent."));
}

static void
on_remove_accepted (gpointer owner)
{
  AhadiAttachmentsGroup *self = owner;

  ahadi_attachment_jobs_take_back (self->keeper, &self->removed, self, on_removed);
}

/* What has left can't be taken back, and that is said at once. */
static void
on_remove (AhadiAttachmentRow *row, AhadiAttachmentsGroup *self)
{
  const AhadiItem *item = ahadi_attachment_row_get_item (row);
  g_autofree char *left = ahadi_sentence_for_taking_back ();

  if (item->delivery != AHADI_DELIVERY_ONLY_HERE)
    {
      ahadi_compat_tell (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                         _ ("This file was sent already"), left);
      return;
    }

  self->removed = *ahadi_record_get_id (item->record);
  ahadi_compat_ask (GTK_WIDGET (self), _ ("Take this file out again?"),
                    _ ("It was not sent yet: its record and its sealed copy go from this "
                       "laptop for good. The file that it was made from is not touched."),
                    _ ("_Take It Out"), TRUE, on_remove_accepted);
}

static gboolean
add_row (AhadiAttachmentsGroup *self, const AhadiAttachedFile *file)
{
  GtkWidget *row = ahadi_attachment_row_new (file, ahadi_keeper_can_erase (self->keeper));

  g_signal_connect_object (row, "save", G_CALLBACK (on_save), self, 0);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_remove), self, 0);
  g_signal_connect_object (row, "erase", G_CALLBACK (on_erase), self, 0);
  gtk_list_box_append (self->list, row);
  return ahadi_attached_is_covered (file->item);
}

static void
on_loaded (gpointer owner, gpointer result, const GError *error)
{
  AhadiAttachmentsGroup *self = owner;
  AhadiAttached *attached = result;
  gboolean covered = FALSE;

  if (attached == NULL ||
      !ahadi_id_equal (&((AhadiAttachPlace *) attached->places->pdata[0])->id, &self->id))
    return;
  g_clear_pointer (&self->places, g_ptr_array_unref);
  self->places = g_ptr_array_ref (attached->places);
  ahadi_facts_clear (self->list);
  for (guint i = 0; i < attached->files->len; i++)
    covered |= add_row (self, attached->files->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->list), attached->files->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_label), attached->files->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->show_button), covered);
  cover_or_uncover (self);
}

void
ahadi_attachments_group_show (AhadiAttachmentsGroup *self,
                              AhadiKind kind,
                              const AhadiId *id)
{
  if (!ahadi_id_equal (id, &self->id))
    gtk_toggle_button_set_active (self->show_button, FALSE);
  self->kind = kind;
  self->id = *id;
  ahadi_attachment_jobs_load (self->keeper, kind, id, self, on_loaded);
}

/* --- attaching --------------------------------------------------------------------- */

static void ask_next (AhadiAttachmentsGroup *self);

static void
end_sheet (AhadiAttachmentsGroup *self, const char *failed, const GError *error)
{
  g_autoptr (AhadiProgressSheet) sheet = g_weak_ref_get (&self->sheet);

  if (error == NULL && sheet != NULL)
    gtk_window_destroy (GTK_WINDOW (sheet));
  else if (error != NULL && sheet != NULL)
    ahadi_progress_sheet_fail (sheet, failed, error);
  else if (error != NULL)
    ahadi_say_error (GTK_WIDGET (self), failed, error);
}

/* @size decides whether there is one. */
static AhadiProgressSheet *
begin_sheet (AhadiAttachmentsGroup *self,
             guint64 size,
             const char *title,
             const char *safe)
{
  static const AhadiStep steps[] = { AHADI_STEP_WRITE };
  AhadiProgressSheet *sheet = NULL;

  if (size >= LONG_WORK)
    sheet = ahadi_progress_sheet_new (GTK_WIDGET (self), title, safe, steps,
                                      G_N_ELEMENTS (steps));
  g_weak_ref_set (&self->sheet, sheet);
  return sheet;
}

/* What comes after a file that could not be attached is not tried. */
static void
on_added (gpointer owner, gpointer result, const GError *error)
{
  AhadiAttachmentsGroup *self = owner;

  end_sheet (self, _ ("The file was not attached"), error);
  if (error != NULL)
    {
      g_clear_pointer (&self->files, g_strfreev);
      return;
    }

  ahadi_say (GTK_WIDGET (self),
             _ ("Attached and sealed. The file itself stays where it is, unsealed."));
  self->at++;
  ask_next (self);
}

static void
on_answered (gpointer owner, AhadiRecord *attachment)
{
  AhadiAttachmentsGroup *self = owner;
  AhadiProgressSheet *sheet;

  if (attachment == NULL)
    {
      self->at++;
      ask_next (self);
      return;
    }
  sheet = begin_sheet (self, self->size, _ ("Attaching"),
                       _ ("If you stop now nothing of the file is kept here."));
  ahadi_attachment_jobs_add (
      self->keeper, attachment, self->files[self->at],
      sheet != NULL ? ahadi_progress_sheet_get_meter (sheet) : NULL,
      sheet != NULL ? ahadi_progress_sheet_get_cancellable (sheet) : NULL, self,
      on_added);
}

static void
on_looked (gpointer owner, gpointer result, const GError *error)
{
  AhadiAttachmentsGroup *self = owner;
  const AhadiAttachmentLook *look = result;

  if (look == NULL)
    {
      ahadi_say_error (GTK_WIDGET (self), _ ("The file was not attached"), error);
      g_clear_pointer (&self->files, g_strfreev);
      return;
    }
  self->size = look->size;
  ahadi_attach_dialog_ask (GTK_WIDGET (self), look, self->places, self->at + 1,
                           g_strv_length (self->files), on_answered);
}

static void
ask_next (AhadiAttachmentsGroup *self)
{
  if (self->files != NULL && self->files[self->at] == NULL)
    g_clear_pointer (&self->files, g_strfreev);
  if (self->files != NULL)
    ahadi_attachment_jobs_look (self->keeper, self->files[self->at], self, on_looked);
}

/* One after another, each asked about. */
static void
attach (gpointer owner, const char *const *paths)
{
  AhadiAttachmentsGroup *self = owner;

  if (self->files != NULL || self->places == NULL)
    return;
  self->files = g_strdupv ((char **) paths);
  self->at = 0;
  ask_next (self);
}

static void
on_attach_clicked (AhadiAttachmentsGroup *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_OPEN_MANY,
                         .title = _ ("Attach Files"),
                     },
                     attach);
}

static gboolean
on_drop (AhadiAttachmentsGroup *self, const GValue *value)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (GSList *at = g_value_get_boxed (value); at != NULL; at = at->next)
    {
      char *path = g_file_get_path (at->data);

      if (path != NULL)
        g_ptr_array_add (paths, path);
    }
  if (paths->len == 0)
    return FALSE;

  g_ptr_array_add (paths, NULL);
  attach (self, (const char *const *) paths->pdata);
  return TRUE;
}

/* --- copies ------------------------------------------------------------------------ */

static void
on_saved (gpointer owner, gpointer result, const GError *error)
{
  AhadiAttachmentsGroup *self = owner;

  end_sheet (self, _ ("No copy was written"), error);
  if (error == NULL)
    ahadi_say (
        GTK_WIDGET (self),
        _ ("The copy is written. It is not sealed: delete it as soon as you can."));
}

static void
on_save_picked (gpointer owner, const char *const *paths)
{
  AhadiAttachmentsGroup *self = owner;
  const char *size = ahadi_record_get (self->saved, AHADI_ATTACHMENT_SIZE);
  AhadiProgressSheet *sheet =
      begin_sheet (self, size != NULL ? g_ascii_strtoull (size, NULL, 10) : 0,
                   _ ("Writing the copy"), _ ("If you stop now no half file stays."));

  ahadi_attachment_jobs_save (
      self->keeper, self->saved, paths[0],
      sheet != NULL ? ahadi_progress_sheet_get_meter (sheet) : NULL,
      sheet != NULL ? ahadi_progress_sheet_get_cancellable (sheet) : NULL, self,
      on_saved);
}

static void
pick_place_of_copy (gpointer owner)
{
  AhadiAttachmentsGroup *self = owner;

  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_SAVE,
                         .title = _ ("Save a Copy"),
                         .name = ahadi_record_get (self->saved, AHADI_ATTACHMENT_NAME),
                     },
                     on_save_picked);
}

static void
on_save (AhadiAttachmentRow *row, AhadiAttachmentsGroup *self)
{
  g_clear_pointer (&self->saved, ahadi_record_unref);
  self->saved = ahadi_record_ref (ahadi_attachment_row_get_item (row)->record);
  ahadi_compat_ask (GTK_WIDGET (self), _ ("Save a copy that is not sealed?"),
                    _ ("Whoever gets the disk or stick can read it, and deleting it does "
                       "not always remove it. Save it only where you must, and delete it "
                       "as soon as it is no longer needed."),
                    _ ("_Save a Copy…"), TRUE, pick_place_of_copy);
}

/* --- object ------------------------------------------------------------------------ */

/* Whoever comes back to the page finds them covered. */
static void
ahadi_attachments_group_unmap (GtkWidget *widget)
{
  gtk_toggle_button_set_active (AHADI_ATTACHMENTS_GROUP (widget)->show_button, FALSE);
  GTK_WIDGET_CLASS (ahadi_attachments_group_parent_class)->unmap (widget);
}

static void
ahadi_attachments_group_finalize (GObject *object)
{
  AhadiAttachmentsGroup *self = AHADI_ATTACHMENTS_GROUP (object);

  g_weak_ref_clear (&self->sheet);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_strfreev);
  g_clear_pointer (&self->saved, ahadi_record_unref);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_attachments_group_parent_class)->finalize (object);
}

static void
ahadi_attachments_group_class_init (AhadiAttachmentsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_attachments_group_finalize;
  widget_class->unmap = ahadi_attachments_group_unmap;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/attachments/ahadi-attachments-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachmentsGroup, show_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachmentsGroup, empty_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachmentsGroup, list);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachmentsGroup,
                                        attach_button);
  gtk_widget_class_bind_template_callback (widget_class, on_show_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_attach_clicked);
}

static void
ahadi_attachments_group_init (AhadiAttachmentsGroup *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_weak_ref_init (&self->sheet, NULL);
  ahadi_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
ahadi_attachments_group_start (AhadiAttachmentsGroup *self, AhadiKeeper *keeper)
{
  g_set_object (&self->keeper, keeper);
}
