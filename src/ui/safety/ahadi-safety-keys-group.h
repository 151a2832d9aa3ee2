/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Who opens the records on this laptop: the people and their passphrases, the recovery
 * sheet, and a new key for everything.
 */
#define AHADI_TYPE_SAFETY_KEYS_GROUP (ahadi_safety_keys_group_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiSafetyKeysGroup, ahadi_safety_keys_group, AHADI, SAFETY_KEYS_GROUP, AdwBin)

GtkWidget *ahadi_safety_keys_group_new (AhadiKeeper *keeper);

G_END_DECLS
