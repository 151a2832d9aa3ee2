/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-import-job.h"

/* Whether it tells anything that could count. */
static gboolean
tells (const AhadiPartSummary *summary)
{
  return summary != NULL && summary->segments + summary->forks->len > 0;
}

static gboolean
is_decided (AhadiImportJob *self, guint part, gboolean *decided, GError **error)
{
  const AhadiDirectoryEntry *author = self->verdict.author;
  AhadiAudienceClass audience = ahadi_import_job_get_part (self, part)->audience;
  g_autofree char *name = ahadi_audience_make (
      audience, audience == AHADI_AUDIENCE_BRANCH ? &author->branch : NULL);

  return ahadi_streams_is_decided (self->vault, name, &author->device, decided, error);
}

gboolean
ahadi_import_late_look (AhadiImportJob *self, gboolean *undecided, GError **error)
{
  *undecided = FALSE;
  for (guint i = 0; self->verdict.late && !*undecided && i < self->summaries->len; i++)
    {
      gboolean decided;

      if (!tells (self->summaries->pdata[i]))
        continue;
      if (!is_decided (self, i, &decided, error))
        return FALSE;
      *undecided = !decided;
    }

  return TRUE;
}
