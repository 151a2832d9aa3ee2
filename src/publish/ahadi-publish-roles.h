/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-publish-server.h"

G_BEGIN_DECLS

/*
 * Private to publish/: who reads what. One group role for each audience, which logs in
 * nowhere: an administrator makes people members of it. Row security lets each see the
 * rows of its audience, in tables and through views; the log it does not see at all.
 */

/* "ahadi_membership", … ; ends with NULL. */
extern const char *const ahadi_publish_roles[];

/* Returns: (transfer full): what lets @role read in @schema. */
char *ahadi_publish_roles_print_grants (const char *schema, const char *role);

/**
 * ahadi_publish_roles_apply:
 * @again: what they may see has to be said anew
 * @missing: (element-type utf8): names are added of those that are not there and that
 *   this user may not make
 */
gboolean ahadi_publish_roles_apply (AhadiPublishServer *server,
                                    const char *schema,
                                    gboolean again,
                                    GPtrArray *missing,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
