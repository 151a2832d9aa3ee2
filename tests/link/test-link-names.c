/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

static void
check (const char *a,
       const char *b,
       AhadiLinkLevel level,
       guint expected,
       AhadiLinkLevel other,
       guint other_expected)
{
  AhadiLinkVector there = people_compare_names (a, b);
  AhadiLinkVector back = people_compare_names (b, a);

  g_test_message ("%s = %s", a, b);
  g_assert_cmpuint (there.counts[level], ==, expected);
  g_assert_cmpuint (there.counts[other], ==, other_expected);
  g_assert_cmpmem (there.counts, sizeof there.counts, back.counts, sizeof back.counts);
  g_assert_cmpfloat_with_epsilon (there.surprise, back.surprise, 1e-3);
}

static void
test_order_does_not_matter_and_is_told (void)
{
  check ("John Kamau", "Kamau John", AHADI_LINK_NAME_SAME, 2, AHADI_LINK_ORDER_SWAPPED,
         1);
  check ("John Kamau", "John Kamau", AHADI_LINK_NAME_SAME, 2, AHADI_LINK_ORDER_SAME, 1);
  check ("John Kamau", "John", AHADI_LINK_NAME_SAME, 1, AHADI_LINK_ORDER_SAME, 0);
}

static void
test_left_out_name_is_no_difference (void)
{
  check ("John Kamau Mwangi", "Kamau Mwangi", AHADI_LINK_NAME_SAME, 2,
         AHADI_LINK_NAME_DIFFERENT, 0);
  check ("John Kamau", "John Mwangi", AHADI_LINK_NAME_SAME, 1, AHADI_LINK_NAME_DIFFERENT,
         1);
}

/* People have one name of church or mosque, and leave it out or the others. */
static void
test_kinds_of_names_that_differ_are_told (void)
{
  check ("Timothy Sang", "Kiprono Sang", AHADI_LINK_NAME_KINDS_DIFFERENT, 1,
         AHADI_LINK_NAME_DIFFERENT, 0);
  check ("Timothy Sang", "Peter Sang", AHADI_LINK_NAME_FIRST_DIFFERENT, 1,
         AHADI_LINK_NAME_DIFFERENT, 0);
  check ("Kibet Sang", "Kiprono Sang", AHADI_LINK_NAME_DIFFERENT, 1,
         AHADI_LINK_NAME_KINDS_DIFFERENT, 0);
  check ("Timothy Kibet", "Sang", AHADI_LINK_NAME_DIFFERENT, 1,
         AHADI_LINK_NAME_KINDS_DIFFERENT, 0);
}

static void
test_variants_and_sounds_agree (void)
{
  check ("Yohana Kamau", "John Kamau", AHADI_LINK_NAME_SOUNDS, 1, AHADI_LINK_NAME_SAME,
         1);
  check ("Waceke", "Wacheke", AHADI_LINK_NAME_SOUNDS, 1, AHADI_LINK_NAME_DIFFERENT, 0);
  check ("Ng'ang'a", "nganga", AHADI_LINK_NAME_SAME, 1, AHADI_LINK_NAME_DIFFERENT, 0);
}

static void
test_slips_are_similar (void)
{
  check ("Mutua", "Mtua", AHADI_LINK_NAME_SIMILAR, 1, AHADI_LINK_NAME_DIFFERENT, 0);
  check ("Nkaissery", "Nkaiserry", AHADI_LINK_NAME_SOUNDS, 1, AHADI_LINK_NAME_DIFFERENT,
         0);
  check ("Oba", "Oma", AHADI_LINK_NAME_SIMILAR, 0, AHADI_LINK_NAME_DIFFERENT, 1);
}

static void
test_initials_agree (void)
{
  check ("J Kamau", "John Kamau", AHADI_LINK_NAME_INITIAL, 1, AHADI_LINK_NAME_SAME, 1);
}

static void
test_best_pairs_come_first (void)
{
  check ("Kiprono Kiprop", "Kiprop Kipron", AHADI_LINK_NAME_SAME, 1,
         AHADI_LINK_NAME_SIMILAR, 1);
}

/* Same columns in one table, the other way round in the other. */
static void
test_swapped_columns_are_told (void)
{
  g_autoptr (AhadiLinkPerson) a = people_make (
      AHADI_LINK_GIVEN_NAME, "Kamau", AHADI_LINK_SURNAME, "John", AHADI_LINK_N_FIELDS);
  g_autoptr (AhadiLinkPerson) b = people_make (
      AHADI_LINK_GIVEN_NAME, "John", AHADI_LINK_SURNAME, "Kamau", AHADI_LINK_N_FIELDS);
  AhadiLinkVector vector;

  ahadi_link_compare (a, b, &vector);
  g_assert_cmpuint (vector.counts[AHADI_LINK_NAME_SAME], ==, 2);
  g_assert_cmpuint (vector.counts[AHADI_LINK_ORDER_SWAPPED], ==, 1);
}

/* A household explains the shared name, but not that both have one name of their own. */
static void
test_household_shares_all_names_but_one (void)
{
  AhadiLinkVector siblings = people_compare_names ("John Kamau", "Peter Kamau");
  AhadiLinkVector same = people_compare_names ("John Kamau", "John Kamau");

  g_assert_cmpfloat (siblings.shared, >, 0.8 * siblings.surprise);
  g_assert_cmpfloat (same.shared, <, same.surprise - 7);
}

/* Brothers are called John and Peter: two rows of John on one telephone are one man, were
 * the other name another one. */
static void
test_household_hardly_shares_a_given_name (void)
{
  AhadiLinkVector given = people_compare_names ("John Kamau", "John Njoroge");
  AhadiLinkVector family = people_compare_names ("John Kamau", "Peter Kamau");
  AhadiLinkVector muslim = people_compare_names ("Hassan Ali Omar", "Fatuma Ali Omar");

  g_assert_cmpfloat (given.surprise - given.shared, >,
                     family.surprise - family.shared + 3);
  g_assert_cmpfloat (muslim.surprise - muslim.shared, <, 3);
}

/* A slip in a name says less than none, but no less than its own odds. */
static void
test_slip_says_less_than_the_same (void)
{
  AhadiLinkVector same = people_compare_names ("Gikunda", "Gikunda");
  AhadiLinkVector sounds = people_compare_names ("Gikunda", "Kikunda");
  AhadiLinkVector similar = people_compare_names ("Gikunda", "Gikunad");

  g_assert_cmpfloat (similar.surprise, >, 0);
  g_assert_cmpfloat (sounds.surprise, >, similar.surprise);
  g_assert_cmpfloat (same.surprise, >, sounds.surprise);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/names/order-does-not-matter-and-is-told",
                   test_order_does_not_matter_and_is_told);
  g_test_add_func ("/link/names/left-out-name-is-no-difference",
                   test_left_out_name_is_no_difference);
  g_test_add_func ("/link/names/kinds-of-names-that-differ-are-told",
                   test_kinds_of_names_that_differ_are_told);
  g_test_add_func ("/link/names/variants-and-sounds-agree",
                   test_variants_and_sounds_agree);
  g_test_add_func ("/link/names/slips-are-similar", test_slips_are_similar);
  g_test_add_func ("/link/names/initials-agree", test_initials_agree);
  g_test_add_func ("/link/names/best-pairs-come-first", test_best_pairs_come_first);
  g_test_add_func ("/link/names/swapped-columns-are-told", test_swapped_columns_are_told);
  g_test_add_func ("/link/names/household-shares-all-names-but-one",
                   test_household_shares_all_names_but_one);
  g_test_add_func ("/link/names/household-hardly-shares-a-given-name",
                   test_household_hardly_shares_a_given_name);
  g_test_add_func ("/link/names/slip-says-less-than-the-same",
                   test_slip_says_less_than_the_same);
  return g_test_run ();
}
