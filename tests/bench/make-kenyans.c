/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Writes a table of made-up Kenyans and the truth about it, for bench-duplicates.py:
 * make-kenyans --to DIR --rows N --duplicates PART --seed N makes people.csv, whose rows
 * are numbered, and truth.csv, with the same numbers.
 */
#include <stdio.h>
#include <stdlib.h>

#include "support/kenyans.h"

static char *folder;
static int n_rows = 10000;
static double duplicates = 0.2;
static int seed = 1;

static const GOptionEntry entries[] = {
  { "to", 0, 0, G_OPTION_ARG_FILENAME, &folder, "folder", "DIR" },
  { "rows", 0, 0, G_OPTION_ARG_INT, &n_rows, "rows", "N" },
  { "duplicates", 0, 0, G_OPTION_ARG_DOUBLE, &duplicates, "part", "PART" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "seed", "N" },
  { NULL },
};

static FILE *
create (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  FILE *file = fopen (path, "w");

  if (file == NULL)
    {
      perror (path);
      exit (1);
    }
  return file;
}

static void
write_rows (const GPtrArray *rows)
{
  FILE *people = create ("people.csv");
  FILE *truth = create ("truth.csv");

  fprintf (people, "row,name,phone,date_of_birth,place,county\n");
  fprintf (truth, "row,person,people,sex,kind\n");
  for (guint i = 0; i < rows->len; i++)
    {
      const Kenyan *row = rows->pdata[i];

      fprintf (people, "%u,%s,%s,%s,%s,%s\n", i, row->name, row->phone, row->birth,
               row->place, row->county);
      fprintf (truth, "%u,%u,%s,%s,%s\n", i, row->person, row->people, row->sex,
               row->kind);
    }
  if (fclose (people) != 0 || fclose (truth) != 0)
    exit (1);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GPtrArray) rows = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL) || folder == NULL)
    return 2;
  rows = kenyans_make ((guint32) seed, (guint) n_rows, duplicates);
  write_rows (rows);
  return 0;
}
