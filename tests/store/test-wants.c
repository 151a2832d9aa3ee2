/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "place.h"

static void
add (Place *place, guint64 from, guint64 to)
{
  g_autoptr (GError) error = NULL;

  assert_ok (ahadi_wants_add (place->vault, 1, from, to, &error));
}

/* @expected: "1-2 5-5" */
static void
assert_wanted (Place *place, const char *expected)
{
  g_autoptr (GError) error = NULL;
  AhadiStreamInfo info = place_get_stream (place);
  g_autoptr (GArray) ranges = ahadi_wants_list (place->vault, &info, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ranges->len; i += 2)
    g_string_append_printf (text, "%s%u-%u", i > 0 ? " " : "",
                            (guint) g_array_index (ranges, guint64, i),
                            (guint) g_array_index (ranges, guint64, i + 1));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
open_with (Place *place, guint members)
{
  place_open (place);
  for (guint i = 0; i < members; i++)
    place_add_member (place, "Achieng Otieno", NULL);
}

static void
test_ranges_that_meet_are_one (void)
{
  g_auto (Place) place = { 0 };

  open_with (&place, 9);
  add (&place, 5, 6);
  add (&place, 1, 2);
  add (&place, 3, 3);
  add (&place, 5, 5);
  add (&place, 5, 6);
  assert_wanted (&place, "1-3 5-6");
}

static void
test_what_is_not_here_is_not_promised (void)
{
  g_auto (Place) place = { 0 };

  open_with (&place, 3);
  add (&place, 2, 9);
  add (&place, 11, 12);
  assert_wanted (&place, "2-3");
}

static void
test_what_was_confirmed_is_forgotten (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;

  open_with (&place, 6);
  add (&place, 1, 2);
  add (&place, 4, 5);
  assert_ok (ahadi_wants_forget (place.vault, 1, 4, &error));
  assert_wanted (&place, "4-5");
  place_reopen (&place);
  assert_wanted (&place, "4-5");
}

static void
test_a_range_is_told_by_its_numbers (void)
{
  g_auto (Place) place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) shown = NULL;
  const AhadiWanted *wanted;

  open_with (&place, 6);
  add (&place, 2, 4);
  shown = ahadi_wants_list_shown (place.vault, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (shown->len, ==, 1);
  wanted = &g_array_index (shown, AhadiWanted, 0);
  g_assert_cmpstr (wanted->stream.audience, ==, AUDIENCE);
  g_assert_cmpuint (wanted->from, ==, 2);
  g_assert_cmpuint (wanted->to, ==, 4);
  g_assert_cmpuint (wanted->operations, ==, 3);
}

int
main (int argc, char *argv[])
{
  place_init_tests (&argc, &argv);
  g_test_add_func ("/store/wants/ranges-that-meet-are-one",
                   test_ranges_that_meet_are_one);
  g_test_add_func ("/store/wants/what-is-not-here-is-not-promised",
                   test_what_is_not_here_is_not_promised);
  g_test_add_func ("/store/wants/what-was-confirmed-is-forgotten",
                   test_what_was_confirmed_is_forgotten);
  g_test_add_func ("/store/wants/a-range-is-told-by-its-numbers",
                   test_a_range_is_told_by_its_numbers);
  return g_test_run ();
}
