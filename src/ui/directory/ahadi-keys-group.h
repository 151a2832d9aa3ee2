/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * A new key for this laptop, and what a custodian does at any laptop.
 */
#define AHADI_TYPE_KEYS_GROUP (ahadi_keys_group_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiKeysGroup, ahadi_keys_group, AHADI, KEYS_GROUP, AdwPreferencesGroup)

void ahadi_keys_group_start (AhadiKeysGroup *self, AhadiKeeper *keeper);

G_END_DECLS
