/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * Destroys the records of this laptop, after its name was typed.
 */
#define AHADI_TYPE_SAFETY_WIPE_GROUP (ahadi_safety_wipe_group_get_type ())
G_DECLARE_FINAL_TYPE (AhadiSafetyWipeGroup,
                      ahadi_safety_wipe_group,
                      AHADI,
                      SAFETY_WIPE_GROUP,
                      AdwPreferencesGroup)

GtkWidget *ahadi_safety_wipe_group_new (AhadiKeeper *keeper);

G_END_DECLS
