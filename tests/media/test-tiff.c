/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include <string.h>

/* Little-endian: directories, then values and strips at fixed places. */
#define FIRST 8
#define SECOND 256
#define BELOW 512
#define PIXELS 768 /* "PIXELS" */
#define AUTHOR 784 /* "Achieng Otieno" */
#define JPEG 800
#define SIZE 1024

enum
{
  TEXT = 2,
  SHORT = 3,
  LONG = 4,
  RATIO = 5,
};

typedef struct
{
  guint tag;
  guint type;
  guint32 count;
  guint32 value;
} Entry;

static void
put (GByteArray *file, guint at, guint32 value, guint n)
{
  for (guint i = 0; i < n; i++)
    file->data[at + i] = (guint8) (value >> (8 * i));
}

static void
put_directory (GByteArray *file, guint at, const Entry *entries, guint n, guint next)
{
  put (file, at, n, 2);
  for (guint i = 0; i < n; i++)
    {
      guint entry = at + 2 + 12 * i;

      put (file, entry, entries[i].tag, 2);
      put (file, entry + 2, entries[i].type, 2);
      put (file, entry + 4, entries[i].count, 4);
      put (file, entry + 8, entries[i].value, 4);
    }
  put (file, at + 2 + 12 * n, next, 4);
}

#define PUT(file, at, entries, next)                                                     \
  put_directory (file, at, entries, G_N_ELEMENTS (entries), next)

static const Entry picture[] = {
  { 256, SHORT, 1, 2 }, { 257, SHORT, 1, 3 },     { 259, SHORT, 1, 1 },
  { 262, SHORT, 1, 1 }, { 273, LONG, 1, PIXELS }, { 279, LONG, 1, 6 },
};

static GByteArray *
make (void)
{
  GByteArray *file = g_byte_array_new ();

  g_byte_array_set_size (file, SIZE);
  memset (file->data, 0, SIZE);
  memcpy (file->data, "II*\0\x08\0\0\0", 8);
  memcpy (file->data + PIXELS, "PIXELS", 6);
  PUT (file, FIRST, picture, 0);
  return file;
}

/* One whose first directory has what an entry of @tag says besides. */
static GByteArray *
make_with (guint tag, guint type, guint32 count, guint32 value)
{
  GByteArray *file = make ();
  Entry entries[G_N_ELEMENTS (picture) + 1];

  memcpy (entries, picture, sizeof picture);
  entries[G_N_ELEMENTS (picture)] = (Entry){ tag, type, count, value };
  PUT (file, FIRST, entries, 0);
  return file;
}

/* One whose entry @i of the first directory is another. */
static GByteArray *
make_but (guint i, Entry entry)
{
  GByteArray *file = make ();
  Entry entries[G_N_ELEMENTS (picture)];

  memcpy (entries, picture, sizeof picture);
  entries[i] = entry;
  PUT (file, FIRST, entries, 0);
  return file;
}

static void
assert_refused (GByteArray *file, const char *rule)
{
  files_assert_refused (AHADI_MEDIA_TIFF, file, rule);
  g_byte_array_unref (file);
}

static void
test_picture_that_tells_nothing_stays (void)
{
  g_autoptr (GByteArray) file = make ();

  files_assert_untouched (AHADI_MEDIA_TIFF, file);
}

static void
test_what_draws_nothing_goes (void)
{
  g_autoptr (GByteArray) file = make_with (315, TEXT, 15, AUTHOR);
  g_autoptr (GByteArray) bare = make ();
  g_auto (Cleaned) cleaned = { 0 };

  memcpy (file->data + AUTHOR, "Achieng Otieno", 15);
  files_clean (AHADI_MEDIA_TIFF, file, &cleaned);
  g_assert_cmpstr (cleaned.facts.author, ==, "Achieng Otieno");
  g_assert_cmpuint (cleaned.facts.width, ==, 2);
  g_assert_cmpuint (cleaned.facts.height, ==, 3);
  g_assert_true (cleaned.facts.tells_more);
  g_assert_cmpmem (cleaned.clean->data, cleaned.clean->len, bare->data, bare->len);
}

static void
test_text_in_a_drawing_entry_goes (void)
{
  g_autoptr (GByteArray) file = make_with (301, TEXT, 15, AUTHOR);
  g_auto (Cleaned) cleaned = { 0 };

  memcpy (file->data + AUTHOR, "Achieng Otieno", 15);
  files_clean (AHADI_MEDIA_TIFF, file, &cleaned);
  g_assert_false (files_has (cleaned.clean, "Achieng"));
}

static void
test_what_stands_behind_a_short_value_goes (void)
{
  g_autoptr (GByteArray) file = make_but (0, (Entry){ 256, SHORT, 1, 0x41410002 });
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (AHADI_MEDIA_TIFF, file, &cleaned);
  g_assert_cmpuint (cleaned.facts.removed, ==, 2);
  g_assert_false (files_has (cleaned.clean, "AA"));
}

static void
test_position_is_told_and_goes (void)
{
  static const Entry position[] = {
    { 1, TEXT, 2, 'S' },
    { 2, RATIO, 3, 0x380 },
    { 3, TEXT, 2, 'E' },
    { 4, RATIO, 3, 0x398 },
  };
  static const guint32 degrees[] = { 1, 1, 30, 1, 0, 1, 36, 1, 45, 1, 0, 1 };
  g_autoptr (GByteArray) file = make_with (34853, LONG, 1, BELOW);
  g_autoptr (GByteArray) bare = make ();
  g_auto (Cleaned) cleaned = { 0 };

  PUT (file, BELOW, position, 0);
  for (guint i = 0; i < G_N_ELEMENTS (degrees); i++)
    put (file, 0x380 + 4 * i, degrees[i], 4);
  files_clean (AHADI_MEDIA_TIFF, file, &cleaned);
  g_assert_true (cleaned.facts.exif.has_position);
  g_assert_cmpfloat_with_epsilon (cleaned.facts.exif.latitude, -1.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (cleaned.facts.exif.longitude, 36.75, 1e-9);
  g_assert_cmpmem (cleaned.clean->data, cleaned.clean->len, bare->data, bare->len);
}

/* What is in JPEG data, its JFIF, an EXIF of 6 bytes, one scan, and what follows. */
#define SCAN "\xff\xda\0\2\x01\xff\0\x02\xff\xd9"
#define HEAD "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"

static GByteArray *
make_jpeg (const char *bytes, gsize size)
{
  static const Entry compressed = { 259, SHORT, 1, 7 };
  Entry entries[G_N_ELEMENTS (picture)];
  GByteArray *file = make ();

  memcpy (entries, picture, sizeof picture);
  entries[2] = compressed;
  entries[4].value = JPEG;
  entries[5].value = (guint32) size;
  memset (file->data + PIXELS, 0, 6);
  memcpy (file->data + JPEG, bytes, size);
  PUT (file, FIRST, entries, 0);
  return file;
}

#define MAKE_JPEG(bytes) make_jpeg (bytes, sizeof bytes - 1)

static void
test_jpeg_inside_tells_nothing (void)
{
  g_autoptr (GByteArray) file =
      MAKE_JPEG (HEAD "\xff\xe1\0\x08Nakuru\xff\xfe\0\x08Nakuru" SCAN "Nakuru");
  g_auto (Cleaned) cleaned = { 0 };

  files_clean (AHADI_MEDIA_TIFF, file, &cleaned);
  g_assert_cmpuint (cleaned.facts.removed, ==, 18);
  g_assert_false (files_has (cleaned.clean, "Nakuru"));
  g_assert_true (files_has (cleaned.clean, "JFIF"));
  files_assert_untouched (AHADI_MEDIA_TIFF, cleaned.clean);
}

static void
test_second_picture_stays_and_its_smaller_copy_goes (void)
{
  static const Entry small[] = {
    { 254, LONG, 1, 1 },
    { 270, TEXT, 15, AUTHOR },
    { 273, LONG, 1, AUTHOR },
    { 279, LONG, 1, 14 },
  };
  g_autoptr (GByteArray) file = make ();
  g_auto (Cleaned) cleaned = { 0 };

  memcpy (file->data + AUTHOR, "Achieng Otieno", 15);
  PUT (file, FIRST, picture, SECOND);
  PUT (file, SECOND, small, BELOW);
  PUT (file, BELOW, picture, 0);
  files_clean (AHADI_MEDIA_TIFF, file, &cleaned);
  g_assert_false (files_has (cleaned.clean, "Achieng"));
  g_assert_cmpuint (cleaned.clean->data[SECOND], ==, 0);
  g_assert_cmpmem (cleaned.clean->data + BELOW, 64, file->data + BELOW, 64);
  g_assert_cmpuint (cleaned.clean->data[FIRST + 2 + 12 * 6 + 1], ==, BELOW >> 8);
  files_assert_untouched (AHADI_MEDIA_TIFF, cleaned.clean);
}

static void
test_smaller_copy_below_goes (void)
{
  static const Entry small[] = { { 254, LONG, 1, 1 } };
  g_autoptr (GByteArray) file = make_with (330, LONG, 1, BELOW);
  g_autoptr (GByteArray) bare = make ();
  g_auto (Cleaned) cleaned = { 0 };

  PUT (file, BELOW, small, 0);
  files_clean (AHADI_MEDIA_TIFF, file, &cleaned);
  g_assert_cmpmem (cleaned.clean->data, cleaned.clean->len, bare->data, bare->len);
}

static void
test_big_ones_are_read (void)
{
  static const guint8 start[] = { 'M', 'M', 0, 43, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16 };
  static const guint16 entries[][3] = {
    { 273, LONG, 148 },
    { 279, LONG, 6 },
    { 315, TEXT, 'A' << 8 },
  };
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_auto (Cleaned) cleaned = { 0 };

  g_byte_array_append (file, start, sizeof start);
  files_add_number (file, G_N_ELEMENTS (entries), 8);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      gboolean is_text = entries[i][1] == TEXT;

      files_add_number (file, entries[i][0], 2);
      files_add_number (file, entries[i][1], 2);
      files_add_number (file, is_text ? 2 : 1, 8);
      files_add_number (file, entries[i][2], is_text ? 2 : 4);
      files_add_number (file, 0, is_text ? 6 : 4);
    }
  files_add_number (file, 0, 8);
  g_byte_array_set_size (file, 148);
  memset (file->data + 92, 0, 148 - 92);
  ADD (file, "PIXELS");

  files_clean (AHADI_MEDIA_TIFF, file, &cleaned);
  g_assert_cmpstr (cleaned.facts.author, ==, "A");
  g_assert_cmpuint (cleaned.clean->len, ==, file->len);
  g_assert_cmpuint (cleaned.clean->data[23], ==, 2);
  g_assert_true (files_has (cleaned.clean, "PIXELS"));
  files_assert_untouched (AHADI_MEDIA_TIFF, cleaned.clean);
}

static void
test_start_and_directories_are_checked (void)
{
  GByteArray *file = make ();

  file->data[2] = 44;
  assert_refused (file, "T1");
  file = make ();
  put (file, 4, SIZE - 1, 4);
  assert_refused (file, "T2");
  file = make ();
  put (file, 4, 0, 4);
  assert_refused (file, "T2");
  file = make ();
  PUT (file, FIRST, picture, FIRST);
  assert_refused (file, "T2");
  file = make ();
  g_byte_array_set_size (file, 7);
  assert_refused (file, "F1");
}

static void
test_values_and_strips_lie_in_the_file (void)
{
  assert_refused (make_with (320, SHORT, 300, SIZE - 100), "T4");
  assert_refused (make_but (4, (Entry){ 270, LONG, 1, PIXELS }), "T5");
  assert_refused (make_but (5, (Entry){ 279, LONG, 2, PIXELS }), "T5");
  assert_refused (make_but (5, (Entry){ 279, LONG, 1, SIZE }), "T5");
}

static void
test_what_is_not_known_is_refused (void)
{
  static const Entry large[] = { { 254, LONG, 1, 0 } };
  GByteArray *file = make_with (330, LONG, 1, BELOW);

  assert_refused (make_but (2, (Entry){ 259, SHORT, 1, 6 }), "T6");
  assert_refused (make_with (50706, LONG, 1, 1), "T6");
  assert_refused (MAKE_JPEG ("\xff\xd8Nakuru"), "T7");
  assert_refused (MAKE_JPEG (HEAD "\xff\xe1\0\x09Nakuru"), "T7");
  PUT (file, BELOW, large, 0);
  assert_refused (file, "T8");
}

/* To read it each time would take for ever. */
static void
test_jpeg_that_is_told_again_and_again_is_refused (void)
{
  enum
  {
    TIMES = 40
  };
  GByteArray *file = MAKE_JPEG (HEAD SCAN);
  Entry entries[G_N_ELEMENTS (picture)];

  memcpy (entries, picture, sizeof picture);
  entries[2].value = 7;
  entries[4] = (Entry){ 273, LONG, TIMES, SECOND };
  entries[5] = (Entry){ 279, LONG, TIMES, BELOW };
  for (guint i = 0; i < TIMES; i++)
    {
      put (file, SECOND + 4 * i, JPEG, 4);
      put (file, BELOW + 4 * i, sizeof HEAD SCAN - 1, 4);
    }
  PUT (file, FIRST, entries, 0);
  assert_refused (file, "T7");
}

static void
test_parts_do_not_hide_in_each_other (void)
{
  assert_refused (make_with (315, TEXT, 15, PIXELS), "T9");
  assert_refused (make_but (4, (Entry){ 273, LONG, 1, FIRST }), "T9");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/tiff/picture-that-tells-nothing-stays",
                   test_picture_that_tells_nothing_stays);
  g_test_add_func ("/media/tiff/T3-what-draws-nothing-goes",
                   test_what_draws_nothing_goes);
  g_test_add_func ("/media/tiff/T3-text-in-a-drawing-entry-goes",
                   test_text_in_a_drawing_entry_goes);
  g_test_add_func ("/media/tiff/what-stands-behind-a-short-value-goes",
                   test_what_stands_behind_a_short_value_goes);
  g_test_add_func ("/media/tiff/T9-position-is-told-and-goes",
                   test_position_is_told_and_goes);
  g_test_add_func ("/media/tiff/T7-jpeg-inside-tells-nothing",
                   test_jpeg_inside_tells_nothing);
  g_test_add_func ("/media/tiff/T8-second-picture-stays-and-its-smaller-copy-goes",
                   test_second_picture_stays_and_its_smaller_copy_goes);
  g_test_add_func ("/media/tiff/T8-smaller-copy-below-goes",
                   test_smaller_copy_below_goes);
  g_test_add_func ("/media/tiff/big-ones-are-read", test_big_ones_are_read);
  g_test_add_func ("/media/tiff/T1-T2-F1-start-and-directories-are-checked",
                   test_start_and_directories_are_checked);
  g_test_add_func ("/media/tiff/T4-T5-values-and-strips-lie-in-the-file",
                   test_values_and_strips_lie_in_the_file);
  g_test_add_func ("/media/tiff/T6-T7-T8-what-is-not-known-is-refused",
                   test_what_is_not_known_is_refused);
  g_test_add_func ("/media/tiff/T7-jpeg-that-is-told-again-and-again-is-refused",
                   test_jpeg_that_is_told_again_and_again_is_refused);
  g_test_add_func ("/media/tiff/T9-parts-do-not-hide-in-each-other",
                   test_parts_do_not_hide_in_each_other);
  return g_test_run ();
}
