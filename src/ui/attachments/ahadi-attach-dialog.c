/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-attach-dialog.h"

#include "ahadi-field-row.h"
#include "ahadi-form.h"
#include "ahadi-widgets.h"

struct _AhadiAttachDialog
{
  AdwWindow parent_instance;

  /* owned */
  GWeakRef owner;

  /* template */
  GtkButton *skip_button;
  GtkButton *attach_button;
  GtkLabel *name_label;
  GtkLabel *about_label;
  GtkLabel *told_label;
  GtkListBox *fields_list;
  AhadiFieldRow *of_row;
  AdwActionRow *keep_row;
  GtkSwitch *keep_switch;
  AhadiFieldRow *kept_row;
  AhadiFieldRow *note_row;

  AhadiAttachAnswered answered;
  gboolean needs_reason;
};

G_DEFINE_FINAL_TYPE (AhadiAttachDialog, ahadi_attach_dialog, ADW_TYPE_WINDOW)

static gboolean
is_blank (AhadiFieldRow *row)
{
  g_autofree char *text = ahadi_field_row_get_text (row);

  return *g_strstrip (text) == '\0';
}

/* What is kept is kept for a reason. */
static void
on_changed (AhadiAttachDialog *self)
{
  gboolean keeps = self->needs_reason || gtk_switch_get_active (self->keep_switch);

  gtk_widget_set_visible (GTK_WIDGET (self->kept_row), keeps);
  gtk_widget_set_sensitive (GTK_WIDGET (self->attach_button),
                            !is_blank (self->of_row) &&
                                !(keeps && is_blank (self->kept_row)));
}

/* --- the answer -------------------------------------------------------------------- */

static void
answer (AhadiAttachDialog *self, AhadiRecord *attachment)
{
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);
  AhadiAttachAnswered answered = self->answered;

  self->answered = NULL;
  gtk_window_destroy (GTK_WINDOW (self));
  if (owner != NULL && answered != NULL)
    answered (owner, attachment);
  else
    g_clear_pointer (&attachment, ahadi_record_unref);
}

static void
on_attach_clicked (AhadiAttachDialog *self)
{
  g_autoptr (AhadiRecord) attachment = ahadi_record_new (AHADI_KIND_ATTACHMENT, NULL);
  g_autofree char *of = NULL;

  if (!ahadi_form_enter (GTK_WIDGET (self->fields_list), attachment))
    return;
  /* A form passes over what is hidden because there is nothing to choose. */
  of = ahadi_field_row_get_text (self->of_row);
  ahadi_record_set (attachment, AHADI_ATTACHMENT_OF, of);
  answer (self, g_steal_pointer (&attachment));
}

static void
on_skip_clicked (AhadiAttachDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
ahadi_attach_dialog_close_request (GtkWindow *window)
{
  answer (AHADI_ATTACH_DIALOG (window), NULL);
  return TRUE;
}

/* --- what is asked ----------------------------------------------------------------- */

static char *
name_place (const AhadiAttachPlace *place)
{
  g_autofree char *date = place->date != NULL ? ahadi_words_date (place->date) : NULL;

  switch (place->kind)
    {
    case AHADI_KIND_REPORT:
      return g_strdup (_ ("The report"));
    case AHADI_KIND_MEMBER:
      return g_strdup (_ ("The member"));
    case AHADI_KIND_ADDENDUM:
      return g_strdup_printf (_ ("What was added: %s"), date);
    default:
      /* Translators: the date of a pledge */
      return g_strdup_printf (_ ("The pledge: %s"), date);
    }
}

static void
show_places (AhadiAttachDialog *self, GPtrArray *places)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < places->len; i++)
    {
      const AhadiAttachPlace *place = places->pdata[i];

      g_ptr_array_add (ids, ahadi_id_to_string (&place->id));
      g_ptr_array_add (names, name_place (place));
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (names, NULL);
  ahadi_field_row_set_entities (self->of_row, (const char *const *) ids->pdata,
                                (const char *const *) names->pdata);
  ahadi_field_row_set_text (self->of_row, ids->pdata[0]);
  gtk_widget_set_visible (GTK_WIDGET (self->of_row), places->len > 1);
}

static void
show_look (AhadiAttachDialog *self, const AhadiAttachmentLook *look)
{
  g_autofree char *told = ahadi_sentence_for_look (look);
  g_autofree char *size = ahadi_words_size (look->size);
  g_autofree char *about = g_strdup_printf (
      "%s, %s", ahadi_words_media (ahadi_media_type_to_mime (look->type)), size);

  self->needs_reason = ahadi_attachment_look_needs_reason (look);
  gtk_label_set_label (self->name_label, look->name);
  gtk_label_set_label (self->about_label, about);
  gtk_label_set_label (self->told_label, told);
  gtk_widget_set_visible (GTK_WIDGET (self->keep_row),
                          ahadi_attachment_look_changes (look));
}

static void
show_position (AhadiAttachDialog *self, guint at, guint n)
{
  g_autofree char *title = NULL;

  if (n < 2)
    return;
  title = g_strdup_printf (_ ("Attach File %u of %u"), at, n);
  gtk_window_set_title (GTK_WINDOW (self), title);
  ahadi_button_set_label (self->skip_button, _ ("_Skip"));
}

/* --- object ------------------------------------------------------------------------ */

static void
ahadi_attach_dialog_finalize (GObject *object)
{
  g_weak_ref_clear (&AHADI_ATTACH_DIALOG (object)->owner);
  G_OBJECT_CLASS (ahadi_attach_dialog_parent_class)->finalize (object);
}

static void
ahadi_attach_dialog_class_init (AhadiAttachDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_attach_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ahadi_attach_dialog_close_request;
  g_type_ensure (AHADI_TYPE_FIELD_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/attachments/ahadi-attach-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachDialog, skip_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachDialog, attach_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachDialog, name_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachDialog, about_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachDialog, told_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachDialog, fields_list);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachDialog, of_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachDialog, keep_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachDialog, keep_switch);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachDialog, kept_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachDialog, note_row);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_attach_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_skip_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
ahadi_attach_dialog_init (AhadiAttachDialog *self)
{
  g_weak_ref_init (&self->owner, NULL);
  ahadi_widget_init_template (GTK_WIDGET (self));
}

void
ahadi_attach_dialog_ask (GtkWidget *owner,
                         const AhadiAttachmentLook *look,
                         GPtrArray *places,
                         guint at,
                         guint n,
                         AhadiAttachAnswered answered)
{
  AhadiAttachDialog *self =
      g_object_new (AHADI_TYPE_ATTACH_DIALOG, "transient-for",
                    gtk_widget_get_root (owner), "modal", TRUE, NULL);

  g_weak_ref_set (&self->owner, owner);
  self->answered = answered;
  show_look (self, look);
  show_places (self, places);
  show_position (self, at, n);
  on_changed (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->attach_button));
}
