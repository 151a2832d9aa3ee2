/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/* When the last sealed backup was made, where they go, how often, and whether one was
 * tried. */
#define AHADI_TYPE_SAFETY_BACKUP_GROUP (ahadi_safety_backup_group_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiSafetyBackupGroup, ahadi_safety_backup_group, AHADI, SAFETY_BACKUP_GROUP, AdwBin)

GtkWidget *ahadi_safety_backup_group_new (AhadiKeeper *keeper);

G_END_DECLS
