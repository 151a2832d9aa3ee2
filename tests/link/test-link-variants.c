/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/ahadi-link-variants.h"

static void
test_variants_have_one_standing_form (void)
{
  g_assert_cmpstr (ahadi_link_variants_find ("yohana"), ==, "john");
  g_assert_cmpstr (ahadi_link_variants_find ("john"), ==, "john");
  g_assert_cmpstr (ahadi_link_variants_find ("miriam"), ==, "mary");
  g_assert_cmpstr (ahadi_link_variants_find ("muhammad"), ==, "mohamed");
  g_assert_null (ahadi_link_variants_find ("kamau"));
  g_assert_null (ahadi_link_variants_find (""));
}

static void
test_particles_name_nobody (void)
{
  g_assert_true (ahadi_link_variants_is_particle ("arap"));
  g_assert_true (ahadi_link_variants_is_particle ("ole"));
  g_assert_true (ahadi_link_variants_is_particle ("dr"));
  g_assert_false (ahadi_link_variants_is_particle ("john"));
  g_assert_false (ahadi_link_variants_is_particle ("particles:"));
}

static void
test_first_names_are_known (void)
{
  g_assert_true (ahadi_link_variants_is_first ("yohana"));
  g_assert_true (ahadi_link_variants_is_first ("purity"));
  g_assert_false (ahadi_link_variants_is_first ("kamau"));
  g_assert_false (ahadi_link_variants_is_first ("first:"));
}

/* With a slip of the ear, unless it is so short that it sounds like anything. */
static void
test_first_names_are_known_by_sound (void)
{
  g_assert_true (ahadi_link_variants_is_first ("amoss"));
  g_assert_true (ahadi_link_variants_is_first ("zipora"));
  g_assert_false (ahadi_link_variants_is_first ("ia"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/variants/have-one-standing-form",
                   test_variants_have_one_standing_form);
  g_test_add_func ("/link/variants/particles-name-nobody", test_particles_name_nobody);
  g_test_add_func ("/link/variants/first-names-are-known", test_first_names_are_known);
  g_test_add_func ("/link/variants/first-names-are-known-by-sound",
                   test_first_names_are_known_by_sound);
  return g_test_run ();
}
