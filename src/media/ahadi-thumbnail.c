/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-thumbnail.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "ahadi-media-error.h"

#define STEP (64 * 1024)

static gboolean
check_points (const AhadiMediaFacts *facts, GError **error)
{
  guint64 points = (guint64) facts->width * facts->height;

  if (points > 0 && points <= AHADI_THUMBNAIL_MAX_POINTS)
    return TRUE;

  g_set_error (error, AHADI_MEDIA_ERROR, AHADI_MEDIA_ERROR_TOO_LARGE,
               "cannot draw the picture: it has %" G_GUINT64_FORMAT " points", points);
  return FALSE;
}

/* Exif 2.32, 4.6.4 A: 2 mirrored, 3 upside down, 4 both, 5 to 8 lying on a side. */
static GdkPixbuf *
turn (GdkPixbuf *picture, guint orientation)
{
  static const GdkPixbufRotation rotations[] = {
    [3] = GDK_PIXBUF_ROTATE_UPSIDEDOWN,       [4] = GDK_PIXBUF_ROTATE_UPSIDEDOWN,
    [5] = GDK_PIXBUF_ROTATE_CLOCKWISE,        [6] = GDK_PIXBUF_ROTATE_CLOCKWISE,
    [7] = GDK_PIXBUF_ROTATE_COUNTERCLOCKWISE, [8] = GDK_PIXBUF_ROTATE_COUNTERCLOCKWISE,
  };
  gboolean mirrored =
      orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
  g_autoptr (GdkPixbuf) turned = NULL;

  if (orientation < 2 || orientation >= G_N_ELEMENTS (rotations))
    return g_object_ref (picture);

  turned = gdk_pixbuf_rotate_simple (picture, rotations[orientation]);
  if (turned == NULL || !mirrored)
    return g_steal_pointer (&turned);
  return gdk_pixbuf_flip (turned, TRUE);
}

/* The decoder is named, so that no other of those installed is ever tried. */
static GdkPixbufLoader *
make_loader (AhadiMediaType type, GError **error)
{
  return gdk_pixbuf_loader_new_with_mime_type (ahadi_media_type_to_mime (type), error);
}

static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  int longer = MAX (width, height);

  if (longer > AHADI_THUMBNAIL_SIZE)
    gdk_pixbuf_loader_set_size (loader, MAX (width * AHADI_THUMBNAIL_SIZE / longer, 1),
                                MAX (height * AHADI_THUMBNAIL_SIZE / longer, 1));
}

static gboolean
feed (GdkPixbufLoader *loader, GInputStream *in, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (STEP);
  gsize n;

  do
    {
      if (!g_input_stream_read_all (in, buffer, STEP, &n, NULL, error) ||
          !gdk_pixbuf_loader_write (loader, buffer, n, error))
        return FALSE;
    }
  while (n == STEP);

  return TRUE;
}

/* A loader that is not closed warns, also after a failure. */
static GdkPixbuf *
decode (AhadiMediaType type, GInputStream *in, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = make_loader (type, error);
  GdkPixbuf *picture;
  gboolean fed;

  if (loader == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), NULL);
  fed = feed (loader, in, error);
  if (!gdk_pixbuf_loader_close (loader, fed ? error : NULL) || !fed)
    return NULL;

  picture = gdk_pixbuf_loader_get_pixbuf (loader);
  return picture != NULL ? g_object_ref (picture) : NULL;
}

static GBytes *
draw (AhadiMediaType type, GInputStream *in, guint orientation, GError **error)
{
  g_autoptr (GdkPixbuf) picture = decode (type, in, error);
  g_autoptr (GdkPixbuf) upright = NULL;
  char *bytes;
  gsize size;

  if (picture == NULL)
    return NULL;

  upright = turn (picture, orientation);
  if (upright == NULL ||
      !gdk_pixbuf_save_to_buffer (upright, &bytes, &size, "png", error, NULL))
    return NULL;
  return g_bytes_new_take (bytes, size);
}

GBytes *
ahadi_thumbnail_make (AhadiMediaType type,
                      GInputStream *in,
                      const AhadiMediaFacts *facts,
                      GError **error)
{
  GError *local = NULL;
  GBytes *bytes;

  if (!check_points (facts, error))
    return NULL;

  bytes = draw (type, in, facts->exif.orientation, &local);
  if (bytes == NULL && (local == NULL || local->domain == GDK_PIXBUF_ERROR))
    ahadi_media_refuse (error, "F1", "it can't be drawn");
  else if (bytes == NULL)
    g_propagate_error (error, g_steal_pointer (&local));

  g_clear_error (&local);
  return bytes;
}
