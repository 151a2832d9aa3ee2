/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-backup-writer.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "ahadi-backup-codec.h"
#include "ahadi-backup-reader.h"
#include "ahadi-io.h"
#include "ahadi-staging.h"
#include "ahadi-sync-error.h"
#include "ahadi-ustar.h"

#define COPY_NAME "backup-copy.db"
#define BACK_NAME "backup-back.db"

/* Of headers and lists, beside what is counted by itself. */
#define SLACK (1024 * 1024)

typedef struct
{
  AhadiVault *vault;
  const AhadiProgress *progress;
  AhadiStaging *staging;
  AhadiAgeIdentity *identity;
  AhadiBackupContent *content;
  char *copy; /* of the database, in the staging folder */
  GBytes *slots;
  GBytes *document;
  AhadiFilesCheck files;
} Work;

static void
work_clear (Work *self)
{
  g_clear_pointer (&self->document, g_bytes_unref);
  g_clear_pointer (&self->slots, g_bytes_unref);
  g_clear_pointer (&self->copy, g_free);
  g_clear_pointer (&self->content, ahadi_backup_content_free);
  g_clear_pointer (&self->identity, ahadi_age_identity_unref);
  g_clear_pointer (&self->staging, ahadi_staging_close);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* --- What goes in --- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const AhadiBackupMember *const *first = a;
  const AhadiBackupMember *const *second = b;
  gboolean database = g_str_equal ((*first)->name, AHADI_BACKUP_DATABASE);

  if (database || g_str_equal ((*second)->name, AHADI_BACKUP_DATABASE))
    return database ? -1 : 1;
  return strcmp ((*first)->name, (*second)->name);
}

/* What has another name than a vault's files have is not of the vault: a file that is
 * half written, or laid there by hand. */
static gboolean
list_folder (Work *self, const char *folder, GError **error)
{
  const char *vault = ahadi_vault_get_folder (self->vault);
  g_autofree char *path = g_build_filename (vault, folder, NULL);
  g_autoptr (GPtrArray) entries = ahadi_folder_list (path);

  for (guint i = 0; i < entries->len; i++)
    {
      g_autofree char *name = g_build_filename (folder, entries->pdata[i], NULL);
      g_autofree char *file = g_build_filename (vault, name, NULL);
      struct stat info;

      if (!ahadi_backup_is_member_name (name))
        continue;
      if (lstat (file, &info) != 0)
        {
          ahadi_base_error_set_errno (error, errno, "look at", file);
          return FALSE;
        }
      if (S_ISREG (info.st_mode))
        ahadi_backup_content_add (self->content, name, (guint64) info.st_size);
    }

  return TRUE;
}

static char *
locate (Work *self, const AhadiBackupMember *member)
{
  if (g_str_equal (member->name, AHADI_BACKUP_DATABASE))
    return g_strdup (self->copy);
  return g_build_filename (ahadi_vault_get_folder (self->vault), member->name, NULL);
}

static guint64
count_bytes (Work *self)
{
  guint64 sum = 0;

  for (guint i = 0; i < self->content->members->len; i++)
    sum += ((const AhadiBackupMember *) self->content->members->pdata[i])->size;
  return sum;
}

static gboolean
hash_members (Work *self, GError **error)
{
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, self->progress, AHADI_STEP_READ, count_bytes (self));
  for (guint i = 0; i < self->content->members->len; i++)
    {
      AhadiBackupMember *member = self->content->members->pdata[i];
      g_autofree char *path = locate (self, member);

      if (!ahadi_io_hash (path, &ticker, member->digest, error))
        return FALSE;
    }

  return ahadi_ticker_finish (&ticker, error);
}

/* With what was hashed: nothing is read twice. */
static gboolean
compare_files (Work *self, GError **error)
{
  g_autoptr (GPtrArray) files = ahadi_files_list (self->vault, error);
  g_autoptr (GHashTable) members = g_hash_table_new (g_str_hash, g_str_equal);

  if (files == NULL)
    return FALSE;

  for (guint i = 0; i < self->content->members->len; i++)
    {
      const AhadiBackupMember *member = self->content->members->pdata[i];

      g_hash_table_insert (members, member->name, (gpointer) member);
    }
  for (guint i = 0; i < files->len; i++)
    {
      const AhadiKeptFile *file = files->pdata[i];
      const AhadiBackupMember *member = g_hash_table_lookup (members, file->name);

      ahadi_files_count (&self->files, file, member != NULL ? member->digest : NULL);
    }

  return TRUE;
}

static gboolean
list_members (Work *self, GError **error)
{
  struct stat info;

  self->content = ahadi_backup_content_new ();
  self->content->time = ahadi_wall_clock_ms ();
  memcpy (self->content->vault.bytes, ahadi_vault_get_uuid (self->vault), AHADI_ID_SIZE);
  self->content->generation = ahadi_vault_get_generation (self->vault);
  if (stat (self->copy, &info) != 0)
    {
      ahadi_base_error_set_errno (error, errno, "look at", self->copy);
      return FALSE;
    }

  ahadi_backup_content_add (self->content, AHADI_BACKUP_DATABASE, (guint64) info.st_size);
  if (!list_folder (self, "blobs", error) || !list_folder (self, "set-aside", error))
    return FALSE;

  g_ptr_array_sort (self->content->members, compare_names);
  return TRUE;
}

static gboolean
prepare (Work *self, GError **error)
{
  const char *folder = ahadi_vault_get_folder (self->vault);
  guint64 size = 2 * ahadi_vault_get_database_size (self->vault);
  g_autoptr (AhadiSecret) key = ahadi_vault_derive (self->vault, AHADI_BACKUP_KEY_INFO);

  self->identity = ahadi_backup_identity_new (key);
  self->slots = ahadi_vault_print_slots (self->vault);
  if (!ahadi_progress_step (self->progress, AHADI_STEP_READ, 0, 0, error) ||
      !ahadi_disk_require (folder, MAX (AHADI_VAULT_SPACE_FLOOR, size), error))
    return FALSE;

  self->staging = ahadi_staging_open (self->vault, error);
  if (self->staging == NULL)
    return FALSE;

  self->copy = ahadi_staging_get_path (self->staging, COPY_NAME);
  if (!ahadi_vault_copy_database (self->vault, self->copy, error) ||
      !list_members (self, error) || !hash_members (self, error) ||
      !compare_files (self, error))
    return FALSE;

  self->document = ahadi_backup_content_print (self->content);
  return TRUE;
}

/* --- Writing --- */

static guint64
count_plain (Work *self)
{
  guint64 sum =
      ahadi_ustar_member_size (g_bytes_get_size (self->document)) + 2 * AHADI_USTAR_BLOCK;

  for (guint i = 0; i < self->content->members->len; i++)
    sum += ahadi_ustar_member_size (
        ((const AhadiBackupMember *) self->content->members->pdata[i])->size);
  return sum;
}

static gboolean
write_member (Work *self,
              const AhadiBackupMember *member,
              GOutputStream *out,
              AhadiTicker *ticker,
              GError **error)
{
  g_autofree char *path = locate (self, member);
  g_autoptr (GInputStream) in = ahadi_io_open (path, error);

  return in != NULL &&
         ahadi_ustar_write_header (out, member->name, member->size, error) &&
         ahadi_io_copy (in, out, ticker, error) &&
         ahadi_ustar_write_padding (out, member->size, error);
}

static gboolean
write_plain (Work *self, GOutputStream *out, GError **error)
{
  AhadiTicker ticker;

  ahadi_ticker_init (&ticker, self->progress, AHADI_STEP_WRITE, count_bytes (self));
  if (!ahadi_ustar_write_bytes (out, AHADI_BACKUP_DOCUMENT, self->document, error))
    return FALSE;
  for (guint i = 0; i < self->content->members->len; i++)
    if (!write_member (self, self->content->members->pdata[i], out, &ticker, error))
      return FALSE;

  return ahadi_ustar_write_end (out, error) && ahadi_ticker_finish (&ticker, error);
}

static gboolean
write_sealed (Work *self, GOutputStream *file, GError **error)
{
  AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (self->identity);
  g_autoptr (GOutputStream) sealed = ahadi_age_writer_new (file, &recipient, 1, error);

  if (sealed == NULL)
    return FALSE;

  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (sealed), FALSE);
  return write_plain (self, sealed, error) && g_output_stream_close (sealed, NULL, error);
}

static gboolean
write_file (Work *self, const char *path, guint64 sealed_size, GError **error)
{
  g_autoptr (GOutputStream) file = ahadi_io_create (path, error);

  return file != NULL && ahadi_ustar_write_bytes (file, "slots", self->slots, error) &&
         ahadi_ustar_write_header (file, "backup.age", sealed_size, error) &&
         write_sealed (self, file, error) &&
         ahadi_ustar_write_padding (file, sealed_size, error) &&
         ahadi_ustar_write_end (file, error) && ahadi_io_sync (file, error) &&
         g_output_stream_close (file, NULL, error);
}

/* --- Reading back --- */

/* Nobody has typed a secret now: the slots must be those that open the vault. */
static gboolean
check_slots (Work *self, AhadiBackupReader *reader, GError **error)
{
  if (g_bytes_equal (ahadi_backup_reader_get_slots_file (reader), self->slots))
    return TRUE;

  g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED,
                       "cannot back up: what was written is not what is there");
  return FALSE;
}

static gboolean
read_back (Work *self, const char *path, GError **error)
{
  g_autoptr (AhadiBackupReader) reader = ahadi_backup_reader_new (path, error);
  g_autofree char *back = ahadi_staging_get_path (self->staging, BACK_NAME);

  /* The first copy has done its part, and its room is wanted. */
  g_unlink (self->copy);
  return reader != NULL && check_slots (self, reader, error) &&
         ahadi_backup_reader_open_as (reader, self->identity, error) &&
         ahadi_backup_reader_unpack (reader, back, NULL, AHADI_STEP_VERIFY,
                                     self->progress, error) &&
         ahadi_vault_verify_copy (self->vault, back, error);
}

static gboolean
check_target (const char *path, const char *folder, guint64 size, GError **error)
{
  if (size > ahadi_disk_file_limit (folder))
    {
      g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_FILE_SIZE,
                   "cannot back up into “%s”: no file there can have %" G_GUINT64_FORMAT
                   " bytes",
                   path, size);
      return FALSE;
    }

  return ahadi_disk_require (folder, size + SLACK, error);
}

/* The only such name of this vault: what is there under it was left by a work that was
 * killed, since nobody else has the vault open. */
static char *
hide (Work *self, const char *folder)
{
  char id[AHADI_ID_TEXT_SIZE];
  g_autofree char *name =
      g_strconcat (".", ahadi_id_print (&self->content->vault, id), ".part", NULL);

  return g_build_filename (folder, name, NULL);
}

static gboolean
write_and_check (Work *self, const char *path, guint64 sealed_size, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *hidden = hide (self, folder);

  g_unlink (hidden);
  if (write_file (self, hidden, sealed_size, error) && read_back (self, hidden, error) &&
      ahadi_file_commit (hidden, path, error))
    return TRUE;

  g_unlink (hidden);
  return FALSE;
}

static gboolean
back_up (Work *self, const char *path, guint64 *size, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  guint64 sealed_size;

  if (!prepare (self, error))
    return FALSE;

  sealed_size = ahadi_age_sealed_size (1, count_plain (self));
  *size = ahadi_ustar_member_size (g_bytes_get_size (self->slots)) +
          ahadi_ustar_member_size (sealed_size) + 2 * AHADI_USTAR_BLOCK;
  return check_target (path, folder, *size, error) &&
         write_and_check (self, path, sealed_size, error);
}

gboolean
ahadi_backup_write (AhadiVault *vault,
                    const char *path,
                    const AhadiProgress *progress,
                    AhadiBackupResult *result,
                    GError **error)
{
  g_auto (Work) self = { .vault = vault, .progress = progress };
  g_autofree char *folder = g_path_get_dirname (path);
  guint64 size = 0;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_EXISTS,
                   "cannot back up into “%s”: there is such a file", path);
      return FALSE;
    }
  if (!ahadi_folder_make (folder, error) || !back_up (&self, path, &size, error))
    return FALSE;

  *result = (AhadiBackupResult){ self.content->time, size, self.content->members->len,
                                 self.files };
  return TRUE;
}
