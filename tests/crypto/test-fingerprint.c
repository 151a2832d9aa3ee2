/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto-support.h"

static void
test_five_groups_of_five_digits (void)
{
  g_autofree char *text = ahadi_fingerprint_make ("ahadi-test-v1", "abc", 3);

  g_assert_cmpuint (strlen (text), ==, 29);
  for (guint i = 0; i < 29; i++)
    g_assert_true (i % 6 == 5 ? text[i] == ' ' : g_ascii_isdigit (text[i]));
}

/* People compare these between versions of the program: they must never change. */
static void
test_digits_are_pinned (void)
{
  g_autofree char *text = ahadi_fingerprint_make ("ahadi-test-v1", "abc", 3);

  g_assert_cmpstr (text, ==, "07658 28294 86845 49488 02787");
}

static void
test_domain_and_bytes_matter (void)
{
  g_autofree char *text = ahadi_fingerprint_make ("ahadi-test-v1", "abc", 3);
  g_autofree char *other_domain = ahadi_fingerprint_make ("ahadi-test-v2", "abc", 3);
  g_autofree char *other_bytes = ahadi_fingerprint_make ("ahadi-test-v1", "abd", 3);

  g_assert_cmpstr (text, !=, other_domain);
  g_assert_cmpstr (text, !=, other_bytes);
}

int
main (int argc, char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/crypto/fingerprint/five-groups-of-five-digits",
                   test_five_groups_of_five_digits);
  g_test_add_func ("/crypto/fingerprint/digits-are-pinned", test_digits_are_pinned);
  g_test_add_func ("/crypto/fingerprint/domain-and-bytes-matter",
                   test_domain_and_bytes_matter);
  return g_test_run ();
}
