/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands in the place of ahadi-publisher.c where libpq is missing, and says so. */
#include "ahadi-publish-error.h"
#include "ahadi-publisher.h"

gboolean
ahadi_publisher_is_built (void)
{
  return FALSE;
}

AhadiPublisher *
ahadi_publisher_open (AhadiVault *vault,
                      const AhadiPublishOffice *office,
                      const AhadiPublishTarget *target,
                      GError **error)
{
  g_set_error_literal (error, AHADI_PUBLISH_ERROR, AHADI_PUBLISH_ERROR_NOT_BUILT,
                       "cannot publish: this program was built without libpq");
  return NULL;
}

/* Nobody has a publisher to call these with. */
void
ahadi_publisher_close (AhadiPublisher *self)
{
  g_assert_not_reached ();
}

gboolean
ahadi_publisher_is_first (AhadiPublisher *self)
{
  g_assert_not_reached ();
}

gboolean
ahadi_publisher_run (AhadiPublisher *self,
                     gboolean rebuild,
                     const AhadiPublishWatch *watch,
                     AhadiPublishResult *result,
                     GError **error)
{
  g_assert_not_reached ();
}

gboolean
ahadi_publisher_check (AhadiPublisher *self,
                       const AhadiPublishWatch *watch,
                       AhadiPublishCheck *check,
                       GError **error)
{
  g_assert_not_reached ();
}
