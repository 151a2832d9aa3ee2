/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-files-check.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "ahadi-blob-writer.h"
#include "ahadi-journal.h"
#include "ahadi-vault-private.h"

/* --- What the database says ------------------------------------------------- */

static void
file_free (gpointer data)
{
  AhadiKeptFile *self = data;

  g_free (self->name);
  g_free (self->digest);
  g_free (self);
}

/* @digits: @n_bytes of the hash, in hexadecimal digits; a row that no rule of the model
 * allows names nothing */
static void
add_file (GPtrArray *files,
          const char *folder,
          const char *name,
          const char *digits,
          gsize n_bytes,
          gboolean must_be_here)
{
  g_autofree guint8 *digest = g_malloc (n_bytes);
  AhadiKeptFile *file;

  if (!ahadi_hex_decode (digits, digest, n_bytes))
    return;

  file = g_new0 (AhadiKeptFile, 1);
  file->name = g_build_filename (folder, name, NULL);
  file->digest = g_steal_pointer (&digest);
  file->n_bytes = n_bytes;
  file->must_be_here = must_be_here;
  g_ptr_array_add (files, file);
}

static gboolean
list_blobs (AhadiVault *vault, GPtrArray *files, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "blob-list-named", error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return TRUE;
      add_file (files, "blobs", (const char *) sqlite3_column_text (list->stmt, 0),
                (const char *) sqlite3_column_text (list->stmt, 1),
                AHADI_ATTACHMENT_HASH_SIZE, sqlite3_column_int (list->stmt, 2) != 0);
    }

  return FALSE;
}

/* Their names are the first half of their hashes. */
static gboolean
list_set_aside (AhadiVault *vault, GPtrArray *files, GError **error)
{
  g_autoptr (GPtrArray) entries = ahadi_set_aside_list (vault, NULL, error);

  if (entries == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiSetAside *entry = entries->pdata[i];
      g_autofree char *digits = g_strndup (entry->name, 2 * AHADI_ID_SIZE);

      add_file (files, "set-aside", entry->name, digits, AHADI_ID_SIZE, TRUE);
    }

  return TRUE;
}

GPtrArray *
ahadi_files_list (AhadiVault *vault, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (file_free);

  if (!list_blobs (vault, files, error) || !list_set_aside (vault, files, error))
    return NULL;
  return g_steal_pointer (&files);
}

/* --- What lies there -------------------------------------------------------- */

void
ahadi_files_count (AhadiFilesCheck *check,
                   const AhadiKeptFile *file,
                   const guint8 *digest)
{
  if (digest == NULL)
    check->missing += file->must_be_here ? 1 : 0;
  else if (memcmp (digest, file->digest, file->n_bytes) != 0)
    check->damaged++;
}

/* Returns: whether it is a file that can be read: its hash then. */
static gboolean
hash (AhadiVault *vault, const char *name, guint8 digest[AHADI_ATTACHMENT_HASH_SIZE])
{
  g_autofree char *path = g_build_filename (vault->folder, name, NULL);
  struct stat info;
  guint64 size;

  return lstat (path, &info) == 0 && S_ISREG (info.st_mode) &&
         ahadi_blob_hash_file (path, &size, digest, NULL);
}

static gboolean
is_missing (AhadiVault *vault, const char *name)
{
  g_autofree char *path = g_build_filename (vault->folder, name, NULL);
  struct stat info;

  return lstat (path, &info) != 0 && errno == ENOENT;
}

/* What can't be read is damaged: the check goes on to the next. */
static void
look_at (AhadiVault *vault, AhadiFilesCheck *check, const AhadiKeptFile *file)
{
  guint8 found[AHADI_ATTACHMENT_HASH_SIZE];

  if (is_missing (vault, file->name))
    ahadi_files_count (check, file, NULL);
  else if (!hash (vault, file->name, found))
    check->damaged++;
  else
    ahadi_files_count (check, file, found);
}

gboolean
ahadi_files_check (AhadiVault *vault, AhadiFilesCheck *check, GError **error)
{
  g_autoptr (GPtrArray) files = ahadi_files_list (vault, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    look_at (vault, check, files->pdata[i]);

  return files != NULL;
}

gboolean
ahadi_set_aside_is_whole (AhadiVault *vault, const char *name)
{
  g_autofree char *path = g_build_filename ("set-aside", name, NULL);
  g_autofree char *digits = g_strndup (name, 2 * AHADI_ID_SIZE);
  guint8 expected[AHADI_ID_SIZE];
  guint8 found[AHADI_ATTACHMENT_HASH_SIZE];

  return ahadi_hex_decode (digits, expected, sizeof expected) &&
         hash (vault, path, found) && memcmp (found, expected, sizeof expected) == 0;
}
