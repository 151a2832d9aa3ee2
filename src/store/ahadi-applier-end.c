/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-applier-private.h"
#include "ahadi-cutoffs.h"
#include "ahadi-eraser.h"
#include "ahadi-lineage.h"
#include "ahadi-refold.h"
#include "ahadi-reissue.h"

/* What is done once, when all segments of an import are there. */

static gboolean
freeze (AhadiApplier *self, AhadiStreamEntry *entry, GError **error)
{
  self->counts.forks++;
  if (entry->info.own)
    return ahadi_reissue (self->vault, entry, &self->counts.reissued, error);

  return ahadi_refold_again (self->vault, entry, entry->info.forked, error);
}

static gboolean
freeze_all (AhadiApplier *self, GError **error)
{
  for (guint i = 0; i < self->forks->len; i++)
    if (!freeze (self, self->forks->pdata[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
cut_all (AhadiApplier *self, GError **error)
{
  for (guint i = 0; i < self->cutoffs->len; i++)
    if (!ahadi_cutoffs_apply (self->vault,
                              &g_array_index (self->cutoffs, AhadiCutoffMark, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
settle_all (AhadiApplier *self, GError **error)
{
  for (guint i = 0; i < self->told->len; i++)
    if (!ahadi_cutoffs_settle (self->vault, self->told->pdata[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
trace_all (AhadiApplier *self, GError **error)
{
  for (guint i = 0; i < self->untraced->len; i++)
    if (!ahadi_lineage_trace (self->vault, self->untraced->pdata[i], error))
      return FALSE;

  return TRUE;
}

gboolean
ahadi_applier_finish (AhadiApplier *self, GError **error)
{
  g_return_val_if_fail (self->entry == NULL, FALSE);

  return ahadi_row_cache_flush (self->cache, error) &&
         ahadi_eraser_take_all (self->vault, self->erasures, error) &&
         ahadi_vault_raise_clock (self->vault, self->newest, error) &&
         trace_all (self, error) && freeze_all (self, error) &&
         settle_all (self, error) && cut_all (self, error) &&
         (self->forks->len + self->counts.forked == 0 ||
          ahadi_eraser_take_held (self->vault, error));
}
