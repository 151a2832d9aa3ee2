/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

/* Each cell in quotes: what is read is written so, and read again as the same. */
static void
write_row (GString *text, const GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (cells->pdata[i], "\"", -1);
      g_autofree char *doubled = g_strjoinv ("\"\"", parts);

      g_string_append_printf (text, "%s\"%s\"", i > 0 ? "," : "", doubled);
    }
  g_string_append_c (text, '\n');
}

/* Returns: (nullable): the table in our hand, %NULL where it is refused. */
static char *
rewrite (GBytes *bytes, guint *n_rows)
{
  g_autoptr (AhadiCsv) csv = ahadi_csv_new (bytes);
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *cells;
  guint64 line = 0;

  *n_rows = 0;
  while (ahadi_csv_read (csv, &cells, NULL))
    {
      if (cells == NULL)
        return g_strdup (text->str);
      g_assert_cmpuint (ahadi_csv_get_line (csv), >, line);
      line = ahadi_csv_get_line (csv);
      write_row (text, cells);
      (*n_rows)++;
    }
  return NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *once = NULL;
  guint n_rows;

  fuzz_start ();
  once = rewrite (bytes, &n_rows);
  fuzz_accepted = once != NULL;
  if (once != NULL)
    {
      g_autoptr (GBytes) written = g_bytes_new (once, strlen (once));
      g_autofree char *twice = NULL;
      guint n_again;

      twice = rewrite (written, &n_again);
      /* Quotes cost bytes: the limit of a row may be met. */
      if (twice != NULL && n_again == n_rows)
        g_assert_cmpstr (twice, ==, once);
    }
  return 0;
}
