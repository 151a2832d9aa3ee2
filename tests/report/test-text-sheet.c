/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "report/ahadi-text-sheet.h"

#define WIDTH 595.0
#define HEIGHT 842.0

static char *
make_lines (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "Line %u of what is told\n", i);
  return g_string_free (text, FALSE);
}

static void
test_long_text_takes_more_pages (void)
{
  g_autofree char *few = make_lines (5);
  g_autofree char *many = make_lines (120);

  g_assert_cmpuint (ahadi_text_sheet_count_pages (few, WIDTH, HEIGHT), ==, 1);
  g_assert_cmpuint (ahadi_text_sheet_count_pages (many, WIDTH, HEIGHT), >=, 3);
}

static gboolean
has_ink (const char *text, guint page)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) WIDTH, (int) HEIGHT);
  cairo_t *cr = cairo_create (surface);
  gboolean found = FALSE;
  const guint32 *points;

  ahadi_text_sheet_draw (text, page, cr, WIDTH, HEIGHT);
  cairo_surface_flush (surface);
  points = (const guint32 *) (void *) cairo_image_surface_get_data (surface);
  for (gsize i = 0; !found && i < (gsize) WIDTH * (gsize) HEIGHT; i++)
    found = points[i] != 0;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return found;
}

static void
test_each_page_and_no_other_is_written_on (void)
{
  g_autofree char *text = make_lines (60);
  guint n = ahadi_text_sheet_count_pages (text, WIDTH, HEIGHT);

  for (guint page = 0; page < n; page++)
    g_assert_true (has_ink (text, page));
  g_assert_false (has_ink (text, n));
}

static void
test_pdf_is_for_its_owner_only (void)
{
  g_autofree char *folder = g_dir_make_tmp ("ahadi-text-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "notice.pdf", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_true (ahadi_text_sheet_write_pdf ("To whom it concerns", path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_true (g_str_has_prefix (bytes, "%PDF-"));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/text-sheet/long-text-takes-more-pages",
                   test_long_text_takes_more_pages);
  g_test_add_func ("/report/text-sheet/each-page-and-no-other-is-written-on",
                   test_each_page_and_no_other_is_written_on);
  g_test_add_func ("/report/text-sheet/pdf-is-for-its-owner-only",
                   test_pdf_is_for_its_owner_only);
  return g_test_run ();
}
