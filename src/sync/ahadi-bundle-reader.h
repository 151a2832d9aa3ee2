/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-manifest.h"
#include "ahadi-staging.h"
#include "ahadi-ticker.h"

G_BEGIN_DECLS

/* Pass 1 over a bundle: its outer layers taken apart into a staging folder. Nothing here
 * is trusted yet. */

/* The name in the staging folder of the copy of the whole file. */
#define AHADI_BUNDLE_COPY "bundle.ahadi"

/* A sealed part as it came: ciphertext in the staging folder. */
typedef struct
{
  AhadiAudienceClass audience;
  char *file; /* name in the staging folder */
  guint64 size;
  guint8 digest[AHADI_HASH_SIZE];
} AhadiStagedPart;

typedef struct
{
  guint64 size; /* of the whole file */
  guint8 digest[AHADI_HASH_SIZE];
  GBytes *manifest;
  GBytes *signature;
  GBytes *card;  /* (nullable) */
  GArray *parts; /* AhadiStagedPart, in the order of their classes */
  GArray *blobs; /* AhadiStagedPart: containers of pieces, in the same order */
  GArray *carry; /* AhadiStagedPart without audience: bundles carried inside */
} AhadiBundle;

AhadiBundle *ahadi_bundle_new (void); /* an empty one */

/**
 * ahadi_bundle_read:
 * @path: a file
 * @identities: (element-type AhadiAgeIdentity): to be tried
 *
 * The file is copied once, so that a slow or failing stick is read once and what is kept
 * aside is what was looked at.
 *
 * Returns: (transfer full): %NULL with %AHADI_SYNC_ERROR_FOREIGN, DAMAGED, NOT_FOR_US or
 * NEWER, or an error of this machine.
 */
AhadiBundle *ahadi_bundle_read (AhadiStaging *staging,
                                const char *path,
                                GPtrArray *identities,
                                const AhadiProgress *progress,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ahadi_bundle_free (AhadiBundle *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiBundle, ahadi_bundle_free)

G_END_DECLS
