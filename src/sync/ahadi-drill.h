/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-progress.h"
#include "store/ahadi-store.h"

G_BEGIN_DECLS

/* What a drill found in a backup that is whole. */
typedef struct
{
  gint64 time;        /* ms since 1970, when the backup was made; 0 if nothing tells */
  guint64 operations; /* in the backup */
  guint64 rows;       /* its records */
  guint files;        /* attachments and bundles set aside, read whole */
  guint64 since;      /* operations that the vault has and the backup has not */
} AhadiDrillResult;

/**
 * ahadi_drill:
 * @vault: open; it stays as it is
 * @source: a sealed backup of it, or a folder of its `backups/`
 * @secret: typed for this drill, so that it is proved too
 *
 * Opens @source for real (ahadi_backup_open()) in a private folder inside the vault's,
 * which holds nothing but ciphertext and is removed again, and compares it with @vault.
 *
 * Returns: %FALSE with %AHADI_SYNC_ERROR_OTHER_ORG if it is of another vault,
 * %AHADI_STORE_ERROR_CORRUPT if it holds more than the vault, or the errors of
 * ahadi_backup_open().
 */
gboolean ahadi_drill (AhadiVault *vault,
                      const char *source,
                      AhadiSlotType type,
                      AhadiSecret *secret,
                      const AhadiProgress *progress,
                      AhadiDrillResult *result,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
