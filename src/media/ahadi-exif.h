/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the EXIF block of a picture tells of who made it, where and when. A plain value.
 */
typedef struct
{
  guint orientation; /* 1 to 8; 0 if it is not said */
  gboolean has_position;
  double latitude; /* degrees, north and east positive */
  double longitude;
  char taken[20];  /* "2026:11:23 10:05:00" as it stands there, or "" */
  char camera[65]; /* maker and model, or "" */
} AhadiExif;

/* As large as one that only tells the orientation is. */
#define AHADI_EXIF_ORIENTATION_SIZE 26

/* Reads what it finds; what is broken is not found. */
void ahadi_exif_read (const guint8 *tiff, gsize size, AhadiExif *self);

/* Degrees, minutes and seconds, each a number above and one below, big-endian or not.
 * Returns: %FALSE if one is divided by 0, or they are more than @limit together. */
#define AHADI_EXIF_DEGREES_SIZE 24
gboolean ahadi_exif_parse_degrees (const guint8 bytes[AHADI_EXIF_DEGREES_SIZE],
                                   gboolean is_big,
                                   double limit,
                                   double *degrees);

/* A block that tells nothing but @orientation, 1 to 8. */
void ahadi_exif_write_orientation (guint orientation,
                                   guint8 tiff[AHADI_EXIF_ORIENTATION_SIZE]);

G_END_DECLS
