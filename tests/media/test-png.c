/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#define START "\x89PNG\r\n\x1a\n"
#define HEADER "\0\0\0\x0dIHDR\0\0\0\x28\0\0\0\x1e\x08\2\0\0\0crc."
#define DATA "\0\0\0\4IDATdatacrc."
#define END "\0\0\0\0IENDcrc."

static GByteArray *
make (const char *extra, gsize size)
{
  GByteArray *picture = g_byte_array_new ();

  ADD (picture, START HEADER);
  g_byte_array_append (picture, (const guint8 *) extra, (guint) size);
  ADD (picture, DATA END);
  return picture;
}

#define MAKE(extra) make (extra, sizeof extra - 1)

static void
assert_refused (GByteArray *picture, const char *rule)
{
  files_assert_refused (AHADI_MEDIA_PNG, picture, rule);
  g_byte_array_unref (picture);
}

static void
assert_gone (GByteArray *picture, const char *text)
{
  g_autoptr (GByteArray) plain = MAKE ("");
  g_auto (Cleaned) cleaned = { 0 };

  g_assert_true (files_has (picture, text));
  files_clean (AHADI_MEDIA_PNG, picture, &cleaned);
  g_assert_cmpmem (cleaned.clean->data, cleaned.clean->len, plain->data, plain->len);
  g_byte_array_unref (picture);
}

static void
test_plain_picture_stays_as_it_is (void)
{
  g_autoptr (GByteArray) picture = MAKE ("\0\0\0\1sRGBxcrc.");

  files_assert_untouched (AHADI_MEDIA_PNG, picture);
}

static void
test_n1_start (void)
{
  GByteArray *picture = MAKE ("");

  picture->data[0] = 0x88;
  assert_refused (picture, "N1");
}

static void
test_n2_chunks (void)
{
  assert_refused (MAKE ("\0\0\0\0te1tcrc."), "N2");
  assert_refused (MAKE ("\x80\0\0\0texta"), "N2");
}

static void
test_n3_texts_times_and_what_is_not_known_are_dropped (void)
{
  assert_gone (MAKE ("\0\0\0\7tEXtWanjirucrc."), "Wanjiru");
  assert_gone (MAKE ("\0\0\0\7iTXtWanjirucrc."), "Wanjiru");
  assert_gone (MAKE ("\0\0\0\7tIMEWanjirucrc."), "Wanjiru");
  assert_gone (MAKE ("\0\0\0\7caBXWanjirucrc."), "Wanjiru");
  assert_refused (MAKE ("\0\0\0\0NEEDcrc."), "N3");
}

static void
test_n4_header_and_end (void)
{
  GByteArray *picture = g_byte_array_new ();
  GByteArray *more = MAKE ("");

  ADD (picture, START DATA END);
  assert_refused (picture, "N4");
  ADD (more, "a film");
  assert_gone (more, "a film");
}

static void
test_n5_turn_stays_and_nothing_else (void)
{
  g_autoptr (GByteArray) picture = g_byte_array_new ();
  g_auto (Cleaned) cleaned = { 0 };
  g_auto (Cleaned) again = { 0 };

  ADD (picture, START HEADER "\0\0\0\xac"
                             "eXIf");
  files_add_exif (picture);
  ADD (picture, "crc." DATA END);
  files_clean (AHADI_MEDIA_PNG, picture, &cleaned);
  g_assert_true (cleaned.facts.exif.has_position);
  g_assert_cmpuint (cleaned.facts.width, ==, 40);

  files_clean (AHADI_MEDIA_PNG, cleaned.clean, &again);
  g_assert_cmpuint (again.facts.exif.orientation, ==, 6);
  g_assert_false (again.facts.exif.has_position);
}

static void
test_f1_no_cut_passes (void)
{
  g_autoptr (GByteArray) picture = MAKE ("\0\0\0\7tEXtWanjirucrc.");

  files_assert_no_cut_passes (AHADI_MEDIA_PNG, picture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/png/plain-picture-stays-as-it-is",
                   test_plain_picture_stays_as_it_is);
  g_test_add_func ("/media/png/n1-start", test_n1_start);
  g_test_add_func ("/media/png/n2-chunks", test_n2_chunks);
  g_test_add_func ("/media/png/n3-texts-times-and-what-is-not-known-are-dropped",
                   test_n3_texts_times_and_what_is_not_known_are_dropped);
  g_test_add_func ("/media/png/n4-header-and-end", test_n4_header_and_end);
  g_test_add_func ("/media/png/n5-turn-stays-and-nothing-else",
                   test_n5_turn_stays_and_nothing_else);
  g_test_add_func ("/media/png/f1-no-cut-passes", test_f1_no_cut_passes);
  return g_test_run ();
}
