/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include <string.h>

#define START "RIFF\x36\0\0\0WAVE"
#define FORMAT "fmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0"
#define DATA "data\5\0\0\0sound\0"
#define INFO "LIST\x1c\0\0\0INFOIART\5\0\0\0Asha\0\0ISFT\2\0\0\0X\0"

static void
assert_refused (GByteArray *file, const char *rule)
{
  files_assert_refused (AHADI_MEDIA_WAV, file, rule);
  g_byte_array_unref (file);
}

static void
test_what_it_tells_becomes_junk (void)
{
  g_autoptr (GByteArray) file = MAKE_FILE ("RIFF\x52\0\0\0WAVE" FORMAT INFO DATA);
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (AHADI_MEDIA_WAV, file, &cleaned);
  g_assert_cmpstr (cleaned.facts.author, ==, "Asha");
  g_assert_cmpstr (cleaned.facts.exif.camera, ==, "X");
  g_assert_cmpuint (cleaned.clean->len, ==, file->len);
  g_assert_false (files_has (cleaned.clean, "Asha"));
  g_assert_true (files_has (cleaned.clean, "JUNK"));
  g_assert_true (files_has (cleaned.clean, "sound"));
  files_assert_untouched (AHADI_MEDIA_WAV, cleaned.clean);
}

static void
test_broadcast_tells_device_and_time (void)
{
  g_autoptr (GByteArray) file = MAKE_FILE ("RIFF\xff\xff\xff\xff"
                                           "WAVE" FORMAT "bext\x60\1\0\0");
  g_auto (Cleaned) cleaned = { 0 };
  guint start = file->len;

  g_byte_array_set_size (file, start + 0x160);
  memset (file->data + start, 0, 0x160);
  memcpy (file->data + start + 256, "Zoom H1", 7);
  memcpy (file->data + start + 320, "2026-11-2310:05:00", 18);
  ADD (file, DATA);
  files_clean (AHADI_MEDIA_WAV, file, &cleaned);
  g_assert_cmpstr (cleaned.facts.exif.camera, ==, "Zoom H1");
  g_assert_cmpstr (cleaned.facts.exif.taken, ==, "2026-11-23 10:05:00");
  g_assert_false (files_has (cleaned.clean, "Zoom"));
}

static void
test_recording_that_was_cut_off_stays (void)
{
  g_autoptr (GByteArray) file = MAKE_FILE (START FORMAT "data\xff\0\0\0sound");

  files_assert_untouched (AHADI_MEDIA_WAV, file);
}

static void
test_what_follows_is_dropped (void)
{
  g_autoptr (GByteArray) file = MAKE_FILE ("RIFF\x2a\0\0\0WAVE" FORMAT DATA "Achieng");
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (AHADI_MEDIA_WAV, file, &cleaned);
  g_assert_cmpuint (cleaned.facts.removed, ==, 7);
  g_assert_false (files_has (cleaned.clean, "Achieng"));
}

static void
test_what_is_none_is_refused (void)
{
  assert_refused (MAKE_FILE ("RIFF\x36\0\0\0WAVF" FORMAT DATA), "A1");
  assert_refused (MAKE_FILE (START FORMAT "LIST\xff\0\0\0INFO"), "A3");
  assert_refused (MAKE_FILE (START FORMAT), "A4");
  assert_refused (MAKE_FILE ("RIFF\x36"), "F1");
}

static void
test_many_chunks_are_refused (void)
{
  GByteArray *file = MAKE_FILE (START FORMAT);

  for (guint i = 0; i < 4096; i++)
    ADD (file, "JUNK\0\0\0\0");
  memcpy (file->data + 4, "\xff\xff\xff\xff", 4);
  assert_refused (file, "A6");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/wav/A2-what-it-tells-becomes-junk",
                   test_what_it_tells_becomes_junk);
  g_test_add_func ("/media/wav/broadcast-tells-device-and-time",
                   test_broadcast_tells_device_and_time);
  g_test_add_func ("/media/wav/A3-recording-that-was-cut-off-stays",
                   test_recording_that_was_cut_off_stays);
  g_test_add_func ("/media/wav/A5-what-follows-is-dropped", test_what_follows_is_dropped);
  g_test_add_func ("/media/wav/A1-A3-A4-F1-what-is-none-is-refused",
                   test_what_is_none_is_refused);
  g_test_add_func ("/media/wav/A6-many-chunks-are-refused", test_many_chunks_are_refused);
  return g_test_run ();
}
