/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* A plain text as a letter, on as many pages of @width × @height points as it needs. No
 * line is cut by the end of a page. */
guint ahadi_text_sheet_count_pages (const char *text, double width, double height);

/* @page: counted from 0; one that is not there stays empty */
void ahadi_text_sheet_draw (
    const char *text, guint page, cairo_t *cr, double width, double height);

/* A4 pages in @path, mode 0600. Errors: those of ahadi_pdf_write(). */
gboolean ahadi_text_sheet_write_pdf (const char *text,
                                     const char *path,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
