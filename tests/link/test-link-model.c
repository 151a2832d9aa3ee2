/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

static float
weigh (const AhadiLinkModel *model, const AhadiLinkPerson *a, const AhadiLinkPerson *b)
{
  AhadiLinkVector vector;

  ahadi_link_compare (a, b, &vector);
  return ahadi_link_model_weigh (model, &vector);
}

static AhadiLinkPerson *
make (const char *name, const char *phone, const char *birth)
{
  return people_make (AHADI_LINK_NAME, name, AHADI_LINK_PHONE, phone, AHADI_LINK_BIRTH,
                      birth, AHADI_LINK_N_FIELDS);
}

static void
test_agreement_weighs_more_than_difference (void)
{
  g_autoptr (AhadiLinkModel) model = ahadi_link_model_new (1000);
  g_autoptr (AhadiLinkPerson) john = make ("John Kamau", "0712345678", "1987-05-14");
  g_autoptr (AhadiLinkPerson) same = make ("Kamau John", "0712345678", "1987-05-14");
  g_autoptr (AhadiLinkPerson) other = make ("John Kamau", "0733000111", "1990-11-02");

  g_assert_cmpfloat (weigh (model, john, same), >, 8);
  g_assert_cmpfloat (weigh (model, john, other), <, weigh (model, john, same) - 10);
  g_assert_cmpfloat (weigh (model, john, other), <, AHADI_LINK_SURELY);
}

static void
test_missing_is_between (void)
{
  g_autoptr (AhadiLinkModel) model = ahadi_link_model_new (1000);
  g_autoptr (AhadiLinkPerson) john = make ("John Kamau", "0712345678", "1987-05-14");
  g_autoptr (AhadiLinkPerson) same = make ("John Kamau", "0712345678", "1987-05-14");
  g_autoptr (AhadiLinkPerson) missing = make ("John Kamau", "0712345678", "");
  g_autoptr (AhadiLinkPerson) other = make ("John Kamau", "0712345678", "1961-11-02");

  g_assert_cmpfloat (weigh (model, john, missing), <, weigh (model, john, same));
  g_assert_cmpfloat (weigh (model, john, missing), >, weigh (model, john, other));
}

static void
test_household_is_not_one_person (void)
{
  g_autoptr (AhadiLinkModel) model = ahadi_link_model_new (1000);
  g_autoptr (AhadiLinkPerson) john = make ("John Kamau", "0712345678", "1987-05-14");
  g_autoptr (AhadiLinkPerson) sister = make ("Mary Kamau", "0712345678", "1990-02-28");
  g_autoptr (AhadiLinkPerson) twin = make ("Mary Kamau", "0712345678", "1987-05-14");

  g_assert_cmpfloat (weigh (model, john, sister), <, AHADI_LINK_PERHAPS);
  g_assert_cmpfloat (weigh (model, john, twin), >, weigh (model, john, sister));
}

/* A table in which telephones are new in half of the pairs of one person. */
static void
test_fit_learns_from_the_table (void)
{
  g_autoptr (AhadiLinkModel) model = ahadi_link_model_new (1000);
  g_autoptr (GArray) vectors = g_array_new (FALSE, TRUE, sizeof (AhadiLinkVector));
  g_autoptr (AhadiLinkPerson) john = make ("John Kamau", "0712345678", "1987-05-14");
  g_autoptr (AhadiLinkPerson) moved = make ("John Kamau", "0733000111", "1987-05-14");
  float before = ahadi_link_model_get_m (model, AHADI_LINK_PHONE_DIFFERENT);

  for (guint i = 0; i < 400; i++)
    {
      AhadiLinkVector vector;

      ahadi_link_compare (john, i % 2 == 0 ? john : moved, &vector);
      g_array_append_val (vectors, vector);
    }
  ahadi_link_model_fit (model, (const AhadiLinkVector *) (void *) vectors->data,
                        vectors->len, 500000);

  g_assert_cmpfloat (before, ==, 0.2f);
  g_assert_cmpfloat_with_epsilon (
      ahadi_link_model_get_m (model, AHADI_LINK_PHONE_DIFFERENT), 0.5, 0.03);
}

/* Thousands of them in a large table: each is a little like one person. */
static void
test_namesakes_do_not_teach (void)
{
  g_autoptr (AhadiLinkModel) model = ahadi_link_model_new (100000);
  g_autoptr (GArray) vectors = g_array_new (FALSE, TRUE, sizeof (AhadiLinkVector));
  g_autoptr (AhadiLinkPerson) john = make ("John Kamau", "0712345678", "1987-05-14");
  g_autoptr (AhadiLinkPerson) namesake = make ("John Kamau", "0733000111", "1961-11-02");

  for (guint i = 0; i < 20000; i++)
    {
      AhadiLinkVector vector;

      ahadi_link_compare (john, i % 100 == 0 ? john : namesake, &vector);
      g_array_append_val (vectors, vector);
    }
  ahadi_link_model_fit (model, (const AhadiLinkVector *) (void *) vectors->data,
                        vectors->len, 1e9);
  g_assert_cmpfloat (ahadi_link_model_get_m (model, AHADI_LINK_PHONE_DIFFERENT), <, 0.2);
}

static void
test_names_that_go_together_say_less (void)
{
  g_autoptr (AhadiLinkModel) model = ahadi_link_model_new (1000);
  AhadiLinkVector vector = { .surprise = 20 };
  AhadiLinkStrangers strangers = { .lift = 4 };
  float before;

  vector.counts[AHADI_LINK_NAMES_TOGETHER] = 2;
  before = ahadi_link_model_weigh (model, &vector);
  ahadi_link_model_set_strangers (model, &strangers);
  g_assert_cmpfloat_with_epsilon (ahadi_link_model_weigh (model, &vector), before - 4,
                                  0.01);
}

/* Where strangers mostly differ in such names, that two do says less. */
static void
test_differences_are_counted_among_strangers (void)
{
  g_autoptr (AhadiLinkModel) model = ahadi_link_model_new (1000);
  AhadiLinkVector vector = { .surprise = 20 };
  AhadiLinkStrangers strangers = { .lift = 1 };
  float before;

  vector.counts[AHADI_LINK_NAME_KINDS_DIFFERENT] = 1;
  before = ahadi_link_model_weigh (model, &vector);
  strangers.counts[AHADI_LINK_NAME_DIFFERENT] = 10000;
  ahadi_link_model_set_strangers (model, &strangers);
  g_assert_cmpfloat (ahadi_link_model_weigh (model, &vector), >, before + 3);
}

/* None of the few strangers differs so: that teaches nothing. */
static void
test_few_strangers_teach_little (void)
{
  g_autoptr (AhadiLinkModel) model = ahadi_link_model_new (5);
  AhadiLinkVector vector = { .surprise = 20 };
  AhadiLinkStrangers strangers = { .lift = 1 };
  float before;

  vector.counts[AHADI_LINK_NAME_FIRST_DIFFERENT] = 1;
  before = ahadi_link_model_weigh (model, &vector);
  strangers.counts[AHADI_LINK_NAME_DIFFERENT] = 10;
  ahadi_link_model_set_strangers (model, &strangers);
  g_assert_cmpfloat_with_epsilon (ahadi_link_model_weigh (model, &vector), before, 0.1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/link/model/agreement-weighs-more-than-difference",
                   test_agreement_weighs_more_than_difference);
  g_test_add_func ("/link/model/missing-is-between", test_missing_is_between);
  g_test_add_func ("/link/model/household-is-not-one-person",
                   test_household_is_not_one_person);
  g_test_add_func ("/link/model/fit-learns-from-the-table",
                   test_fit_learns_from_the_table);
  g_test_add_func ("/link/model/namesakes-do-not-teach", test_namesakes_do_not_teach);
  g_test_add_func ("/link/model/names-that-go-together-say-less",
                   test_names_that_go_together_say_less);
  g_test_add_func ("/link/model/differences-are-counted-among-strangers",
                   test_differences_are_counted_among_strangers);
  g_test_add_func ("/link/model/few-strangers-teach-little",
                   test_few_strangers_teach_little);
  return g_test_run ();
}
