/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link/ahadi-link-whole.h"
#include "people.h"

static AhadiLinkPerson *
make (const char *name, const char *phone, const char *birth)
{
  return people_make (AHADI_LINK_NAME, name, AHADI_LINK_PHONE, phone, AHADI_LINK_BIRTH,
                      birth, AHADI_LINK_N_FIELDS);
}

static void
test_what_is_missing_is_taken (void)
{
  g_autoptr (AhadiLinkPerson) row = make ("John Kamau", "", "c. 1988");
  g_autoptr (AhadiLinkPerson) same = make ("Njoroge Kamau", "0712345678", "1987-05-14");
  g_autoptr (AhadiLinkPerson) whole = ahadi_link_whole_add (row, same);
  g_autofree char *third = ahadi_link_person_get (whole, AHADI_LINK_NAME, 2);
  g_autofree char *phone = ahadi_link_person_get (whole, AHADI_LINK_PHONE, 0);

  g_assert_cmpuint (ahadi_link_person_count (whole, AHADI_LINK_NAME), ==, 3);
  g_assert_cmpstr (third, ==, "njoroge");
  g_assert_cmpstr (phone, ==, "+254712345678");
  g_assert_cmpuint (ahadi_link_person_get_birth (whole).day, ==, 14);
}

static void
test_what_is_there_stays (void)
{
  g_autoptr (AhadiLinkPerson) row = make ("John Kamau", "0712345678", "1987-05-14");
  g_autoptr (AhadiLinkPerson) same = make ("Yohana KAMAO", "0733000111", "1978-05-14");

  g_assert_null (ahadi_link_whole_add (row, same));
}

static float
weigh (const AhadiLinkModel *model, const AhadiLinkPerson *a, const AhadiLinkPerson *b)
{
  AhadiLinkVector vector;

  ahadi_link_compare (a, b, &vector);
  return ahadi_link_model_weigh (model, &vector);
}

/* Of the first row little is known, but the second one is the same person. */
static AhadiLinkPair
weigh_beside_another (const char *birth_of_namesake)
{
  g_autoptr (AhadiLinkModel) model = ahadi_link_model_new (100000);
  g_autoptr (AhadiLinkPerson) row = make ("John Kamau", "0712345678", "");
  g_autoptr (AhadiLinkPerson) same = make ("John Kamau", "0712345678", "1987-05-14");
  g_autoptr (AhadiLinkPerson) namesake = make ("John Kamau", "", birth_of_namesake);
  AhadiLinkPerson *const persons[] = { row, same, namesake };
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (AhadiLinkPair));
  AhadiLinkPair made[] = {
    { 0, 1, AHADI_LINK_NOBODY, weigh (model, row, same) },
    { 0, 2, AHADI_LINK_NOBODY, weigh (model, row, namesake) },
  };

  g_assert_cmpfloat (made[0].weight, >, 4);
  g_array_append_vals (pairs, made, G_N_ELEMENTS (made));
  ahadi_link_whole_apply (pairs, persons, G_N_ELEMENTS (persons), model);
  g_assert_cmpfloat (g_array_index (pairs, AhadiLinkPair, 0).weight, ==, made[0].weight);
  made[1].weight = g_array_index (pairs, AhadiLinkPair, 1).weight - made[1].weight;
  made[1].third = g_array_index (pairs, AhadiLinkPair, 1).third;
  return made[1];
}

static void
test_other_rows_tell_namesakes_apart (void)
{
  AhadiLinkPair change = weigh_beside_another ("1961-11-02");

  g_assert_cmpfloat (change.weight, <, -2);
  g_assert_cmpuint (change.third, ==, AHADI_LINK_OTHERS);
}

static void
test_other_rows_tell_that_both_are_one (void)
{
  AhadiLinkPair change = weigh_beside_another ("1987-05-14");

  g_assert_cmpfloat (change.weight, >, 5);
  g_assert_cmpuint (change.third, ==, AHADI_LINK_OTHERS);
}

static void
test_nothing_new_changes_nothing (void)
{
  AhadiLinkPair change = weigh_beside_another ("");

  g_assert_cmpfloat (change.weight, ==, 0);
  g_assert_cmpuint (change.third, ==, AHADI_LINK_NOBODY);
}

static void
test_no_pairs_are_fine (void)
{
  g_autoptr (AhadiLinkModel) model = ahadi_link_model_new (0);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (AhadiLinkPair));

  ahadi_link_whole_apply (pairs, NULL, 0, model);
  g_assert_cmpuint (pairs->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/whole/what-is-missing-is-taken", test_what_is_missing_is_taken);
  g_test_add_func ("/link/whole/what-is-there-stays", test_what_is_there_stays);
  g_test_add_func ("/link/whole/other-rows-tell-namesakes-apart",
                   test_other_rows_tell_namesakes_apart);
  g_test_add_func ("/link/whole/other-rows-tell-that-both-are-one",
                   test_other_rows_tell_that_both_are_one);
  g_test_add_func ("/link/whole/nothing-new-changes-nothing",
                   test_nothing_new_changes_nothing);
  g_test_add_func ("/link/whole/no-pairs-are-fine", test_no_pairs_are_fine);
  return g_test_run ();
}
