/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"
#include "publish/ahadi-publish.h"

G_BEGIN_DECLS

/*
 * Many officers at once: an office publishes its log into a PostgreSQL database. The door
 * to publish/ for a session, which stays open as long.
 */
typedef struct _AhadiPublishing AhadiPublishing;

/* Whether this build has what it takes. */
gboolean ahadi_publishing_is_possible (void);

/* Returns: (transfer full): %NULL with the errors of ahadi_publisher_open(), or
 * %AHADI_PUBLISH_ERROR_NOT_OFFICE. */
AhadiPublishing *ahadi_publishing_open (AhadiSession *session,
                                        const AhadiPublishTarget *target,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_publishing_close (AhadiPublishing *self);

/* Whether nothing was published there before: then the person is to be told what it
 * means. */
gboolean ahadi_publishing_is_first (AhadiPublishing *self);

/* As ahadi_publisher_run() and ahadi_publisher_check(). */
gboolean ahadi_publishing_run (AhadiPublishing *self,
                               gboolean rebuild,
                               const AhadiProgress *progress,
                               AhadiPublishResult *result,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_publishing_check (AhadiPublishing *self,
                                 const AhadiProgress *progress,
                                 AhadiPublishCheck *check,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiPublishing, ahadi_publishing_close)

G_END_DECLS
