/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-files-check.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 operations;
  guint64 rows;
  guint64 differing_rows; /* rows that replaying the log does not give: always 0 unless
                             the program or the disk is at fault */
  guint64 broken_chains;  /* streams whose hashes do not lead to their stored head */
  AhadiFilesCheck files;  /* beside the database */
} AhadiVaultCheck;

/* SQLite's and SQLCipher's integrity checks, every chain, state == replay(log), and
 * every file beside the database.
 * CORRUPT only if the database can't be read through. */
gboolean ahadi_vault_check (AhadiVault *vault,
                            AhadiVaultCheck *result,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many operations the log has. */
gboolean ahadi_vault_count_operations (AhadiVault *vault,
                                       guint64 *count,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
