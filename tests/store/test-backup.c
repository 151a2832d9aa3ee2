/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-backup.h"

#include <glib/gstdio.h>
#include <string.h>

#include "place.h"
#include "store/ahadi-vault-private.h"
#include "support/tree.h"

static gboolean
back_up (Place *place)
{
  g_autoptr (GError) error = NULL;
  gboolean made;

  assert_ok (ahadi_vault_backup (place->vault, &made, &error));
  return made;
}

/* Names in the backups folder; the first in the order of time in @first if that is
 * wanted. */
static guint
count_entries (Place *place, char **newest)
{
  g_autofree char *path = g_build_filename (place->folder, "backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      n++;
      if (newest != NULL && (*newest == NULL || strcmp (name, *newest) > 0))
        {
          g_free (*newest);
          *newest = g_strdup (name);
        }
    }
  return n;
}

static void
test_a_backup_opens_by_itself (void)
{
  g_auto (Place) place = { 0 };
  g_auto (Place) copy = { 0 };
  g_autofree char *newest = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *path = NULL;
  g_autofree char *moved = NULL;
  g_autoptr (GError) error = NULL;

  place_open (&place);
  place_add_member (&place, "Njeri", NULL);
  before = place_digest (&place);
  g_assert_true (back_up (&place));
  g_assert_cmpuint (count_entries (&place, &newest), ==, 1);
  g_assert_cmpint (
      ABS (ahadi_vault_get_backup_time (place.vault) - ahadi_wall_clock_ms ()), <, 60000);

  path = g_build_filename (place.folder, "backups", newest, NULL);
  copy.folder = g_dir_make_tmp (NULL, &error);
  moved = g_build_filename (copy.folder, "restored", NULL);
  g_assert_cmpint (g_rename (path, moved), ==, 0);
  g_free (copy.folder);
  copy.folder = g_steal_pointer (&moved);
  place_reopen (&copy);
  after = place_digest (&copy);
  g_assert_cmpstr (before, ==, after);
  place_assert_sound (&copy);
}

static void
test_nothing_new_makes_no_backup (void)
{
  g_auto (Place) place = { 0 };

  place_open (&place);
  place_add_member (&place, "Njeri", NULL);
  g_assert_true (back_up (&place));
  g_assert_false (back_up (&place));
  place_reopen (&place);
  g_assert_false (back_up (&place));
  place_add_member (&place, "Kamau", NULL);
  g_assert_true (back_up (&place));
}

/* The one who changes the passphrase may have forgotten the old one when the backup is
 * needed. */
static void
test_a_new_passphrase_makes_a_backup (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiSecret) fresh = ahadi_secret_new_from ("an entirely new one", 19);
  g_autoptr (AhadiVault) copy = NULL;
  g_autofree char *newest = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  place_open (&place);
  place_add_member (&place, "Njeri", NULL);
  g_assert_true (back_up (&place));
  assert_ok (ahadi_vault_set_secret (place.vault, AHADI_SLOT_PASSPHRASE, fresh,
                                     ahadi_slot_cost_minimum (), &error));
  g_assert_true (back_up (&place));
  g_assert_false (back_up (&place));

  g_assert_cmpuint (count_entries (&place, &newest), ==, 2);
  path = g_build_filename (place.folder, "backups", newest, NULL);
  copy = ahadi_vault_open (path, AHADI_SLOT_PASSPHRASE, fresh, &error);
  g_assert_no_error (error);
}

/* FORMATS 6: a restored backup begins a new epoch before its first write, each time it is
 * restored. */
static void
test_whoever_goes_on_from_a_backup_begins_a_new_epoch (void)
{
  g_auto (Place) place = { 0 };
  g_auto (Place) office = { 0 };
  g_autofree char *newest = NULL;
  g_autofree char *path = NULL;
  guint32 epochs[3];
  AhadiId ids[3];

  place_open (&place);
  place_open (&office);
  place_add_member (&place, "Njeri", NULL);
  g_assert_true (back_up (&place));
  g_assert_cmpuint (count_entries (&place, &newest), ==, 1);
  ids[0] = place_add_member (&place, "Only in the lost vault", NULL);
  epochs[0] = place_get_stream (&place).id.epoch;
  place_deliver_all (&place, &office);

  path = g_build_filename (place.folder, "backups", newest, NULL);
  for (guint i = 1; i < 3; i++)
    {
      g_auto (Place) restored = { .device = place.device };

      restored.key = ahadi_signing_key_ref (place.key);
      restored.folder = g_strdup_printf ("%s.restored-%u", place.folder, i);
      tree_copy (path, restored.folder);
      place_reopen (&restored);
      ids[i] = place_add_member (&restored, "After the restoration", NULL);
      epochs[i] = place_get_stream (&restored).id.epoch;
      g_assert_cmpuint (place_get_stream (&restored).last, ==, 1);
      g_assert_cmpint (memcmp (ids[i].bytes, ids[0].bytes, 8), !=, 0);
      place_deliver_all (&restored, &office);
      place_reopen (&restored);
      place_add_member (&restored, "And another", NULL);
      g_assert_cmpuint (place_get_stream (&restored).id.epoch, ==, epochs[i]);
      place_assert_sound (&restored);
    }

  g_assert_cmpuint (epochs[0], !=, epochs[1]);
  g_assert_cmpuint (epochs[0], !=, epochs[2]);
  g_assert_cmpuint (epochs[1], !=, epochs[2]);
  g_assert_cmpuint (place_count_found (&office, ""), ==, 4);
  place_assert_sound (&office);

  /* The vault itself goes on as before. */
  place_reopen (&place);
  place_add_member (&place, "Kamau", NULL);
  g_assert_cmpuint (place_get_stream (&place).id.epoch, ==, epochs[0]);
}

static void
test_the_newest_three_are_kept (void)
{
  g_auto (Place) place = { 0 };
  gint64 last = 0;

  place_set_clock (G_GINT64_CONSTANT (1800000000000));
  place_open (&place);
  for (guint i = 0; i < 5; i++)
    {
      place_add_member (&place, "Njeri", NULL);
      g_assert_true (back_up (&place));
      g_assert_cmpint (ahadi_vault_get_backup_time (place.vault), >, last);
      last = ahadi_vault_get_backup_time (place.vault);
    }
  g_assert_cmpuint (count_entries (&place, NULL), ==, AHADI_BACKUP_KEEP);
  place_set_clock (0);
}

static void
test_a_half_backup_is_never_counted (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *half = NULL;

  place_open (&place);
  half = g_build_filename (place.folder, "backups", ".tmp-20260101T000000.000Z", NULL);
  g_assert_cmpint (g_mkdir (half, 0700), ==, 0);
  g_assert_cmpint (ahadi_vault_get_backup_time (place.vault), ==, 0);
  g_assert_true (back_up (&place));
  g_assert_cmpuint (count_entries (&place, NULL), ==, 1);
}

static void
test_names_that_are_no_time_are_no_backup (void)
{
  static const char *const names[] = { "20260101T000000.000", "20261301T000000.000Z",
                                       "20260101T000000.000Zx", "old" };
  g_auto (Place) place = { 0 };

  place_open (&place);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (place.folder, "backups", names[i], NULL);

      g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
    }
  g_assert_cmpint (ahadi_vault_get_backup_time (place.vault), ==, 0);
}

/* A page of the database is damaged under the program's feet: no new backup counts, older
 * ones stay. */
static void
test_a_damaged_vault_makes_no_backup (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *bytes = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  gint64 older;
  gsize size;

  place_open (&place);
  for (guint i = 0; i < 200; i++)
    place_add_member (&place, "Njeri wa Kamau", "+254712345678");
  g_assert_true (back_up (&place));
  older = ahadi_vault_get_backup_time (place.vault);
  place_add_member (&place, "Njeri", NULL);
  place_reopen (&place);

  path = g_strdup (place.vault->database_path);
  g_clear_pointer (&place.vault, ahadi_vault_close);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  bytes[size - 2000] ^= 1;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));

  place_reopen (&place);
  g_assert_false (ahadi_vault_backup (place.vault, NULL, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
  g_assert_cmpint (ahadi_vault_get_backup_time (place.vault), ==, older);
  g_assert_cmpuint (count_entries (&place, NULL), ==, 1);
}

static void
test_a_damaged_copy_is_seen_when_it_is_opened (void)
{
  g_auto (Place) place = { 0 };
  g_auto (Place) copy = { 0 };
  g_autofree char *newest = NULL;
  g_autofree char *database = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  AhadiVaultCheck check;
  gsize size;

  place_open (&place);
  for (guint i = 0; i < 50; i++)
    place_add_member (&place, "Njeri wa Kamau", "+254712345678");
  g_assert_true (back_up (&place));
  g_assert_cmpuint (count_entries (&place, &newest), ==, 1);
  copy.folder = g_build_filename (place.folder, "backups", newest, NULL);
  database = g_build_filename (copy.folder, "vault-1.db", NULL);
  g_assert_true (g_file_get_contents (database, &bytes, &size, NULL));
  bytes[size / 2] ^= 1; /* not in the schema, which is read at once */
  g_assert_true (g_file_set_contents (database, bytes, (gssize) size, NULL));

  place_reopen (&copy);
  g_assert_false (ahadi_vault_check (copy.vault, &check, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
  g_clear_pointer (&copy.vault, ahadi_vault_close);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/backup/a-backup-opens-by-itself",
                   test_a_backup_opens_by_itself);
  g_test_add_func ("/store/backup/nothing-new-makes-no-backup",
                   test_nothing_new_makes_no_backup);
  g_test_add_func ("/store/backup/a-new-passphrase-makes-a-backup",
                   test_a_new_passphrase_makes_a_backup);
  g_test_add_func ("/store/backup/whoever-goes-on-from-a-backup-begins-a-new-epoch",
                   test_whoever_goes_on_from_a_backup_begins_a_new_epoch);
  g_test_add_func ("/store/backup/the-newest-three-are-kept",
                   test_the_newest_three_are_kept);
  g_test_add_func ("/store/backup/a-half-backup-is-never-counted",
                   test_a_half_backup_is_never_counted);
  g_test_add_func ("/store/backup/names-that-are-no-time-are-no-backup",
                   test_names_that_are_no_time_are_no_backup);
  g_test_add_func ("/store/backup/a-damaged-vault-makes-no-backup",
                   test_a_damaged_vault_makes_no_backup);
  g_test_add_func ("/store/backup/a-damaged-copy-is-seen-when-it-is-opened",
                   test_a_damaged_copy_is_seen_when_it_is_opened);
  return g_test_run ();
}
