/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-wants.h"

#include "ahadi-vault-private.h"

gboolean
ahadi_wants_add (
    AhadiVault *vault, gint64 stream, guint64 from, guint64 to, GError **error)
{
  g_autoptr (AhadiStatement) add =
      ahadi_database_prepare (vault->database, "want-add", error);

  g_return_val_if_fail (from > 0 && from <= to, FALSE);

  if (add == NULL)
    return FALSE;

  ahadi_statement_bind_int (add, 1, stream);
  ahadi_statement_bind_int (add, 2, (gint64) from);
  ahadi_statement_bind_int (add, 3, (gint64) to);
  return ahadi_statement_run (add, error);
}

gboolean
ahadi_wants_forget (AhadiVault *vault, gint64 stream, guint64 seq, GError **error)
{
  g_autoptr (AhadiStatement) forget =
      ahadi_database_prepare (vault->database, "want-forget", error);

  if (forget == NULL)
    return FALSE;

  ahadi_statement_bind_int (forget, 1, stream);
  ahadi_statement_bind_int (forget, 2, (gint64) seq);
  return ahadi_statement_run (forget, error);
}

/* --- What is asked for ---------------------------------------------------- */

/* Joins it to the range before if none lies between them. */
static void
append_range (GArray *ranges, guint64 from, guint64 to)
{
  guint64 *last =
      ranges->len > 0 ? &g_array_index (ranges, guint64, ranges->len - 1) : NULL;

  if (from > to)
    return;
  if (last != NULL && from <= *last + 1)
    {
      *last = MAX (*last, to);
      return;
    }

  g_array_append_val (ranges, from);
  g_array_append_val (ranges, to);
}

/* What lies beyond a fork was written again; what a vault that was put back lost, it
 * can't send. */
static guint64
find_end (const AhadiStreamInfo *info)
{
  return info->forked != 0 ? MIN (info->frontier, info->forked - 1) : info->frontier;
}

GArray *
ahadi_wants_list (AhadiVault *vault, const AhadiStreamInfo *info, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "want-list", error);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (guint64));
  gboolean row;

  if (list == NULL)
    return NULL;

  ahadi_statement_bind_int (list, 1, info->number);
  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return g_steal_pointer (&ranges);
      append_range (
          ranges, sqlite3_column_int64 (list->stmt, 0),
          MIN ((guint64) sqlite3_column_int64 (list->stmt, 1), find_end (info)));
    }

  return NULL;
}

/* --- What may be told ----------------------------------------------------- */

/* Numbers would tell that there are more operations than are shown. */
static gboolean
has_closed (AhadiVault *vault,
            const AhadiStreamInfo *info,
            gboolean *closed,
            GError **error)
{
  guint64 count;

  if (!ahadi_streams_count_closed (vault, info->number, 1, info->last, &count, error))
    return FALSE;

  *closed = count > 0;
  return TRUE;
}

static gboolean
append_shown (AhadiVault *vault,
              const AhadiStreamInfo *info,
              const guint64 range[2],
              GArray *shown,
              GError **error)
{
  AhadiWanted wanted = { .stream = info->id };
  gboolean hides;
  guint64 closed;

  if (!has_closed (vault, info, &hides, error) ||
      !ahadi_streams_count_closed (vault, info->number, range[0], range[1], &closed,
                                   error))
    return FALSE;

  wanted.operations = range[1] - range[0] + 1 - closed;
  wanted.from = hides ? 0 : range[0];
  wanted.to = hides ? 0 : range[1];
  if (wanted.operations > 0)
    g_array_append_val (shown, wanted);
  return TRUE;
}

static gboolean
append_stream (AhadiVault *vault,
               const AhadiStreamInfo *info,
               GArray *shown,
               GError **error)
{
  g_autoptr (GArray) ranges = ahadi_wants_list (vault, info, error);

  for (guint i = 0; ranges != NULL && i < ranges->len; i += 2)
    if (!append_shown (vault, info, &g_array_index (ranges, guint64, i), shown, error))
      return FALSE;

  return ranges != NULL;
}

GArray *
ahadi_wants_list_shown (AhadiVault *vault, GError **error)
{
  g_autoptr (GArray) own = ahadi_streams_list (vault, TRUE, error);
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (AhadiWanted));

  if (own == NULL)
    return NULL;

  for (guint i = 0; i < own->len; i++)
    if (!append_stream (vault, &g_array_index (own, AhadiStreamInfo, i), shown, error))
      return NULL;

  return g_steal_pointer (&shown);
}
