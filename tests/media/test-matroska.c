/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include <string.h>

/* An element of fewer than 127 bytes. */
#define START "\x1a\x45\xdf\xa3\x84\x42\x82\x81w"
#define OPEN_SEGMENT "\x18\x53\x80\x67\xff"
#define INFO                                                                             \
  "\x15\x49\xa9\x66\xa6"                                                                 \
  "\x7b\xa9\x85Title"                                                                    \
  "\x57\x41\x85Tecno"                                                                    \
  "\x44\x61\x88\x0b\0\0\0\0\0\0\0"                                                       \
  "\x2a\xd7\xb1\x83\x0f\x42\x40"                                                         \
  "\x4d\x80\x81m"
#define TRACKS                                                                           \
  "\x16\x54\xae\x6b\x9a"                                                                 \
  "\xae\x8c\xd7\x81\1\x83\x81\1\x53\x6e\x83"                                             \
  "Asa"                                                                                  \
  "\xae\x8a\xd7\x81\2\x83\x81\x11\x86\x82TX"
#define BLOCKS                                                                           \
  "\xe7\x81\0"                                                                           \
  "\xa3\x85\x81\0\0\x80p"                                                                \
  "\xa3\x8a\x82\0\0\x80Nakuru"                                                           \
  "\xa0\x87\xa1\x85\x81\0\0\0q"
#define CLUSTER "\x1f\x43\xb6\x75\xff" BLOCKS
#define TAGS                                                                             \
  "\x12\x54\xc3\x67\xb2"                                                                 \
  "\x73\x73\xaf"                                                                         \
  "\x67\xc8\x91\x45\xa3\x86"                                                             \
  "ARTIST\x44\x87\x85"                                                                   \
  "Akiny"                                                                                \
  "\x67\xc8\x98\x45\xa3\x88"                                                             \
  "LOCATION\x44\x87\x8a+1.5+36.5/"

static void
assert_refused (GByteArray *file, const char *rule)
{
  files_assert_refused (AHADI_MEDIA_MATROSKA, file, rule);
  g_byte_array_unref (file);
}

static void
test_what_it_tells_becomes_void (void)
{
  g_autoptr (GByteArray) file = MAKE_FILE (START OPEN_SEGMENT INFO TRACKS CLUSTER TAGS);
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (AHADI_MEDIA_MATROSKA, file, &cleaned);
  g_assert_cmpstr (cleaned.facts.author, ==, "Akiny");
  g_assert_cmpstr (cleaned.facts.exif.camera, ==, "Tecno");
  g_assert_true (g_str_has_prefix (cleaned.facts.exif.taken, "2026"));
  g_assert_true (cleaned.facts.exif.has_position);
  g_assert_cmpfloat_with_epsilon (cleaned.facts.exif.longitude, 36.5, 1e-9);
  g_assert_cmpuint (cleaned.clean->len, ==, file->len);
  for (guint i = 0; i < 6; i++)
    g_assert_false (files_has (
        cleaned.clean,
        ((const char *[]){ "Akiny", "Tecno", "Title", "Asa", "Nakuru", "36.5" })[i]));
  g_assert_true (files_has (cleaned.clean, "\x80p"));
  files_assert_untouched (AHADI_MEDIA_MATROSKA, cleaned.clean);
}

static void
test_way_to_what_goes_goes (void)
{
  g_autoptr (GByteArray) file =
      MAKE_FILE (START OPEN_SEGMENT "\x11\x4d\x9b\x74\x94"
                                    "\x4d\xbb\x87\x53\xab\x84\x12\x54\xc3\x67"
                                    "\x4d\xbb\x87\x53\xab\x84\x1f\x43\xb6\x75" TRACKS);
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (AHADI_MEDIA_MATROSKA, file, &cleaned);
  g_assert_false (files_has (cleaned.clean, "\x12\x54\xc3\x67"));
  g_assert_true (files_has (cleaned.clean, "\x1f\x43\xb6\x75"));
}

static void
test_comments_of_sound_become_none (void)
{
  static const guint8 blank[] = { 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0 };
  g_autoptr (GByteArray) file =
      MAKE_FILE (START OPEN_SEGMENT
                 "\x16\x54\xae\x6b\xad\xae\xab\xd7\x81\1\x83\x81\2"
                 "\x63\xa2\xa2\2\7\x12\1vorbis\3vorbis\3\0\0\0Aki\0\0\0\0\1setup");
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (AHADI_MEDIA_MATROSKA, file, &cleaned);
  g_assert_false (files_has (cleaned.clean, "Aki"));
  g_assert_nonnull (
      memmem (cleaned.clean->data, cleaned.clean->len, blank, sizeof blank));
  files_assert_untouched (AHADI_MEDIA_MATROSKA, cleaned.clean);
}

static void
test_recording_that_was_cut_off_stays (void)
{
  g_autoptr (GByteArray) file = MAKE_FILE (
      START OPEN_SEGMENT "\x16\x54\xae\x6b\x88\xae\x86\xd7\x81"
                         "\1\x83\x81\2\x1f\x43\xb6\x75\xff\xa3\x99\x81\0\0\x80p");

  files_assert_untouched (AHADI_MEDIA_MATROSKA, file);
}

static void
test_what_is_none_is_refused (void)
{
  assert_refused (MAKE_FILE ("\x18\x53\x80\x67\xff"), "K1");
  assert_refused (MAKE_FILE (START OPEN_SEGMENT "\x15\x49\xa9\x66\xa8"), "K3");
  assert_refused (MAKE_FILE (START OPEN_SEGMENT "\0\0"), "K3");
  assert_refused (MAKE_FILE (START OPEN_SEGMENT TRACKS CLUSTER "\xaf\xff"), "K3");
  assert_refused (MAKE_FILE (START OPEN_SEGMENT CLUSTER TRACKS), "K4");
  assert_refused (MAKE_FILE (START OPEN_SEGMENT), "K4");
  assert_refused (MAKE_FILE (START OPEN_SEGMENT
                             "\x16\x54\xae\x6b\x9a\xae\x98\xd7\x81\1\x83\x81\2"
                             "\x63\xa2\x8f\2\7\x11\1vorbis\3vorb"),
                  "K5");
}

static void
test_too_many_changes_are_refused (void)
{
  GByteArray *file = MAKE_FILE (START OPEN_SEGMENT);

  for (guint i = 0; i <= 1 << 16; i++)
    ADD (file, "\xec\x80");
  assert_refused (file, "K6");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/matroska/K2-K4-what-it-tells-becomes-void",
                   test_what_it_tells_becomes_void);
  g_test_add_func ("/media/matroska/K2-way-to-what-goes-goes",
                   test_way_to_what_goes_goes);
  g_test_add_func ("/media/matroska/K5-comments-of-sound-become-none",
                   test_comments_of_sound_become_none);
  g_test_add_func ("/media/matroska/K3-recording-that-was-cut-off-stays",
                   test_recording_that_was_cut_off_stays);
  g_test_add_func ("/media/matroska/K1-K3-K4-K5-what-is-none-is-refused",
                   test_what_is_none_is_refused);
  g_test_add_func ("/media/matroska/K6-too-many-changes-are-refused",
                   test_too_many_changes_are_refused);
  return g_test_run ();
}
