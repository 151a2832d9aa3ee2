/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-attachment-row.h"

#include "ahadi-attachment-jobs.h"
#include "ahadi-widgets.h"

#define ICON_SIZE 32
#define PICTURE_SIZE 72

struct _AhadiAttachmentRow
{
  AdwPreferencesRow parent_instance;

  /* owned */
  AhadiItem *item;

  /* template */
  GtkImage *image;
  GtkLabel *title_label;
  GtkLabel *about_label;
  GtkLabel *state_label;
  GtkLabel *note_label;
  GtkButton *save_button;
  GtkButton *remove_button;
  GtkButton *erase_button;

  gboolean uncovered;
};

G_DEFINE_FINAL_TYPE (AhadiAttachmentRow, ahadi_attachment_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  SAVE,
  REMOVE,
  ERASE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

const AhadiItem *
ahadi_attachment_row_get_item (AhadiAttachmentRow *self)
{
  return self->item;
}

static void
on_save_clicked (AhadiAttachmentRow *self)
{
  g_signal_emit (self, signals[SAVE], 0);
}

static void
on_remove_clicked (AhadiAttachmentRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
on_erase_clicked (AhadiAttachmentRow *self)
{
  g_signal_emit (self, signals[ERASE], 0);
}

/* --- what can be seen -------------------------------------------------------------- */

static const char *
get (AhadiAttachmentRow *self, guint field)
{
  return ahadi_record_get (self->item->record, field);
}

/* What was written about it: the note, and why something was left in. */
static char *
describe_more (AhadiAttachmentRow *self)
{
  const char *note = get (self, AHADI_ATTACHMENT_NOTE);
  const char *kept = get (self, AHADI_ATTACHMENT_KEPT);

  if (kept == NULL)
    return g_strdup (note != NULL ? note : "");
  return g_strdup_printf (
      "%s: %s%s%s", ahadi_words_field (AHADI_KIND_ATTACHMENT, AHADI_ATTACHMENT_KEPT),
      kept, note != NULL ? "\n" : "", note != NULL ? note : "");
}

static void
show_icon (AhadiAttachmentRow *self)
{
  const char *type = get (self, AHADI_ATTACHMENT_TYPE);
  g_autoptr (GIcon) icon = g_content_type_get_symbolic_icon (type != NULL ? type : "");

  gtk_image_set_from_gicon (self->image, icon);
  gtk_image_set_pixel_size (self->image, ICON_SIZE);
}

static void
show_words (AhadiAttachmentRow *self)
{
  const char *kind = ahadi_words_media (get (self, AHADI_ATTACHMENT_TYPE));
  const char *title = self->uncovered ? get (self, AHADI_ATTACHMENT_NAME) : kind;
  g_autofree char *more = self->uncovered ? describe_more (self) : g_strdup ("");
  g_autofree char *name =
      g_strdup_printf ("%s. %s. %s", title, gtk_label_get_label (self->about_label),
                       gtk_label_get_label (self->state_label));
  g_autofree char *save = g_strdup_printf (_ ("Save a copy of “%s”"), title);
  g_autofree char *out = g_strdup_printf (_ ("Take out “%s”"), title);
  g_autofree char *erase = g_strdup_printf (_ ("Erase “%s”"), title);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->note_label, more);
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), *more != '\0');
  ahadi_widget_set_name (GTK_WIDGET (self), name);
  ahadi_widget_set_name (GTK_WIDGET (self->save_button), save);
  ahadi_widget_set_name (GTK_WIDGET (self->remove_button), out);
  ahadi_widget_set_name (GTK_WIDGET (self->erase_button), erase);
}

static void
on_drawn (gpointer owner, gpointer result, const GError *error)
{
  AhadiAttachmentRow *self = owner;
  g_autoptr (GdkTexture) texture = NULL;

  if (result == NULL || g_bytes_get_size (result) == 0 || !self->uncovered)
    return;
  texture = gdk_texture_new_from_bytes (result, NULL);
  if (texture == NULL)
    return;
  gtk_image_set_from_paintable (self->image, GDK_PAINTABLE (texture));
  gtk_image_set_pixel_size (self->image, PICTURE_SIZE);
}

void
ahadi_attachment_row_uncover (AhadiAttachmentRow *self, AhadiKeeper *keeper)
{
  self->uncovered = TRUE;
  show_words (self);
  ahadi_attachment_jobs_draw (keeper, self->item->record, self, on_drawn);
}

void
ahadi_attachment_row_cover (AhadiAttachmentRow *self)
{
  self->uncovered = FALSE;
  show_words (self);
  show_icon (self);
}

/* --- object ------------------------------------------------------------------------ */

static void
ahadi_attachment_row_finalize (GObject *object)
{
  g_clear_pointer (&AHADI_ATTACHMENT_ROW (object)->item, ahadi_item_free);
  G_OBJECT_CLASS (ahadi_attachment_row_parent_class)->finalize (object);
}

static void
ahadi_attachment_row_class_init (AhadiAttachmentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_attachment_row_finalize;
  signals[SAVE] =
      g_signal_new ("save", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[ERASE] = g_signal_new ("erase", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/attachments/ahadi-attachment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachmentRow, image);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachmentRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachmentRow, about_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachmentRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachmentRow, note_label);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachmentRow, save_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachmentRow, remove_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiAttachmentRow, erase_button);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_erase_clicked);
}

static void
ahadi_attachment_row_init (AhadiAttachmentRow *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_attachment_row_new (const AhadiAttachedFile *file, gboolean can_erase)
{
  AhadiAttachmentRow *self = g_object_new (AHADI_TYPE_ATTACHMENT_ROW, NULL);
  g_autofree char *about = ahadi_attached_describe (file->item);
  g_autofree char *state = ahadi_sentence_for_blob (&file->state, file->item->delivery);

  self->item = ahadi_item_copy (file->item);
  gtk_label_set_label (self->about_label, about);
  gtk_label_set_label (self->state_label, state);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), file->state.is_here);
  gtk_widget_set_visible (GTK_WIDGET (self->remove_button),
                          !can_erase && file->item->delivery != AHADI_DELIVERY_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->erase_button), can_erase);
  ahadi_attachment_row_cover (self);
  return GTK_WIDGET (self);
}
