/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gdk-pixbuf/gdk-pixbuf.h>

#include "files.h"

static GBytes *
make_png (int width, int height)
{
  g_autoptr (GdkPixbuf) picture =
      gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  char *bytes;
  gsize size;

  gdk_pixbuf_fill (picture, 0x3060a0ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (picture, &bytes, &size, "png", NULL, NULL));
  return g_bytes_new_take (bytes, size);
}

static GdkPixbuf *
draw (GBytes *png, const AhadiMediaFacts *facts, GError **error)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (png);
  g_autoptr (GBytes) small = ahadi_thumbnail_make (AHADI_MEDIA_PNG, in, facts, error);
  g_autoptr (GdkPixbufLoader) loader = NULL;

  if (small == NULL)
    return NULL;
  loader = gdk_pixbuf_loader_new_with_type ("png", NULL);
  g_assert_true (gdk_pixbuf_loader_write_bytes (loader, small, NULL));
  g_assert_true (gdk_pixbuf_loader_close (loader, NULL));
  return g_object_ref (gdk_pixbuf_loader_get_pixbuf (loader));
}

static void
test_it_is_small_and_upright (void)
{
  g_autoptr (GBytes) png = make_png (800, 400);
  AhadiMediaFacts facts = { .width = 800, .height = 400 };
  g_autoptr (GdkPixbuf) lying = draw (png, &facts, NULL);
  g_autoptr (GdkPixbuf) standing = NULL;

  facts.exif.orientation = 6;
  standing = draw (png, &facts, NULL);
  g_assert_cmpint (gdk_pixbuf_get_width (lying), ==, AHADI_THUMBNAIL_SIZE);
  g_assert_cmpint (gdk_pixbuf_get_height (lying), ==, AHADI_THUMBNAIL_SIZE / 2);
  g_assert_cmpint (gdk_pixbuf_get_width (standing), ==, AHADI_THUMBNAIL_SIZE / 2);
}

static void
test_too_many_points_are_not_decoded (void)
{
  g_autoptr (GBytes) png = make_png (8, 8);
  AhadiMediaFacts facts = { .width = 50000, .height = 50000 };
  g_autoptr (GError) error = NULL;

  g_assert_null (draw (png, &facts, &error));
  g_assert_error (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_TOO_LARGE);
}

static void
test_what_can_not_be_drawn_is_said (void)
{
  g_autoptr (GBytes) junk = g_bytes_new_static ("\x89PNG\r\n\x1a\njunk", 12);
  AhadiMediaFacts facts = { .width = 8, .height = 8 };
  g_autoptr (GError) error = NULL;

  g_assert_null (draw (junk, &facts, &error));
  g_assert_error (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_DAMAGED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/media/thumbnail/it-is-small-and-upright",
                   test_it_is_small_and_upright);
  g_test_add_func ("/media/thumbnail/too-many-points-are-not-decoded",
                   test_too_many_points_are_not_decoded);
  g_test_add_func ("/media/thumbnail/what-can-not-be-drawn-is-said",
                   test_what_can_not_be_drawn_is_said);
  return g_test_run ();
}
