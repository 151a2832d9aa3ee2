/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ahadi-stories.h"

#include "place.h"
#include "store/ahadi-stream-table.h"

static const AhadiStreamEntry *
get_entry (Place *place)
{
  return ahadi_stream_table_get (ahadi_vault_get_streams (place->vault, NULL), 0);
}

static gint64
begin (Place *place, const AhadiSegment *segment, gboolean expect_known)
{
  g_autoptr (GError) error = NULL;
  gint64 number;
  gboolean known;

  assert_ok (ahadi_stories_begin (place->vault, get_entry (place), segment, &number,
                                  &known, &error));
  g_assert_cmpint (known, ==, expect_known);
  g_assert_cmpint (number, >, 0);
  return number;
}

static gboolean
add_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  Place *place = data;

  return ahadi_stories_add (place->vault, get_entry (place), 1, operation, error);
}

static gboolean
add_hash_of_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  AhadiOperation hollow = *operation;

  hollow.body = NULL;
  return add_one (&hollow, data, error);
}

static gboolean
count_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  (*(guint *) data)++;
  return TRUE;
}

static guint
count (Place *place, gint64 log)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  assert_ok (ahadi_log_read (place->vault, log, 1, 100, count_one, &n, &error));
  return n;
}

static void
test_a_story_is_held_once_and_apart (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiSegment segment;
  AhadiSegment other;
  gint64 number;

  place_open (&place);
  place_add_member (&place, "Juma", NULL);
  place_add_member (&place, "Zawadi", NULL);
  segment = place_get_segment (&place, 1, 2);
  other = segment;
  other.head[0] ^= 1;

  number = begin (&place, &segment, FALSE);
  assert_ok (ahadi_streams_read (place.vault, 1, 1, 2, add_one, &place, &error));
  g_assert_cmpint (begin (&place, &segment, TRUE), ==, number);
  g_assert_cmpint (begin (&place, &other, FALSE), !=, number);
  g_assert_cmpuint (count (&place, ahadi_stories_get_log (number)), ==, 2);
  g_assert_cmpuint (count (&place, 1), ==, 2);

  assert_ok (ahadi_stories_remove (place.vault, number, &error));
  g_assert_cmpuint (count (&place, ahadi_stories_get_log (number)), ==, 0);
  g_assert_cmpuint (count (&place, 1), ==, 2);
  begin (&place, &segment, FALSE);
}

static gboolean
count_body (const AhadiOperation *operation, gpointer data, GError **error)
{
  *(guint *) data += operation->body != NULL ? 1 : 0;
  return TRUE;
}

static void
test_a_hash_is_held_with_the_body_that_is_here (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  AhadiSegment segment;
  gint64 number;
  guint bodies = 0;

  place_open (&place);
  place_add_member (&place, "Juma", NULL);
  segment = place_get_segment (&place, 1, 1);
  number = begin (&place, &segment, FALSE);
  assert_ok (ahadi_streams_read (place.vault, 1, 1, 1, add_hash_of_one, &place, &error));

  assert_ok (ahadi_log_read (place.vault, ahadi_stories_get_log (number), 1, 1,
                             count_body, &bodies, &error));
  g_assert_cmpuint (bodies, ==, 1);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/stories/a-story-is-held-once-and-apart",
                   test_a_story_is_held_once_and_apart);
  g_test_add_func ("/store/stories/a-hash-is-held-with-the-body-that-is-here",
                   test_a_hash_is_held_with_the_body_that_is_here);
  return g_test_run ();
}
