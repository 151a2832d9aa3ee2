/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-watch.h"

gboolean
ahadi_publish_watch_tell (const AhadiPublishWatch *self,
                          guint64 done,
                          guint64 total,
                          GError **error)
{
  self->func (done, total, self->data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}
