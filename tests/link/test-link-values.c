/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

static guint
count_all (guint64 value, gpointer data)
{
  return GPOINTER_TO_UINT (data);
}

/* Bits that the two names of a pair surprise by, where @n of @n_people have each. */
static float
measure (guint n, guint n_people)
{
  g_autoptr (AhadiLinkPerson) a = people_named ("Kamau");
  g_autoptr (AhadiLinkPerson) b = people_named ("Kamau");
  AhadiLinkVector vector;

  ahadi_link_values_rate (a, n_people, count_all, GUINT_TO_POINTER (n));
  ahadi_link_values_rate (b, n_people, count_all, GUINT_TO_POINTER (n));
  ahadi_link_compare (a, b, &vector);
  return vector.surprise;
}

static void
test_rare_name_says_more (void)
{
  g_assert_cmpfloat (measure (2, 100000), >, measure (2000, 100000) + 8);
  g_assert_cmpfloat_with_epsilon (measure (1001, 1024001), 10, 0.1);
}

static void
test_small_table_leans_on_what_is_known (void)
{
  g_assert_cmpfloat (measure (2, 10), >, 8);
  g_assert_cmpfloat (measure (2, 10), <, 10);
}

/* An office's telephone that thousands gave says next to nothing. */
static void
test_shared_phone_says_less (void)
{
  float bits[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AhadiLinkPerson) a =
          people_make (AHADI_LINK_PHONE, "0712345678", AHADI_LINK_N_FIELDS);
      AhadiLinkVector vector;

      ahadi_link_values_rate (a, 10000, count_all, GUINT_TO_POINTER (i == 0 ? 2 : 5000));
      ahadi_link_compare (a, a, &vector);
      bits[i] = vector.surprise;
    }
  g_assert_cmpfloat (bits[0], >, 12);
  g_assert_cmpfloat (bits[1], <, 2);
}

static void
test_values_are_the_same_for_the_same_person (void)
{
  g_autoptr (AhadiLinkPerson) a = people_make (
      AHADI_LINK_NAME, "John Kamau", AHADI_LINK_BIRTH, "1987-05-14", AHADI_LINK_N_FIELDS);
  g_autoptr (AhadiLinkPerson) b = people_make (
      AHADI_LINK_NAME, "JOHN KAMAU", AHADI_LINK_BIRTH, "14/5/1987", AHADI_LINK_N_FIELDS);
  guint64 of_a[AHADI_LINK_VALUES_MAX];
  guint64 of_b[AHADI_LINK_VALUES_MAX];
  guint n_a = ahadi_link_values_list (a, of_a);
  guint n_b = ahadi_link_values_list (b, of_b);

  g_assert_cmpuint (n_a, ==, 4); /* two names, a date, a year */
  g_assert_cmpmem (of_a, n_a * sizeof *of_a, of_b, n_b * sizeof *of_b);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/values/rare-name-says-more", test_rare_name_says_more);
  g_test_add_func ("/link/values/small-table-leans-on-what-is-known",
                   test_small_table_leans_on_what_is_known);
  g_test_add_func ("/link/values/shared-phone-says-less", test_shared_phone_says_less);
  g_test_add_func ("/link/values/are-the-same-for-the-same-person",
                   test_values_are_the_same_for_the_same_person);
  return g_test_run ();
}
