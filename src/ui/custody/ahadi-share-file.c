/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-share-file.h"

#include "ahadi-custody-jobs.h"
#include "ahadi-new-passphrase.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiShareFile
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  AhadiShareSet *set;
  char *path; /* nullable: once it is chosen */

  /* template */
  GtkButton *seal_button;
  GtkWidget *seal_box;
  AhadiNewPassphrase *entries;
  GtkWidget *done_button;
  GtkLabel *told_label;

  guint index;
};

G_DEFINE_FINAL_TYPE (AhadiShareFile, ahadi_share_file, ADW_TYPE_BIN)

static guint sealed_signal;

static void
tell (AhadiShareFile *self, const char *text)
{
  gtk_label_set_label (self->told_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->told_label), *text != '\0');
  if (*text != '\0')
    ahadi_widget_show_whole (GTK_WIDGET (self->told_label));
}

static void
on_sealed (gpointer owner, gpointer result, const GError *error)
{
  AhadiShareFile *self = owner;

  gtk_widget_set_sensitive (GTK_WIDGET (self->seal_button), TRUE);
  gtk_widget_set_visible (self->seal_box, error != NULL);
  ahadi_widget_focus_first_later (GTK_WIDGET (self->seal_button));
  tell (self, "");
  if (error != NULL)
    {
      ahadi_say_error (owner, _ ("The share was not sealed"), error);
      return;
    }
  tell (self,
        _ ("Sealed, and opened again from there. Give it to its custodian, and keep "
           "no copy."));
  g_signal_emit (self, sealed_signal, 0);
}

/* --- its place, then its passphrase --------------------------------------------------
 */

static void
on_done_clicked (AhadiShareFile *self)
{
  AhadiSecret *passphrase = ahadi_new_passphrase_take (self->entries);

  if (passphrase == NULL)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->seal_button), FALSE);
  tell (self, _ ("Sealing. This takes a moment, so that nobody can guess quickly."));
  ahadi_custody_jobs_seal (self->keeper, self->set, self->index, passphrase, self->path,
                           self, on_sealed);
}

static void
on_changed (AhadiShareFile *self)
{
  gtk_widget_set_sensitive (self->done_button,
                            ahadi_new_passphrase_is_ready (self->entries));
}

static void
on_picked (gpointer owner, const char *const *paths)
{
  AhadiShareFile *self = owner;

  g_free (self->path);
  self->path = g_strdup (paths[0]);
  tell (self, "");
  gtk_widget_set_visible (self->seal_box, TRUE);
  ahadi_widget_show_whole (self->seal_box);
  ahadi_widget_focus_first_later (GTK_WIDGET (self->entries));
}

static void
on_seal_clicked (AhadiShareFile *self)
{
  const AhadiShareInfo *info = ahadi_share_set_get_info (self->set, self->index);
  g_autofree char *name =
      g_strdup_printf (_ ("share-%u-of-%u.ahadi-share"), info->index, info->count);

  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){ .pick = AHADI_PICK_SAVE,
                                          .title = _ ("Seal the Share"),
                                          .name = name },
                     on_picked);
}

/* --- object ------------------------------------------------------------------------- */

static void
ahadi_share_file_finalize (GObject *object)
{
  AhadiShareFile *self = AHADI_SHARE_FILE (object);

  g_free (self->path);
  g_clear_pointer (&self->set, ahadi_share_set_unref);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_share_file_parent_class)->finalize (object);
}

static void
ahadi_share_file_class_init (AhadiShareFileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_share_file_finalize;
  g_type_ensure (AHADI_TYPE_NEW_PASSPHRASE);
  sealed_signal = g_signal_new ("sealed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/custody/ahadi-share-file.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiShareFile, seal_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiShareFile, seal_box);
  gtk_widget_class_bind_template_child (widget_class, AhadiShareFile, entries);
  gtk_widget_class_bind_template_child (widget_class, AhadiShareFile, done_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiShareFile, told_label);
  gtk_widget_class_bind_template_callback (widget_class, on_seal_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_done_clicked);
}

static void
ahadi_share_file_init (AhadiShareFile *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ahadi_share_file_new (AhadiKeeper *keeper, AhadiShareSet *set, guint index)
{
  AhadiShareFile *self = g_object_new (AHADI_TYPE_SHARE_FILE, NULL);

  self->keeper = g_object_ref (keeper);
  self->set = ahadi_share_set_ref (set);
  self->index = index;
  return GTK_WIDGET (self);
}
