/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

static void
check (const AhadiLinkPerson *person, AhadiLinkField field, const char *expected)
{
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < ahadi_link_person_count (person, field); i++)
    {
      g_autofree char *value = ahadi_link_person_get (person, field, i);

      g_string_append_printf (got, "%s%s", i > 0 ? "|" : "", value);
    }
  g_assert_cmpstr (got->str, ==, expected);
}

static void
check_name (const char *name, const char *expected)
{
  g_autoptr (AhadiLinkPerson) person = people_named (name);

  check (person, AHADI_LINK_NAME, expected);
}

static void
test_names_are_normalised (void)
{
  check_name (" Wanjikũ  NG'ANG'A ", "wanjiku|nganga");
  check_name ("Ng’ang’a-Kamau, J.", "nganga|kamau|j");
  check_name ("Daniel arap Moi", "daniel|moi");
  check_name ("Dr. William ole Ntimama", "william|ntimama");
  check_name ("Ole", "ole");
  check_name ("a b c d e f g", "a|b|c|d|e|f");
  check_name ("?", "");
}

static void
test_phones_have_one_form (void)
{
  g_autoptr (AhadiLinkPerson) person =
      people_make (AHADI_LINK_PHONE, "0712 345 678", AHADI_LINK_PHONE, "none",
                   AHADI_LINK_PHONE, "254733000111", AHADI_LINK_N_FIELDS);

  check (person, AHADI_LINK_PHONE, "+254712345678|+254733000111");
}

static void
test_other_fields_are_kept_whole_or_in_words (void)
{
  g_autoptr (AhadiLinkPerson) person =
      people_make (AHADI_LINK_PLACE, "Homa Bay", AHADI_LINK_ADDRESS, "12 Moi Avenue",
                   AHADI_LINK_POSTCODE, "00-100", AHADI_LINK_NATIONAL_ID, "12 345 678",
                   AHADI_LINK_BIRTH, "1987", AHADI_LINK_N_FIELDS);

  check (person, AHADI_LINK_PLACE, "homa bay");
  check (person, AHADI_LINK_ADDRESS, "12|moi|avenue");
  check (person, AHADI_LINK_POSTCODE, "00100");
  check (person, AHADI_LINK_NATIONAL_ID, "12345678");
  g_assert_cmpuint (ahadi_link_person_get_birth (person).year, ==, 1987);
  g_assert_cmpuint (ahadi_link_person_count (person, AHADI_LINK_BIRTH), ==, 1);
}

static void
test_two_phones_in_a_cell_are_two (void)
{
  g_autoptr (AhadiLinkPerson) person =
      people_make (AHADI_LINK_PHONE, "0712345678/0733 000111", AHADI_LINK_N_FIELDS);
  g_autofree char *second = ahadi_link_person_get (person, AHADI_LINK_PHONE, 1);

  g_assert_cmpstr (second, ==, "+254733000111");
}

/* A spreadsheet's number, one of another country, and what a spreadsheet cut. */
static void
test_other_phones_are_digits (void)
{
  g_autoptr (AhadiLinkPerson) person =
      people_make (AHADI_LINK_PHONE, "712345678.0; (555) 123-4567", AHADI_LINK_N_FIELDS);
  g_autoptr (AhadiLinkPerson) cut =
      people_make (AHADI_LINK_PHONE, "7.12346E+08", AHADI_LINK_N_FIELDS);
  g_autofree char *first = ahadi_link_person_get (person, AHADI_LINK_PHONE, 0);
  g_autofree char *second = ahadi_link_person_get (person, AHADI_LINK_PHONE, 1);

  g_assert_cmpstr (first, ==, "+254712345678");
  g_assert_cmpstr (second, ==, "5551234567");
  g_assert_cmpuint (ahadi_link_person_count (cut, AHADI_LINK_PHONE), ==, 0);
}

static void
test_words_for_a_sex_are_one (void)
{
  static const char *const texts[] = { "F", "Female", "mwanamke" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AhadiLinkPerson) person =
          people_make (AHADI_LINK_SEX, texts[i], AHADI_LINK_N_FIELDS);
      g_autofree char *sex = ahadi_link_person_get (person, AHADI_LINK_SEX, 0);

      g_assert_cmpstr (sex, ==, "f");
    }
}

static void
test_nothing_is_nobody (void)
{
  g_autoptr (AhadiLinkPerson) person = ahadi_link_person_new (NULL, 0);

  for (guint field = 0; field < AHADI_LINK_N_FIELDS; field++)
    g_assert_cmpuint (ahadi_link_person_count (person, field), ==, 0);
}

static void
test_long_words_are_cut_between_letters (void)
{
  g_autoptr (AhadiLinkPerson) person =
      people_named ("жжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжжж");
  g_autofree char *name = ahadi_link_person_get (person, AHADI_LINK_NAME, 0);

  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_cmpuint (strlen (name), ==, 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/person/names-are-normalised", test_names_are_normalised);
  g_test_add_func ("/link/person/phones-have-one-form", test_phones_have_one_form);
  g_test_add_func ("/link/person/other-fields-are-kept-whole-or-in-words",
                   test_other_fields_are_kept_whole_or_in_words);
  g_test_add_func ("/link/person/two-phones-in-a-cell-are-two",
                   test_two_phones_in_a_cell_are_two);
  g_test_add_func ("/link/person/other-phones-are-digits", test_other_phones_are_digits);
  g_test_add_func ("/link/person/words-for-a-sex-are-one", test_words_for_a_sex_are_one);
  g_test_add_func ("/link/person/nothing-is-nobody", test_nothing_is_nobody);
  g_test_add_func ("/link/person/long-words-are-cut-between-letters",
                   test_long_words_are_cut_between_letters);
  return g_test_run ();
}
