/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ahadi-keeper.h"

G_BEGIN_DECLS

/*
 * A custodian's share in a file, under a passphrase that only its custodian types. What
 * was written is opened again before it counts. Signal: "sealed".
 */
#define AHADI_TYPE_SHARE_FILE (ahadi_share_file_get_type ())
G_DECLARE_FINAL_TYPE (AhadiShareFile, ahadi_share_file, AHADI, SHARE_FILE, AdwBin)

/* Of share @index (from 0) of @set. */
GtkWidget *ahadi_share_file_new (AhadiKeeper *keeper, AhadiShareSet *set, guint index);

G_END_DECLS
