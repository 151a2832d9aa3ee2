/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <sys/mount.h>
#include <unistd.h>

#include "place.h"
#include "store/ahadi-vault-private.h"

static void
begin (Place *place)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_begin (place->vault, &error));
}

static char *
get_role (Place *place)
{
  g_autoptr (GError) error = NULL;
  char *role = ahadi_settings_get_text (place->vault, "role", &error);

  g_assert_no_error (error);
  return role;
}

static void
set_role (Place *place, const char *role)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_settings_set_text (place->vault, "role", role, &error));
}

static void
test_what_is_rolled_back_never_was (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *role = NULL;

  place_open (&place);
  set_role (&place, "before");
  begin (&place);
  set_role (&place, "after");
  ahadi_vault_rollback (place.vault);
  role = get_role (&place);
  g_assert_cmpstr (role, ==, "before");
}

static void
test_an_inner_rollback_dooms_the_outer (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *role = NULL;

  place_open (&place);
  begin (&place);
  set_role (&place, "outer");
  begin (&place);
  ahadi_vault_rollback (place.vault);
  g_assert_false (ahadi_vault_commit (place.vault, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED);
  role = get_role (&place);
  g_assert_null (role);

  /* The next one is not doomed. */
  set_role (&place, "next");
}

/* What failed within a group is undone by itself, with what was remembered of it. */
static void
test_a_member_fails_alone (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *within = NULL;
  g_autofree char *after = NULL;
  AhadiHlc clock;

  place_open (&place);
  assert_ok (ahadi_vault_begin_group (place.vault, &error));
  begin (&place);
  set_role (&place, "first");
  assert_ok (ahadi_vault_commit (place.vault, &error));

  clock = place.vault->clock;
  begin (&place);
  set_role (&place, "second");
  assert_ok (ahadi_vault_raise_clock (place.vault, clock + 1000, &error));
  begin (&place);
  ahadi_vault_rollback (place.vault);
  g_assert_false (ahadi_vault_commit (place.vault, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpuint (place.vault->clock, ==, clock);
  within = get_role (&place);
  g_assert_cmpstr (within, ==, "first");

  begin (&place);
  set_role (&place, "third");
  ahadi_vault_rollback (place.vault);
  assert_ok (ahadi_vault_commit (place.vault, &error));
  after = get_role (&place);
  g_assert_cmpstr (after, ==, "first");
}

static void
test_a_group_is_one_transaction (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *role = NULL;

  place_open (&place);
  set_role (&place, "before");
  assert_ok (ahadi_vault_begin_group (place.vault, &error));
  begin (&place);
  set_role (&place, "member");
  assert_ok (ahadi_vault_commit (place.vault, &error));
  ahadi_vault_rollback (place.vault);
  role = get_role (&place);
  g_assert_cmpstr (role, ==, "before");

  /* The next one is none. */
  begin (&place);
  begin (&place);
  ahadi_vault_rollback (place.vault);
  g_assert_false (ahadi_vault_commit (place.vault, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED);
}

static void
test_nested_commits_are_one_transaction (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *role = NULL;

  place_open (&place);
  begin (&place);
  set_role (&place, "inner");
  place_add_member (&place, "Njeri", NULL);
  g_assert_cmpuint (ahadi_vault_get_change_count (place.vault), ==, 0);
  ahadi_vault_rollback (place.vault);
  role = get_role (&place);
  g_assert_null (role);
  g_assert_cmpuint (place_count_found (&place, "njeri"), ==, 0);
  place_assert_sound (&place);

  place_add_member (&place, "Kamau", NULL);
  place_assert_sound (&place);
}

static void
test_only_records_count_as_a_change (void)
{
  g_auto (Place) place = { 0 };

  place_open (&place);
  set_role (&place, "x");
  g_assert_cmpuint (ahadi_vault_get_change_count (place.vault), ==, 0);
  place_add_member (&place, "Njeri", NULL);
  g_assert_cmpuint (ahadi_vault_get_change_count (place.vault), ==, 1);
}

/* Saves until one fails. Returns: how many did not. */
static guint
save_until_full (Place *place, GError **error)
{
  g_autofree char *note = g_strnfill (2000, 'n');

  for (guint n = 0; n < 100000; n++)
    {
      g_autoptr (AhadiRecord) record = ahadi_record_new (AHADI_KIND_MEMBER, NULL);

      ahadi_record_set (record, AHADI_MEMBER_NAME, "Njeri");
      ahadi_record_set (record, AHADI_MEMBER_NOTE, note);
      if (!ahadi_vault_save (place->vault, AUDIENCE, record, NULL, error))
        {
          g_assert_true (ahadi_id_is_zero (ahadi_record_get_id (record)));
          return n;
        }
    }

  g_assert_not_reached ();
  return 0;
}

static void
test_a_full_disk_changes_nothing (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint saved;

  place_open (&place);
  assert_ok (ahadi_database_exec (place.vault->database, "PRAGMA max_page_count = 120",
                                  "test", &error));
  saved = save_until_full (&place, &error);
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_cmpuint (saved, >, 0);
  g_assert_cmpuint (place_get_stream (&place).last, ==, saved);
  before = place_digest (&place);
  g_assert_cmpuint (save_until_full (&place, &error), ==, 0);
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NO_SPACE);
  g_clear_error (&error);
  after = place_digest (&place);
  g_assert_cmpstr (before, ==, after);
  place_assert_sound (&place);

  assert_ok (ahadi_database_exec (place.vault->database, "PRAGMA max_page_count = 100000",
                                  "test", &error));
  place_add_member (&place, "Kamau", NULL);
  place_assert_sound (&place);
}

/* A disk of @mib mounted at the place's folder; FALSE, with the test skipped, where that
 * is not allowed. */
static gboolean
mount_disk (Place *place, const char *size)
{
  g_autoptr (GError) error = NULL;

  place->folder = g_dir_make_tmp (NULL, &error);
  g_assert_no_error (error);
  if (geteuid () == 0 && mount ("none", place->folder, "tmpfs", 0, size) == 0)
    return TRUE;

  g_test_skip ("a small disk can't be mounted here");
  return FALSE;
}

static void
fill_disk (const char *folder, guint64 leave)
{
  g_autofree char *path = g_build_filename (folder, "filler", NULL);
  g_autofree char *block = g_strnfill (1024 * 1024, 'f');
  FILE *file = g_fopen (path, "w");

  g_assert_nonnull (file);
  while (ahadi_disk_free (folder) > leave && fwrite (block, 1024 * 1024, 1, file) == 1)
    fflush (file);
  fclose (file);
}

static void
test_a_nearly_full_disk_is_said_before_work_starts (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autoptr (GError) error = NULL;
  g_autofree char *inner = NULL;
  g_autofree char *outer = NULL;

  if (!mount_disk (&place, "size=90m"))
    return;

  inner = g_build_filename (place.folder, "one.ahadivault", NULL);
  place.vault =
      ahadi_vault_create (inner, passphrase, NULL, ahadi_slot_cost_minimum (), &error);
  g_assert_no_error (error);
  fill_disk (place.folder, 32 * 1024 * 1024);

  g_assert_false (ahadi_settings_set_text (place.vault, "role", "x", &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_assert_false (ahadi_vault_backup (place.vault, NULL, &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NO_SPACE);
  g_clear_error (&error);
  g_clear_pointer (&place.vault, ahadi_vault_close);

  /* Reading goes on. */
  place.vault = ahadi_vault_open (inner, AHADI_SLOT_PASSPHRASE, passphrase, &error);
  g_assert_no_error (error);
  g_clear_pointer (&place.vault, ahadi_vault_close);

  outer = g_build_filename (place.folder, "two.ahadivault", NULL);
  g_assert_null (
      ahadi_vault_create (outer, passphrase, NULL, ahadi_slot_cost_minimum (), &error));
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NO_SPACE);
  g_assert_cmpint (umount2 (place.folder, MNT_DETACH), ==, 0);
}

/* Full to the last byte while a transaction is on its way. */
static void
test_a_disk_that_fills_up_in_a_transaction (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autoptr (GError) error = NULL;
  g_autofree char *inner = NULL;
  g_autofree char *mounted = NULL;
  g_autofree char *filler = NULL;
  const AhadiId device = { { 1 } };

  if (!mount_disk (&place, "size=80m"))
    return;

  mounted = g_strdup (place.folder);
  inner = g_build_filename (place.folder, "one.ahadivault", NULL);
  filler = g_build_filename (place.folder, "filler", NULL);
  place.vault =
      ahadi_vault_create (inner, passphrase, NULL, ahadi_slot_cost_minimum (), &error);
  g_assert_no_error (error);
  assert_ok (ahadi_vault_set_author (place.vault, ORG, &device, &error));
  place_add_member (&place, "Njeri", NULL);

  begin (&place);
  fill_disk (place.folder, 0);
  save_until_full (&place, &error);
  g_assert_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NO_SPACE);
  g_clear_error (&error);
  ahadi_vault_rollback (place.vault);
  g_assert_cmpuint (place_get_stream (&place).last, ==, 1);

  g_assert_cmpint (g_unlink (filler), ==, 0);
  place_add_member (&place, "Kamau", NULL);
  place_assert_sound (&place);
  g_clear_pointer (&place.vault, ahadi_vault_close);
  g_assert_cmpint (umount2 (mounted, MNT_DETACH), ==, 0);
}

/* A vault with one member on a disk of its own; its path goes to @mounted. */
static gboolean
make_on_disk (Place *place, const char *size, char **mounted)
{
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autoptr (GError) error = NULL;
  const AhadiId device = { { 1 } };

  if (!mount_disk (place, size))
    return FALSE;

  *mounted = g_steal_pointer (&place->folder);
  place->folder = g_build_filename (*mounted, "one.ahadivault", NULL);
  place->vault = ahadi_vault_create (place->folder, passphrase, NULL,
                                     ahadi_slot_cost_minimum (), &error);
  g_assert_no_error (error);
  assert_ok (ahadi_vault_set_author (place->vault, ORG, &device, &error));
  place_add_member (place, "Njeri", NULL);
  g_clear_pointer (&place->vault, ahadi_vault_close);
  return TRUE;
}

static void
remove_disk (Place *place, const char *mounted)
{
  g_clear_pointer (&place->vault, ahadi_vault_close);
  g_assert_cmpint (umount2 (mounted, MNT_DETACH), ==, 0);
  g_assert_cmpint (g_rmdir (mounted), ==, 0);
}

static void
test_a_full_disk_can_still_be_read (void)
{
  g_auto (Place) place = { 0 };
  g_autofree char *mounted = NULL;
  g_autofree char *filler = NULL;

  if (!make_on_disk (&place, "size=80m", &mounted))
    return;

  filler = g_build_filename (mounted, "filler", NULL);
  for (guint i = 0; i < 2; i++)
    {
      fill_disk (mounted, 0);
      g_assert_cmpuint (ahadi_disk_free (mounted), ==, 0);
      place_reopen (&place);
      g_assert_cmpuint (place_count_found (&place, "njeri"), ==, 1);
    }

  g_assert_cmpint (g_unlink (filler), ==, 0);
  place_add_member (&place, "Kamau", NULL);
  place_assert_sound (&place);
  remove_disk (&place, mounted);
}

static void
test_a_disk_that_can_only_be_read_is_said_so (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (AhadiSecret) passphrase = place_passphrase ();
  g_autofree char *mounted = NULL;
  g_autoptr (GError) error = NULL;

  if (!make_on_disk (&place, "size=80m", &mounted))
    return;

  g_assert_cmpint (mount ("none", mounted, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
  g_assert_null (
      ahadi_vault_open (place.folder, AHADI_SLOT_PASSPHRASE, passphrase, &error));
  g_assert_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_READ_ONLY);

  g_assert_cmpint (mount ("none", mounted, NULL, MS_REMOUNT, NULL), ==, 0);
  place_reopen (&place);
  g_assert_cmpuint (place_count_found (&place, "njeri"), ==, 1);
  place_assert_sound (&place);
  remove_disk (&place, mounted);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/vault-transaction/what-is-rolled-back-never-was",
                   test_what_is_rolled_back_never_was);
  g_test_add_func ("/store/vault-transaction/an-inner-rollback-dooms-the-outer",
                   test_an_inner_rollback_dooms_the_outer);
  g_test_add_func ("/store/vault-transaction/a-member-of-a-group-fails-alone",
                   test_a_member_fails_alone);
  g_test_add_func ("/store/vault-transaction/a-group-is-one-transaction",
                   test_a_group_is_one_transaction);
  g_test_add_func ("/store/vault-transaction/nested-commits-are-one-transaction",
                   test_nested_commits_are_one_transaction);
  g_test_add_func ("/store/vault-transaction/only-records-count-as-a-change",
                   test_only_records_count_as_a_change);
  g_test_add_func ("/store/vault-transaction/a-full-disk-changes-nothing",
                   test_a_full_disk_changes_nothing);
  g_test_add_func ("/store/vault-transaction/a-nearly-full-disk-is-said-before-work",
                   test_a_nearly_full_disk_is_said_before_work_starts);
  g_test_add_func ("/store/vault-transaction/a-disk-that-fills-up-in-a-transaction",
                   test_a_disk_that_fills_up_in_a_transaction);
  g_test_add_func ("/store/vault-transaction/a-full-disk-can-still-be-read",
                   test_a_full_disk_can_still_be_read);
  g_test_add_func ("/store/vault-transaction/a-disk-that-can-only-be-read-is-said-so",
                   test_a_disk_that_can_only_be_read_is_said_so);
  return g_test_run ();
}
