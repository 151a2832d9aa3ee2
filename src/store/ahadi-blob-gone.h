/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"

G_BEGIN_DECLS

/*
 * Private to store/: sealed files whose attachment is gone. Nothing opens them any more,
 * but whoever has an older copy of the database has their keys: so they go from the disk,
 * and are not kept when somebody brings them again.
 */

/* Within a transaction. @id: as in the attachment. */
gboolean ahadi_blob_gone_add (AhadiVault *vault,
                              const char *id,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether no attachment names @id, and one that is gone did. */
gboolean ahadi_blob_gone_has (AhadiVault *vault,
                              const AhadiId *id,
                              gboolean *gone,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removes their files, whole and in pieces, outside a transaction: a crash in between
 * leaves nothing that the next call would not find. */
gboolean ahadi_blob_gone_sweep (AhadiVault *vault,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
