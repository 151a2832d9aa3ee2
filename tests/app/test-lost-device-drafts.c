/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "desks.h"

static void
test_what_only_people_know_is_a_blank (void)
{
  AhadiLostDevice lost = { .branch = (char *) "Kisumu",
                           .aware = G_GINT64_CONSTANT (1764300000000),
                           .deadline = G_GINT64_CONSTANT (1764559200000) };
  g_autofree char *notice = NULL;
  g_autofree char *letter = NULL;

  lost.holdings.records[AHADI_KIND_MEMBER] = 3;
  notice = ahadi_lost_device_print_notice (&lost);
  letter = ahadi_lost_device_print_letter (&lost);
  g_assert_nonnull (strstr (notice, "section 43"));
  g_assert_nonnull (strstr (notice, "3 members"));
  g_assert_nonnull (strstr (notice, "no longer trusted"));
  g_assert_nonnull (strstr (notice, "Contact: ____"));
  g_assert_nonnull (strstr (letter, "Kisumu"));
  g_assert_nonnull (strstr (letter, "What you can do: ____"));
}

int
main (int argc, char **argv)
{
  desks_init_tests (&argc, &argv);
  g_test_add_func ("/app/lost-device-drafts/what-only-people-know-is-a-blank",
                   test_what_only_people_know_is_a_blank);
  return g_test_run ();
}
