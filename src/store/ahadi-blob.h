/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "model/ahadi-model.h"

G_BEGIN_DECLS

/*
 * The sealed files of attachments: `blobs/<32 hex>` in the vault's folder is a stock age
 * file, sealed to an identity that was drawn for it alone and that stands in the
 * attachment's record. It is stored, carried and kept as it is; who forgets the record
 * can never open it again.
 */

/* Returns: (transfer full): where the sealed file stands or would stand. */
char *ahadi_blob_get_path (AhadiVault *vault, const AhadiId *id);

/* Returns: (transfer full): where its pieces lie that came in bundles of @device. */
char *ahadi_blob_get_part_path (AhadiVault *vault, const AhadiId *id, const char *device);

/* Whether the whole file is here. */
gboolean ahadi_blob_is_here (AhadiVault *vault, const AhadiId *id);

/**
 * ahadi_blob_open:
 * @attachment: whose file
 *
 * Returns: (transfer full): the file, unsealed as it is read. Only once it was read to
 * its end is it known to be whole. %NULL with %AHADI_STORE_ERROR_NOT_FOUND while the file
 * is not here, CORRUPT if the record can't open it, or the system's codes.
 */
GInputStream *ahadi_blob_open (AhadiVault *vault,
                               const AhadiRecord *attachment,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_blob_sweep:
 *
 * Removes what ahadi_blob_writer_new() began and no attachment names: after a crash, or
 * when the record could not be saved. And what only attachments named that are gone,
 * wherever it came from. Other files that arrive from elsewhere are left alone.
 */
gboolean ahadi_blob_sweep (AhadiVault *vault, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
