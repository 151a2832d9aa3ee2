/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-compaction.h"

#include <string.h>

#include "ahadi-identity.h"
#include "ahadi-sync-error.h"

/* Records that change are in this audience alone. */
#define AUDIENCE "membership"

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

static gboolean
not_ready (GError **error)
{
  g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                       "cannot close older history: this is no membership office");
  return FALSE;
}

/* Returns: (element-type AhadiId): of the other active holders of the office. */
static GArray *
list_others (AhadiDirectory *directory, const AhadiId *own)
{
  GPtrArray *entries = ahadi_directory_get_entries (directory);
  GArray *others = g_array_new (FALSE, FALSE, sizeof (AhadiId));

  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = entries->pdata[i];

      if (entry->role == AHADI_ROLE_MEMBERSHIP && entry->state == AHADI_DEVICE_ACTIVE &&
          !ahadi_id_equal (&entry->device, own))
        g_array_append_val (others, entry->device);
    }

  return others;
}

static GArray *
look (AhadiVault *vault, GError **error)
{
  GError *local = NULL;
  g_autoptr (AhadiIdentity) identity = ahadi_identity_load (vault, &local);
  g_autoptr (AhadiDirectory) directory =
      local == NULL ? ahadi_directory_load (vault, &local) : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  if (identity == NULL || directory == NULL ||
      ahadi_identity_get_role (identity) != AHADI_ROLE_MEMBERSHIP)
    {
      not_ready (error);
      return NULL;
    }

  return list_others (directory, ahadi_identity_get_device (identity));
}

/* --- What counts for good --------------------------------------------------- */

static gboolean
save_step (AhadiVault *vault, const AhadiBaselineStep *step, GError **error)
{
  AhadiStreamEnd end = { .device = step->info.id.device,
                         .epoch = step->info.id.epoch,
                         .last = step->last,
                         .has_head = TRUE };
  g_autoptr (AhadiRecord) record = NULL;

  memcpy (end.head, step->head, sizeof end.head);
  record = ahadi_stream_end_to_record (&end, AHADI_KIND_BASELINE);
  return ahadi_vault_save (vault, AUDIENCE, record, NULL, error);
}

static gboolean
save_steps (AhadiVault *vault, const AhadiBaselinePlan *plan, GError **error)
{
  for (guint i = 0; i < plan->steps->len; i++)
    if (!save_step (vault, &g_array_index (plan->steps, AhadiBaselineStep, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
settle (AhadiVault *vault, const AhadiBaselinePlan *plan, GError **error)
{
  if (plan->steps->len == 0)
    return TRUE;
  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  if (!save_steps (vault, plan, error))
    {
      ahadi_vault_rollback (vault);
      return FALSE;
    }

  return ahadi_vault_commit (vault, error);
}

/* --- What goes ---------------------------------------------------------------- */

static gboolean
tick (guint64 done, guint64 total, gpointer data, GError **error)
{
  return ahadi_progress_step (data, AHADI_STEP_COMPACT, done, total, error);
}

gboolean
ahadi_compaction_run (AhadiVault *vault,
                      guint days,
                      gboolean dry,
                      const AhadiProgress *progress,
                      AhadiCompaction *result,
                      GError **error)
{
  g_autoptr (GArray) others = NULL;
  g_autoptr (AhadiBaselinePlan) plan = NULL;

  g_return_val_if_fail (days >= AHADI_COMPACTION_LEAST_DAYS, FALSE);

  *result = (AhadiCompaction){ 0 };
  others = look (vault, error);
  if (others == NULL)
    return FALSE;

  plan = ahadi_baseline_plan_new (vault, AUDIENCE, others,
                                  ahadi_wall_clock_ms () - days * DAY_MS, error);
  if (plan == NULL)
    return FALSE;

  result->operations = plan->operations;
  result->silent = plan->silent;
  result->questions = plan->questions;
  return dry || (settle (vault, plan, error) &&
                 ahadi_compactor_run (vault, tick, (gpointer) progress,
                                      &result->compacted, error));
}
