/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/ahadi-report.h"

G_BEGIN_DECLS

/* A4 in points. */
#define PAGE_WIDTH 595.276
#define PAGE_HEIGHT 841.89

/* The sheet as it is drawn, with room around the page in which nothing may be drawn. */
#define PICTURE_SCALE 3   /* pixels of one point */
#define PICTURE_BORDER 60 /* points */

typedef struct
{
  int width;
  int height;
  guint8 *ink; /* by rows: 0 is white, 255 black */
} Picture;

/* A part of a picture, in pixels: from, and to before. */
typedef struct
{
  int left;
  int top;
  int right;
  int bottom;
} Area;

/* Where a QR code stands, and the side of one of its squares in pixels. */
typedef struct
{
  Area area;
  double square;
} Place;

Picture *picture_draw (const AhadiRecoverySheet *sheet);
void picture_free (Picture *self);

/* All of the page. */
Area picture_get_page (void);
guint64 picture_count_ink (const Picture *self);
/* The smallest area with all ink; empty without any. */
Area picture_find_ink (const Picture *self);
/* The smallest area in which two pictures differ; what lies in @except does not count. */
Area picture_find_difference (const Picture *a, const Picture *b, const Area *except);
gboolean picture_is_white (const Picture *self, const Area *area);

/**
 * picture_find_code:
 * @modules: rows of @width squares, lowest bit set for a black one
 *
 * Looks for exactly these squares wherever they stand.
 */
gboolean
picture_find_code (const Picture *self, const guint8 *modules, int width, Place *place);

gboolean area_is_empty (const Area *self);
gboolean area_contains (const Area *self, const Area *inner);
gboolean area_meets (const Area *self, const Area *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Picture, picture_free)

G_END_DECLS
