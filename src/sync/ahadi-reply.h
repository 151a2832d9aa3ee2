/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-directory.h"
#include "ahadi-progress.h"

G_BEGIN_DECLS

/**
 * ahadi_reply_write:
 * @folder: made with missing parents
 *
 * At an office: one reply (parts `branch` and `device`, and the card) for each active
 * field device of which this office holds streams. The acks name the frontier of each
 * stream of that device this office can open; the `branch` part carries this office's
 * operations for that branch.
 *
 * Returns: (transfer full) (element-type filename): paths; empty if nobody is to be
 * answered. NOT_READY for a field vault.
 */
GPtrArray *ahadi_reply_write (AhadiVault *vault,
                              const char *folder,
                              const AhadiProgress *progress,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
