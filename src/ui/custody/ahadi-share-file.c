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
  AhadiNewPassphrase *entries; /* nullable: in the question */
  AhadiSecret *passphrase;     /* nullable: until a place is chosen */

  /* template */
  GtkButton *seal_button;
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
  gtk_widget_grab_focus (GTK_WIDGET (self->seal_button));
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

static void
on_picked (gpointer owner, const char *const *paths)
{
  AhadiShareFile *self = owner;

  if (self->passphrase == NULL)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->seal_button), FALSE);
  tell (self, _ ("Sealing. This takes a moment, so that nobody can guess quickly."));
  ahadi_custody_jobs_seal (self->keeper, self->set, self->index,
                           g_steal_pointer (&self->passphrase), paths[0], self,
                           on_sealed);
}

/* --- its passphrase ----------------------------------------------------------------- */

static void
on_passphrase (gpointer owner)
{
  AhadiShareFile *self = owner;
  const AhadiShareInfo *info = ahadi_share_set_get_info (self->set, self->index);
  g_autofree char *name =
      g_strdup_printf (_ ("share-%u-of-%u.ahadi-share"), info->index, info->count);

  g_clear_pointer (&self->passphrase, ahadi_secret_unref);
  self->passphrase = ahadi_new_passphrase_take (self->entries);
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){ .pick = AHADI_PICK_SAVE,
                                          .title = _ ("Seal the Share"),
                                          .name = name },
                     on_picked);
}

static void
on_changed (AhadiNewPassphrase *entries)
{
  ahadi_compat_allow (GTK_WIDGET (entries), ahadi_new_passphrase_is_ready (entries));
}

static void
on_seal_clicked (AhadiShareFile *self)
{
  g_clear_object (&self->entries);
  self->entries = g_object_ref_sink (g_object_new (AHADI_TYPE_NEW_PASSPHRASE, NULL));
  ahadi_compat_ask_with (GTK_WIDGET (self), _ ("Seal It in a File?"),
                         _ ("Its custodian chooses a passphrase and types it here, where "
                            "nobody else sees it. Without it the file opens nothing."),
                         GTK_WIDGET (self->entries), _ ("Choose a _Place…"),
                         on_passphrase);
  g_signal_connect (self->entries, "changed", G_CALLBACK (on_changed), NULL);
  on_changed (self->entries);
}

/* --- object ------------------------------------------------------------------------- */

static void
ahadi_share_file_finalize (GObject *object)
{
  AhadiShareFile *self = AHADI_SHARE_FILE (object);

  g_clear_object (&self->entries);
  g_clear_pointer (&self->passphrase, ahadi_secret_unref);
  g_clear_pointer (&self->set, ahadi_share_set_unref);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_share_file_parent_class)->finalize (object);
}

static void
ahadi_share_file_class_init (AhadiShareFileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_share_file_finalize;
  sealed_signal = g_signal_new ("sealed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/custody/ahadi-share-file.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiShareFile, seal_button);
  gtk_widget_class_bind_template_child (widget_class, AhadiShareFile, told_label);
  gtk_widget_class_bind_template_callback (widget_class, on_seal_clicked);
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
