/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-publish-result.h"
#include "ahadi-publish-server.h"
#include "ahadi-publish-watch.h"
#include "store/ahadi-store.h"

G_BEGIN_DECLS

/* Private to publish/. Compares what counts in @vault with what the database has. */
gboolean ahadi_publish_check (AhadiPublishServer *server,
                              GHashTable *statements,
                              AhadiVault *vault,
                              const AhadiPublishWatch *watch,
                              AhadiPublishCheck *check,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
