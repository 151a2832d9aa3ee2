/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ahadi-store.h"

G_BEGIN_DECLS

/**
 * vault_pattern_open:
 * @number: from 0: vaults of different numbers are different ones, those of one number
 *   copies of each other
 * @folder: must not be there
 *
 * An empty vault under @passphrase. Making one costs seconds, so that it is made once per
 * program and copied.
 *
 * Returns: (transfer full): it cannot fail.
 */
AhadiVault *
vault_pattern_open (guint number, AhadiSecret *passphrase, const char *folder);

G_END_DECLS
