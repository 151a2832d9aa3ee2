/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/ahadi-linking-columns.h"

typedef struct
{
  const char *name;
  AhadiLinkField field;
} Case;

static void
test_names_are_trimmed_and_folded (void)
{
  static const Case cases[] = {
    { " given_name", AHADI_LINK_GIVEN_NAME },
    { "Full Name", AHADI_LINK_NAME },
    { "JINA", AHADI_LINK_NAME },
    { "Date of birth", AHADI_LINK_BIRTH },
    { "dob ", AHADI_LINK_BIRTH },
    { "msisdn", AHADI_LINK_PHONE },
    { "Simu", AHADI_LINK_PHONE },
    { " address_1", AHADI_LINK_ADDRESS },
    { "county", AHADI_LINK_REGION },
    { "Circle", AHADI_LINK_PLACE },
    { " soc_sec_id", AHADI_LINK_SOCIAL_ID },
    { "Membership No.", AHADI_LINK_MEMBERSHIP_ID },
    { " postcode", AHADI_LINK_POSTCODE },
    { "street-number", AHADI_LINK_STREET_NUMBER },
    { "National ID", AHADI_LINK_NATIONAL_ID },
    { " surname ", AHADI_LINK_SURNAME },
    { "Full Names", AHADI_LINK_NAME },
    { "Phone No.", AHADI_LINK_PHONE },
    { "Mobile", AHADI_LINK_PHONE },
    { "ID/No", AHADI_LINK_NATIONAL_ID },
    { "Sub-County", AHADI_LINK_PLACE },
    { "Gender", AHADI_LINK_SEX },
    { "E-mail", AHADI_LINK_EMAIL },
    { "D.O.B.", AHADI_LINK_BIRTH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”", cases[i].name);
      g_assert_cmpint (ahadi_linking_column_find (cases[i].name), ==, cases[i].field);
    }
}

/* Nobody lists them all. */
static void
test_others_are_known_by_their_words (void)
{
  static const Case cases[] = {
    { "Date of birth (dd/mm/yyyy)", AHADI_LINK_BIRTH },
    { "Client's Full Name", AHADI_LINK_NAME },
    { "Applicant first name", AHADI_LINK_GIVEN_NAME },
    { "Family name(s)", AHADI_LINK_SURNAME },
    { "Tel. No. 2", AHADI_LINK_PHONE },
    { "Phone number (M-Pesa)", AHADI_LINK_PHONE },
    { "Home county", AHADI_LINK_REGION },
    { "Sub location", AHADI_LINK_PLACE },
    { "Area of residence", AHADI_LINK_PLACE },
    { "National ID card no", AHADI_LINK_NATIONAL_ID },
    { "Street address line 1", AHADI_LINK_ADDRESS },
    { "Personal e-mail", AHADI_LINK_EMAIL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”", cases[i].name);
      g_assert_cmpint (ahadi_linking_column_find (cases[i].name), ==, cases[i].field);
    }
}

static void
test_others_are_not_known (void)
{
  static const char *const names[] = { "",
                                       " ",
                                       "_",
                                       "notes",
                                       "nam",
                                       "no",
                                       "id",
                                       "Next of kin name",
                                       "Mother's phone",
                                       "Phone type",
                                       "School name" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpint (ahadi_linking_column_find (names[i]), ==, AHADI_LINK_N_FIELDS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/linking-columns/names-are-trimmed-and-folded",
                   test_names_are_trimmed_and_folded);
  g_test_add_func ("/app/linking-columns/others-are-known-by-their-words",
                   test_others_are_known_by_their_words);
  g_test_add_func ("/app/linking-columns/others-are-not-known",
                   test_others_are_not_known);
  return g_test_run ();
}
