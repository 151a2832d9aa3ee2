/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ahadi-custodians.h"

#include "desks.h"

static AhadiCustodians *
load (AhadiSession *session)
{
  g_autoptr (GError) error = NULL;
  AhadiCustodians *custodians = ahadi_custodians_load (session, &error);

  g_assert_no_error (error);
  return custodians;
}

static void
make (AhadiSession *session, const char *const *names, guint count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiShareSet) set = ahadi_share_set_draw (session, 2, count, names, &error);

  g_assert_no_error (error);
  assert_ok (ahadi_share_set_hold (set, session, &error));
}

static void
test_none_are_told_as_none (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiCustodians) none = NULL;

  desks_open (&desks);
  none = load (desks.office);
  g_assert_null (none->set);
  g_assert_cmpuint (none->count, ==, 0);
}

static void
test_who_holds_which_is_kept_across_a_lock (void)
{
  static const char *const names[] = { "Achieng", "", "Otieno, \"treasurer\"", NULL };
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiCustodians) custodians = NULL;
  g_autoptr (GError) error = NULL;
  gint64 before = ahadi_wall_clock_ms ();

  desks_open (&desks);
  make (desks.office, names, 3);
  assert_ok (ahadi_session_lock (desks.office, &error));
  assert_ok (ahadi_session_unlock (desks.office, AHADI_SLOT_PASSPHRASE, desks.passphrase,
                                   &error));
  custodians = load (desks.office);
  g_assert_cmpuint (custodians->threshold, ==, 2);
  g_assert_cmpuint (custodians->count, ==, 3);
  g_assert_cmpint (custodians->made, >=, before);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (custodians->names[i], ==, names[i]);
}

static void
test_the_next_set_takes_the_place_of_the_one_before (void)
{
  static const char *const first[] = { "Achieng", "Otieno", NULL };
  static const char *const second[] = { "Chebet", "Mwangi", NULL };
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiCustodians) before = NULL;
  g_autoptr (AhadiCustodians) after = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) notes = NULL;

  desks_open (&desks);
  make (desks.office, first, 2);
  before = load (desks.office);
  make (desks.office, second, 2);
  after = load (desks.office);
  g_assert_cmpstr (after->set, !=, before->set);
  g_assert_cmpstr (after->names[0], ==, "Chebet");
  notes = ahadi_settings_list (ahadi_session_get_vault (desks.office, NULL),
                               "custodians/", &error);
  g_assert_cmpuint (g_strv_length (notes), ==, 1);
}

static void
test_a_rekey_leaves_none (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSecret) code = NULL;
  g_autoptr (AhadiCustodians) none = NULL;
  g_autoptr (GError) error = NULL;
  gboolean backed_up;

  desks_open (&desks);
  make (desks.office, NULL, 2);
  assert_ok (ahadi_keys_rekey (desks.office, desks.passphrase, &code, &backed_up,
                               &(AhadiProgress){ 0 }, &error));
  none = load (desks.office);
  g_assert_null (none->set);
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/custodians/none-are-told-as-none", test_none_are_told_as_none);
  g_test_add_func ("/app/custodians/who-holds-which-is-kept-across-a-lock",
                   test_who_holds_which_is_kept_across_a_lock);
  g_test_add_func ("/app/custodians/the-next-set-takes-the-place-of-the-one-before",
                   test_the_next_set_takes_the_place_of_the_one_before);
  g_test_add_func ("/app/custodians/a-rekey-leaves-none", test_a_rekey_leaves_none);
  return g_test_run ();
}
