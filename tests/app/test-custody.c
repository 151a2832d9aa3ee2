/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ahadi-custody.h"

#include <string.h>

#include "desks.h"

static GPtrArray *
make_passphrases (guint n)
{
  GPtrArray *passphrases =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_secret_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("custodian tall giraffe %u7 window", i);

      g_ptr_array_add (passphrases, ahadi_secret_new_from (text, strlen (text)));
    }
  return passphrases;
}

static void
test_custodians_open_it_together (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GPtrArray) passphrases = make_passphrases (3);
  g_autoptr (GPtrArray) shares =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_share_free);
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GError) error = NULL;
  gboolean exists = FALSE;
  guint threshold;
  guint count;
  guint wrong;

  desks_open (&desks);
  paths = ahadi_custody_create (desks.office, 2, passphrases, desks.folder, &error);
  g_assert_no_error (error);
  assert_ok (ahadi_custody_get (desks.office, &exists, &threshold, &count, &error));
  g_assert_true (exists && threshold == 2 && count == 3);
  assert_ok (ahadi_session_lock (desks.office, &error));

  for (guint i = 1; i < 3; i++)
    {
      g_ptr_array_add (
          shares, ahadi_custody_read (paths->pdata[i], passphrases->pdata[i], &error));
      g_assert_no_error (error);
    }
  assert_ok (ahadi_custody_unlock (desks.office, shares, &wrong, &error));
  g_assert_cmpuint (wrong, ==, 0);
}

static void
test_numbers_and_passphrases_are_checked (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GPtrArray) two = make_passphrases (2);
  g_autoptr (GPtrArray) many = make_passphrases (17);
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  assert_fails (ahadi_custody_create (desks.office, 3, two, desks.folder, &error) != NULL,
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_NUMBERS);
  assert_fails (ahadi_custody_create (desks.office, 1, two, desks.folder, &error) != NULL,
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_NUMBERS);
  assert_fails (ahadi_custody_create (desks.office, 2, many, desks.folder, &error) !=
                    NULL,
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_NUMBERS);
  g_ptr_array_add (two, ahadi_secret_new_from ("password", 8));
  assert_fails (ahadi_custody_create (desks.office, 2, two, desks.folder, &error) != NULL,
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_WEAK);
}

static void
test_a_vault_without_custodians_says_so (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  guint wrong;

  desks_open (&desks);
  assert_ok (ahadi_session_lock (desks.office, &error));
  assert_fails (ahadi_custody_unlock (desks.office, none, &wrong, &error),
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_NO_SHARES);
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/custody/custodians-open-it-together",
                   test_custodians_open_it_together);
  g_test_add_func ("/app/custody/numbers-and-passphrases-are-checked",
                   test_numbers_and_passphrases_are_checked);
  g_test_add_func ("/app/custody/a-vault-without-custodians-says-so",
                   test_a_vault_without_custodians_says_so);
  return g_test_run ();
}
