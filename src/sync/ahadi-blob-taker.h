/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-bundle-reader.h"
#include "ahadi-identity.h"

G_BEGIN_DECLS

/*
 * Takes pieces of sealed files out of a bundle's containers (FORMAT.md section 4a): a
 * whole container is checked before anything of it is taken, and refused alone.
 */

/**
 * ahadi_blob_taker_check:
 * @container: staged
 * @expected: the part of the same audience, whose recipients it has
 * @opened: (out): whether our key opens it
 * @pieces: (out): how many it holds, if it opens
 *
 * Returns: %FALSE with the #AhadiSyncError to refuse it with, or an error of this
 * machine.
 */
gboolean ahadi_blob_taker_check (AhadiStaging *staging,
                                 const AhadiStagedPart *container,
                                 const AhadiManifestPart *expected,
                                 AhadiAgeIdentity *key,
                                 gboolean *opened,
                                 guint *pieces,
                                 AhadiTicker *ticker,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The second pass over one that was checked and opens: its pieces are put where files
 * arrive, by the @device that sent them. Within the caller's transaction. */
gboolean ahadi_blob_taker_take (AhadiVault *vault,
                                AhadiStaging *staging,
                                const AhadiStagedPart *container,
                                AhadiAgeIdentity *key,
                                const AhadiId *device,
                                AhadiTicker *ticker,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
