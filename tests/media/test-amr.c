/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#define NARROW                                                                           \
  "\x3c"                                                                                 \
  "1234567890123456789012345678901"
#define WIDE                                                                             \
  "\x04"                                                                                 \
  "12345678901234567"

static void
test_sound_stays (void)
{
  g_autoptr (GByteArray) narrow = MAKE_FILE ("#!AMR\n" NARROW "\x7c" NARROW);
  g_autoptr (GByteArray) wide = MAKE_FILE ("#!AMR-WB\n" WIDE WIDE);
  g_autoptr (GByteArray) cut = MAKE_FILE ("#!AMR\n" NARROW "\x3c"
                                          "123");

  files_assert_untouched (AHADI_MEDIA_AMR, narrow);
  files_assert_untouched (AHADI_MEDIA_AMR, wide);
  files_assert_untouched (AHADI_MEDIA_AMR, cut);
}

static void
assert_refused (GByteArray *file, const char *rule)
{
  files_assert_refused (AHADI_MEDIA_AMR, file, rule);
  g_byte_array_unref (file);
}

static void
test_what_is_none_is_refused (void)
{
  assert_refused (MAKE_FILE ("#!AMR_MC1.0\n\0\0\0\1" NARROW), "R1");
  assert_refused (MAKE_FILE ("#!AMR\n" NARROW "Achieng"), "R2");
  assert_refused (MAKE_FILE ("#!AM"), "F1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/amr/R2-sound-stays", test_sound_stays);
  g_test_add_func ("/media/amr/R1-R2-F1-what-is-none-is-refused",
                   test_what_is_none_is_refused);
  return g_test_run ();
}
