/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * One place that records are at: its name, how many are there, which, since when.
 * Properties "icon-name", "title".
 */
#define AHADI_TYPE_SYNC_COLUMN (ahadi_sync_column_get_type ())
G_DECLARE_FINAL_TYPE (AhadiSyncColumn, ahadi_sync_column, AHADI, SYNC_COLUMN, AdwBin)

/* @what: (nullable): nothing is there */
void ahadi_sync_column_set (AhadiSyncColumn *self,
                            guint64 count,
                            const char *what,
                            const char *when);

G_END_DECLS
