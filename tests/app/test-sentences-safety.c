/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ahadi-sentences-safety.h"

#include <string.h>

#include "desks.h"

static void
assert_says (char *sentence, const char *words)
{
  g_autofree char *taken = sentence;

  if (strstr (taken, words) == NULL)
    g_error ("“%s” does not say “%s”", taken, words);
}

static void
test_errors_speak_of_backups (void)
{
  const struct
  {
    GQuark domain;
    int code;
    const char *words;
  } cases[] = {
    { AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FOREIGN, "not a backup of Ahadi" },
    { AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_DAMAGED, "make a new backup today" },
    { AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_OTHER_ORG, "another vault" },
    { AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT, "does not fit together" },
    { AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET, "the one you had then" },
    { AHADI_BASE_ERROR, AHADI_BASE_ERROR_NO_SPACE, "not enough room" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error =
          g_error_new_literal (cases[i].domain, cases[i].code, "why");

      assert_says (ahadi_sentence_for_backup_error (error), cases[i].words);
    }
}

static void
test_drill_tells_what_came_since (void)
{
  AhadiDrillResult result = { .time = 1, .since = 0 };

  assert_says (ahadi_sentence_for_drill (&result), "It holds all that this vault does.");
  result.since = 1;
  assert_says (ahadi_sentence_for_drill (&result), "1 change was made since");
  result.since = 3;
  assert_says (ahadi_sentence_for_drill (&result), "3 changes were made since");
}

static void
test_restore_says_what_is_not_in_it (void)
{
  AhadiRestoreResult result = { .time = 1 };

  assert_says (ahadi_sentence_for_restore (&result),
               "What was written after that backup and not exported is not in it.");
  assert_says (ahadi_sentence_for_restore (&result), "take in the newest reply");
  result.knows_erased = TRUE;
  assert_says (ahadi_sentence_for_restore (&result), "stays erased");
  result.aside = (char *) "/a/b-until-1.ahadivault";
  assert_says (ahadi_sentence_for_restore (&result), "“b-until-1.ahadivault”");
}

static void
test_drills_that_were_and_were_not (void)
{
  AhadiSafety safety = { .drill_secret = AHADI_SLOT_RECOVERY_CODE };

  assert_says (ahadi_sentence_last_backup (&safety), "no backup outside this laptop");
  assert_says (ahadi_sentence_last_drill (&safety), "ever tried");
  safety.last_drill = 1;
  assert_says (ahadi_sentence_last_drill (&safety), "with the recovery code");
  safety.failed_drill = 2;
  assert_says (ahadi_sentence_last_drill (&safety), "did not hold");
}

static void
test_who_else_could_reach_the_folder (void)
{
  const char *mended = ahadi_sentence_for_access (AHADI_FOLDER_MENDED);
  const char *others = ahadi_sentence_for_access (AHADI_FOLDER_OF_OTHERS);

  g_assert_null (ahadi_sentence_for_access (AHADI_FOLDER_OWN));
  g_assert_nonnull (strstr (mended, "It is closed to them now"));
  g_assert_nonnull (strstr (others, "belongs to another user"));
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/sentences-safety/errors-speak-of-backups",
                   test_errors_speak_of_backups);
  g_test_add_func ("/app/sentences-safety/drill-tells-what-came-since",
                   test_drill_tells_what_came_since);
  g_test_add_func ("/app/sentences-safety/restore-says-what-is-not-in-it",
                   test_restore_says_what_is_not_in_it);
  g_test_add_func ("/app/sentences-safety/drills-that-were-and-were-not",
                   test_drills_that_were_and_were_not);
  g_test_add_func ("/app/sentences-safety/who-else-could-reach-the-folder",
                   test_who_else_could_reach_the_folder);
  return g_test_run ();
}
