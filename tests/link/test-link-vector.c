/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

static AhadiLinkVector
compare (AhadiLinkField field, const char *a, const char *b)
{
  g_autoptr (AhadiLinkPerson) of_a = people_make (field, a, AHADI_LINK_N_FIELDS);
  g_autoptr (AhadiLinkPerson) of_b = people_make (field, b, AHADI_LINK_N_FIELDS);
  AhadiLinkVector vector;

  ahadi_link_compare (of_a, of_b, &vector);
  return vector;
}

typedef struct
{
  AhadiLinkField field;
  const char *a;
  const char *b;
  AhadiLinkLevel level;
} Case;

static void
test_each_field_has_its_levels (void)
{
  static const Case cases[] = {
    { AHADI_LINK_PHONE, "0712345678", "+254 712-345678", AHADI_LINK_PHONE_SAME },
    { AHADI_LINK_PHONE, "0712345678", "0712345679", AHADI_LINK_PHONE_NEAR },
    { AHADI_LINK_PHONE, "0712345678", "0733999000", AHADI_LINK_PHONE_DIFFERENT },
    { AHADI_LINK_BIRTH, "1987-05-12", "1987-12-05", AHADI_LINK_DATE_SWAPPED },
    { AHADI_LINK_BIRTH, "1987", "1987-12-05", AHADI_LINK_YEAR_SAME },
    { AHADI_LINK_PLACE, "Kisumu", "KISUMU", AHADI_LINK_PLACE_SAME },
    { AHADI_LINK_PLACE, "Kisumu", "Kisuumu", AHADI_LINK_PLACE_NEAR },
    { AHADI_LINK_PLACE, "Kisumu", "Lamu", AHADI_LINK_PLACE_DIFFERENT },
    { AHADI_LINK_REGION, "wa", "nsw", AHADI_LINK_REGION_DIFFERENT },
    { AHADI_LINK_ADDRESS, "12 Moi Avenue", "Moi Avenue", AHADI_LINK_ADDRESS_SAME },
    { AHADI_LINK_ADDRESS, "Moi Lane", "Moi Avenue", AHADI_LINK_ADDRESS_PART },
    { AHADI_LINK_ADDRESS, "Moi Lane", "Oginga Street", AHADI_LINK_ADDRESS_DIFFERENT },
    { AHADI_LINK_STREET_NUMBER, "12", "21", AHADI_LINK_STREET_NUMBER_NEAR },
    { AHADI_LINK_POSTCODE, "2600", "2611", AHADI_LINK_POSTCODE_DIFFERENT },
    { AHADI_LINK_SEX, "woman", "F", AHADI_LINK_SEX_SAME },
    { AHADI_LINK_SEX, "f", "m", AHADI_LINK_SEX_DIFFERENT },
    { AHADI_LINK_EMAIL, "A.Otieno@Post.ke", "a.otieno@post.ke", AHADI_LINK_EMAIL_SAME },
    { AHADI_LINK_EMAIL, "a.otieno@post.ke", "a.otieno@pots.ke", AHADI_LINK_EMAIL_NEAR },
    { AHADI_LINK_EMAIL, "a.otieno@post.ke", "j.kamau@post.ke",
      AHADI_LINK_EMAIL_DIFFERENT },
    { AHADI_LINK_NATIONAL_ID, "12345678", "12345687", AHADI_LINK_ID_NEAR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AhadiLinkVector vector = compare (cases[i].field, cases[i].a, cases[i].b);

      for (guint level = 0; level < AHADI_LINK_N_LEVELS; level++)
        g_assert_cmpuint (vector.counts[level], ==, level == cases[i].level);
    }
}

static void
test_missing_is_neutral (void)
{
  for (guint field = 0; field < AHADI_LINK_N_FIELDS; field++)
    {
      AhadiLinkVector vector = compare (field, "", "0712345678");

      for (guint level = 0; level < AHADI_LINK_N_LEVELS; level++)
        g_assert_cmpuint (vector.counts[level], ==, 0);
      g_assert_cmpfloat (vector.surprise, ==, 0);
    }
}

static void
test_kinds_of_numbers_are_not_mixed (void)
{
  g_autoptr (AhadiLinkPerson) a =
      people_make (AHADI_LINK_NATIONAL_ID, "12345678", AHADI_LINK_N_FIELDS);
  g_autoptr (AhadiLinkPerson) b =
      people_make (AHADI_LINK_MEMBERSHIP_ID, "12345678", AHADI_LINK_N_FIELDS);
  AhadiLinkVector vector;

  ahadi_link_compare (a, b, &vector);
  g_assert_cmpuint (vector.counts[AHADI_LINK_ID_SAME], ==, 0);
}

/* Whoever is registered twice got a number each time. */
static void
test_other_membership_number_says_nothing (void)
{
  AhadiLinkVector other = compare (AHADI_LINK_MEMBERSHIP_ID, "AIK-1001", "AIK-1002");
  AhadiLinkVector same = compare (AHADI_LINK_MEMBERSHIP_ID, "AIK-1001", "aik 1001");

  g_assert_cmpuint (other.counts[AHADI_LINK_ID_DIFFERENT], ==, 0);
  g_assert_cmpuint (other.counts[AHADI_LINK_ID_NEAR], ==, 0);
  g_assert_cmpuint (same.counts[AHADI_LINK_ID_SAME], ==, 1);
}

static void
test_one_of_two_phones_is_enough (void)
{
  g_autoptr (AhadiLinkPerson) a =
      people_make (AHADI_LINK_PHONE, "0712345678", AHADI_LINK_PHONE, "0733999000",
                   AHADI_LINK_N_FIELDS);
  g_autoptr (AhadiLinkPerson) b =
      people_make (AHADI_LINK_PHONE, "0733999000", AHADI_LINK_N_FIELDS);
  AhadiLinkVector vector;

  ahadi_link_compare (a, b, &vector);
  g_assert_cmpuint (vector.counts[AHADI_LINK_PHONE_SAME], ==, 1);
  g_assert_cmpuint (vector.counts[AHADI_LINK_PHONE_DIFFERENT], ==, 0);
}

static void
test_levels_belong_to_their_comparison (void)
{
  g_assert_cmpint (ahadi_link_level_group (AHADI_LINK_NAME_DIFFERENT), ==,
                   AHADI_LINK_NAME_SAME);
  g_assert_cmpint (ahadi_link_level_group (AHADI_LINK_DATE_DIFFERENT), ==,
                   AHADI_LINK_DATE_SAME);
  g_assert_cmpint (ahadi_link_level_group (AHADI_LINK_YEAR_SAME), ==,
                   AHADI_LINK_YEAR_SAME);
  g_assert_cmpint (ahadi_link_level_group (AHADI_LINK_POSTCODE_DIFFERENT), ==,
                   AHADI_LINK_POSTCODE_SAME);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/vector/each-field-has-its-levels",
                   test_each_field_has_its_levels);
  g_test_add_func ("/link/vector/missing-is-neutral", test_missing_is_neutral);
  g_test_add_func ("/link/vector/kinds-of-numbers-are-not-mixed",
                   test_kinds_of_numbers_are_not_mixed);
  g_test_add_func ("/link/vector/other-membership-number-says-nothing",
                   test_other_membership_number_says_nothing);
  g_test_add_func ("/link/vector/one-of-two-phones-is-enough",
                   test_one_of_two_phones_is_enough);
  g_test_add_func ("/link/vector/levels-belong-to-their-comparison",
                   test_levels_belong_to_their_comparison);
  return g_test_run ();
}
