/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-restore-way.h"

#include "ahadi-progress-sheet.h"
#include "ahadi-safety-jobs.h"
#include "ahadi-secret-dialog.h"
#include "shell-compat.h"

#define KEY "ahadi-restore-way"

/* Kept at the owner while it goes from question to question. */
typedef struct
{
  AhadiKeeper *keeper;
  AhadiDone restored;
  gboolean replace;
  char *source;
  GWeakRef sheet;
} Way;

static void
way_free (gpointer data)
{
  Way *self = data;

  g_weak_ref_clear (&self->sheet);
  g_free (self->source);
  g_object_unref (self->keeper);
  g_free (self);
}

static void
on_restored (gpointer owner, gpointer result, const GError *error)
{
  Way *way = g_object_get_data (owner, KEY);
  g_autoptr (AhadiProgressSheet) sheet = g_weak_ref_get (&way->sheet);
  g_autofree char *sentence = NULL;

  if (error != NULL)
    {
      sentence = ahadi_sentence_for_backup_error (error);
      if (sheet != NULL)
        ahadi_progress_sheet_fail_as (sheet, _ ("Nothing was restored"), error, sentence);
      return;
    }

  if (sheet != NULL)
    ahadi_progress_sheet_finish (sheet, _ ("Restored"), result);
  way->restored (owner, result, NULL);
}

static void
on_secret (gpointer owner, AhadiSlotType type, AhadiSecret *secret)
{
  static const AhadiStep steps[] = { AHADI_STEP_READ, AHADI_STEP_CHECK };
  Way *way = g_object_get_data (owner, KEY);
  AhadiProgressSheet *sheet = ahadi_progress_sheet_new (
      owner, _ ("Restoring"),
      _ ("The backup stays as it is. If you stop now nothing is changed."), steps,
      G_N_ELEMENTS (steps));

  g_weak_ref_set (&way->sheet, sheet);
  ahadi_safety_jobs_restore (way->keeper, way->source, type, secret, way->replace,
                             ahadi_progress_sheet_get_meter (sheet),
                             ahadi_progress_sheet_get_cancellable (sheet), owner,
                             on_restored);
}

static void
on_picked (gpointer owner, const char *const *paths)
{
  Way *way = g_object_get_data (owner, KEY);

  g_free (way->source);
  way->source = g_strdup (paths[0]);
  ahadi_secret_dialog_ask (
      owner, _ ("Restore from a Backup"),
      way->replace
          ? _ ("It opens with the passphrase or the recovery code that was valid on its "
               "day. The records that are here now are not deleted: they are moved "
               "aside, whole. What was written since the backup and not exported is "
               "only there.")
          : _ ("It opens with the passphrase or the recovery code that was valid on its "
               "day."),
      _ ("_Restore"), on_secret);
}

void
ahadi_restore_way_begin (GtkWidget *owner,
                         AhadiKeeper *keeper,
                         gboolean replace,
                         AhadiDone restored)
{
  Way *way = g_new0 (Way, 1);

  way->keeper = g_object_ref (keeper);
  way->replace = replace;
  way->restored = restored;
  g_weak_ref_init (&way->sheet, NULL);
  g_object_set_data_full (G_OBJECT (owner), KEY, way, way_free);
  ahadi_compat_pick (owner,
                     &(AhadiPickOptions){
                         .pick = AHADI_PICK_OPEN,
                         .title = _ ("Choose the Backup"),
                         .filter_name = _ ("Sealed backups"),
                         .pattern = "*.ahadi-backup",
                     },
                     on_picked);
}
