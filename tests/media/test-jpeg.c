/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#define START "\xff\xd8"
#define JFIF "\xff\xe0\0\x10JFIF\0\1\2\0\0\1\0\1\0\0"
#define TABLE "\xff\xdb\0\x04qq"
#define FRAME "\xff\xc0\0\x0b\x08\0\x1e\0\x28\1\1\x11\0"
#define SCAN "\xff\xda\0\x08\1\1\0\0\x3f\0"
#define DATA "data\xff\0more\xff\xd3rest"
#define END "\xff\xd9"

static GByteArray *
make (const char *extra, gsize size)
{
  GByteArray *picture = g_byte_array_new ();

  ADD (picture, START JFIF);
  g_byte_array_append (picture, (const guint8 *) extra, (guint) size);
  ADD (picture, TABLE FRAME SCAN DATA END);
  return picture;
}

#define MAKE(extra) make (extra, sizeof extra - 1)

static void
assert_refused (GByteArray *picture, const char *rule)
{
  files_assert_refused (AHADI_MEDIA_JPEG, picture, rule);
  g_byte_array_unref (picture);
}

static void
assert_gone (GByteArray *picture, const char *text)
{
  g_autoptr (GByteArray) plain = MAKE ("");
  g_auto (Cleaned) cleaned = { 0 };

  g_assert_true (files_has (picture, text));
  files_clean (AHADI_MEDIA_JPEG, picture, &cleaned);
  g_assert_cmpmem (cleaned.clean->data, cleaned.clean->len, plain->data, plain->len);
  g_assert_cmpuint (cleaned.facts.removed, ==, picture->len - plain->len);
  g_byte_array_unref (picture);
}

static void
test_plain_picture_stays_as_it_is (void)
{
  g_autoptr (GByteArray) picture = MAKE ("\xff\xe2\0\x0eICC_PROFILE\0");
  g_autoptr (GByteArray) adobe = MAKE ("\xff\xee\0\x07"
                                       "Adobe");

  files_assert_untouched (AHADI_MEDIA_JPEG, picture);
  files_assert_untouched (AHADI_MEDIA_JPEG, adobe);
}

static void
test_j1_start (void)
{
  GByteArray *picture = MAKE ("");

  picture->data[1] = 0xd9;
  assert_refused (picture, "J1");
}

static void
test_j2_segments (void)
{
  assert_refused (MAKE ("\xff\xd8"), "J2");
  assert_refused (MAKE ("\xff\xd0"), "J2");
  assert_refused (MAKE ("\xff\xe1\0\1"), "J2");
}

static void
test_j2_stray_bytes_are_dropped (void)
{
  g_autoptr (GByteArray) picture = g_byte_array_new ();
  g_auto (Cleaned) cleaned = { 0 };

  assert_gone (MAKE ("Achieng"), "Achieng");

  ADD (picture, START JFIF "\xff\xe1\0\xb4"
                           "Exif\0\0");
  files_add_exif (picture);
  ADD (picture, TABLE FRAME SCAN DATA "\xff\xfe\0\4qqx" END);
  files_clean (AHADI_MEDIA_JPEG, picture, &cleaned);
  g_assert_true (cleaned.facts.exif.has_position);
  g_assert_false (files_has (cleaned.clean, "Tecno"));
}

static void
test_j3_descriptions_are_dropped (void)
{
  assert_gone (MAKE ("\xff\xfe\0\x09"
                     "Wanjiru"),
               "Wanjiru");
  assert_gone (MAKE ("\xff\xe1\0\x09http://"), "http://");
  assert_gone (MAKE ("\xff\xed\0\x09PHOTOSH"), "PHOTOSH");
  assert_gone (MAKE ("\xff\xe2\0\x06MPF\0"), "MPF");
  assert_gone (MAKE ("\xff\xe0\0\x06JFXX"), "JFXX");
}

/* A picture that was cropped still has the whole of it there. */
static void
test_j3_small_copy_is_dropped (void)
{
  g_autoptr (GByteArray) picture = g_byte_array_new ();
  g_auto (Cleaned) cleaned = { 0 };

  ADD (picture, START "\xff\xe0\0\x13JFIF\0\1\2\0\0\1\0\1\1\1rgb");
  ADD (picture, TABLE FRAME SCAN DATA END);
  files_clean (AHADI_MEDIA_JPEG, picture, &cleaned);
  g_assert_false (files_has (cleaned.clean, "rgb"));
  g_assert_true (cleaned.facts.tells_more);
}

static void
test_j4_data_of_several_scans_is_kept (void)
{
  g_autoptr (GByteArray) picture = g_byte_array_new ();

  ADD (picture, START JFIF TABLE FRAME SCAN DATA TABLE SCAN DATA END);
  files_assert_untouched (AHADI_MEDIA_JPEG, picture);
}

static void
test_j5_what_follows_is_dropped (void)
{
  GByteArray *picture = MAKE ("");

  ADD (picture, "a film");
  assert_gone (picture, "a film");
}

static void
test_j6_turn_stays_and_nothing_else (void)
{
  g_autoptr (GByteArray) picture = g_byte_array_new ();
  g_auto (Cleaned) cleaned = { 0 };
  g_auto (Cleaned) again = { 0 };

  ADD (picture, START JFIF "\xff\xe1\0\xb4"
                           "Exif\0\0");
  files_add_exif (picture);
  ADD (picture, TABLE FRAME SCAN DATA END);
  files_clean (AHADI_MEDIA_JPEG, picture, &cleaned);
  g_assert_true (cleaned.facts.exif.has_position);
  g_assert_cmpuint (cleaned.facts.width, ==, 40);
  g_assert_cmpuint (cleaned.facts.height, ==, 30);

  files_clean (AHADI_MEDIA_JPEG, cleaned.clean, &again);
  g_assert_cmpuint (again.facts.exif.orientation, ==, 6);
  g_assert_false (again.facts.exif.has_position);
  g_assert_cmpstr (again.facts.exif.camera, ==, "");
}

static void
test_f1_no_cut_passes (void)
{
  g_autoptr (GByteArray) picture = MAKE ("\xff\xfe\0\x09"
                                         "Wanjiru");

  files_assert_no_cut_passes (AHADI_MEDIA_JPEG, picture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/jpeg/plain-picture-stays-as-it-is",
                   test_plain_picture_stays_as_it_is);
  g_test_add_func ("/media/jpeg/j1-start", test_j1_start);
  g_test_add_func ("/media/jpeg/j2-segments", test_j2_segments);
  g_test_add_func ("/media/jpeg/j2-stray-bytes-are-dropped",
                   test_j2_stray_bytes_are_dropped);
  g_test_add_func ("/media/jpeg/j3-descriptions-are-dropped",
                   test_j3_descriptions_are_dropped);
  g_test_add_func ("/media/jpeg/j3-small-copy-is-dropped", test_j3_small_copy_is_dropped);
  g_test_add_func ("/media/jpeg/j4-data-of-several-scans-is-kept",
                   test_j4_data_of_several_scans_is_kept);
  g_test_add_func ("/media/jpeg/j5-what-follows-is-dropped",
                   test_j5_what_follows_is_dropped);
  g_test_add_func ("/media/jpeg/j6-turn-stays-and-nothing-else",
                   test_j6_turn_stays_and_nothing_else);
  g_test_add_func ("/media/jpeg/f1-no-cut-passes", test_f1_no_cut_passes);
  return g_test_run ();
}
