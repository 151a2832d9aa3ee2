/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-vault.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ahadi-backup.h"
#include "ahadi-lists.h"
#include "ahadi-migrations.h"
#include "ahadi-store-error.h"
#include "ahadi-vault-files.h"
#include "ahadi-vault-private.h"
#include "ahadi-vault-rekey.h"

/* The path is made absolute: the database wants it so, and the program may change its
 * working folder. */
static AhadiVault *
new_vault (const char *folder)
{
  AhadiVault *self = g_new0 (AhadiVault, 1);

  self->folder = g_canonicalize_filename (folder, NULL);
  self->set_aside = g_build_filename (self->folder, "set-aside", NULL);
  self->lock = -1;
  return self;
}

gboolean
ahadi_vault_exists (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "slots", NULL);
  struct stat info;

  return lstat (path, &info) == 0;
}

/* --- Creating ------------------------------------------------------------- */

/* Makes @folder and remembers which parts of its path were missing, innermost first. */
static gboolean
make_folder (const char *folder, GPtrArray *made, GError **error)
{
  g_autofree char *at = g_strdup (folder);

  while (!g_file_test (at, G_FILE_TEST_EXISTS))
    {
      char *parent = g_path_get_dirname (at);

      g_ptr_array_add (made, g_steal_pointer (&at));
      at = parent;
    }

  return ahadi_folder_make (folder, error);
}

static gboolean
fill_slots (AhadiVault *self,
            AhadiSecret *passphrase,
            AhadiSecret *recovery_code,
            AhadiSlotCost cost,
            GError **error)
{
  self->slots = ahadi_slots_new ();
  return ahadi_slots_set (self->slots, AHADI_SLOT_PASSPHRASE, passphrase, cost, error) &&
         (recovery_code == NULL || ahadi_slots_set (self->slots, AHADI_SLOT_RECOVERY_CODE,
                                                    recovery_code, cost, error));
}

static gboolean
insert_state (AhadiVault *self, GError **error)
{
  g_autoptr (AhadiStatement) insert =
      ahadi_database_prepare (self->database, "state-insert", error);

  if (insert == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (insert, 1, ahadi_slots_get_uuid (self->slots), 16);
  ahadi_statement_bind_int (insert, 2, ahadi_slots_get_generation (self->slots));
  return ahadi_statement_run (insert, error);
}

static gboolean
create_database (AhadiVault *self, GError **error)
{
  g_autoptr (AhadiSecret) key = ahadi_slots_derive (self->slots, AHADI_DATABASE_KEY_INFO);

  self->database_path =
      ahadi_vault_files_database (self->folder, ahadi_slots_get_generation (self->slots));
  self->database =
      ahadi_database_open (self->database_path, key, AHADI_DATABASE_CREATE, error);

  return self->database != NULL && ahadi_migrations_run (self->database, 0, error) &&
         insert_state (self, error) &&
         ahadi_database_check_sealed (self->database_path, error) &&
         ahadi_vault_load_state (self, error);
}

static gboolean
make_subfolders (AhadiVault *self, GError **error)
{
  static const char *const names[] = { "blobs", "set-aside", "backups" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

      if (!ahadi_folder_make_own (path, error))
        return FALSE;
    }

  return ahadi_folder_sync (self->folder, error);
}

/* The slots come last: a folder without them is no vault, whatever else a killed creation
 * left in it. */
static gboolean
build (AhadiVault *self,
       AhadiSecret *passphrase,
       AhadiSecret *recovery_code,
       AhadiSlotCost cost,
       GError **error)
{
  self->lock = ahadi_vault_files_lock (self->folder, error);
  if (self->lock < 0)
    return FALSE;

  if (!ahadi_vault_files_is_leftover (self->folder))
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS,
                   "cannot create a vault: the folder holds one already");
      return FALSE;
    }

  return ahadi_vault_files_move_leftovers (self->folder, error) &&
         fill_slots (self, passphrase, recovery_code, cost, error) &&
         make_subfolders (self, error) && create_database (self, error) &&
         ahadi_vault_files_write_slots (self->folder, self->slots, AHADI_SLOT_PASSPHRASE,
                                        passphrase, error);
}

static void
take_back (AhadiVault *self, GPtrArray *made)
{
  g_autofree char *folder = g_strdup (self->folder);
  /* Slots in memory: whatever lay here before was moved away, so the databases are ours.
   */
  gboolean ours = self->slots != NULL && ahadi_vault_files_is_leftover (folder);

  ahadi_vault_close (self);
  if (ours)
    ahadi_vault_files_remove_made (folder);
  for (guint i = 0; i < made->len; i++)
    g_rmdir (g_ptr_array_index (made, i));
}

AhadiVault *
ahadi_vault_create (const char *folder,
                    AhadiSecret *passphrase,
                    AhadiSecret *recovery_code,
                    AhadiSlotCost cost,
                    GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_free);
  AhadiVault *self;

  if (ahadi_vault_exists (folder))
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS,
                   "cannot create a vault: the folder holds one already");
      return NULL;
    }

  if (!ahadi_vault_files_require_space (folder, AHADI_VAULT_SPACE_FLOOR, error))
    return NULL;

  self = new_vault (folder);
  if (make_folder (folder, made, error) &&
      build (self, passphrase, recovery_code, cost, error))
    {
      self->access = ahadi_folder_keep_to_owner (self->folder);
      return self;
    }

  take_back (self, made);
  return NULL;
}

/* --- Opening and closing -------------------------------------------------- */

static gboolean
read_generation (AhadiDatabase *database, AhadiSlots *slots, GError **error)
{
  g_autoptr (AhadiStatement) state =
      ahadi_database_prepare (database, "state-get", error);
  guint8 uuid[16];
  gboolean row;

  if (state == NULL || !ahadi_statement_next (state, &row, error))
    return FALSE;

  if (!row || !ahadi_statement_read_bytes (state, 0, uuid, sizeof uuid))
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
                   "cannot open the vault: the database does not say whose it is");
      return FALSE;
    }

  if (memcmp (uuid, ahadi_slots_get_uuid (slots), sizeof uuid) != 0 ||
      sqlite3_column_int64 (state->stmt, 1) != ahadi_slots_get_generation (slots))
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_OLD_COPY,
                   "cannot open the vault: slots and database are not of one age");
      return FALSE;
    }

  return TRUE;
}

/* Looks before touching anything, so that a newer program's vault stays byte for byte as
 * it is. */
static gboolean
inspect_database (AhadiVault *self, AhadiSecret *key, int *version, GError **error)
{
  g_autoptr (AhadiDatabase) database = NULL;

  if (!g_file_test (self->database_path, G_FILE_TEST_EXISTS) &&
      ahadi_vault_files_has_other_database (self->folder,
                                            ahadi_slots_get_generation (self->slots)))
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_OLD_COPY,
                   "cannot open the vault: the slots are not of the database's age");
      return FALSE;
    }

  database =
      ahadi_database_open (self->database_path, key, AHADI_DATABASE_INSPECT, error);
  return database != NULL && ahadi_migrations_read_version (database, version, error) &&
         read_generation (database, self->slots, error);
}

static gboolean
open_database (AhadiVault *self, GError **error)
{
  g_autoptr (AhadiSecret) key = ahadi_slots_derive (self->slots, AHADI_DATABASE_KEY_INFO);
  int version;

  self->database_path =
      ahadi_vault_files_database (self->folder, ahadi_slots_get_generation (self->slots));
  if (!inspect_database (self, key, &version, error))
    return FALSE;

  self->database =
      ahadi_database_open (self->database_path, key, AHADI_DATABASE_OPEN, error);
  if (self->database == NULL || !ahadi_vault_load_state (self, error))
    return FALSE;

  if (version < ahadi_migrations_get_newest () &&
      (!ahadi_vault_backup (self, NULL, error) ||
       !ahadi_migrations_run (self->database, version, error)))
    return FALSE;

  return TRUE;
}

/* Keys that are gone or noise are no damage where a wipe was begun. Opens @self->slots.
 */
static gboolean
open_slots (AhadiVault *self, AhadiSlotType type, AhadiSecret *secret, GError **error)
{
  g_autofree char *mark = ahadi_vault_files_wipe_mark (self->folder);
  GError *why = NULL;

  self->slots = ahadi_vault_files_open_slots (self->folder, type, secret, &why);
  if (self->slots != NULL)
    {
      /* That wipe was killed before it touched anything. */
      g_unlink (mark);
      return TRUE;
    }

  if (g_error_matches (why, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT) &&
      g_file_test (mark, G_FILE_TEST_EXISTS))
    {
      why->domain = AHADI_STORE_ERROR;
      why->code = AHADI_STORE_ERROR_WIPED;
    }
  g_propagate_error (error, why);
  return FALSE;
}

AhadiVault *
ahadi_vault_open (const char *folder,
                  AhadiSlotType type,
                  AhadiSecret *secret,
                  GError **error)
{
  g_autofree char *mark = ahadi_vault_files_wipe_mark (folder);
  g_autoptr (AhadiVault) self = NULL;

  if (!ahadi_vault_exists (folder))
    {
      gboolean begun = g_file_test (mark, G_FILE_TEST_EXISTS);

      g_set_error (error, AHADI_STORE_ERROR,
                   begun ? AHADI_STORE_ERROR_WIPED : AHADI_STORE_ERROR_NOT_FOUND,
                   "cannot open the vault: %s",
                   begun ? "its wipe was begun" : "there is none in this folder");
      return NULL;
    }

  self = new_vault (folder);
  if (!ahadi_vault_files_check_kinds (self->folder, error))
    return NULL;

  self->lock = ahadi_vault_files_lock (self->folder, error);
  if (self->lock < 0 || !open_slots (self, type, secret, error) ||
      !open_database (self, error))
    return NULL;

  /* Its files have modes of their own; but who may write into the folder can take them
   * out, or put older ones in their place. */
  self->access = ahadi_folder_keep_to_owner (self->folder);

  ahadi_vault_files_drop_old_slots (self->folder);
  ahadi_vault_rekey_tidy (self);
  return g_steal_pointer (&self);
}

void
ahadi_vault_close (AhadiVault *self)
{
  if (self == NULL)
    return;

  ahadi_lists_free (self->lists);
  ahadi_stream_table_free (self->streams);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  ahadi_database_close (self->database);
  g_clear_pointer (&self->slots, ahadi_slots_free);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->database_path);
  g_free (self->set_aside);
  g_free (self->folder);
  g_free (self);
}

AhadiFolderAccess
ahadi_vault_get_access (AhadiVault *self)
{
  return self->access;
}

const char *
ahadi_vault_get_folder (AhadiVault *self)
{
  return self->folder;
}

const char *
ahadi_vault_get_set_aside_folder (AhadiVault *self)
{
  g_autoptr (GError) error = NULL;

  if (!ahadi_folder_make_own (self->set_aside, &error))
    g_warning ("cannot make the folder for bundles set aside: %s", error->message);

  return self->set_aside;
}
