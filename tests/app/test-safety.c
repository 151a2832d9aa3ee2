/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ahadi-safety.h"

#include <glib/gstdio.h>

#include "desks.h"

#define DAY ((gint64) 24 * 60 * 60 * 1000)

static void
set_clock (gint64 ms)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, ms);

  g_setenv ("AHADI_CLOCK_MS", text, TRUE);
}

/* An office whose clock stands, with a folder for its backups. */
typedef struct
{
  Desks desks;
  char *stick;
  gint64 now;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_unsetenv ("AHADI_CLOCK_MS");
  fixture->now = ahadi_wall_clock_ms ();
  set_clock (fixture->now);
  desks_open (&fixture->desks);
  fixture->stick = desks_path (&fixture->desks, "stick");
  g_assert_cmpint (g_mkdir (fixture->stick, 0700), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_free (fixture->stick);
  desks_clear (&fixture->desks);
  g_unsetenv ("AHADI_CLOCK_MS");
}

static AhadiSafety *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  AhadiSafety *safety = ahadi_safety_load (fixture->desks.office, &error);

  g_assert_no_error (error);
  return safety;
}

static void
schedule (Fixture *fixture, guint every)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_safety_set_schedule (fixture->desks.office, fixture->stick, every, 0,
                                        &error));
}

static gboolean
back_up_if_due (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gboolean made;

  assert_ok (ahadi_safety_back_up_if_due (fixture->desks.office, NULL, &made, &error));
  return made;
}

static gboolean
drill (Fixture *fixture, const char *source, GError **error)
{
  AhadiDrillResult result;
  g_autofree char *tried = NULL;

  return ahadi_safety_drill (fixture->desks.office, source, AHADI_SLOT_PASSPHRASE,
                             fixture->desks.passphrase, NULL, &result, &tried, error);
}

static void
test_nothing_is_set_at_first (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiSafety) safety = load (fixture);

  g_assert_null (safety->folder);
  g_assert_cmpuint (safety->every, ==, 0);
  g_assert_cmpuint (safety->keep, ==, AHADI_SAFETY_KEEP);
  g_assert_false (safety->backup_due);
  g_assert_false (safety->backup_late);
  g_assert_true (safety->drill_due);
}

static void
test_due_when_the_days_have_passed (Fixture *fixture, gconstpointer unused)
{
  schedule (fixture, 7);
  g_assert_true (back_up_if_due (fixture));
  g_assert_false (back_up_if_due (fixture));
  set_clock (fixture->now + 7 * DAY - 1);
  g_assert_false (back_up_if_due (fixture));
  set_clock (fixture->now + 7 * DAY);
  g_assert_true (back_up_if_due (fixture));
}

static void
test_a_time_to_come_counts_as_none (Fixture *fixture, gconstpointer unused)
{
  schedule (fixture, 7);
  set_clock (fixture->now + 365 * DAY);
  g_assert_true (back_up_if_due (fixture));
  set_clock (fixture->now);
  g_assert_true (back_up_if_due (fixture));
}

static void
test_late_after_twice_the_days (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiSafety) before = NULL;
  g_autoptr (AhadiSafety) after = NULL;

  schedule (fixture, 7);
  g_assert_cmpint (g_rmdir (fixture->stick), ==, 0);
  set_clock (fixture->now + 14 * DAY - 1);
  g_assert_false (back_up_if_due (fixture));
  before = load (fixture);
  g_assert_true (before->backup_due);
  g_assert_false (before->backup_late);
  set_clock (fixture->now + 14 * DAY);
  after = load (fixture);
  g_assert_true (after->backup_late);
  g_assert_false (g_file_test (fixture->stick, G_FILE_TEST_EXISTS));
}

static void
test_drill_is_remembered_for_ninety_days (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiSafety) fresh = NULL;
  g_autoptr (AhadiSafety) old = NULL;
  g_autoptr (GError) error = NULL;

  schedule (fixture, 7);
  g_assert_true (back_up_if_due (fixture));
  assert_ok (drill (fixture, NULL, &error));
  fresh = load (fixture);
  g_assert_cmpint (fresh->last_drill, ==, fixture->now);
  g_assert_cmpint (fresh->drill_secret, ==, AHADI_SLOT_PASSPHRASE);
  g_assert_true (g_str_has_suffix (fresh->drill_source, AHADI_BACKUP_SUFFIX));
  g_assert_false (fresh->drill_due);
  set_clock (fixture->now + AHADI_SAFETY_DRILL_EVERY * DAY);
  old = load (fixture);
  g_assert_true (old->drill_due);
}

static void
test_failed_drill_stays_until_one_goes_well (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = desks_path (&fixture->desks, "a.ahadi-backup");
  g_autofree char *whole = NULL;
  g_autofree char *written = NULL;
  g_autoptr (AhadiSafety) failed = NULL;
  g_autoptr (AhadiSafety) well = NULL;
  g_autoptr (GError) error = NULL;
  AhadiBackupResult result;
  gsize size;

  assert_ok (ahadi_safety_back_up (fixture->desks.office, path, NULL, &result, &written,
                                   &error));
  assert_ok (g_file_get_contents (path, &whole, &size, &error));
  assert_ok (g_file_set_contents (path, whole, size - 2000, &error));
  assert_fails (drill (fixture, path, &error), AHADI_SYNC_ERROR,
                AHADI_SYNC_ERROR_DAMAGED);
  failed = load (fixture);
  g_assert_cmpint (failed->failed_drill, ==, fixture->now);
  g_assert_true (failed->drill_due);

  assert_ok (g_file_set_contents (path, whole, size, &error));
  assert_ok (drill (fixture, path, &error));
  well = load (fixture);
  g_assert_cmpint (well->failed_drill, ==, 0);
  g_assert_false (well->drill_due);
}

static void
test_wrong_secret_is_no_failed_drill (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (AhadiSecret) wrong = ahadi_secret_new_from ("another passphrase", 18);
  g_autoptr (AhadiSafety) safety = NULL;
  g_autofree char *tried = NULL;
  g_autoptr (GError) error = NULL;
  AhadiDrillResult result;

  schedule (fixture, 7);
  g_assert_true (back_up_if_due (fixture));
  assert_fails (ahadi_safety_drill (fixture->desks.office, NULL, AHADI_SLOT_PASSPHRASE,
                                    wrong, NULL, &result, &tried, &error),
                AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
  safety = load (fixture);
  g_assert_cmpint (safety->failed_drill, ==, 0);
}

static void
test_locking_makes_the_backup_that_is_due (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;

  schedule (fixture, 7);
  assert_ok (ahadi_session_lock (fixture->desks.office, &error));
  dir = g_dir_open (fixture->stick, 0, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (g_dir_read_name (dir), AHADI_BACKUP_SUFFIX));
}

#define ADD(name, function)                                                              \
  g_test_add ("/app/safety/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  ADD ("nothing-is-set-at-first", test_nothing_is_set_at_first);
  ADD ("due-when-the-days-have-passed", test_due_when_the_days_have_passed);
  ADD ("a-time-to-come-counts-as-none", test_a_time_to_come_counts_as_none);
  ADD ("late-after-twice-the-days", test_late_after_twice_the_days);
  ADD ("drill-is-remembered-for-ninety-days", test_drill_is_remembered_for_ninety_days);
  ADD ("failed-drill-stays-until-one-goes-well",
       test_failed_drill_stays_until_one_goes_well);
  ADD ("wrong-secret-is-no-failed-drill", test_wrong_secret_is_no_failed_drill);
  ADD ("locking-makes-the-backup-that-is-due", test_locking_makes_the_backup_that_is_due);
  return g_test_run ();
}
