/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-database.h"

G_BEGIN_DECLS

/* Private to store/. "AHAD": in every vault's database as its application_id. */
#define AHADI_APPLICATION_ID 0x41484144

/* The version that this program writes: the number of the last migration. */
int ahadi_migrations_get_newest (void);

/**
 * ahadi_migrations_read_version:
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_NEWER if a newer program changed this database,
 * %AHADI_STORE_ERROR_CORRUPT if it is not a vault's.
 */
gboolean ahadi_migrations_read_version (AhadiDatabase *database,
                                        int *version,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Runs the migrations after @version, each in a transaction of its own. */
gboolean ahadi_migrations_run (AhadiDatabase *database,
                               int version,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
