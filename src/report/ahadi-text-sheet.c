/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-text-sheet.h"

#include <pango/pangocairo.h>

#include "ahadi-pdf.h"

#define MARGIN 56.0
#define FONT "Sans 11"
#define SPACING (4 * PANGO_SCALE)

static PangoLayout *
make_layout (cairo_t *cr, const char *text, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) ((width - 2 * MARGIN) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_spacing (layout, SPACING);
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (font);
  return layout;
}

/* Goes through the lines, of which page @wanted is drawn; returns how many pages. */
static guint
walk (PangoLayout *layout, cairo_t *cr, guint wanted, double height)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  double inner = height - 2 * MARGIN;
  double start = 0;
  guint page = 0;

  do
    {
      PangoRectangle line;
      double top, bottom;

      pango_layout_iter_get_line_extents (iter, NULL, &line);
      top = pango_units_to_double (line.y);
      bottom = pango_units_to_double (line.y + line.height);
      if (bottom - start > inner && top > start)
        {
          page++;
          start = top;
        }
      if (page != wanted)
        continue;
      cairo_move_to (cr, MARGIN,
                     MARGIN - start +
                         pango_units_to_double (pango_layout_iter_get_baseline (iter)));
      pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
    }
  while (pango_layout_iter_next_line (iter));

  pango_layout_iter_free (iter);
  return page + 1;
}

void
ahadi_text_sheet_draw (
    const char *text, guint page, cairo_t *cr, double width, double height)
{
  g_autoptr (PangoLayout) layout = make_layout (cr, text, width);

  walk (layout, cr, page, height);
}

guint
ahadi_text_sheet_count_pages (const char *text, double width, double height)
{
  cairo_surface_t *surface =
      cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (PangoLayout) layout = make_layout (cr, text, width);
  guint n = walk (layout, cr, G_MAXUINT, height);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

static void
draw_page (gconstpointer text, guint page, cairo_t *cr)
{
  ahadi_text_sheet_draw (text, page, cr, AHADI_PAGE_WIDTH, AHADI_PAGE_HEIGHT);
}

gboolean
ahadi_text_sheet_write_pdf (const char *text, const char *path, GError **error)
{
  guint n = ahadi_text_sheet_count_pages (text, AHADI_PAGE_WIDTH, AHADI_PAGE_HEIGHT);

  return ahadi_pdf_write (path, n, draw_page, text, error);
}
