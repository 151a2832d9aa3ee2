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
  static const char *const names[] = { "", " ", "_", "notes", "nam", "names and", "no" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpint (ahadi_linking_column_find (names[i]), ==, AHADI_LINK_N_FIELDS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/linking-columns/names-are-trimmed-and-folded",
                   test_names_are_trimmed_and_folded);
  g_test_add_func ("/app/linking-columns/others-are-not-known",
                   test_others_are_not_known);
  return g_test_run ();
}
