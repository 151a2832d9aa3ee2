/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-card-codec.h"

G_BEGIN_DECLS

/* The root key of a vault that founded its organisation: what lets it sign the next
 * directory. */

/* Draws one and stores it. */
AhadiSigningKey *ahadi_root_key_create (AhadiVault *vault,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* AHADI_SYNC_ERROR_NOT_READY if this vault has none. */
AhadiSigningKey *ahadi_root_key_load (AhadiVault *vault,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Forgets it: the key is no root any more, or never was. */
gboolean ahadi_root_key_drop (AhadiVault *vault,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Checks @content, signs its directory with @key and stores the card. The list of devices
 * is the vault's, or, where its version differs or its signer no longer counts, that of
 * @content, signed by this vault's identity. AHADI_SYNC_ERROR_MALFORMED if a rule of
 * FORMAT.md section 5 is broken, AHADI_SYNC_ERROR_NOT_READY without an identity. */
gboolean ahadi_root_key_publish (AhadiSigningKey *key,
                                 AhadiVault *vault,
                                 const AhadiDirectoryContent *content,
                                 const AhadiRoots *roots,
                                 GPtrArray *texts,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
