/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"

G_BEGIN_DECLS

/**
 * ahadi_clock_repair:
 * @records: (out): how many were written again
 *
 * This laptop's clock was ahead, and is right now: somebody looked. What this device
 * wrote at a later time than now counts nowhere any more, by its own word (a fork,
 * FORMAT.md Y6), and each record that shows it is written once more, in a new epoch and
 * at the time that it is now. So it counts everywhere at once, later changes by others
 * win over it, and nobody's clock has moved. The vault's own goes back to the newest of
 * what counts.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_FAILED, and nothing changed, if the clock can't
 *   be right: it is before this program was made, or more than a day before something of
 *   others that counts here.
 */
gboolean ahadi_clock_repair (AhadiVault *vault,
                             guint64 *records,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
