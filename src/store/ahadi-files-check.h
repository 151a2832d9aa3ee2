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

/* One of them, and what the database says of it. */
typedef struct
{
  char *name;     /* "blobs/…" or "set-aside/…", in the vault's folder */
  guint8 *digest; /* its BLAKE2b-256 begins with these */
  gsize n_bytes;
  gboolean must_be_here;
} AhadiKeptFile;

/* Returns: (transfer full) (element-type AhadiKeptFile): the store's codes. */
GPtrArray *ahadi_files_list (AhadiVault *vault, GError **error);

/* @digest: (nullable): what it has, 32 bytes; %NULL if it is not there */
void ahadi_files_count (AhadiFilesCheck *check,
                        const AhadiKeptFile *file,
                        const guint8 *digest);

/* Reads every one of them. @check: (out): added to. Fails with the store's codes only. */
gboolean ahadi_files_check (AhadiVault *vault,
                            AhadiFilesCheck *check,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the bundle that was set aside as @name lies in its folder, the very bytes that
 * came in. */
gboolean ahadi_set_aside_is_whole (AhadiVault *vault, const char *name);

G_END_DECLS
