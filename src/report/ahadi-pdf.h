/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* A4 in points. */
#define AHADI_PAGE_WIDTH 595.276
#define AHADI_PAGE_HEIGHT 841.89

/* Draws page @page, counted from 0, on @cr. */
typedef void (*AhadiPdfDraw) (gconstpointer data, guint page, cairo_t *cr);

/* @n_pages of A4 in @path, mode 0600. Errors: those of ahadi_file_replace(), also when
 * they could not be drawn; @path is then as it was. */
gboolean ahadi_pdf_write (const char *path,
                          guint n_pages,
                          AhadiPdfDraw draw,
                          gconstpointer data,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
