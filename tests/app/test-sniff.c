/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desks.h"

#include <string.h>

#include "app/ahadi-sniff.h"

static void
write_text (const char *path, const char *text, gsize size)
{
  g_autoptr (GError) error = NULL;

  assert_ok (g_file_set_contents (path, text, (gssize) size, &error));
}

static void
test_cards_and_requests_are_told_apart (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *card = NULL;
  g_autofree char *request = NULL;
  g_autoptr (GError) error = NULL;

  desks_open (&desks);
  desks_add_branch (&desks);
  card = desks_path (&desks, "a");
  request = desks_path (&desks, "b");
  assert_ok (ahadi_exchange_card_export (desks.office, card, &error));
  assert_ok (ahadi_exchange_request (desks.branch, request, NULL, &error));

  g_assert_cmpint (ahadi_sniff_file (card), ==, AHADI_LOOK_CARD);
  g_assert_cmpint (ahadi_sniff_file (request), ==, AHADI_LOOK_REQUEST);
}

static void
test_bundles_are_too_large_for_requests (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *bundle = NULL;

  desks_open (&desks);
  desks_add_branch (&desks);
  bundle = desks_export (&desks, desks.branch);
  g_assert_cmpint (ahadi_sniff_file (bundle), ==, AHADI_LOOK_OTHER);
}

static void
test_anything_else_is_other (void)
{
  g_auto (Desks) desks = { NULL };
  g_autofree char *path = NULL;

  desks_init (&desks);
  path = desks_path (&desks, "x.ahadi-card");
  g_assert_cmpint (ahadi_sniff_file (path), ==, AHADI_LOOK_OTHER);
  g_assert_cmpint (ahadi_sniff_file (desks.folder), ==, AHADI_LOOK_OTHER);
  write_text (path, "", 0);
  g_assert_cmpint (ahadi_sniff_file (path), ==, AHADI_LOOK_OTHER);
  write_text (path, "ustar", 5);
  g_assert_cmpint (ahadi_sniff_file (path), ==, AHADI_LOOK_OTHER);
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/sniff/cards-and-requests-are-told-apart",
                   test_cards_and_requests_are_told_apart);
  g_test_add_func ("/app/sniff/bundles-are-too-large-for-requests",
                   test_bundles_are_too_large_for_requests);
  g_test_add_func ("/app/sniff/anything-else-is-other", test_anything_else_is_other);
  return g_test_run ();
}
