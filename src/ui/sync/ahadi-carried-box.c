/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-carried-box.h"

#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiCarriedBox
{
  AdwBin parent_instance;

  /* owned */
  AhadiKeeper *keeper;

  /* template */
  AdwActionRow *row;
};

G_DEFINE_FINAL_TYPE (AhadiCarriedBox, ahadi_carried_box, ADW_TYPE_BIN)

static void
on_desk (AhadiCarriedBox *self)
{
  const AhadiDesk *desk = ahadi_keeper_get_desk (self->keeper);
  g_autofree char *size = ahadi_words_size (desk->carried_bytes);
  g_autofree char *text =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u sealed bundle, %s",
                                    "%u sealed bundles, %s", desk->carried),
                       desk->carried, size);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), text);
  gtk_widget_set_visible (GTK_WIDGET (self), desk->carried > 0);
}

static void
on_written (gpointer owner, gpointer result, const GError *error)
{
  AhadiCarriedBox *self = owner;

  if (error != NULL)
    ahadi_say_error (GTK_WIDGET (self), _ ("Not all was written; nothing is lost"),
                     error);
  else
    ahadi_say (GTK_WIDGET (self), result);
}

/* Returns: (transfer full): what there is to say of it. */
static gpointer
work_write (AhadiSession *session,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  guint files;
  guint spoilt;
  char *left_out;

  if (!ahadi_exchange_write_carried (session, data, &files, &spoilt, error))
    return NULL;

  left_out = ahadi_sentence_carry_spoilt (spoilt);
  return left_out != NULL
             ? left_out
             : g_strdup (_ ("Written. Hand the files to those who can open them."));
}

static void
on_folder_picked (gpointer owner, const char *const *paths)
{
  AhadiCarriedBox *self = owner;

  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_write,
                        .data = g_strdup (paths[0]),
                        .data_free = g_free,
                        .result_free = g_free,
                        .changes = TRUE,
                    },
                    self, on_written);
}

static void
on_write_clicked (AhadiCarriedBox *self)
{
  ahadi_compat_pick (GTK_WIDGET (self),
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_FOLDER,
                         .title = _ ("Write Them to This Folder or Stick"),
                     },
                     on_folder_picked);
}

static void
ahadi_carried_box_finalize (GObject *object)
{
  g_clear_object (&AHADI_CARRIED_BOX (object)->keeper);
  G_OBJECT_CLASS (ahadi_carried_box_parent_class)->finalize (object);
}

static void
ahadi_carried_box_class_init (AhadiCarriedBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_carried_box_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/sync/ahadi-carried-box.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiCarriedBox, row);
  gtk_widget_class_bind_template_callback (widget_class, on_write_clicked);
}

static void
ahadi_carried_box_init (AhadiCarriedBox *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}

void
ahadi_carried_box_start (AhadiCarriedBox *self, AhadiKeeper *keeper)
{
  self->keeper = g_object_ref (keeper);
  on_desk (self);
  g_signal_connect_object (keeper, "desk", G_CALLBACK (on_desk), self, G_CONNECT_SWAPPED);
}
