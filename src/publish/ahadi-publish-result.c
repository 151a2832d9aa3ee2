/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publish-result.h"

void
ahadi_publish_result_clear (AhadiPublishResult *self)
{
  g_clear_pointer (&self->missing, g_ptr_array_unref);
}

gboolean
ahadi_publish_check_is_fine (const AhadiPublishCheck *self)
{
  return self->operations.missing == 0 && self->operations.different == 0 &&
         self->rows.missing == 0 && self->rows.different == 0;
}
