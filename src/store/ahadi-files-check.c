/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-files-check.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "ahadi-blob-writer.h"
#include "ahadi-blob.h"
#include "ahadi-journal.h"
#include "ahadi-vault-private.h"

typedef enum
{
  FILE_WHOLE,
  FILE_DAMAGED,
  FILE_MISSING,
} FileState;

/* @digest: its BLAKE2b-256 begins with these @n_bytes. What can't be read is damaged: the
 * check goes on to the next. */
static FileState
look_at (const char *path, const guint8 *digest, gsize n_bytes)
{
  guint8 found[AHADI_ATTACHMENT_HASH_SIZE];
  g_autoptr (GError) error = NULL;
  struct stat info;
  guint64 size;

  if (lstat (path, &info) != 0)
    return errno == ENOENT ? FILE_MISSING : FILE_DAMAGED;
  if (!S_ISREG (info.st_mode))
    return FILE_DAMAGED;
  if (ahadi_blob_hash_file (path, &size, found, &error))
    return memcmp (found, digest, n_bytes) == 0 ? FILE_WHOLE : FILE_DAMAGED;

  g_info ("cannot check a file: %s", error->message);
  return FILE_DAMAGED;
}

static void
count (AhadiFilesCheck *check, FileState state, gboolean must_be_here)
{
  check->damaged += state == FILE_DAMAGED ? 1 : 0;
  check->missing += state == FILE_MISSING && must_be_here ? 1 : 0;
}

static gboolean
check_blobs (AhadiVault *vault, AhadiFilesCheck *check, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "blob-list-named", error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  while (ahadi_statement_next (list, &row, error))
    {
      g_autofree char *path = NULL;
      guint8 digest[AHADI_ATTACHMENT_HASH_SIZE];
      AhadiId id;

      if (!row)
        return TRUE;
      if (!ahadi_id_parse ((const char *) sqlite3_column_text (list->stmt, 0), &id,
                           NULL) ||
          !ahadi_hex_decode ((const char *) sqlite3_column_text (list->stmt, 1), digest,
                             sizeof digest))
        continue;
      path = ahadi_blob_get_path (vault, &id);
      count (check, look_at (path, digest, sizeof digest),
             sqlite3_column_int (list->stmt, 2) != 0);
    }

  return FALSE;
}

/* Their names are the first half of their hashes. */
static gboolean
check_set_aside (AhadiVault *vault, AhadiFilesCheck *check, GError **error)
{
  g_autoptr (GPtrArray) entries = ahadi_set_aside_list (vault, NULL, error);

  if (entries == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiSetAside *entry = entries->pdata[i];
      g_autofree char *path =
          g_build_filename (ahadi_vault_get_set_aside_folder (vault), entry->name, NULL);
      guint8 digest[AHADI_ID_SIZE];
      g_autofree char *digits = g_strndup (entry->name, 2 * sizeof digest);

      if (ahadi_hex_decode (digits, digest, sizeof digest))
        count (check, look_at (path, digest, sizeof digest), TRUE);
    }

  return TRUE;
}

gboolean
ahadi_files_check (AhadiVault *vault, AhadiFilesCheck *check, GError **error)
{
  return check_blobs (vault, check, error) && check_set_aside (vault, check, error);
}
