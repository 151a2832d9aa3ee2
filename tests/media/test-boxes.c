/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/ahadi-boxes.h"

static AhadiBoxes
open_bytes (guint8 *bytes, gsize size)
{
  return (AhadiBoxes){ bytes, bytes + size, FALSE };
}

static void
test_boxes_follow_each_other (void)
{
  guint8 bytes[] = "\0\0\0\x0a"
                   "freeab\0\0\0\0mdatc";
  AhadiBoxes boxes = open_bytes (bytes, sizeof bytes - 1);
  AhadiBox box;

  g_assert_true (ahadi_boxes_next (&boxes, &box));
  g_assert_cmpstr (box.type, ==, "free");
  g_assert_cmpuint (ahadi_boxes_left (&box.inside), ==, 2);
  g_assert_true (ahadi_boxes_next (&boxes, &box));
  g_assert_cmpstr (box.type, ==, "mdat");
  g_assert_cmpuint (ahadi_boxes_left (&box.inside), ==, 1);
  g_assert_cmpuint (ahadi_boxes_left (&boxes), ==, 0);
}

static void
test_box_longer_than_what_is_left_fails (void)
{
  guint8 bytes[] = "\0\0\0\x0b"
                   "freeab";
  AhadiBoxes boxes = open_bytes (bytes, sizeof bytes - 1);
  AhadiBox box;

  g_assert_false (ahadi_boxes_next (&boxes, &box));
  g_assert_true (boxes.failed);
}

static void
test_box_shorter_than_its_header_fails (void)
{
  guint8 bytes[] = "\0\0\0\7free";
  AhadiBoxes boxes = open_bytes (bytes, sizeof bytes - 1);
  AhadiBox box;

  g_assert_false (ahadi_boxes_next (&boxes, &box));
}

static void
test_numbers_are_nothing_after_the_end (void)
{
  guint8 bytes[] = { 1, 2, 3 };
  AhadiBoxes boxes = open_bytes (bytes, sizeof bytes);

  g_assert_cmpuint (ahadi_boxes_take (&boxes, 2), ==, 0x102);
  g_assert_cmpuint (ahadi_boxes_take (&boxes, 2), ==, 0);
  g_assert_true (boxes.failed);
  g_assert_cmpuint (ahadi_boxes_take (&boxes, 1), ==, 0);
}

static void
test_first_of_a_type_is_found (void)
{
  guint8 bytes[] = "\0\0\0\x08skip\0\0\0\x09"
                   "freea\0\0\0\x08"
                   "free";
  AhadiBox box;

  g_assert_true (ahadi_boxes_find (open_bytes (bytes, sizeof bytes - 1), "free", &box));
  g_assert_cmpuint (ahadi_boxes_left (&box.inside), ==, 1);
  g_assert_false (ahadi_boxes_find (open_bytes (bytes, sizeof bytes - 1), "mdat", &box));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/boxes/boxes-follow-each-other", test_boxes_follow_each_other);
  g_test_add_func ("/media/boxes/box-longer-than-what-is-left-fails",
                   test_box_longer_than_what_is_left_fails);
  g_test_add_func ("/media/boxes/box-shorter-than-its-header-fails",
                   test_box_shorter_than_its_header_fails);
  g_test_add_func ("/media/boxes/numbers-are-nothing-after-the-end",
                   test_numbers_are_nothing_after_the_end);
  g_test_add_func ("/media/boxes/first-of-a-type-is-found",
                   test_first_of_a_type_is_found);
  return g_test_run ();
}
