/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#define EXTENDED(flags) "VP8X\x0a\0\0\0" flags "\0\0\0\x27\0\0\x1d\0\0"
#define DATA "VP8 \5\0\0\0data.\0"

static GByteArray *
wrap (GByteArray *chunks)
{
  GByteArray *picture = g_byte_array_new ();
  guint32 size = GUINT32_TO_LE (chunks->len + 4);

  ADD (picture, "RIFF");
  g_byte_array_append (picture, (const guint8 *) &size, 4);
  ADD (picture, "WEBP");
  g_byte_array_append (picture, chunks->data, chunks->len);
  g_byte_array_unref (chunks);
  return picture;
}

static GByteArray *
make (const char *bytes, gsize size)
{
  GByteArray *chunks = g_byte_array_new ();

  g_byte_array_append (chunks, (const guint8 *) bytes, (guint) size);
  return wrap (chunks);
}

#define MAKE(chunks) make (chunks, sizeof chunks - 1)

static void
assert_refused (GByteArray *picture, const char *rule)
{
  files_assert_refused (AHADI_MEDIA_WEBP, picture, rule);
  g_byte_array_unref (picture);
}

static void
assert_becomes (GByteArray *picture, GByteArray *expected)
{
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (AHADI_MEDIA_WEBP, picture, &cleaned);
  g_assert_cmpmem (cleaned.clean->data, cleaned.clean->len, expected->data,
                   expected->len);
  g_byte_array_unref (picture);
  g_byte_array_unref (expected);
}

static void
test_plain_picture_stays_as_it_is (void)
{
  g_autoptr (GByteArray) simple = MAKE (DATA);
  g_autoptr (GByteArray) extended = MAKE (EXTENDED ("\x20") "ICCP\2\0\0\0xx" DATA);

  files_assert_untouched (AHADI_MEDIA_WEBP, simple);
  files_assert_untouched (AHADI_MEDIA_WEBP, extended);
}

static void
test_w1_start (void)
{
  GByteArray *other = MAKE (DATA);
  GByteArray *odd = MAKE (DATA);

  other->data[8] = 'w';
  assert_refused (other, "W1");
  odd->data[4]++;
  assert_refused (odd, "W1");
}

static void
test_w2_chunks_lie_inside (void)
{
  assert_refused (MAKE (DATA "VP8L\x0c\0\0\0more"), "W2");
  assert_refused (MAKE (DATA "VP8L"), "W2");
}

static void
test_w3_descriptions_are_dropped (void)
{
  assert_becomes (MAKE (DATA "XMP \7\0\0\0Wanjiru\0"), MAKE (DATA));
  assert_becomes (MAKE (DATA "JUNK\7\0\0\0Wanjiru\0"), MAKE (DATA));
}

static void
test_w4_flags_are_cleared (void)
{
  assert_refused (MAKE ("VP8X\2\0\0\0xx" DATA), "W4");
  assert_becomes (MAKE (EXTENDED ("\x2c") DATA "XMP \2\0\0\0xx"),
                  MAKE (EXTENDED ("\x20") DATA));
}

static void
test_w5_what_follows_is_dropped (void)
{
  GByteArray *picture = MAKE (DATA);

  ADD (picture, "a film");
  assert_becomes (picture, MAKE (DATA));
}

static void
test_w6_turn_stays_and_nothing_else (void)
{
  GByteArray *chunks = g_byte_array_new ();
  g_autoptr (GByteArray) picture = NULL;
  g_auto (Cleaned) cleaned = { 0 };
  g_auto (Cleaned) again = { 0 };

  ADD (chunks, EXTENDED ("\x08") DATA "EXIF\xac\0\0\0");
  files_add_exif (chunks);
  picture = wrap (chunks);
  files_clean (AHADI_MEDIA_WEBP, picture, &cleaned);
  g_assert_true (cleaned.facts.exif.has_position);
  g_assert_cmpuint (cleaned.facts.width, ==, 40);
  g_assert_cmpuint (cleaned.facts.height, ==, 30);

  files_clean (AHADI_MEDIA_WEBP, cleaned.clean, &again);
  g_assert_cmpuint (again.facts.exif.orientation, ==, 6);
  g_assert_false (again.facts.exif.has_position);
  g_assert_cmpmem (again.clean->data, again.clean->len, cleaned.clean->data,
                   cleaned.clean->len);
}

static void
test_f1_no_cut_passes (void)
{
  g_autoptr (GByteArray) picture = MAKE (DATA "XMP \7\0\0\0Wanjiru\0");

  files_assert_no_cut_passes (AHADI_MEDIA_WEBP, picture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/webp/plain-picture-stays-as-it-is",
                   test_plain_picture_stays_as_it_is);
  g_test_add_func ("/media/webp/w1-start", test_w1_start);
  g_test_add_func ("/media/webp/w2-chunks-lie-inside", test_w2_chunks_lie_inside);
  g_test_add_func ("/media/webp/w3-descriptions-are-dropped",
                   test_w3_descriptions_are_dropped);
  g_test_add_func ("/media/webp/w4-flags-are-cleared", test_w4_flags_are_cleared);
  g_test_add_func ("/media/webp/w5-what-follows-is-dropped",
                   test_w5_what_follows_is_dropped);
  g_test_add_func ("/media/webp/w6-turn-stays-and-nothing-else",
                   test_w6_turn_stays_and_nothing_else);
  g_test_add_func ("/media/webp/f1-no-cut-passes", test_f1_no_cut_passes);
  return g_test_run ();
}
