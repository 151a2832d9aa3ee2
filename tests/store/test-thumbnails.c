/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place.h"

static void
test_last_one_put_is_the_one_that_is_got (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GBytes) first = g_bytes_new_static ("one", 3);
  g_autoptr (GBytes) second = g_bytes_new_static ("three", 5);
  g_autoptr (GBytes) found = NULL;
  g_autoptr (GError) error = NULL;
  AhadiId id = { { 7 } };

  place_open (&place);
  g_assert_null (ahadi_thumbnails_get (place.vault, &id, &error));
  g_assert_no_error (error);
  assert_ok (ahadi_thumbnails_put (place.vault, &id, first, &error));
  assert_ok (ahadi_thumbnails_put (place.vault, &id, second, &error));
  place_reopen (&place);
  found = ahadi_thumbnails_get (place.vault, &id, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (found, second));
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/thumbnails/last-one-put-is-the-one-that-is-got",
                   test_last_one_put_is_the_one_that_is_got);
  return g_test_run ();
}
