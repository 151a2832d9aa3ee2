/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"

G_BEGIN_DECLS

/* What lies beside the database: sealed files of attachments, and bundles that were set
 * aside. */
typedef struct
{
  guint64 damaged; /* not the bytes that the database says */
  guint64 missing; /* own ones that are not there; others' may be on their way */
} AhadiFilesCheck;

/* Reads every one of them. @check: (out): added to. Fails with the store's codes only. */
gboolean ahadi_files_check (AhadiVault *vault,
                            AhadiFilesCheck *check,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
