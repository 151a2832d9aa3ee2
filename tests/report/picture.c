/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture.h"

/* The eye of a QR code begins with seven black squares in a row. */
#define EYE 7
#define SMALLEST_SQUARE 2

Picture *
picture_draw (const AhadiRecoverySheet *sheet)
{
  int width = (PAGE_WIDTH + 2 * PICTURE_BORDER) * PICTURE_SCALE;
  int height = (PAGE_HEIGHT + 2 * PICTURE_BORDER) * PICTURE_SCALE;
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  Picture *self = g_new0 (Picture, 1);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, PICTURE_SCALE, PICTURE_SCALE);
  cairo_translate (cr, PICTURE_BORDER, PICTURE_BORDER);
  ahadi_recovery_sheet_draw (sheet, cr, PAGE_WIDTH, PAGE_HEIGHT);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  self->width = width;
  self->height = height;
  self->ink = g_malloc ((gsize) width * height);
  for (int y = 0; y < height; y++)
    {
      const guint8 *row = cairo_image_surface_get_data (surface) +
                          (gsize) y * cairo_image_surface_get_stride (surface);

      for (int x = 0; x < width; x++)
        self->ink[(gsize) y * width + x] = 255 - row[4 * x + 1];
    }

  cairo_surface_destroy (surface);
  return self;
}

void
picture_free (Picture *self)
{
  g_free (self->ink);
  g_free (self);
}

Area
picture_get_page (void)
{
  return (Area){ PICTURE_BORDER * PICTURE_SCALE, PICTURE_BORDER * PICTURE_SCALE,
                 (PICTURE_BORDER + PAGE_WIDTH) * PICTURE_SCALE,
                 (PICTURE_BORDER + PAGE_HEIGHT) * PICTURE_SCALE };
}

static guint8
get_ink (const Picture *self, int x, int y)
{
  if (x < 0 || y < 0 || x >= self->width || y >= self->height)
    return 0;

  return self->ink[(gsize) y * self->width + x];
}

static gboolean
is_black (const Picture *self, int x, int y)
{
  return get_ink (self, x, y) > 127;
}

guint64
picture_count_ink (const Picture *self)
{
  guint64 sum = 0;

  for (gsize i = 0; i < (gsize) self->width * self->height; i++)
    sum += self->ink[i];

  return sum;
}

/* --- areas --- */

gboolean
area_is_empty (const Area *self)
{
  return self->left >= self->right || self->top >= self->bottom;
}

gboolean
area_contains (const Area *self, const Area *inner)
{
  return self->left <= inner->left && self->top <= inner->top &&
         self->right >= inner->right && self->bottom >= inner->bottom;
}

gboolean
area_meets (const Area *self, const Area *other)
{
  return self->left < other->right && other->left < self->right &&
         self->top < other->bottom && other->top < self->bottom;
}

static void
add_point (Area *self, int x, int y)
{
  if (area_is_empty (self))
    {
      *self = (Area){ x, y, x + 1, y + 1 };
      return;
    }

  self->left = MIN (self->left, x);
  self->top = MIN (self->top, y);
  self->right = MAX (self->right, x + 1);
  self->bottom = MAX (self->bottom, y + 1);
}

Area
picture_find_ink (const Picture *self)
{
  Area found = { 0 };

  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      if (get_ink (self, x, y) != 0)
        add_point (&found, x, y);

  return found;
}

Area
picture_find_difference (const Picture *a, const Picture *b, const Area *except)
{
  Area found = { 0 };

  for (int y = 0; y < a->height; y++)
    for (int x = 0; x < a->width; x++)
      {
        Area point = { x, y, x + 1, y + 1 };

        if (get_ink (a, x, y) != get_ink (b, x, y) && !area_contains (except, &point))
          add_point (&found, x, y);
      }

  return found;
}

gboolean
picture_is_white (const Picture *self, const Area *area)
{
  for (int y = area->top; y < area->bottom; y++)
    for (int x = area->left; x < area->right; x++)
      if (get_ink (self, x, y) != 0)
        return FALSE;

  return TRUE;
}

/* --- codes --- */

/* Pixels from @x on that are black. */
static int
measure_run (const Picture *self, int x, int y)
{
  int end = x;

  while (is_black (self, end, y))
    end++;

  return end - x;
}

/* Looks at the middle of each square. */
static gboolean
has_modules (const Picture *self, const Place *place, const guint8 *modules, int width)
{
  for (int row = 0; row < width; row++)
    for (int column = 0; column < width; column++)
      {
        gboolean black = (modules[row * width + column] & 1) != 0;
        int x = place->area.left + (column + 0.5) * place->square;
        int y = place->area.top + (row + 0.5) * place->square;

        if (is_black (self, x, y) != black)
          return FALSE;
      }

  return TRUE;
}

gboolean
picture_find_code (const Picture *self, const guint8 *modules, int width, Place *place)
{
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      {
        if (!is_black (self, x, y) || is_black (self, x - 1, y) ||
            is_black (self, x, y - 1))
          continue;

        place->square = measure_run (self, x, y) / (double) EYE;
        place->area = (Area){ x, y, x + (int) (width * place->square + 0.5),
                              y + (int) (width * place->square + 0.5) };
        if (place->square >= SMALLEST_SQUARE && has_modules (self, place, modules, width))
          return TRUE;
      }

  return FALSE;
}
