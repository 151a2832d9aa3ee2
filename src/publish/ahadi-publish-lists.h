/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-publish-office.h"
#include "ahadi-publish-server.h"

G_BEGIN_DECLS

/* Private to publish/. Branches and devices become what the lists of @office say, unless
 * the database has newer ones. The caller holds a transaction. */
gboolean ahadi_publish_lists_merge (AhadiPublishServer *server,
                                    const AhadiPublishOffice *office,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
