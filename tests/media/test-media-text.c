/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/ahadi-media-text.h"

static void
assert_noted (const char *bytes, gsize n, const char *charset, const char *expected)
{
  char text[9] = "";

  ahadi_media_text_note (text, sizeof text, bytes, n, charset);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_words_are_utf8_on_one_line (void)
{
  assert_noted (" Ato\tke ", 8, NULL, "Ato ke");
  assert_noted ("Ren\xe9", 4, NULL, "René");
  assert_noted ("Ren\xc3\xa9", 5, NULL, "René");
  assert_noted ("\0A\0t\0o", 6, "UTF-16BE", "Ato");
  assert_noted ("Ato\0ke", 6, NULL, "Ato");
}

static void
test_no_letter_is_cut (void)
{
  assert_noted ("1234567\xc3\xa9", 9, NULL, "1234567");
  assert_noted ("123456789", 9, NULL, "12345678");
}

static void
test_half_a_letter_is_nothing (void)
{
  assert_noted ("\0A\0", 3, "UTF-16BE", "");
}

static void
test_the_first_counts (void)
{
  char text[9] = "Atieno";

  ahadi_media_text_note (text, sizeof text, "Otieno", 6, NULL);
  g_assert_cmpstr (text, ==, "Atieno");
}

static void
test_time_is_written_as_exif_does (void)
{
  char text[20] = "";

  ahadi_media_text_note_time (text, sizeof text, 1795428300);
  g_assert_cmpstr (text, ==, "2026:11:23 10:05:00");
}

static void
test_a_time_beyond_all_years_is_none (void)
{
  char text[20] = "";

  ahadi_media_text_note_time (text, sizeof text, G_MAXINT64);
  g_assert_cmpstr (text, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/media-text/words-are-utf8-on-one-line",
                   test_words_are_utf8_on_one_line);
  g_test_add_func ("/media/media-text/no-letter-is-cut", test_no_letter_is_cut);
  g_test_add_func ("/media/media-text/half-a-letter-is-nothing",
                   test_half_a_letter_is_nothing);
  g_test_add_func ("/media/media-text/the-first-counts", test_the_first_counts);
  g_test_add_func ("/media/media-text/time-is-written-as-exif-does",
                   test_time_is_written_as_exif_does);
  g_test_add_func ("/media/media-text/a-time-beyond-all-years-is-none",
                   test_a_time_beyond_all_years_is_none);
  return g_test_run ();
}
