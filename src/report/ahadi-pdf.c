/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-pdf.h"

#include <cairo-pdf.h>
#include <string.h>

#include "base/ahadi-base.h"

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
is_whole (const GByteArray *pdf)
{
  static const char end[] = "%%EOF\n";
  gsize size = strlen (end);

  return pdf->len >= size && memcmp (pdf->data + pdf->len - size, end, size) == 0;
}

static cairo_status_t
draw_pdf (GByteArray *bytes, guint n_pages, AhadiPdfDraw draw, gconstpointer data)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
      append, bytes, AHADI_PAGE_WIDTH, AHADI_PAGE_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  for (guint i = 0; i < n_pages; i++)
    {
      draw (data, i, cr);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  /* Cairo tells nobody what fails while the file is ended. */
  return status != CAIRO_STATUS_SUCCESS || is_whole (bytes) ? status
                                                            : CAIRO_STATUS_WRITE_ERROR;
}

gboolean
ahadi_pdf_write (const char *path,
                 guint n_pages,
                 AhadiPdfDraw draw,
                 gconstpointer data,
                 GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) file = NULL;
  cairo_status_t status = draw_pdf (bytes, n_pages, draw, data);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IO,
                   "cannot draw the sheet: %s", cairo_status_to_string (status));
      return FALSE;
    }

  file = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  return ahadi_file_replace (path, file, 0600, error);
}
