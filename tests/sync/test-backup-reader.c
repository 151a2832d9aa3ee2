/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/ahadi-backup-reader.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sealed-backup.h"

#define BLOB "blobs/00112233445566778899aabbccddeeff"

/* A backup with one attachment, apart and on the stick. */
typedef struct
{
  World world;
  char *path;
  SealedBackup backup;
} Fixture;

static void
add_blob (AhadiVault *vault)
{
  g_autofree char *path = g_build_filename (ahadi_vault_get_folder (vault), BLOB, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("sealed already", 14);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_file_replace (path, bytes, 0600, &error));
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  world_open (&fixture->world);
  world_add_member (fixture->world.office, "Achieng Otieno");
  add_blob (fixture->world.office);
  fixture->path =
      sealed_backup_write (&fixture->world, fixture->world.office, "whole.ahadi-backup");
  sealed_backup_open (&fixture->backup, fixture->path, fixture->world.office);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  sealed_backup_clear (&fixture->backup);
  g_free (fixture->path);
  world_close (&fixture->world);
}

/* Reads all of @path with the key that the vault derives: no Argon2id. */
static gboolean
read_as (Fixture *fixture, const char *path, GError **error)
{
  g_autofree char *back = g_build_filename (fixture->world.folder, "back.db", NULL);
  g_autoptr (AhadiBackupReader) reader = ahadi_backup_reader_new (path, error);
  gboolean fine =
      reader != NULL &&
      ahadi_backup_reader_open_as (reader, fixture->backup.identity, error) &&
      ahadi_backup_reader_unpack (reader, back, NULL, AHADI_STEP_READ, NULL, error);

  g_unlink (back);
  return fine;
}

static gboolean
open_with (const char *path, const char *passphrase, GError **error)
{
  g_autoptr (AhadiSecret) secret =
      ahadi_secret_new_from (passphrase, strlen (passphrase));
  g_autoptr (AhadiBackupReader) reader = ahadi_backup_reader_new (path, error);

  return reader != NULL &&
         ahadi_backup_reader_open (reader, AHADI_SLOT_PASSPHRASE, secret, error);
}

static void
assert_inner_refused (Fixture *fixture, int code, const char *said)
{
  g_autofree char *path = sealed_backup_save (&fixture->backup, &fixture->world);
  g_autoptr (GError) error = NULL;

  g_assert_false (read_as (fixture, path, &error));
  world_assert_reason (error, code, said);
}

static void
assert_outer_refused (Fixture *fixture, int code, const char *said)
{
  g_autofree char *path = sealed_backup_save_outer (&fixture->backup, &fixture->world);
  g_autoptr (GError) error = NULL;

  g_assert_false (read_as (fixture, path, &error));
  world_assert_reason (error, code, said);
}

static void
test_whole_one_is_read (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *again = sealed_backup_save (&fixture->backup, &fixture->world);
  g_autoptr (GError) error = NULL;

  assert_ok (read_as (fixture, fixture->path, &error));
  assert_ok (read_as (fixture, again, &error));
}

static void
test_files_go_where_they_belong (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_build_filename (fixture->world.folder, "out", NULL);
  g_autofree char *database = g_build_filename (folder, "a.db", NULL);
  g_autofree char *blob = g_build_filename (folder, BLOB, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiBackupReader) reader = ahadi_backup_reader_new (fixture->path, &error);
  g_autoptr (GBytes) bytes = NULL;

  assert_ok (ahadi_backup_reader_open_as (reader, fixture->backup.identity, &error));
  assert_ok (ahadi_backup_reader_unpack (reader, database, folder, AHADI_STEP_READ, NULL,
                                         &error));
  assert_ok (ahadi_vault_verify_copy (fixture->world.office, database, &error));
  bytes = world_read_file (blob);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   "sealed already", 14);
}

static void
test_K1_outer_archive (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) more = g_bytes_new_static ("more", 4);
  g_autoptr (GBytes) sealed =
      g_bytes_ref (forge_find (fixture->backup.outer, "backup.age")->bytes);

  forge_insert (fixture->backup.outer, "backup.age", "more", more);
  assert_outer_refused (fixture, AHADI_SYNC_ERROR_DAMAGED, "K1");
  forge_remove (fixture->backup.outer, "more");
  forge_remove (fixture->backup.outer, "backup.age");
  assert_outer_refused (fixture, AHADI_SYNC_ERROR_DAMAGED, "K1");
  forge_insert (fixture->backup.outer, NULL, "backup.age", sealed);
  assert_outer_refused (fixture, AHADI_SYNC_ERROR_FOREIGN, "K1");
}

static void
test_K1_foreign (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("no archive at all", 17);
  g_autofree char *path = world_write_file (&fixture->world, "foreign", bytes);
  g_autoptr (GError) error = NULL;

  g_assert_false (read_as (fixture, path, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN);
}

/* With the lowest bit of every field of the slots turned: never opened, never taken for
 * another fault than these two. */
static void
test_K2_slots (Fixture *fixture, gconstpointer unused)
{
  GBytes *slots = forge_find (fixture->backup.outer, "slots")->bytes;
  const gsize size = g_bytes_get_size (slots);
  static const gsize places[] = { 0, 7, 8, 27, 28, 29, 30, 53, 61, 62, 78, 102, 149 };
  g_autofree guint8 *whole = g_memdup2 (g_bytes_get_data (slots, NULL), size);

  for (gsize i = 0; i <= G_N_ELEMENTS (places); i++)
    {
      gsize at = i < G_N_ELEMENTS (places) ? places[i] : size - 1;
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) changed = NULL;
      g_autofree char *path = NULL;

      whole[at] ^= 1;
      changed = g_bytes_new (whole, size);
      whole[at] ^= 1;
      forge_set (fixture->backup.outer, "slots", changed);
      path = sealed_backup_save_outer (&fixture->backup, &fixture->world);
      g_assert_false (open_with (path, "maji moto kikombe tisa", &error));
      if (!g_error_matches (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET))
        world_assert_reason (error, AHADI_SYNC_ERROR_DAMAGED, "K2");
    }
}

static void
test_K2_wrong_secret (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (open_with (fixture->path, "maji moto kikombe tisa", &error));
  g_assert_no_error (error);
  g_assert_false (open_with (fixture->path, "maji moto kikombe nane", &error));
  g_assert_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
}

static void
test_K3_sealed_to_another_key (Fixture *fixture, gconstpointer unused)
{
  AhadiAgeIdentity *ours = fixture->backup.identity;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->backup.identity = ahadi_age_identity_new ();
  path = sealed_backup_save (&fixture->backup, &fixture->world);
  ahadi_age_identity_unref (fixture->backup.identity);
  fixture->backup.identity = ours;
  g_assert_false (read_as (fixture, path, &error));
  world_assert_reason (error, AHADI_SYNC_ERROR_DAMAGED, "K3");
}

static void
test_K4_list_comes_first (Fixture *fixture, gconstpointer unused)
{
  forge_remove (fixture->backup.inner, AHADI_BACKUP_DOCUMENT);
  assert_inner_refused (fixture, AHADI_SYNC_ERROR_DAMAGED, "K4");
}

static void
test_K4_list_is_in_its_spelling (Fixture *fixture, gconstpointer unused)
{
  sealed_backup_edit (&fixture->backup, ",\"vault\"", ", \"vault\"");
  assert_inner_refused (fixture, AHADI_SYNC_ERROR_MALFORMED, "K4");
}

static void
test_K5_owner (Fixture *fixture, gconstpointer unused)
{
  sealed_backup_edit (&fixture->backup, "\"generation\":1", "\"generation\":2");
  assert_inner_refused (fixture, AHADI_SYNC_ERROR_DAMAGED, "K5");
}

static void
test_K6_names (Fixture *fixture, gconstpointer unused)
{
  sealed_backup_edit (&fixture->backup, "blobs/0", "blobs/.");
  assert_inner_refused (fixture, AHADI_SYNC_ERROR_MALFORMED, "K6");
}

static void
test_K7_members (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) more = g_bytes_new_static ("more", 4);
  g_autoptr (GBytes) blob = g_bytes_ref (forge_find (fixture->backup.inner, BLOB)->bytes);

  forge_insert (fixture->backup.inner, BLOB, "more", more);
  assert_inner_refused (fixture, AHADI_SYNC_ERROR_DAMAGED, "K7");
  forge_remove (fixture->backup.inner, "more");
  forge_set (fixture->backup.inner, BLOB, more);
  assert_inner_refused (fixture, AHADI_SYNC_ERROR_DAMAGED, "K7");
  forge_remove (fixture->backup.inner, BLOB);
  assert_inner_refused (fixture, AHADI_SYNC_ERROR_DAMAGED, "K7");
  forge_insert (fixture->backup.inner, "vault.db", BLOB, blob);
  forge_remove (fixture->backup.inner, "vault.db");
  assert_inner_refused (fixture, AHADI_SYNC_ERROR_DAMAGED, "K7");
}

static void
test_K8_hashes (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) other = g_bytes_new_static ("sealed alreadY", 14);

  forge_set (fixture->backup.inner, BLOB, other);
  assert_inner_refused (fixture, AHADI_SYNC_ERROR_DAMAGED, "K8");
}

/* Places of a long file: its ends whole, a sample of the middle. */
static gsize
step_from (gsize at, gsize size)
{
  return at < 2048 || at > size - 2048 ? 37 : 9973;
}

static void
assert_bytes_refused (Fixture *fixture, const guint8 *bytes, gsize size)
{
  g_autoptr (GBytes) file = g_bytes_new_static (bytes, size);
  g_autofree char *path = world_write_file (&fixture->world, "mutant", file);
  g_autoptr (GError) error = NULL;

  g_assert_false (read_as (fixture, path, &error));
  g_assert_true (error->domain == AHADI_SYNC_ERROR);
}

static void
test_cut_short_anywhere (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) file = world_read_file (fixture->path);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (file, &size);

  for (gsize cut = 0; cut < size; cut += step_from (cut, size))
    assert_bytes_refused (fixture, bytes, cut);
  assert_bytes_refused (fixture, bytes, size - 1);
}

/* The bytes of the slots are for their own test: they ask for the secret. */
static void
test_bit_flipped_anywhere (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) file = world_read_file (fixture->path);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (file, &size);
  gsize slots_end =
      512 + g_bytes_get_size (forge_find (fixture->backup.outer, "slots")->bytes);
  g_autofree guint8 *mutant = g_memdup2 (bytes, size);

  for (gsize at = 0; at < size; at += step_from (at, size))
    {
      if (at >= 512 && at < slots_end)
        continue;
      mutant[at] ^= 1 << (at % 8);
      assert_bytes_refused (fixture, mutant, size);
      mutant[at] = bytes[at];
    }
}

#define ADD(name, function)                                                              \
  g_test_add ("/sync/backup-reader/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  world_init_tests (&argc, &argv);
  ADD ("whole-one-is-read", test_whole_one_is_read);
  ADD ("files-go-where-they-belong", test_files_go_where_they_belong);
  ADD ("K1-outer-archive", test_K1_outer_archive);
  ADD ("K1-foreign", test_K1_foreign);
  ADD ("K2-slots", test_K2_slots);
  ADD ("K2-wrong-secret", test_K2_wrong_secret);
  ADD ("K3-sealed-to-another-key", test_K3_sealed_to_another_key);
  ADD ("K4-list-comes-first", test_K4_list_comes_first);
  ADD ("K4-list-is-in-its-spelling", test_K4_list_is_in_its_spelling);
  ADD ("K5-owner", test_K5_owner);
  ADD ("K6-names", test_K6_names);
  ADD ("K7-members", test_K7_members);
  ADD ("K8-hashes", test_K8_hashes);
  ADD ("cut-short-anywhere", test_cut_short_anywhere);
  ADD ("bit-flipped-anywhere", test_bit_flipped_anywhere);
  return g_test_run ();
}
