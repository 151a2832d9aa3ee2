/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ahadi-intake.h"

#include "desks.h"

static void
test_in_their_order (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiIntake) intake = NULL;
  g_autofree char *card = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;
  const char *paths[5] = { NULL };
  const AhadiOutcome outcomes[] = { AHADI_OUTCOME_MERGED, AHADI_OUTCOME_DUPLICATE,
                                    AHADI_OUTCOME_MERGED };

  desks_open (&desks);
  desks_add_branch (&desks);
  card = desks_path (&desks, "same.ahadi-card");
  assert_ok (ahadi_exchange_card_export (desks.branch, card, &error));
  desks_add_member (desks.branch, "Achieng Otieno");
  first = desks_export (&desks, desks.branch);
  desks_add_member (desks.branch, "Wanjiru Kamau");
  second = desks_export (&desks, desks.branch);

  paths[0] = second;
  paths[1] = card;
  paths[2] = first;
  paths[3] = "gone.ahadi";
  intake = ahadi_intake_new (desks.office, paths, FALSE);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (AhadiImportResult) result = NULL;

      g_assert_cmpstr (ahadi_intake_peek (intake), ==, paths[i]);
      result = ahadi_intake_next (intake, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (result->file, ==, paths[i]);
      g_assert_cmpint (result->outcome, ==, outcomes[i]);
    }
  g_assert_null (ahadi_intake_next (intake, NULL, &error));
  g_assert_nonnull (error);
  g_assert_null (ahadi_intake_peek (intake));
}

/* The session is locked while the next file is looked at. */
static void
test_lock (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiIntake) intake = NULL;
  g_autoptr (AhadiImportResult) result = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const char *paths[] = { NULL, NULL, NULL };

  desks_open (&desks);
  desks_add_branch (&desks);
  desks_add_member (desks.branch, "Achieng Otieno");
  paths[0] = paths[1] = path = desks_export (&desks, desks.branch);
  intake = ahadi_intake_new (desks.office, paths, FALSE);
  result = ahadi_intake_next (intake, NULL, &error);
  g_assert_no_error (error);
  assert_ok (ahadi_session_lock (desks.office, &error));
  g_assert_null (ahadi_intake_next (intake, NULL, &error));
  g_assert_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY);
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);

  g_test_add_func ("/app/intake/in-their-order", test_in_their_order);
  g_test_add_func ("/app/intake/a-locked-session-takes-nothing-in", test_lock);

  return g_test_run ();
}
