/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "desks.h"

static AhadiSecret *
secret (const char *text)
{
  return ahadi_secret_new_from (text, strlen (text));
}

static AhadiId
add (AhadiSession *session, const char *name, const char *text)
{
  g_autoptr (AhadiSecret) passphrase = secret (text);
  g_autoptr (GError) error = NULL;
  AhadiId slot;

  assert_ok (ahadi_people_add (session, name, passphrase, &slot, &error));
  return slot;
}

static void
reopen (AhadiSession *session, const char *text)
{
  g_autoptr (AhadiSecret) passphrase = secret (text);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_session_lock (session, &error));
  assert_ok (ahadi_session_unlock (session, AHADI_SLOT_PASSPHRASE, passphrase, &error));
}

/* "office* Otieno": with a star behind who is here. */
static void
assert_people (AhadiSession *session, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = ahadi_people_list (session, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < people->len; i++)
    {
      const AhadiPerson *person = people->pdata[i];

      g_string_append_printf (text, "%s%s%s", i > 0 ? ", " : "", person->name,
                              person->here ? "*" : "");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static char *
get_label (AhadiSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiDesk) desk = ahadi_desk_load (session, &error);

  g_assert_no_error (error);
  return g_strdup (desk->label);
}

static void
test_who_unlocked_is_known (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *label = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  desks_open (&desks);
  label = get_label (desks.office);
  add (desks.office, "Otieno", "seven yellow matatu drums");
  first = g_strdup_printf ("%s*, Otieno", label);
  assert_people (desks.office, first);
  reopen (desks.office, "seven yellow matatu drums");
  second = g_strdup_printf ("%s, Otieno*", label);
  assert_people (desks.office, second);
}

static void
test_the_name_of_who_was_removed_goes_too (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = NULL;
  AhadiId slot;

  desks_open (&desks);
  slot = add (desks.office, "Otieno", "seven yellow matatu drums");
  assert_ok (ahadi_people_remove (desks.office, &slot, &error));
  names = ahadi_settings_list (ahadi_session_get_vault (desks.office, NULL), "person/",
                               &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (names), ==, 0);
}

static void
test_the_last_one_stays (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = NULL;

  desks_open (&desks);
  people = ahadi_people_list (desks.office, &error);
  g_assert_no_error (error);
  assert_fails (ahadi_people_remove (desks.office,
                                     &((AhadiPerson *) people->pdata[0])->slot, &error),
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_LAST);
}

static void
test_names_and_passphrases_are_checked (void)
{
  static const struct
  {
    const char *name;
    const char *passphrase;
    int code;
  } cases[] = {
    { "", "seven yellow matatu drums", AHADI_KEYS_ERROR_NAME },
    { "two\nlines", "seven yellow matatu drums", AHADI_KEYS_ERROR_NAME },
    { "OTIENO", "seven yellow matatu drums", AHADI_KEYS_ERROR_NAME_TAKEN },
    { "Chebet", "password", AHADI_KEYS_ERROR_WEAK },
  };
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  add (desks.office, "Otieno", "seven yellow matatu drums");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AhadiSecret) passphrase = secret (cases[i].passphrase);

      assert_fails (
          ahadi_people_add (desks.office, cases[i].name, passphrase, NULL, &error),
          AHADI_KEYS_ERROR, cases[i].code);
    }
}

static void
test_new_passphrase_takes_the_place_of_the_old (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (AhadiSecret) weak = secret ("password12");
  g_autoptr (AhadiSecret) fresh = secret ("copper river basket 9 lantern");
  const AhadiPerson *person;

  desks_open (&desks);
  people = ahadi_people_list (desks.office, &error);
  g_assert_no_error (error);
  person = people->pdata[0];
  assert_fails (ahadi_people_set_passphrase (desks.office, &person->slot, weak, &error),
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_WEAK);
  assert_ok (ahadi_people_set_passphrase (desks.office, &person->slot, fresh, &error));
  assert_ok (ahadi_session_lock (desks.office, &error));

  assert_fails (ahadi_session_unlock (desks.office, AHADI_SLOT_PASSPHRASE,
                                      desks.passphrase, &error),
                AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_WRONG_SECRET);
  assert_ok (ahadi_session_unlock (desks.office, AHADI_SLOT_PASSPHRASE, fresh, &error));
}

static void
test_nobody_gets_the_passphrase_of_another (void)
{
  g_auto (Desks) desks = { NULL };
  g_autoptr (AhadiSecret) taken = secret ("seven yellow matatu drums");
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId slot;

  desks_open (&desks);
  slot = add (desks.office, "Otieno", "seven yellow matatu drums");
  assert_fails (ahadi_people_add (desks.office, "Wanjiku", taken, NULL, &error),
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_TAKEN);
  g_clear_error (&error);
  people = ahadi_people_list (desks.office, &error);
  g_assert_cmpuint (people->len, ==, 2);
  assert_fails (ahadi_people_set_passphrase (desks.office,
                                             &((AhadiPerson *) people->pdata[0])->slot,
                                             taken, &error),
                AHADI_KEYS_ERROR, AHADI_KEYS_ERROR_TAKEN);
  g_clear_error (&error);
  assert_ok (ahadi_people_set_passphrase (desks.office, &slot, taken, &error));
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/people/who-unlocked-is-known", test_who_unlocked_is_known);
  g_test_add_func ("/app/people/the-name-of-who-was-removed-goes-too",
                   test_the_name_of_who_was_removed_goes_too);
  g_test_add_func ("/app/people/the-last-one-stays", test_the_last_one_stays);
  g_test_add_func ("/app/people/names-and-passphrases-are-checked",
                   test_names_and_passphrases_are_checked);
  g_test_add_func ("/app/people/nobody-gets-the-passphrase-of-another",
                   test_nobody_gets_the_passphrase_of_another);
  g_test_add_func ("/app/people/new-passphrase-takes-the-place-of-the-old",
                   test_new_passphrase_takes_the_place_of_the_old);
  return g_test_run ();
}
