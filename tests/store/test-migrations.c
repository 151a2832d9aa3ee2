/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-migrations.h"

#include "place.h"
#include "store/ahadi-vault-private.h"

static void
exec (Place *place, const char *sql)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_database_exec (place->vault->database, sql, "test", &error));
}

static void
test_a_new_vault_has_the_newest_version (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  int version;

  place_open (&place);
  assert_ok (ahadi_migrations_read_version (place.vault->database, &version, &error));
  g_assert_cmpint (version, ==, ahadi_migrations_get_newest ());
}

static void
test_versions_are_told_apart (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  int version;

  place_open (&place);
  exec (&place, "PRAGMA user_version = 1000");
  g_assert_false (
      ahadi_migrations_read_version (place.vault->database, &version, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NEWER);
  g_clear_error (&error);
  exec (&place, "PRAGMA user_version = 0");
  g_assert_false (
      ahadi_migrations_read_version (place.vault->database, &version, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
  g_clear_error (&error);
  exec (&place, "PRAGMA user_version = 1; PRAGMA application_id = 5");
  g_assert_false (
      ahadi_migrations_read_version (place.vault->database, &version, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
}

/* The first migration can't run twice: its first table is there. */
static void
test_a_migration_that_fails_changes_nothing (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;
  int version;

  place_open (&place);
  exec (&place, "DROP INDEX op_parked; PRAGMA application_id = 5");
  g_assert_false (ahadi_migrations_run (place.vault->database, 0, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED);
  g_assert_true (
      sqlite3_get_autocommit (ahadi_database_get_handle (place.vault->database)));
  g_assert_false (
      ahadi_migrations_read_version (place.vault->database, &version, &again));
  g_assert_error (again, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT);
}

/* A vault as version 1 left it, with records in it. */
static void
make_version_1 (Place *place)
{
  exec (place,
        "DROP TABLE attachment; DROP TABLE blob_begun; DROP TABLE blob_way;"
        "DROP TABLE blob_arrival; DROP TABLE thumbnail; DROP TABLE op_sealed;"
        "ALTER TABLE report DROP COLUMN about; ALTER TABLE report DROP COLUMN recused;"
        "DROP TABLE erasure; DROP TABLE gone; DROP INDEX op_hollow;"
        "ALTER TABLE segment DROP COLUMN relayed;"
        "DROP TABLE story; DROP INDEX op_held; ALTER TABLE stream DROP COLUMN forked;"
        "ALTER TABLE stream DROP COLUMN elsewhere;"
        "DROP TABLE cutoff; DROP TABLE cut; ALTER TABLE stream DROP COLUMN beyond;"
        "DROP TABLE want;"
        "ALTER TABLE stream DROP COLUMN after; ALTER TABLE stream DROP COLUMN after_seq;"
        "DROP TABLE blob_gone;"
        "ALTER TABLE stream DROP COLUMN line;"
        "DROP TABLE kind_rows; DROP TABLE circle_run; DROP TABLE member_run;"
        "DROP TABLE settlement; DROP TABLE review; DROP TABLE review_due;"
        "DROP TABLE same_as; DROP TABLE twin; DROP TABLE twin_key; DROP TABLE twin_value;"
        "DROP TABLE twin_pair; DROP TABLE twin_state; DROP TABLE twin_todo;"
        "DROP TABLE baseline; DROP TABLE base; DROP TABLE reached;"
        "ALTER TABLE stream DROP COLUMN settled; ALTER TABLE stream DROP COLUMN "
        "compacted;" PLACE_UNDO_15 "PRAGMA user_version = 1");
}

static void
test_records_of_version_1_stay_as_they_are (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId member;
  int version;

  place_open (&place);
  member = place_add_member (&place, "Achieng Otieno", "+254712345678");
  place_add_pledge (&place, &member);
  before = place_digest (&place);
  make_version_1 (&place);

  place_reopen (&place);
  assert_ok (ahadi_migrations_read_version (place.vault->database, &version, &error));
  g_assert_cmpint (version, ==, ahadi_migrations_get_newest ());
  after = place_digest (&place);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (place_count_found (&place, "achieng"), ==, 1);
  place_add_member (&place, "Wanjiku", NULL);
  place_assert_sound (&place);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/migrations/a-new-vault-has-the-newest-version",
                   test_a_new_vault_has_the_newest_version);
  g_test_add_func ("/store/migrations/versions-are-told-apart",
                   test_versions_are_told_apart);
  g_test_add_func ("/store/migrations/a-migration-that-fails-changes-nothing",
                   test_a_migration_that_fails_changes_nothing);
  g_test_add_func ("/store/migrations/records-of-version-1-stay-as-they-are",
                   test_records_of_version_1_stay_as_they_are);
  return g_test_run ();
}
