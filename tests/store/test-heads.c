/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-heads.h"

#include <string.h>

#include "place.h"

/* An author with ten operations, and a reader that holds pieces of them. */
typedef struct
{
  Place author;
  Place reader;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  place_open (&fixture->author);
  place_open (&fixture->reader);
  for (guint i = 0; i < 10; i++)
    place_add_member (&fixture->author, "Njeri", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  place_close (&fixture->author);
  place_close (&fixture->reader);
}

static AhadiStreamEntry *
get_entry (Fixture *fixture)
{
  AhadiStreamInfo told = place_get_stream (&fixture->author);
  g_autoptr (GError) error = NULL;

  return ahadi_stream_table_find (ahadi_vault_get_streams (fixture->reader.vault, &error),
                                  &told.id);
}

static void
deliver (Fixture *fixture, guint64 from, guint64 to)
{
  g_autoptr (GError) error = NULL;

  assert_ok (place_deliver (&fixture->author, &fixture->reader, from, to, NULL, &error));
}

static gboolean
is_known (Fixture *fixture, guint64 position)
{
  AhadiSegment segment =
      place_get_segment (&fixture->author, MAX (position, 1), MAX (position, 1));
  g_autoptr (GError) error = NULL;
  guint8 head[32];
  gboolean found;

  assert_ok (ahadi_heads_find (fixture->reader.vault, get_entry (fixture), position, head,
                               &found, &error));
  if (found)
    g_assert_cmpmem (head, 32, position > 0 ? segment.head : segment.prev, 32);
  return found;
}

static void
test_positions_of_held_segments_are_known (Fixture *fixture, gconstpointer data)
{
  static const gboolean expected[] = { TRUE, TRUE, TRUE,  FALSE, TRUE, TRUE,
                                       TRUE, TRUE, FALSE, FALSE, FALSE };

  deliver (fixture, 1, 2);
  deliver (fixture, 5, 7);
  for (guint64 i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (is_known (fixture, i), ==, expected[i]);
}

static AhadiHeadsVerdict
compare (Fixture *fixture, const AhadiSegment *segment)
{
  g_autoptr (GError) error = NULL;
  AhadiHeadsVerdict verdict;

  assert_ok (ahadi_heads_compare (fixture->reader.vault, get_entry (fixture), segment,
                                  &verdict, &error));
  return verdict;
}

static void
test_a_contained_segment_is_known (Fixture *fixture, gconstpointer data)
{
  AhadiSegment inside = place_get_segment (&fixture->author, 4, 5);
  AhadiSegment beyond = place_get_segment (&fixture->author, 4, 7);
  AhadiSegment across = place_get_segment (&fixture->author, 2, 7);

  deliver (fixture, 3, 6);
  g_assert_cmpint (compare (fixture, &inside), ==, AHADI_HEADS_KNOWN);
  g_assert_cmpint (compare (fixture, &beyond), ==, AHADI_HEADS_OPEN);
  g_assert_cmpint (compare (fixture, &across), ==, AHADI_HEADS_OPEN);
}

typedef struct
{
  const char *name;
  guint64 from;
  guint64 to;
  gboolean change_head; /* else prev */
  gboolean fork;
} Case;

/* Against a reader that holds 4 to 6. */
static const Case cases[] = {
  { "another-head-at-the-same-end", 4, 6, TRUE, TRUE },
  { "another-head-inside", 4, 5, TRUE, TRUE },
  { "another-head-just-before", 1, 3, TRUE, TRUE },
  { "another-start-just-after", 7, 8, FALSE, TRUE },
  { "what-does-not-meet-can-not-differ-before", 1, 2, TRUE, FALSE },
  { "what-does-not-meet-can-not-differ-after", 8, 9, FALSE, FALSE },
};

static void
test_difference (Fixture *fixture, gconstpointer data)
{
  const Case *one = data;
  AhadiSegment segment = place_get_segment (&fixture->author, one->from, one->to);

  deliver (fixture, 4, 6);
  g_assert_cmpint (compare (fixture, &segment), !=, AHADI_HEADS_DIFFER);
  if (one->change_head)
    segment.head[0] ^= 1;
  else
    segment.prev[0] ^= 1;
  g_assert_cmpint (compare (fixture, &segment) == AHADI_HEADS_DIFFER, ==, one->fork);
}

static void
test_linking_stops_at_a_hole (Fixture *fixture, gconstpointer data)
{
  AhadiSegment segment = place_get_segment (&fixture->author, 1, 6);
  g_autoptr (GError) error = NULL;
  guint8 head[32];
  gboolean complete;

  deliver (fixture, 1, 2);
  deliver (fixture, 4, 6);
  memcpy (head, segment.prev, 32);
  assert_ok (ahadi_heads_link (fixture->reader.vault, get_entry (fixture), 1, 6, head,
                               &complete, &error));
  g_assert_false (complete);
  deliver (fixture, 3, 3);
  memcpy (head, segment.prev, 32);
  assert_ok (ahadi_heads_link (fixture->reader.vault, get_entry (fixture), 1, 6, head,
                               &complete, &error));
  g_assert_true (complete);
  g_assert_cmpmem (head, 32, segment.head, 32);
}

static void
test_the_frontier_jumps_over_what_was_waiting (Fixture *fixture, gconstpointer data)
{
  deliver (fixture, 3, 4);
  deliver (fixture, 8, 10);
  deliver (fixture, 4, 7);
  g_assert_cmpuint (get_entry (fixture)->info.frontier, ==, 0);
  deliver (fixture, 1, 2);
  g_assert_cmpuint (get_entry (fixture)->info.frontier, ==, 10);
  g_assert_cmpmem (get_entry (fixture)->info.frontier_head, 32,
                   place_get_stream (&fixture->author).frontier_head, 32);
}

static void
add (const char *name, gconstpointer data, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/heads/", name, NULL);

  g_test_add (path, Fixture, data, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  add ("positions-of-held-segments-are-known", NULL,
       test_positions_of_held_segments_are_known);
  add ("a-contained-segment-is-known", NULL, test_a_contained_segment_is_known);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    add (cases[i].name, &cases[i], test_difference);
  add ("linking-stops-at-a-hole", NULL, test_linking_stops_at_a_hole);
  add ("the-frontier-jumps-over-what-was-waiting", NULL,
       test_the_frontier_jumps_over_what_was_waiting);
  return g_test_run ();
}
