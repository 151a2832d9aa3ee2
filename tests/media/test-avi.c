/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include <string.h>

#define START                                                                            \
  "RIFF\xff\xff\xff\xff"                                                                 \
  "AVI "
#define STREAM "LIST\x18\0\0\0strlstrh\2\0\0\0aastrn\2\0\0\0Me"
#define HEADER                                                                           \
  "LIST\x3a\0\0\0hdrlavih\2\0\0\0bbIDIT\4\0\0\0"                                         \
  "2026" STREAM
#define INFO "LIST\x12\0\0\0INFOIART\5\0\0\0Asha\0\0"
#define DATA                                                                             \
  "LIST\x1e\0\0\0movi00dc\3\0\0\0pic\0"                                                  \
  "02tx\6\0\0\0Nakuru"
#define INDEX "idx1\2\0\0\0ii"

static void
assert_refused (GByteArray *file, const char *rule)
{
  files_assert_refused (AHADI_MEDIA_AVI, file, rule);
  g_byte_array_unref (file);
}

static void
test_what_is_no_film_becomes_junk (void)
{
  g_autoptr (GByteArray) file = MAKE_FILE (START HEADER INFO DATA INDEX);
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (AHADI_MEDIA_AVI, file, &cleaned);
  g_assert_cmpstr (cleaned.facts.author, ==, "Asha");
  g_assert_cmpstr (cleaned.facts.exif.taken, ==, "2026");
  g_assert_cmpuint (cleaned.clean->len, ==, file->len);
  for (guint i = 0; i < 5; i++)
    g_assert_false (files_has (cleaned.clean, ((const char *[]){ "Asha", "2026", "strn",
                                                                 "Nakuru", "IART" })[i]));
  for (guint i = 0; i < 4; i++)
    g_assert_true (files_has (cleaned.clean,
                              ((const char *[]){ "strh", "00dc", "pic", "idx1" })[i]));
  files_assert_untouched (AHADI_MEDIA_AVI, cleaned.clean);
}

static void
test_film_that_was_cut_off_stays (void)
{
  g_autoptr (GByteArray) file = MAKE_FILE (START "LIST\xff\0\0\0movi00dc\xff\0\0\0pic");

  files_assert_untouched (AHADI_MEDIA_AVI, file);
}

static void
test_second_part_stays_and_what_follows_goes (void)
{
  g_autoptr (GByteArray) file =
      MAKE_FILE ("RIFF\x1c\0\0\0AVI LIST\x10\0\0\0movi00dc\4\0\0\0pics"
                 "RIFF\x1c\0\0\0AVIXLIST\x10\0\0\0movi00dc\4\0\0\0more"
                 "Nakuru");
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (AHADI_MEDIA_AVI, file, &cleaned);
  g_assert_cmpuint (cleaned.facts.removed, ==, 6);
  g_assert_cmpmem (cleaned.clean->data, cleaned.clean->len, file->data, file->len - 6);
}

static void
test_what_is_none_is_refused (void)
{
  GByteArray *file = MAKE_FILE (START "LIST\xff\xff\xff\0movi");

  assert_refused (MAKE_FILE ("RIFF\xff\0\0\0AVJ LIST"), "V1");
  assert_refused (MAKE_FILE (START "idx1\xff\0\0\0ii"), "V3");
  assert_refused (MAKE_FILE (START HEADER), "V4");
  for (guint i = 0; i <= 1 << 16; i++)
    ADD (file, "text\0\0\0\0");
  assert_refused (file, "V5");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/avi/V2-what-is-no-film-becomes-junk",
                   test_what_is_no_film_becomes_junk);
  g_test_add_func ("/media/avi/V3-film-that-was-cut-off-stays",
                   test_film_that_was_cut_off_stays);
  g_test_add_func ("/media/avi/V6-second-part-stays-and-what-follows-goes",
                   test_second_part_stays_and_what_follows_goes);
  g_test_add_func ("/media/avi/V1-V3-V4-V5-what-is-none-is-refused",
                   test_what_is_none_is_refused);
  return g_test_run ();
}
