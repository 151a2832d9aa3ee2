/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A vault of generation g becomes one of g + 1:
 *
 *  1. The file `rekey` says that databases of other generations are leftovers. It is not
 *     written where one lies there already.
 *  2. `vault-<g+1>.db` is written, page by page, under the new key; it is checked as a
 *     backup is, and on the disk.
 *  3. `slots` is replaced by rename. Before that the vault is the old one, after it the
 *     new one.
 *  4. After a verified backup under the new key the old database and the backups under
 *     the old key go; then `rekey` goes.
 *
 * Steps 4 and whatever a kill has left are done by ahadi_vault_rekey_tidy(), each time
 * the vault is opened or backed up. Without `rekey` it touches nothing: a database of
 * another generation was then put there by a person.
 */
#include "ahadi-vault-rekey.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "ahadi-lists.h"
#include "ahadi-migrations.h"
#include "ahadi-store-error.h"
#include "ahadi-vault-files.h"
#include "ahadi-vault-private.h"

#define MARK "rekey"
#define PAGES_PER_STEP 256

/* What the vault is to become. */
typedef struct
{
  AhadiSlots *slots;
  AhadiDatabase *database;
  char *path;
} Next;

static void
next_clear (Next *self)
{
  g_clear_pointer (&self->database, ahadi_database_close);
  g_clear_pointer (&self->slots, ahadi_slots_free);
  g_clear_pointer (&self->path, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Next, next_clear)

static char *
mark_path (AhadiVault *vault)
{
  return g_build_filename (vault->folder, MARK, NULL);
}

/* What is no leftover of ours must not become one. */
static gboolean
set_mark (AhadiVault *vault, GError **error)
{
  g_autofree char *path = mark_path (vault);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  if (!g_file_test (path, G_FILE_TEST_EXISTS) &&
      ahadi_vault_files_has_other_database (vault->folder,
                                            ahadi_slots_get_generation (vault->slots)))
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_OLD_COPY,
                           "cannot re-key: a database of another age lies in the folder");
      return FALSE;
    }

  return ahadi_file_replace (path, nothing, 0600, error);
}

/* The copy, its log while it is opened, and a backup of it. */
static gboolean
require_space (AhadiVault *vault, GError **error)
{
  struct stat info = { 0 };

  if (stat (vault->database_path, &info) != 0)
    info.st_size = 0;
  return ahadi_vault_files_require_space (
      vault->folder, AHADI_VAULT_SPACE_FLOOR + 2 * (guint64) info.st_size, error);
}

static gboolean
make_slots (AhadiVault *vault,
            Next *next,
            AhadiSecret *passphrase,
            AhadiSecret *recovery_code,
            AhadiSlotCost cost,
            GError **error)
{
  AhadiId id;

  if (!ahadi_slots_find (vault->slots, AHADI_SLOT_PASSPHRASE, passphrase, &id, error))
    return FALSE;

  next->slots = ahadi_slots_new_generation (vault->slots);
  return ahadi_slots_put (next->slots, AHADI_SLOT_PASSPHRASE, &id, passphrase, cost,
                          error) &&
         (recovery_code == NULL || ahadi_slots_set (next->slots, AHADI_SLOT_RECOVERY_CODE,
                                                    recovery_code, cost, error));
}

/* --- The database --------------------------------------------------------- */

static gboolean
copy_pages (AhadiDatabase *from,
            AhadiDatabase *to,
            AhadiRekeyTick tick,
            gpointer data,
            GError **error)
{
  sqlite3_backup *copy = sqlite3_backup_init (ahadi_database_get_handle (to), "main",
                                              ahadi_database_get_handle (from), "main");
  gboolean go_on = TRUE;
  int code = copy != NULL ? SQLITE_OK : SQLITE_ERROR;

  while (code == SQLITE_OK && go_on)
    {
      code = sqlite3_backup_step (copy, PAGES_PER_STEP);
      if (tick != NULL)
        {
          guint64 total = sqlite3_backup_pagecount (copy);

          go_on = tick (total - sqlite3_backup_remaining (copy), total, data, error);
        }
    }

  sqlite3_backup_finish (copy);
  if (!go_on)
    return FALSE;
  return code == SQLITE_DONE ||
         ahadi_database_fail (to, code, "cannot copy the database", error);
}

/* Without a write-ahead log, which would hold every page a second time. */
static gboolean
make_copy (AhadiVault *vault,
           Next *next,
           AhadiSecret *key,
           AhadiRekeyTick tick,
           gpointer data,
           GError **error)
{
  g_autoptr (AhadiDatabase) copy =
      ahadi_database_open (next->path, key, AHADI_DATABASE_CREATE, error);

  return copy != NULL &&
         ahadi_database_exec (copy, "PRAGMA journal_mode = DELETE",
                              "cannot copy the database", error) &&
         copy_pages (vault->database, copy, tick, data, error);
}

static gboolean
set_generation (Next *next, GError **error)
{
  g_autoptr (AhadiStatement) set =
      ahadi_database_prepare (next->database, "state-set-generation", error);

  if (set == NULL)
    return FALSE;

  ahadi_statement_bind_int (set, 1, ahadi_slots_get_generation (next->slots));
  return ahadi_statement_run (set, error);
}

/* SQLCipher's check reads the file, so nothing may be left in the log. */
static gboolean
empty_log (AhadiDatabase *database, GError **error)
{
  int code = sqlite3_wal_checkpoint_v2 (ahadi_database_get_handle (database), NULL,
                                        SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

  return code == SQLITE_OK ||
         ahadi_database_fail (database, code, "cannot write the database", error);
}

static gboolean
verify (AhadiVault *vault, Next *next, GError **error)
{
  gint64 ours[AHADI_CENSUS_COLUMNS];
  gint64 theirs[AHADI_CENSUS_COLUMNS];
  int our_version;
  int their_version;

  if (!ahadi_database_check_sealed (next->path, error) ||
      !ahadi_database_check (next->database, error) ||
      !ahadi_migrations_read_version (vault->database, &our_version, error) ||
      !ahadi_migrations_read_version (next->database, &their_version, error) ||
      !ahadi_database_take_census (vault->database, ours, error) ||
      !ahadi_database_take_census (next->database, theirs, error))
    return FALSE;

  if (our_version == their_version && memcmp (ours, theirs, sizeof ours) == 0)
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
               "cannot re-key: the copy does not hold what the vault does");
  return FALSE;
}

static gboolean
make_database (
    AhadiVault *vault, Next *next, AhadiRekeyTick tick, gpointer data, GError **error)
{
  g_autoptr (AhadiSecret) key = ahadi_slots_derive (next->slots, AHADI_DATABASE_KEY_INFO);

  next->path = ahadi_vault_files_database (vault->folder,
                                           ahadi_slots_get_generation (next->slots));
  if (!make_copy (vault, next, key, tick, data, error))
    return FALSE;

  next->database = ahadi_database_open (next->path, key, AHADI_DATABASE_OPEN, error);
  return next->database != NULL && set_generation (next, error) &&
         empty_log (next->database, error) && verify (vault, next, error) &&
         ahadi_folder_sync (vault->folder, error);
}

/* --- The change ----------------------------------------------------------- */

/* Nothing in here can fail: the new slots are on the disk already. */
static void
take_over (AhadiVault *vault, Next *next)
{
  ahadi_lists_free (vault->lists);
  g_clear_pointer (&vault->streams, ahadi_stream_table_free);
  ahadi_database_close (vault->database);
  ahadi_slots_free (vault->slots);
  g_free (vault->database_path);

  vault->slots = g_steal_pointer (&next->slots);
  vault->database = g_steal_pointer (&next->database);
  vault->database_path = g_steal_pointer (&next->path);
  vault->lists = ahadi_lists_new (vault->database);
  memset (vault->texts, 0, sizeof vault->texts);
  memset (&vault->twins, 0, sizeof vault->twins);
}

gboolean
ahadi_vault_rekey (AhadiVault *vault,
                   AhadiSecret *passphrase,
                   AhadiSecret *recovery_code,
                   AhadiSlotCost cost,
                   AhadiRekeyTick tick,
                   gpointer data,
                   GError **error)
{
  g_auto (Next) next = { NULL };

  g_return_val_if_fail (vault->depth == 0, FALSE);

  if (!require_space (vault, error) ||
      !make_slots (vault, &next, passphrase, recovery_code, cost, error) ||
      !set_mark (vault, error))
    return FALSE;

  if (!make_database (vault, &next, tick, data, error) ||
      !ahadi_vault_files_write_slots (vault->folder, next.slots, AHADI_SLOT_PASSPHRASE,
                                      passphrase, error))
    {
      next_clear (&next);
      ahadi_vault_rekey_tidy (vault);
      return FALSE;
    }

  take_over (vault, &next);
  return TRUE;
}

void
ahadi_vault_rekey_tidy (AhadiVault *vault)
{
  g_autofree char *mark = mark_path (vault);
  guint32 generation = ahadi_slots_get_generation (vault->slots);

  if (!g_file_test (mark, G_FILE_TEST_EXISTS))
    return;

  ahadi_vault_files_remove_databases (vault->folder, generation + 1, G_MAXUINT32);
  if (generation > 1 && !ahadi_backup_is_current (vault))
    return;

  ahadi_backup_remove_older_keys (vault);
  ahadi_vault_files_remove_databases (vault->folder, 1, generation - 1);
  g_unlink (mark);
}
