/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-backup-opener.h"

#include <sys/stat.h>

#include "ahadi-backup-codec.h"
#include "ahadi-backup-reader.h"
#include "ahadi-io.h"
#include "ahadi-sync-error.h"

#define SLOTS_LIMIT (16 * 1024)

typedef struct
{
  const char *source;
  const char *folder;
  AhadiSlotType type;
  AhadiSecret *secret;
  const AhadiProgress *progress;
} Work;

void
ahadi_opened_backup_clear (AhadiOpenedBackup *self)
{
  g_clear_pointer (&self->vault, ahadi_vault_close);
}

static gboolean
require_space (const Work *self, const char *measured, GError **error)
{
  struct stat info;
  guint64 size = stat (measured, &info) == 0 ? (guint64) info.st_size : 0;

  /* Room to work in too: the database is opened to read and write. */
  return ahadi_disk_require (self->folder, size + AHADI_VAULT_SPACE_FLOOR, error);
}

static gboolean
write_slots (const Work *self, GBytes *slots, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, "slots", NULL);

  return ahadi_file_replace (path, slots, 0600, error);
}

/* --- Out of a sealed file --- */

static gboolean
unpack_file (const Work *self, AhadiOpenedBackup *opened, GError **error)
{
  g_autoptr (AhadiBackupReader) reader = ahadi_backup_reader_new (self->source, error);
  g_autoptr (GBytes) slots = NULL;
  g_autofree char *database = NULL;
  const AhadiBackupContent *content;

  if (reader == NULL || !require_space (self, self->source, error) ||
      !ahadi_backup_reader_open (reader, self->type, self->secret, error))
    return FALSE;

  content = ahadi_backup_reader_get_content (reader);
  opened->time = content->time;
  opened->files = content->members->len - 1;
  slots = ahadi_slots_print (ahadi_backup_reader_get_slots (reader));
  database = ahadi_vault_database_path (self->folder, content->generation);
  return ahadi_backup_reader_unpack (reader, database, self->folder, AHADI_STEP_READ,
                                     self->progress, error) &&
         write_slots (self, slots, error);
}

/* --- Out of a folder --- */

static gboolean
copy_file (const char *from, const char *to, AhadiTicker *ticker, GError **error)
{
  g_autoptr (GInputStream) in = ahadi_io_open (from, error);
  g_autoptr (GOutputStream) out = in != NULL ? ahadi_io_create (to, error) : NULL;

  return out != NULL && ahadi_io_copy (in, out, ticker, error) &&
         ahadi_io_sync (out, error) && g_output_stream_close (out, NULL, error);
}

/* Files of @from, a vault's folder, in its subfolder @name. */
static gboolean
copy_files (const Work *self,
            const char *from,
            const char *name,
            AhadiTicker *ticker,
            guint *files,
            GError **error)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (self->folder, name, NULL);
  g_autoptr (GPtrArray) entries = ahadi_folder_list (source);

  if (!ahadi_folder_make (target, error))
    return FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      g_autofree char *member = g_build_filename (name, entries->pdata[i], NULL);
      g_autofree char *file = g_build_filename (from, member, NULL);
      g_autofree char *copy = g_build_filename (self->folder, member, NULL);

      if (!ahadi_backup_is_member_name (member) || ahadi_folder_is_link (file))
        continue;
      if (!copy_file (file, copy, ticker, error))
        return FALSE;
      (*files)++;
    }

  return TRUE;
}

/* "<vault>/backups/<time>": the vault. */
static char *
find_vault (const char *source)
{
  g_autofree char *path = g_canonicalize_filename (source, NULL);
  g_autofree char *backups = g_path_get_dirname (path);

  return g_path_get_dirname (backups);
}

static gboolean
copy_all (const Work *self, guint32 generation, guint *files, GError **error)
{
  g_autofree char *from = ahadi_vault_database_path (self->source, generation);
  g_autofree char *to = ahadi_vault_database_path (self->folder, generation);
  g_autofree char *vault = find_vault (self->source);
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, self->progress, AHADI_STEP_READ, 0);
  return require_space (self, from, error) && copy_file (from, to, &ticker, error) &&
         copy_files (self, vault, "blobs", &ticker, files, error) &&
         copy_files (self, vault, "set-aside", &ticker, files, error) &&
         ahadi_ticker_finish (&ticker, error);
}

static AhadiSlots *
open_slots (const Work *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->source, "slots", NULL);
  g_autoptr (GBytes) file = ahadi_file_read (path, SLOTS_LIMIT, error);
  g_autoptr (AhadiSlots) slots = file != NULL
                                     ? ahadi_slots_parse (g_bytes_get_data (file, NULL),
                                                          g_bytes_get_size (file), error)
                                     : NULL;

  if (slots == NULL || !ahadi_slots_open (slots, self->type, self->secret, error))
    return NULL;
  return g_steal_pointer (&slots);
}

/* In `backups/` lie keys and a database alone: a vault's own folder holds more. To copy
 * it would make two that write as one laptop. */
static gboolean
is_backup_folder (const char *folder)
{
  static const char *const of_vault[] = { "lock", "backups", "blobs", "set-aside" };
  g_autofree char *slots = g_build_filename (folder, "slots", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (of_vault); i++)
    {
      g_autofree char *path = g_build_filename (folder, of_vault[i], NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return FALSE;
    }

  return g_file_test (slots, G_FILE_TEST_EXISTS);
}

static gboolean
copy_folder (const Work *self, AhadiOpenedBackup *opened, GError **error)
{
  g_autoptr (AhadiSlots) slots = NULL;
  g_autoptr (GBytes) file = NULL;

  if (!is_backup_folder (self->source))
    {
      g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN,
                   "cannot read %s: it is no folder of backups/", self->source);
      return FALSE;
    }
  slots = open_slots (self, error);
  if (slots == NULL)
    return FALSE;

  opened->time = ahadi_backup_get_folder_time (self->source);
  file = ahadi_slots_print (slots);
  return copy_all (self, ahadi_slots_get_generation (slots), &opened->files, error) &&
         write_slots (self, file, error);
}

/* --- Proving --- */

static gboolean
prove (const Work *self, AhadiOpenedBackup *opened, GError **error)
{
  if (!ahadi_progress_step (self->progress, AHADI_STEP_CHECK, 0, 0, error))
    return FALSE;

  opened->vault = ahadi_vault_open (self->folder, self->type, self->secret, error);
  if (opened->vault == NULL || !ahadi_vault_check (opened->vault, &opened->check, error))
    return FALSE;

  if (opened->check.differing_rows == 0 && opened->check.broken_chains == 0)
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
               "cannot use the backup: %" G_GUINT64_FORMAT " rows and %" G_GUINT64_FORMAT
               " streams are not as its log says",
               opened->check.differing_rows, opened->check.broken_chains);
  return FALSE;
}

gboolean
ahadi_backup_open (const char *source,
                   const char *folder,
                   AhadiSlotType type,
                   AhadiSecret *secret,
                   const AhadiProgress *progress,
                   AhadiOpenedBackup *opened,
                   GError **error)
{
  const Work self = { source, folder, type, secret, progress };
  gboolean is_folder = g_file_test (source, G_FILE_TEST_IS_DIR);

  *opened = (AhadiOpenedBackup){ 0 };
  if (!ahadi_progress_step (progress, AHADI_STEP_READ, 0, 0, error) ||
      !(is_folder ? copy_folder (&self, opened, error)
                  : unpack_file (&self, opened, error)))
    return FALSE;

  return prove (&self, opened, error);
}
