/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Runs each line of --list ("<offset> TAB <text>", the text may be empty) as the list of
 * members would, and prints a line "<microseconds of the page> TAB <microseconds of the
 * count> TAB <how many match> TAB <highest resident KiB so far>" for it.
 */
#include <stdio.h>
#include <string.h>

#include "open-vault.h"
#include "parties.h"

#define PAGE 50

static gboolean
run (AhadiSession *session, const char *line, GError **error)
{
  const char *text = strchr (line, '\t');
  AhadiQuery query = { .kind = AHADI_KIND_MEMBER,
                       .sort = AHADI_SORT_NAME,
                       .limit = PAGE };
  g_autoptr (GPtrArray) page = NULL;
  guint64 count = 0;
  gint64 start, middle, end;

  g_assert_nonnull (text);
  query.offset = (guint) g_ascii_strtoull (line, NULL, 10);
  query.search = text[1] == '\0' ? NULL : text + 1;

  start = g_get_monotonic_time ();
  page = ahadi_records_list (session, &query, error);
  if (page == NULL)
    return FALSE;
  middle = g_get_monotonic_time ();
  query.offset = 0;
  query.limit = 0;
  if (!ahadi_records_count (session, &query, &count, error))
    return FALSE;
  end = g_get_monotonic_time ();

  printf ("%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GUINT64_FORMAT
          "\t%" G_GINT64_FORMAT "\n",
          middle - start, end - middle, count, bench_memory_read ("VmHWM:"));
  return TRUE;
}

static gboolean
run_all (const BenchInput *input, GError **error)
{
  g_auto (GStrv) lines = bench_input_read_list (input, error);
  g_autoptr (AhadiSession) session = NULL;

  if (lines != NULL)
    session = bench_input_unlock (input, error);
  if (session == NULL)
    return FALSE;

  bench_memory_forget_peak ();
  for (guint i = 0; lines[i] != NULL; i++)
    if (!run (session, lines[i], error))
      return FALSE;
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_auto (BenchInput) input = { NULL };
  g_autoptr (GError) error = NULL;

  if (bench_input_parse (&input, &argc, &argv, &error) && run_all (&input, &error))
    return 0;
  return bench_party_exit (error);
}
