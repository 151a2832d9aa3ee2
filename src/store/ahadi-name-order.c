/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-name-order.h"

#include <string.h>

#include "ahadi-store-error.h"

typedef struct
{
  AhadiNamePlace start; /* first: none of its names is before it */
  guint64 rows;
} Run;

void
ahadi_name_place_clear (AhadiNamePlace *self)
{
  g_clear_pointer (&self->sort, g_free);
}

static void
run_clear (Run *run)
{
  ahadi_name_place_clear (&run->start);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
clear_run (gpointer data)
{
  run_clear (data);
}

static AhadiStatement *
prepare (AhadiDatabase *database,
         const AhadiKindInfo *info,
         const char *name,
         GError **error)
{
  return ahadi_database_prepare_for (database, info->name, name, error);
}

static gboolean
run_at (AhadiDatabase *database,
        const AhadiKindInfo *info,
        const char *name,
        const char *sort,
        gint64 doc,
        gint64 rows,
        GError **error)
{
  g_autoptr (AhadiStatement) run = prepare (database, info, name, error);

  if (run == NULL)
    return FALSE;

  ahadi_statement_bind_text (run, 1, sort);
  ahadi_statement_bind_int (run, 2, doc);
  if (sqlite3_bind_parameter_count (run->stmt) > 2)
    ahadi_statement_bind_int (run, 3, rows);
  return ahadi_statement_run (run, error);
}

static const char *
read_sort (AhadiStatement *list)
{
  return (const char *) sqlite3_column_text (list->stmt, 0);
}

static void
read_place (AhadiStatement *list, AhadiNamePlace *place)
{
  place->sort = ahadi_statement_dup_text (list, 0);
  place->doc = sqlite3_column_int64 (list->stmt, 1);
}

AhadiStatement *
ahadi_name_order_walk (AhadiDatabase *database,
                       const AhadiKindInfo *info,
                       const AhadiNamePlace *place,
                       GError **error)
{
  AhadiStatement *walk = prepare (database, info, "name-from", error);

  if (walk == NULL)
    return NULL;

  ahadi_statement_bind_text (walk, 1, place->sort);
  ahadi_statement_bind_int (walk, 2, place->doc);
  return walk;
}

/* --- cutting runs --------------------------------------------------------------- */

/* Runs of AHADI_NAME_RUN names and a rest, for the one of @rows that begins at @start. */
static gboolean
cut (AhadiDatabase *database,
     const AhadiKindInfo *info,
     const AhadiNamePlace *start,
     guint64 rows,
     GError **error)
{
  g_autoptr (AhadiStatement) walk = ahadi_name_order_walk (database, info, start, error);
  gboolean row = TRUE;

  if (walk == NULL ||
      !run_at (database, info, "run-set", start->sort, start->doc, AHADI_NAME_RUN, error))
    return FALSE;

  for (guint64 i = 0; i < rows; i++)
    {
      guint64 left = rows - i;

      if (!ahadi_statement_next (walk, &row, error))
        return FALSE;
      if (row && i > 0 && i % AHADI_NAME_RUN == 0 &&
          !run_at (database, info, "run-insert", read_sort (walk),
                   sqlite3_column_int64 (walk->stmt, 1),
                   (gint64) MIN (left, AHADI_NAME_RUN), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
cut_if_long (AhadiDatabase *database,
             const AhadiKindInfo *info,
             const AhadiNamePlace *start,
             guint64 rows,
             GError **error)
{
  return rows <= 2 * AHADI_NAME_RUN || cut (database, info, start, rows, error);
}

/* --- one name -------------------------------------------------------------------- */

/* @run: (out): the one that @sort and @doc belong to, whether they are a name or not */
static gboolean
find_run (AhadiDatabase *database,
          const AhadiKindInfo *info,
          const char *sort,
          gint64 doc,
          Run *run,
          GError **error)
{
  g_autoptr (AhadiStatement) find = prepare (database, info, "run-find", error);
  gboolean row;

  if (find == NULL)
    return FALSE;

  ahadi_statement_bind_text (find, 1, sort);
  ahadi_statement_bind_int (find, 2, doc);
  if (!ahadi_statement_next (find, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
                           "cannot sort by name: the first run of names is missing");
      return FALSE;
    }

  read_place (find, &run->start);
  run->rows = (guint64) sqlite3_column_int64 (find->stmt, 2);
  return TRUE;
}

/* The run that @sort and @doc belong to has @more names now. */
static gboolean
count_in_run (AhadiDatabase *database,
              const AhadiKindInfo *info,
              const char *sort,
              gint64 doc,
              gint64 more,
              GError **error)
{
  g_auto (Run) run = { { NULL } };

  if (!find_run (database, info, sort, doc, &run, error))
    return FALSE;

  run.rows = (guint64) ((gint64) run.rows + more);
  return run_at (database, info, "run-set", run.start.sort, run.start.doc,
                 (gint64) run.rows, error) &&
         cut_if_long (database, info, &run.start, run.rows, error);
}

gboolean
ahadi_name_order_add (AhadiDatabase *database,
                      const AhadiKindInfo *info,
                      const char *sort,
                      gint64 doc,
                      GError **error)
{
  return run_at (database, info, "name-insert", sort, doc, 0, error) &&
         count_in_run (database, info, sort, doc, 1, error);
}

/* A name at which a run begins must not stay readable there: its other names go to the
 * run before. */
gboolean
ahadi_name_order_remove (AhadiDatabase *database,
                         const AhadiKindInfo *info,
                         const char *sort,
                         gint64 doc,
                         GError **error)
{
  g_auto (Run) run = { { NULL } };

  if (!run_at (database, info, "name-delete", sort, doc, 0, error) ||
      !find_run (database, info, sort, doc, &run, error))
    return FALSE;
  if (run.start.doc != doc || strcmp (run.start.sort, sort) != 0)
    return count_in_run (database, info, sort, doc, -1, error);

  return run_at (database, info, "run-delete", sort, doc, 0, error) &&
         count_in_run (database, info, sort, doc, (gint64) run.rows - 1, error);
}

/* --- many names ------------------------------------------------------------------ */

/* Returns: (element-type Run): in order */
static GArray *
read_runs (AhadiDatabase *database, const AhadiKindInfo *info, GError **error)
{
  g_autoptr (AhadiStatement) list = prepare (database, info, "run-list", error);
  g_autoptr (GArray) runs = g_array_new (FALSE, TRUE, sizeof (Run));
  gboolean row = TRUE;

  g_array_set_clear_func (runs, clear_run);
  while (list != NULL && ahadi_statement_next (list, &row, error))
    {
      Run run = { { NULL } };

      if (!row)
        return g_steal_pointer (&runs);
      read_place (list, &run.start);
      run.rows = (guint64) sqlite3_column_int64 (list->stmt, 2);
      g_array_append_val (runs, run);
    }

  return NULL;
}

static gboolean
is_before (const Run *run, const char *sort, gint64 doc)
{
  int order = strcmp (run->start.sort, sort);

  return order < 0 || (order == 0 && run->start.doc <= doc);
}

/* Enters the rows that @list goes through, in their order; @counts: (element-type
 * guint64): how many came into each run */
static gboolean
enter_all (AhadiDatabase *database,
           const AhadiKindInfo *info,
           AhadiStatement *list,
           GArray *runs,
           GArray *counts,
           GError **error)
{
  g_autoptr (AhadiStatement) insert = prepare (database, info, "name-insert", error);
  guint at = 0;
  gboolean row;

  while (insert != NULL && ahadi_statement_next (list, &row, error))
    {
      const char *sort;
      gint64 doc;

      if (!row)
        return TRUE;
      sort = read_sort (list);
      doc = sqlite3_column_int64 (list->stmt, 1);
      while (at + 1 < runs->len &&
             is_before (&g_array_index (runs, Run, at + 1), sort, doc))
        at++;
      g_array_index (counts, guint64, at)++;

      ahadi_statement_bind_text (insert, 1, sort);
      ahadi_statement_bind_int (insert, 2, doc);
      if (!ahadi_statement_run (insert, error))
        return FALSE;
    }

  return FALSE;
}

static gboolean
count_all (AhadiDatabase *database,
           const AhadiKindInfo *info,
           GArray *runs,
           GArray *counts,
           GError **error)
{
  for (guint i = 0; i < runs->len; i++)
    {
      Run *run = &g_array_index (runs, Run, i);
      guint64 rows = run->rows + g_array_index (counts, guint64, i);

      if (rows != run->rows && (!run_at (database, info, "run-set", run->start.sort,
                                         run->start.doc, (gint64) rows, error) ||
                                !cut_if_long (database, info, &run->start, rows, error)))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_name_order_add_range (AhadiDatabase *database,
                            const AhadiKindInfo *info,
                            gint64 after,
                            gint64 last,
                            GError **error)
{
  g_autoptr (GArray) runs = read_runs (database, info, error);
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (guint64));
  g_autoptr (AhadiStatement) list = NULL;

  if (runs == NULL)
    return FALSE;
  list = prepare (database, info, "name-new", error);
  if (list == NULL)
    return FALSE;

  ahadi_statement_bind_int (list, 1, after);
  ahadi_statement_bind_int (list, 2, last);
  g_array_set_size (counts, runs->len);
  return enter_all (database, info, list, runs, counts, error) &&
         count_all (database, info, runs, counts, error);
}

/* --- finding ------------------------------------------------------------------- */

gboolean
ahadi_name_order_seek (AhadiDatabase *database,
                       const AhadiKindInfo *info,
                       guint64 offset,
                       AhadiNamePlace *place,
                       guint64 *skip,
                       GError **error)
{
  g_autoptr (AhadiStatement) list = prepare (database, info, "run-list", error);
  gboolean row = TRUE;

  *skip = offset;
  place->sort = NULL;
  while (list != NULL && ahadi_statement_next (list, &row, error))
    {
      guint64 rows = row ? (guint64) sqlite3_column_int64 (list->stmt, 2) : 0;

      if (row && rows <= *skip)
        {
          *skip -= rows;
          continue;
        }

      /* Beyond the last name there is nothing: every name is before this place. */
      if (row)
        read_place (list, place);
      else
        *place = (AhadiNamePlace){ g_strdup ("\xff"), 0 };
      return TRUE;
    }

  return FALSE;
}

/* Whether @run begins with the very name that @walk stands on: with one that is gone none
 * may. */
static gboolean
begins (const Run *run, AhadiStatement *walk)
{
  return run->start.doc == sqlite3_column_int64 (walk->stmt, 1) &&
         strcmp (run->start.sort, read_sort (walk)) == 0;
}

gboolean
ahadi_name_order_check (AhadiDatabase *database,
                        const AhadiKindInfo *info,
                        gboolean *sound,
                        GError **error)
{
  g_autoptr (GArray) runs = read_runs (database, info, error);
  AhadiNamePlace first = { (char *) "", 0 };
  g_autoptr (AhadiStatement) walk = NULL;
  guint64 in_run = 0;
  guint at = 0;
  gboolean row = TRUE;

  if (runs == NULL)
    return FALSE;
  walk = ahadi_name_order_walk (database, info, &first, error);
  if (walk == NULL)
    return FALSE;

  *sound = runs->len > 0;
  while (*sound && row)
    {
      if (!ahadi_statement_next (walk, &row, error))
        return FALSE;
      if (row && at + 1 < runs->len && begins (&g_array_index (runs, Run, at + 1), walk))
        {
          *sound = in_run == g_array_index (runs, Run, at).rows;
          at++;
          in_run = 0;
        }
      in_run += row ? 1 : 0;
    }

  *sound = *sound && at + 1 == runs->len && in_run == g_array_index (runs, Run, at).rows;
  return TRUE;
}
