/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/ahadi-app.h"

G_BEGIN_DECLS

/*
 * A new passphrase, typed twice, with how strong it is. Signal "changed".
 */
#define AHADI_TYPE_NEW_PASSPHRASE (ahadi_new_passphrase_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiNewPassphrase, ahadi_new_passphrase, AHADI, NEW_PASSPHRASE, AdwBin)

/* Strong enough, and the same twice. */
gboolean ahadi_new_passphrase_is_ready (AhadiNewPassphrase *self);

/* Returns: (transfer full) (nullable): NULL unless ready; both entries are fresh ones
 * then. */
AhadiSecret *ahadi_new_passphrase_take (AhadiNewPassphrase *self);

G_END_DECLS
