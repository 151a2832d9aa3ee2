/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/ahadi-publish-reach.h"

#define N_DRAWN 200

static AhadiPublishReach
make (guint64 forked, const char *cut, guint64 beyond, guint64 line)
{
  AhadiPublishReach reach = { .forked = forked, .beyond = beyond, .line = line };

  g_strlcpy (reach.cut, cut, sizeof reach.cut);
  return reach;
}

/* What somebody may know of one stream: all who know the same decision know the same of
 * it, but for how much of the chosen line they hold. */
static AhadiPublishReach
draw (void)
{
  static const struct
  {
    const char *cut;
    guint64 beyond;
  } decisions[] = { { "", 0 }, { "0", 1 }, { "1", 6 }, { "2", 9 } };
  int i = g_test_rand_int_range (0, G_N_ELEMENTS (decisions));
  guint64 forked = g_test_rand_int_range (0, 3) == 0 ? 0 : g_test_rand_int_range (2, 8);
  guint64 line = forked != 0 && i >= 2 && g_test_rand_bit ()
                     ? forked + g_test_rand_int_range (0, 2)
                     : 0;

  return make (forked, decisions[i].cut, decisions[i].beyond, line);
}

static AhadiPublishReach
join (AhadiPublishReach a, AhadiPublishReach b)
{
  guint64 from;

  ahadi_publish_reach_join (&a, &b, &from);
  return a;
}

static void
assert_equal (AhadiPublishReach a, AhadiPublishReach b)
{
  g_assert_true (ahadi_publish_reach_equal (&a, &b));
}

static void
test_any_order (void)
{
  for (int i = 0; i < N_DRAWN; i++)
    {
      AhadiPublishReach a = draw ();
      AhadiPublishReach b = draw ();
      AhadiPublishReach c = draw ();

      assert_equal (join (a, b), join (b, a));
      assert_equal (join (join (a, b), c), join (a, join (b, c)));
      assert_equal (join (a, a), a);
      assert_equal (join (join (a, b), b), join (a, b));
    }
}

/* Below what is told nothing changes; so what is there below it can stay. */
static void
test_from (void)
{
  for (int i = 0; i < N_DRAWN; i++)
    {
      AhadiPublishReach before = draw ();
      AhadiPublishReach other = draw ();
      AhadiPublishReach after = before;
      guint64 from;

      ahadi_publish_reach_join (&after, &other, &from);
      for (guint64 seq = 1; seq < 20 && (from == 0 || seq < from); seq++)
        g_assert_cmpint (ahadi_publish_reach_counts (&before, seq), ==,
                         ahadi_publish_reach_counts (&after, seq));
    }
}

static void
test_counts (void)
{
  AhadiPublishReach free = make (0, "", 0, 0);
  AhadiPublishReach cut = make (0, "1", 4, 0);
  AhadiPublishReach forked = make (3, "", 0, 0);
  AhadiPublishReach chosen = make (3, "1", 6, 3);

  g_assert_true (ahadi_publish_reach_counts (&free, 1000));
  g_assert_true (ahadi_publish_reach_counts (&cut, 3));
  g_assert_false (ahadi_publish_reach_counts (&cut, 4));
  g_assert_true (ahadi_publish_reach_counts (&forked, 2));
  g_assert_false (ahadi_publish_reach_counts (&forked, 3));
  g_assert_true (ahadi_publish_reach_counts (&chosen, 5));
  g_assert_false (ahadi_publish_reach_counts (&chosen, 6));
}

static void
test_shared (void)
{
  AhadiPublishReach none = make (0, "", 0, 0);
  AhadiPublishReach cut = make (0, "1", 9, 0);
  AhadiPublishReach chosen = make (3, "1", 9, 3);

  g_assert_cmpuint (ahadi_publish_reach_get_shared (&cut, &none), ==, AHADI_SEQ_MAX);
  g_assert_cmpuint (ahadi_publish_reach_get_shared (&chosen, &chosen), ==, AHADI_SEQ_MAX);
  /* They may hold the other story, and not know that there are two. */
  g_assert_cmpuint (ahadi_publish_reach_get_shared (&chosen, &cut), ==, 2);
  g_assert_cmpuint (ahadi_publish_reach_get_shared (&chosen, &none), ==, 2);
}

/* A newer decision is higher as text; one that names the device alone is the lowest. */
static void
test_decisions (void)
{
  AhadiFeedStream streams[] = {
    { .cut = FALSE },
    { .cut = TRUE, .beyond = 1 },
    { .cut = TRUE, .cut_hlc = 5, .beyond = 4 },
    { .cut = TRUE, .cut_hlc = 5, .cut_id = { { 1 } }, .beyond = 7 },
    { .cut = TRUE, .cut_hlc = 0x10000, .beyond = 3 },
  };

  for (gsize i = 1; i < G_N_ELEMENTS (streams); i++)
    {
      AhadiPublishReach lower;
      AhadiPublishReach higher;

      ahadi_publish_reach_init (&lower, &streams[i - 1]);
      ahadi_publish_reach_init (&higher, &streams[i]);
      assert_equal (join (lower, higher), higher);
      assert_equal (join (higher, lower), higher);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/publish/reach/any-order-gives-one-state", test_any_order);
  g_test_add_func ("/publish/reach/below-from-nothing-changes", test_from);
  g_test_add_func ("/publish/reach/what-counts", test_counts);
  g_test_add_func ("/publish/reach/what-is-sure-to-be-shared", test_shared);
  g_test_add_func ("/publish/reach/newer-decisions-are-higher", test_decisions);
  return g_test_run ();
}
