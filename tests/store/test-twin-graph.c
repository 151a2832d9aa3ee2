/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-twin-graph.h"

#include "place.h"
#include "store/ahadi-twins.h"

static AhadiId
add (Place *place, const char *name, const char *phone, const char *birth)
{
  g_autoptr (AhadiRecord) member = ahadi_record_new (AHADI_KIND_MEMBER, NULL);
  g_autoptr (GError) error = NULL;

  ahadi_record_set (member, AHADI_MEMBER_NAME, name);
  ahadi_record_set (member, AHADI_MEMBER_PHONE, phone);
  ahadi_record_set (member, AHADI_MEMBER_BIRTH, birth);
  ahadi_record_set (member, AHADI_MEMBER_PLACE, "Lamu");
  assert_ok (ahadi_vault_save (place->vault, "membership", member, NULL, &error));
  return *ahadi_record_get_id (member);
}

/* What @a and @b weigh in the list, less what the two alone say. */
static float
get_change (Place *place, const AhadiId *a, const AhadiId *b)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) pairs = ahadi_twins_list (place->vault, -G_MAXFLOAT, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < pairs->len; i++)
    {
      const AhadiTwinPair *pair = &g_array_index (pairs, AhadiTwinPair, i);
      AhadiTwin twin;

      if (!ahadi_id_equal (&pair->a, a) || !ahadi_id_equal (&pair->b, b))
        continue;
      assert_ok (ahadi_twins_compare (place->vault, pair, 1, &twin, &error));
      return pair->weight - twin.weight;
    }
  g_assert_not_reached ();
}

static void
catch_up (Place *place)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_twins_catch_up (place->vault, NULL, NULL, &error));
}

/* Two are one person; a third one differs from what only the second of them tells. */
static void
test_what_others_tell_counts (void)
{
  g_auto (Place) place = { 0 };
  AhadiId one;
  AhadiId other;

  place_open (&place);
  one = add (&place, "Njeri Kamau", "+254712345678", "1987");
  other = add (&place, "Kamau Mutiso", NULL, "1987-11-02");
  catch_up (&place);
  g_assert_cmpfloat_with_epsilon (get_change (&place, &one, &other), 0, 0.01);

  add (&place, "Njeri Kamau", "+254712345678", "1987-05-14");
  catch_up (&place);
  g_assert_cmpfloat (get_change (&place, &one, &other), <, -1);
}

static void
test_a_vault_without_pairs_has_none (void)
{
  g_auto (Place) place = { 0 };
  g_auto (AhadiTwinGraph) graph = { 0 };
  g_autoptr (GError) error = NULL;

  place_open (&place);
  catch_up (&place);
  assert_ok (ahadi_twin_graph_load (place.vault, &graph, &error));
  g_assert_cmpuint (graph.docs->len, ==, 0);
  g_assert_cmpuint (graph.pairs->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/twin-graph/what-others-tell-counts",
                   test_what_others_tell_counts);
  g_test_add_func ("/store/twin-graph/a-vault-without-pairs-has-none",
                   test_a_vault_without_pairs_has_none);
  return g_test_run ();
}
