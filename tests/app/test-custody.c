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
  guint wrong;

  desks_open (&desks);
  paths = ahadi_custody_create (desks.office, 2, passphrases, NULL, desks.folder, &error);
  g_assert_no_error (error);
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
test_one_share_is_sealed_and_opened_again (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSecret) weak = ahadi_secret_new_from ("password", 8);
  g_autoptr (GPtrArray) passphrases = make_passphrases (1);
  g_autoptr (AhadiShareSet) set = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  AhadiShareInfo info;
  gboolean sealed;

  desks_open (&desks);
  path = g_build_filename (desks.folder, "one.ahadi-share", NULL);
  set = ahadi_share_set_draw (desks.office, 2, 3, NULL, &error);
  g_assert_no_error (error);
  assert_fails (ahadi_custody_seal (desks.office, set, 1, weak, path, &error),
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_WEAK);
  assert_ok (
      ahadi_custody_seal (desks.office, set, 1, passphrases->pdata[0], path, &error));
  assert_ok (ahadi_custody_look (path, &info, &sealed, &error));
  g_assert_true (sealed);
  g_assert_cmpuint (info.index, ==, 2);
}

static void
test_numbers_and_passphrases_are_checked (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GPtrArray) two = make_passphrases (2);
  g_autoptr (GPtrArray) many = make_passphrases (17);
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  assert_fails (ahadi_custody_create (desks.office, 3, two, NULL, desks.folder, &error) !=
                    NULL,
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_NUMBERS);
  assert_fails (ahadi_custody_create (desks.office, 1, two, NULL, desks.folder, &error) !=
                    NULL,
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_NUMBERS);
  assert_fails (
      ahadi_custody_create (desks.office, 2, many, NULL, desks.folder, &error) != NULL,
      AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_NUMBERS);
  g_ptr_array_add (two, ahadi_secret_new_from ("password", 8));
  assert_fails (ahadi_custody_create (desks.office, 2, two, NULL, desks.folder, &error) !=
                    NULL,
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_WEAK);
}

/* Returns: (transfer full): the shares of @set as they are read from paper, from the
 * @first on, @n of them. */
static GPtrArray *
read_papers (AhadiShareSet *set, guint first, guint n)
{
  GPtrArray *shares = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_share_free);

  for (guint i = first; i < first + n; i++)
    {
      g_autoptr (AhadiSecret) digits = ahadi_share_set_print (set, i);
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (shares, ahadi_custody_read_typed (digits, NULL, &error));
      g_assert_no_error (error);
    }
  return shares;
}

static AhadiShareSet *
make_set (AhadiSession *session)
{
  g_autoptr (GError) error = NULL;
  AhadiShareSet *set = ahadi_share_set_draw (session, 2, 3, NULL, &error);

  g_assert_no_error (error);
  assert_ok (ahadi_share_set_hold (set, session, &error));
  return set;
}

static void
test_one_share_is_looked_at_before_the_next (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiShareSet) older = NULL;
  g_autoptr (AhadiShareSet) newer = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) of_older = NULL;
  guint wrong;

  desks_open (&desks);
  older = make_set (desks.office);
  newer = make_set (desks.office);
  assert_ok (ahadi_session_lock (desks.office, &error));
  one = read_papers (newer, 1, 1);
  of_older = read_papers (older, 0, 1);

  assert_ok (ahadi_custody_check (desks.office, one, &wrong, &error));
  g_ptr_array_extend_and_steal (one, read_papers (newer, 1, 1));
  assert_fails (ahadi_custody_check (desks.office, one, &wrong, &error), AHADI_KEYS_ERROR,
                AHADI_KEYS_ERROR_SAME_SHARE);
  g_assert_cmpuint (wrong, ==, 2);
  assert_fails (ahadi_custody_check (desks.office, of_older, &wrong, &error),
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_FOREIGN_SHARE);
  g_assert_cmpuint (wrong, ==, 1);
}

static void
test_a_mistyped_share_names_its_group (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiShareSet) set = NULL;
  g_autoptr (AhadiSecret) digits = NULL;
  guint8 *last_of_third;
  guint group;

  desks_open (&desks);
  set = make_set (desks.office);
  digits = ahadi_share_set_print (set, 0);
  last_of_third = ahadi_secret_get_bytes (digits) + 2 * 7 + 5;
  *last_of_third = *last_of_third == '9' ? '0' : *last_of_third + 1;
  assert_fails (ahadi_custody_read_typed (digits, &group, &error) != NULL,
                AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED);
  g_assert_cmpuint (group, ==, 3);
}

static void
test_whether_there_are_custodians_is_known_without_opening (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiShareSet) set = NULL;
  gboolean there;

  desks_open (&desks);
  assert_ok (ahadi_custody_is_there (desks.office, &there, &error));
  g_assert_false (there);
  set = make_set (desks.office);
  assert_ok (ahadi_session_lock (desks.office, &error));
  assert_ok (ahadi_custody_is_there (desks.office, &there, &error));
  g_assert_true (there);
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
  g_test_add_func ("/app/custody/one-share-is-sealed-and-opened-again",
                   test_one_share_is_sealed_and_opened_again);
  g_test_add_func ("/app/custody/numbers-and-passphrases-are-checked",
                   test_numbers_and_passphrases_are_checked);
  g_test_add_func ("/app/custody/a-vault-without-custodians-says-so",
                   test_a_vault_without_custodians_says_so);
  g_test_add_func ("/app/custody/one-share-is-looked-at-before-the-next",
                   test_one_share_is_looked_at_before_the_next);
  g_test_add_func ("/app/custody/a-mistyped-share-names-its-group",
                   test_a_mistyped_share_names_its_group);
  g_test_add_func ("/app/custody/whether-there-are-custodians-is-known-without-opening",
                   test_whether_there_are_custodians_is_known_without_opening);
  return g_test_run ();
}
