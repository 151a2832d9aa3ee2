/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * The page of a locked vault: passphrase, recovery code or custodians' shares, nothing
 * else. Signal "unlocked" (boolean: without the passphrase, so that a new one is due;
 * nullable text: what else the person should know).
 */
#define AHADI_TYPE_UNLOCK (ahadi_unlock_get_type ())
G_DECLARE_FINAL_TYPE (AhadiUnlock, ahadi_unlock, AHADI, UNLOCK, AdwBin)

GtkWidget *ahadi_unlock_new (AhadiKeeper *keeper);

/* While the vault is still being backed up and closed nothing can be typed. */
void ahadi_unlock_set_locking (AhadiUnlock *self, gboolean locking);

/* What the person should know before going on, such as a backup that failed; NULL for
 * nothing. */
void ahadi_unlock_set_notice (AhadiUnlock *self, const char *notice);

G_END_DECLS
