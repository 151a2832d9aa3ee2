/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

#define PEOPLE 400
#define NAMES 10

static void
measure (GPtrArray *people, AhadiLinkStrangers *strangers)
{
  ahadi_link_strangers_measure ((AhadiLinkPerson *const *) (void *) people->pdata,
                                people->len, strangers);
}

/* @apart: how many communities have names of their own */
static GPtrArray *
make_people (guint apart)
{
  static const char *const letters = "bdfgjklmnprstvwz";
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  GPtrArray *people =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_link_person_free);

  for (guint i = 0; i < PEOPLE; i++)
    {
      guint community = i % apart;
      guint a = (guint) g_rand_int_range (rand, 0, NAMES);
      guint b = (guint) g_rand_int_range (rand, 0, NAMES);
      g_autofree char *name =
          g_strdup_printf ("%ca%ca%ca x%ca%ca%c", letters[a], letters[community],
                           letters[a], letters[b], letters[community], letters[b]);

      g_ptr_array_add (people, people_named (name));
    }
  return people;
}

static void
test_names_drawn_one_by_one_have_no_lift (void)
{
  g_autoptr (GPtrArray) people = make_people (1);
  AhadiLinkStrangers strangers;

  measure (people, &strangers);
  g_assert_cmpfloat_with_epsilon (strangers.lift, 1, 0.3);
}

static void
test_names_of_communities_go_together (void)
{
  g_autoptr (GPtrArray) people = make_people (5);
  AhadiLinkStrangers strangers;

  measure (people, &strangers);
  g_assert_cmpfloat (strangers.lift, >, 2);
  g_assert_cmpfloat (strangers.lift, <, 7);
}

static void
test_who_may_be_one_does_not_count (void)
{
  g_autoptr (GPtrArray) people =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_link_person_free);
  AhadiLinkStrangers strangers;

  for (guint i = 0; i < 10; i++)
    g_ptr_array_add (people, people_make (AHADI_LINK_NAME, "John Kamau", AHADI_LINK_PHONE,
                                          "0712345678", AHADI_LINK_N_FIELDS));
  measure (people, &strangers);
  g_assert_cmpfloat (strangers.lift, ==, 1);
  g_assert_cmpfloat (strangers.counts[AHADI_LINK_NAME_SAME], ==, 0);
}

static void
test_nobody_is_fine (void)
{
  AhadiLinkStrangers strangers;

  ahadi_link_strangers_measure (NULL, 0, &strangers);
  g_assert_cmpfloat (strangers.lift, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/strangers/names-drawn-one-by-one-have-no-lift",
                   test_names_drawn_one_by_one_have_no_lift);
  g_test_add_func ("/link/strangers/names-of-communities-go-together",
                   test_names_of_communities_go_together);
  g_test_add_func ("/link/strangers/who-may-be-one-does-not-count",
                   test_who_may_be_one_does_not_count);
  g_test_add_func ("/link/strangers/nobody-is-fine", test_nobody_is_fine);
  return g_test_run ();
}
