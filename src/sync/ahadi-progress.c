/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-progress.h"

gboolean
ahadi_progress_step (const AhadiProgress *self,
                     AhadiStep step,
                     guint64 done,
                     guint64 total,
                     GError **error)
{
  if (self == NULL)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  if (self->func != NULL)
    self->func (step, done, total, self->data);

  return TRUE;
}
