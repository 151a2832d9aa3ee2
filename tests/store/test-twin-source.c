/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-twin-source.h"

static const char *const values[AHADI_MEMBER_N_FIELDS] = {
  [AHADI_MEMBER_NAME] = "Achieng Otieno",
  [AHADI_MEMBER_PREFERRED_NAME] = "Mama Achieng",
  [AHADI_MEMBER_PHONE] = "+254712345678",
  [AHADI_MEMBER_BIRTH] = "1987-05",
  [AHADI_MEMBER_COUNTY] = "Kisumu",
  [AHADI_MEMBER_PLACE] = "Kondele",
  [AHADI_MEMBER_NUMBER] = "AIK-12",
  [AHADI_MEMBER_NOTE] = "Not a word of this",
  [AHADI_MEMBER_EMAIL] = "school@example.org",
};

static void
test_what_counts_is_kept_a_line_each (void)
{
  g_autofree char *source = ahadi_twin_source_make (values);

  g_assert_cmpstr (source, ==,
                   "nAchieng Otieno\ncmama\np+254712345678\nb1987-05\nrKisumu\n"
                   "lKondele\nmAIK-12\n");
}

static void
test_a_person_is_read_back (void)
{
  g_autofree char *source = ahadi_twin_source_make (values);
  g_autoptr (AhadiLinkPerson) person = ahadi_twin_source_read (source);
  g_autofree char *number = ahadi_link_person_get (person, AHADI_LINK_MEMBERSHIP_ID, 0);
  AhadiLinkBirth birth = ahadi_link_person_get_birth (person);

  g_assert_cmpuint (ahadi_link_person_count (person, AHADI_LINK_NAME), ==, 3);
  g_assert_cmpuint (ahadi_link_person_count (person, AHADI_LINK_PHONE), ==, 1);
  g_assert_cmpuint (ahadi_link_person_count (person, AHADI_LINK_REGION), ==, 1);
  g_assert_cmpuint (ahadi_link_person_count (person, AHADI_LINK_PLACE), ==, 1);
  g_assert_cmpstr (number, ==, "aik12");
  g_assert_cmpuint (birth.year, ==, 1987);
  g_assert_cmpuint (birth.month, ==, 5);
}

static void
test_nobody_has_nothing (void)
{
  const char *nothing[AHADI_MEMBER_N_FIELDS] = { NULL };
  g_autofree char *source = ahadi_twin_source_make (nothing);
  g_autoptr (AhadiLinkPerson) person = ahadi_twin_source_read (source);
  guint64 keys[AHADI_LINK_KEYS_MAX];

  g_assert_cmpstr (source, ==, "");
  g_assert_cmpuint (ahadi_link_keys_list (person, keys), ==, 0);
}

/* A field left out of the mask would be changed without a new look. */
static void
test_each_field_that_is_read_counts_as_a_change (void)
{
  const char *empty[AHADI_MEMBER_N_FIELDS] = { NULL };
  g_autofree char *nothing = ahadi_twin_source_make (empty);

  for (guint i = 0; i < AHADI_MEMBER_N_FIELDS; i++)
    {
      const char *one[AHADI_MEMBER_N_FIELDS] = { NULL };
      g_autofree char *source = NULL;

      one[i] = "1987";
      source = ahadi_twin_source_make (one);
      g_assert_cmpint (g_str_equal (source, nothing), ==,
                       (ahadi_twin_source_get_fields () >> i & 1) == 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/twin-source/what-counts-is-kept-a-line-each",
                   test_what_counts_is_kept_a_line_each);
  g_test_add_func ("/store/twin-source/a-person-is-read-back",
                   test_a_person_is_read_back);
  g_test_add_func ("/store/twin-source/nobody-has-nothing", test_nobody_has_nothing);
  g_test_add_func ("/store/twin-source/each-field-that-is-read-counts-as-a-change",
                   test_each_field_that_is_read_counts_as_a_change);
  return g_test_run ();
}
