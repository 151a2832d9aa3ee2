/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-blob-list.h"
#include "ahadi-directory.h"
#include "ahadi-staging.h"
#include "ahadi-ticker.h"

G_BEGIN_DECLS

/*
 * Puts pieces of this device's sealed files into the bundles of one export, in the order
 * in which they were attached, and remembers which, to mark them once a bundle is written
 * whole.
 */
typedef struct _AhadiBlobSealer AhadiBlobSealer;

/* What the pieces of one bundle come to, unless a person says otherwise. */
#define AHADI_BLOB_BUDGET (G_GUINT64_CONSTANT (64) * 1024 * 1024)

/**
 * ahadi_blob_sealer_new:
 * @last: the last class of which these bundles have a part
 * @everything: also pieces that were sent before
 * @budget: bytes of the pieces of one bundle, with their headers; one piece goes in any
 * case
 *
 * All are borrowed. Returns: (transfer full): %NULL with the store's error.
 */
AhadiBlobSealer *ahadi_blob_sealer_new (AhadiVault *vault,
                                        AhadiDirectory *directory,
                                        AhadiAudienceClass last,
                                        gboolean everything,
                                        guint64 budget,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ahadi_blob_sealer_free (AhadiBlobSealer *self);

/* Chooses what goes into the next bundle. Returns: its bytes; 0: nothing is left. */
guint64 ahadi_blob_sealer_choose (AhadiBlobSealer *self);

/* Pieces in all bundles so far. */
guint ahadi_blob_sealer_count (AhadiBlobSealer *self);

/* Whether pieces are left after those that were chosen last. */
gboolean ahadi_blob_sealer_has_more (AhadiBlobSealer *self);

/* Seals what was chosen for @audience into @staging and appends to @blobs
 * (#AhadiManifestBlobs), or does nothing if nothing was. */
gboolean ahadi_blob_sealer_seal (AhadiBlobSealer *self,
                                 AhadiAudienceClass audience,
                                 AhadiStaging *staging,
                                 GArray *blobs,
                                 const AhadiProgress *progress,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Within the caller's transaction: what was chosen last is sent. */
gboolean ahadi_blob_sealer_mark (AhadiBlobSealer *self,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): the staged file of a container. */
char *ahadi_blob_sealer_make_staged_name (AhadiAudienceClass audience);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiBlobSealer, ahadi_blob_sealer_free)

G_END_DECLS
