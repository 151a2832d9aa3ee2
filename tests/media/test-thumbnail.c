/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>

#include "files.h"

static GBytes *
make_picture (const char *type, int width, int height)
{
  g_autoptr (GdkPixbuf) picture =
      gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  char *bytes;
  gsize size;

  gdk_pixbuf_fill (picture, 0x3060a0ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (picture, &bytes, &size, type, NULL, NULL));
  return g_bytes_new_take (bytes, size);
}

static GBytes *
make_png (int width, int height)
{
  return make_picture ("png", width, height);
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

/* What heif-enc makes of @png; NULL if it is not installed. */
static GBytes *
make_heic (GBytes *png)
{
  g_autofree char *program = g_find_program_in_path ("heif-enc");
  g_autofree char *from = g_build_filename (g_get_tmp_dir (), "thumbnail.png", NULL);
  g_autofree char *to = g_build_filename (g_get_tmp_dir (), "thumbnail.heic", NULL);
  const char *const command[] = { program, from, "-o", to, NULL };
  char *bytes;
  gsize size;

  if (program == NULL)
    return NULL;

  g_assert_true (g_file_set_contents (from, g_bytes_get_data (png, NULL),
                                      (gssize) g_bytes_get_size (png), NULL));
  g_assert_true (g_spawn_sync (NULL, (char **) command, NULL,
                               G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                               NULL, NULL, NULL, NULL, NULL, NULL));
  g_assert_true (g_file_get_contents (to, &bytes, &size, NULL));
  g_unlink (from);
  g_unlink (to);
  return g_bytes_new_take (bytes, size);
}

static void
assert_drawn (AhadiMediaType type, GBytes *bytes)
{
  g_autoptr (GInputStream) first = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) second = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GBytes) small = NULL;
  g_autoptr (GError) error = NULL;
  AhadiMediaFacts facts;

  g_assert_true (ahadi_media_read (type, first, &facts, &error));
  small = ahadi_thumbnail_make (type, second, &facts, &error);
  g_assert_no_error (error);
  g_assert_nonnull (small);
}

static void
test_every_kind_of_picture_is_drawn (void)
{
  static const char gif[] = "GIF89a\1\0\1\0\x80\0\0\xff\0\0\0\0\0,"
                            "\0\0\0\0\1\0\1\0\0\2\2D\1\0;";
  static const char webp[] = "RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/\0\0\0\x10\7\x10\x11\x11"
                             "\x88\x88\xfe\7\0";
  g_autoptr (GBytes) png = make_png (64, 48);
  g_autoptr (GBytes) jpeg = make_picture ("jpeg", 64, 48);
  g_autoptr (GBytes) tiff = make_picture ("tiff", 64, 48);
  g_autoptr (GBytes) heic = make_heic (png);
  g_autoptr (GBytes) small_gif = g_bytes_new_static (gif, sizeof gif - 1);
  g_autoptr (GBytes) small_webp = g_bytes_new_static (webp, sizeof webp - 1);

  assert_drawn (AHADI_MEDIA_PNG, png);
  assert_drawn (AHADI_MEDIA_JPEG, jpeg);
  assert_drawn (AHADI_MEDIA_TIFF, tiff);
  assert_drawn (AHADI_MEDIA_GIF, small_gif);
  assert_drawn (AHADI_MEDIA_WEBP, small_webp);
  if (heic != NULL)
    assert_drawn (AHADI_MEDIA_HEIF, heic);
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
  g_test_add_func ("/media/thumbnail/every-kind-of-picture-is-drawn",
                   test_every_kind_of_picture_is_drawn);
  g_test_add_func ("/media/thumbnail/too-many-points-are-not-decoded",
                   test_too_many_points_are_not_decoded);
  g_test_add_func ("/media/thumbnail/what-can-not-be-drawn-is-said",
                   test_what_can_not_be_drawn_is_said);
  return g_test_run ();
}
