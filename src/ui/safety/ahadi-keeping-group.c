/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-keeping-group.h"

#include "ahadi-erase-dialog.h"
#include "ahadi-widgets.h"
#include "shell-compat.h"

struct _AhadiKeepingGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  AhadiKeeper *keeper;
  char *name;

  /* template */
  AdwActionRow *drop_row;
  AdwActionRow *erase_row;

  AhadiKind kind;
  AhadiId id;
};

G_DEFINE_FINAL_TYPE (AhadiKeepingGroup, ahadi_keeping_group, ADW_TYPE_PREFERENCES_GROUP)

gboolean
ahadi_keeper_can_erase (AhadiKeeper *keeper)
{
  const AhadiDesk *desk = ahadi_keeper_get_desk (keeper);

  return desk != NULL && desk->role != AHADI_ROLE_COORDINATOR &&
         desk->role != AHADI_ROLE_CIRCLE;
}

/* --- dropping ---------------------------------------------------------------------- */

static gpointer
work_drop (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return ahadi_erasing_drop (session, data, error) ? AHADI_WORK_DONE : NULL;
}

static void
on_dropped (gpointer owner, gpointer result, const GError *error)
{
  AhadiKeepingGroup *self = owner;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND))
    ahadi_compat_tell (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                       _ ("The report was kept"),
                       _ ("Something that was added to it is not received yet. Try again "
                          "after the next reply."));
  else if (error != NULL)
    ahadi_say_error (GTK_WIDGET (self), _ ("The report was kept"), error);
  else
    ahadi_say (GTK_WIDGET (self), _ ("Removed. Its reference stays here."));
}

static void
drop (gpointer owner)
{
  AhadiKeepingGroup *self = owner;

  ahadi_keeper_run (self->keeper,
                    &(AhadiJob){
                        .work = work_drop,
                        .data = g_memdup2 (&self->id, sizeof self->id),
                        .data_free = g_free,
                        .changes = TRUE,
                    },
                    self, on_dropped);
}

static void
on_drop_clicked (AhadiKeepingGroup *self)
{
  g_autofree char *heading =
      g_strdup_printf (_ ("Remove what %s says from this laptop?"), self->name);

  ahadi_compat_ask (
      GTK_WIDGET (self), heading,
      _ ("The office has it whole. Here its words, names and attached files go, also "
         "from "
         "the backups in the vault’s folder; its reference, month and who reads it stay. "
         "It can’t be brought back here. Backups and bundles on sticks are not reached."),
      _ ("_Remove"), TRUE, drop);
}

/* --- erasing ----------------------------------------------------------------------- */

static void
on_erase_clicked (AhadiKeepingGroup *self)
{
  ahadi_erase_dialog_show (GTK_WIDGET (self), self->keeper, self->kind, &self->id,
                           self->name);
}

/* --- object ------------------------------------------------------------------------ */

void
ahadi_keeping_group_show (AhadiKeepingGroup *self,
                          const AhadiItem *item,
                          const char *name)
{
  gboolean erases = ahadi_keeper_can_erase (self->keeper);
  gboolean drops;

  self->kind = ahadi_record_get_kind (item->record);
  self->id = *ahadi_record_get_id (item->record);
  g_free (self->name);
  self->name = g_strdup (name);
  drops = !erases && self->kind == AHADI_KIND_REPORT &&
          item->delivery == AHADI_DELIVERY_RECEIVED;
  gtk_widget_set_visible (GTK_WIDGET (self->drop_row), drops);
  gtk_widget_set_visible (GTK_WIDGET (self->erase_row), erases);
  gtk_widget_set_visible (GTK_WIDGET (self), drops || erases);
}

void
ahadi_keeping_group_start (AhadiKeepingGroup *self, AhadiKeeper *keeper)
{
  g_set_object (&self->keeper, keeper);
}

static void
ahadi_keeping_group_finalize (GObject *object)
{
  AhadiKeepingGroup *self = AHADI_KEEPING_GROUP (object);

  g_free (self->name);
  g_clear_object (&self->keeper);
  G_OBJECT_CLASS (ahadi_keeping_group_parent_class)->finalize (object);
}

static void
ahadi_keeping_group_class_init (AhadiKeepingGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ahadi_keeping_group_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/amnestykenya/Ahadi/ui/safety/ahadi-keeping-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AhadiKeepingGroup, drop_row);
  gtk_widget_class_bind_template_child (widget_class, AhadiKeepingGroup, erase_row);
  gtk_widget_class_bind_template_callback (widget_class, on_drop_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_erase_clicked);
}

static void
ahadi_keeping_group_init (AhadiKeepingGroup *self)
{
  ahadi_widget_init_template (GTK_WIDGET (self));
}
