/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ahadi-store.h"

G_BEGIN_DECLS

/* All that this vault holds of the device counts. */
#define AHADI_DEVICE_CUT_NOTHING G_MAXINT64

/**
 * ahadi_device_cut:
 * @device: one that is revoked
 * @since: ms since 1970, or %AHADI_DEVICE_CUT_NOTHING: of what @device wrote from then
 * on, by its own clock, nothing counts
 * @held: (out) (nullable): how many operations are held that do not count
 *
 * At an office: decides how far the streams of @device count that the office reads
 * (FORMAT.md, F6), in a record that travels as others do. What this vault does not hold
 * of them counts nowhere, until somebody decides anew.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_NOT_FOUND if it is not listed, or
 *   %AHADI_SYNC_ERROR_NOT_READY if it is not revoked or this vault is no office's.
 * Nothing is changed then.
 */
gboolean ahadi_device_cut (AhadiVault *vault,
                           const AhadiId *device,
                           gint64 since,
                           guint64 *held,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
