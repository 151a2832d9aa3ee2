/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-settings.h"

#include "place.h"

static void
test_values_read_back (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiSecret) secret = ahadi_secret_new_from ("\0key\0", 5);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0\1\2", 3);
  g_autoptr (AhadiSecret) secret_again = NULL;
  g_autoptr (GBytes) bytes_again = NULL;
  g_autofree char *text = NULL;

  place_open (&place);
  assert_ok (ahadi_settings_set_text (place.vault, "role", "coordinator", &error));
  assert_ok (ahadi_settings_set_bytes (place.vault, "card", bytes, &error));
  assert_ok (ahadi_settings_set_secret (place.vault, "signing-key", secret, &error));
  place_reopen (&place);

  text = ahadi_settings_get_text (place.vault, "role", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "coordinator");
  bytes_again = ahadi_settings_get_bytes (place.vault, "card", &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, bytes_again));
  secret_again = ahadi_settings_get_secret (place.vault, "signing-key", &error);
  g_assert_no_error (error);
  g_assert_cmpmem (ahadi_secret_get_bytes (secret_again),
                   ahadi_secret_get_size (secret_again), "\0key\0", 5);
}

static void
test_a_later_value_replaces_and_null_removes (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *none = NULL;

  place_open (&place);
  assert_ok (ahadi_settings_set_text (place.vault, "role", "one", &error));
  assert_ok (ahadi_settings_set_text (place.vault, "role", "two", &error));
  text = ahadi_settings_get_text (place.vault, "role", &error);
  g_assert_cmpstr (text, ==, "two");
  assert_ok (ahadi_settings_set_text (place.vault, "role", NULL, &error));
  none = ahadi_settings_get_text (place.vault, "role", &error);
  g_assert_no_error (error);
  g_assert_null (none);
  assert_ok (ahadi_settings_set_bytes (place.vault, "role", NULL, &error));
  assert_ok (ahadi_settings_set_secret (place.vault, "role", NULL, &error));
}

static void
test_empty_is_a_value (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) again = NULL;
  g_autofree char *text = NULL;

  place_open (&place);
  assert_ok (ahadi_settings_set_text (place.vault, "a", "", &error));
  assert_ok (ahadi_settings_set_bytes (place.vault, "b", empty, &error));
  text = ahadi_settings_get_text (place.vault, "a", &error);
  g_assert_cmpstr (text, ==, "");
  again = ahadi_settings_get_bytes (place.vault, "b", &error);
  g_assert_nonnull (again);
  g_assert_cmpuint (g_bytes_get_size (again), ==, 0);
}

static void
test_names_are_listed_by_prefix (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) drafts = NULL;
  g_auto (GStrv) all = NULL;
  g_autofree char *joined = NULL;

  place_open (&place);
  assert_ok (ahadi_settings_set_text (place.vault, "draft/pledge/2", "x", &error));
  assert_ok (ahadi_settings_set_text (place.vault, "draft/member/1", "x", &error));
  assert_ok (ahadi_settings_set_text (place.vault, "draft%", "x", &error));
  assert_ok (ahadi_settings_set_text (place.vault, "role", "x", &error));
  drafts = ahadi_settings_list (place.vault, "draft/", &error);
  g_assert_no_error (error);
  joined = g_strjoinv (" ", drafts);
  g_assert_cmpstr (joined, ==, "draft/member/1 draft/pledge/2");
  all = ahadi_settings_list (place.vault, "", &error);
  g_assert_cmpuint (g_strv_length (all), ==, 4);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/settings/values-read-back", test_values_read_back);
  g_test_add_func ("/store/settings/a-later-value-replaces-and-null-removes",
                   test_a_later_value_replaces_and_null_removes);
  g_test_add_func ("/store/settings/empty-is-a-value", test_empty_is_a_value);
  g_test_add_func ("/store/settings/names-are-listed-by-prefix",
                   test_names_are_listed_by_prefix);
  return g_test_run ();
}
