/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-verdicts.h"

#include "place.h"

#define N_MEMBERS 5

typedef struct
{
  Place place;
  Place other;
  AhadiId ids[N_MEMBERS];
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  place_open (&self->place);
  place_open (&self->other);
  for (guint i = 0; i < N_MEMBERS; i++)
    self->ids[i] = place_add_member (&self->place, "Achieng Otieno", NULL);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  place_close (&self->place);
  place_close (&self->other);
}

static void
say_at (Fixture *self, Place *at, guint a, guint b, const char *word)
{
  g_autoptr (AhadiRecord) record =
      ahadi_same_as_to_record (&self->ids[a], &self->ids[b], word, NULL);
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_vault_save (at->vault, AUDIENCE, record, NULL, &error));
}

static void
say (Fixture *self, guint a, guint b, const char *word)
{
  say_at (self, &self->place, a, b, word);
}

static AhadiVerdict
get_at (Fixture *self, Place *at, guint a, guint b)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AhadiVerdicts) verdicts = ahadi_verdicts_load (at->vault, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ahadi_verdicts_get (verdicts, &self->ids[a], &self->ids[b]), ==,
                   ahadi_verdicts_get (verdicts, &self->ids[b], &self->ids[a]));
  return ahadi_verdicts_get (verdicts, &self->ids[a], &self->ids[b]);
}

static void
assert_verdict (Fixture *self, guint a, guint b, AhadiVerdict expected)
{
  g_assert_cmpint (get_at (self, &self->place, a, b), ==, expected);
}

static void
test_the_last_word_counts (Fixture *self, gconstpointer unused)
{
  assert_verdict (self, 0, 1, AHADI_VERDICT_NONE);
  say (self, 0, 1, AHADI_SAME_AS_SAME);
  assert_verdict (self, 0, 1, AHADI_VERDICT_SAME);
  say (self, 1, 0, AHADI_SAME_AS_DIFFERENT);
  assert_verdict (self, 0, 1, AHADI_VERDICT_DIFFERENT);
  say (self, 0, 1, AHADI_SAME_AS_UNDECIDED);
  assert_verdict (self, 0, 1, AHADI_VERDICT_NONE);
}

static void
test_a_chain_makes_one_person (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiVerdicts) verdicts = NULL;
  g_autoptr (GArray) others = NULL;
  g_autoptr (GArray) said = NULL;
  g_autoptr (GError) error = NULL;

  say (self, 3, 2, AHADI_SAME_AS_SAME);
  say (self, 0, 1, AHADI_SAME_AS_SAME);
  say (self, 1, 2, AHADI_SAME_AS_SAME);
  assert_verdict (self, 0, 3, AHADI_VERDICT_SAME);
  assert_verdict (self, 0, 4, AHADI_VERDICT_NONE);

  verdicts = ahadi_verdicts_load (self->place.vault, &error);
  others = ahadi_verdicts_list_others (verdicts, &self->ids[1]);
  g_assert_cmpuint (others->len, ==, 3);
  for (guint i = 1; i < others->len; i++)
    g_assert_cmpint (ahadi_id_compare (&g_array_index (others, AhadiId, i - 1),
                                       &g_array_index (others, AhadiId, i)),
                     <, 0);
  g_assert_cmpstr (ahadi_verdicts_get_word (verdicts, &self->ids[1], &self->ids[0]), ==,
                   AHADI_SAME_AS_SAME);
  g_assert_null (ahadi_verdicts_get_word (verdicts, &self->ids[0], &self->ids[2]));
  said = ahadi_verdicts_list (verdicts);
  g_assert_cmpuint (said->len, ==, 3);
  for (guint i = 0; i < said->len; i++)
    g_assert_cmpstr (g_array_index (said, AhadiVerdictPair, i).word, ==,
                     AHADI_SAME_AS_SAME);
}

static void
test_a_link_taken_back_parts_the_chain (Fixture *self, gconstpointer unused)
{
  say (self, 0, 1, AHADI_SAME_AS_SAME);
  say (self, 1, 2, AHADI_SAME_AS_SAME);
  say (self, 0, 1, AHADI_SAME_AS_UNDECIDED);
  assert_verdict (self, 0, 2, AHADI_VERDICT_NONE);
  assert_verdict (self, 1, 2, AHADI_VERDICT_SAME);
}

/* Who is one of two people is not the other. */
static void
test_different_people_stay_so_with_their_other_records (Fixture *self,
                                                        gconstpointer unused)
{
  say (self, 0, 1, AHADI_SAME_AS_SAME);
  say (self, 2, 3, AHADI_SAME_AS_SAME);
  say (self, 1, 2, AHADI_SAME_AS_DIFFERENT);
  assert_verdict (self, 0, 3, AHADI_VERDICT_DIFFERENT);
  assert_verdict (self, 0, 4, AHADI_VERDICT_NONE);
}

static void
test_a_chain_outdoes_a_word_between (Fixture *self, gconstpointer unused)
{
  say (self, 0, 2, AHADI_SAME_AS_DIFFERENT);
  say (self, 0, 1, AHADI_SAME_AS_SAME);
  say (self, 1, 2, AHADI_SAME_AS_SAME);
  assert_verdict (self, 0, 2, AHADI_VERDICT_SAME);
}

/* In whichever order the words of two laptops come together. */
static void
test_every_replica_comes_to_the_same (Fixture *self, gconstpointer unused)
{
  place_deliver_all (&self->place, &self->other);
  say (self, 0, 1, AHADI_SAME_AS_SAME);
  g_usleep (2000); /* clocks count milliseconds: of one, either laptop may be the later */
  say_at (self, &self->other, 0, 1, AHADI_SAME_AS_DIFFERENT);
  say_at (self, &self->other, 2, 3, AHADI_SAME_AS_DIFFERENT);
  say (self, 2, 3, AHADI_SAME_AS_SAME);
  place_deliver_all (&self->place, &self->other);
  place_deliver_all (&self->other, &self->place);
  for (guint i = 0; i < N_MEMBERS; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpint (get_at (self, &self->place, i, j), ==,
                       get_at (self, &self->other, i, j));
  assert_verdict (self, 0, 1, AHADI_VERDICT_DIFFERENT);
  place_assert_sound (&self->place);
  place_assert_sound (&self->other);
}

static void
test_a_pair_that_is_none_says_nothing (Fixture *self, gconstpointer unused)
{
  g_autoptr (AhadiRecord) turned =
      ahadi_same_as_to_record (&self->ids[0], &self->ids[1], AHADI_SAME_AS_SAME, NULL);
  g_autofree char *one = g_strdup (ahadi_record_get (turned, AHADI_SAME_AS_ONE));
  g_autoptr (GError) error = NULL;

  ahadi_record_set (turned, AHADI_SAME_AS_ONE,
                    ahadi_record_get (turned, AHADI_SAME_AS_OTHER));
  ahadi_record_set (turned, AHADI_SAME_AS_OTHER, one);
  assert_ok (ahadi_vault_save (self->place.vault, AUDIENCE, turned, NULL, &error));
  assert_verdict (self, 0, 1, AHADI_VERDICT_NONE);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/verdicts/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  add ("the-last-word-counts", test_the_last_word_counts);
  add ("a-chain-makes-one-person", test_a_chain_makes_one_person);
  add ("a-link-taken-back-parts-the-chain", test_a_link_taken_back_parts_the_chain);
  add ("different-people-stay-so-with-their-other-records",
       test_different_people_stay_so_with_their_other_records);
  add ("a-chain-outdoes-a-word-between", test_a_chain_outdoes_a_word_between);
  add ("every-replica-comes-to-the-same", test_every_replica_comes_to_the_same);
  add ("a-pair-that-is-none-says-nothing", test_a_pair_that_is_none_says_nothing);
  return g_test_run ();
}
