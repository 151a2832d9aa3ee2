/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-heads.h"

#include <string.h>

#include "ahadi-log.h"
#include "ahadi-store-error.h"

/* A stretch of the chain whose two ends are known. */
typedef struct
{
  guint64 from;
  guint64 to;
  guint8 prev[AHADI_CHAIN_HASH_SIZE];
  guint8 head[AHADI_CHAIN_HASH_SIZE];
} Run;

static gboolean
link_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  AhadiChain *chain = data;

  /* A hole ends it: the caller sees that the chain did not get there. */
  return operation->seq != chain->seq + 1 || ahadi_chain_link (chain, operation, error);
}

gboolean
ahadi_heads_link (AhadiVault *vault,
                  const AhadiStreamEntry *entry,
                  guint64 from,
                  guint64 to,
                  guint8 head[AHADI_CHAIN_HASH_SIZE],
                  gboolean *complete,
                  GError **error)
{
  AhadiChain chain;

  ahadi_chain_resume (&chain, &entry->info.id, from - 1, head);
  if (from <= to &&
      !ahadi_log_read (vault, entry->info.number, from, to, link_one, &chain, error))
    return FALSE;

  *complete = chain.seq == to;
  memcpy (head, chain.head, sizeof chain.head);
  return TRUE;
}

static gboolean
read_run (AhadiStatement *list, Run *run, GError **error)
{
  run->from = sqlite3_column_int64 (list->stmt, 0);
  run->to = sqlite3_column_int64 (list->stmt, 1);
  if (ahadi_statement_read_bytes (list, 2, run->prev, sizeof run->prev) &&
      ahadi_statement_read_bytes (list, 3, run->head, sizeof run->head))
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
               "cannot read a segment: it is not as this program writes it");
  return FALSE;
}

/* What is held without a gap from the start is a run too, if the start is known. */
static gboolean
get_frontier_run (const AhadiStreamEntry *entry, Run *run)
{
  if (!entry->has_root)
    return FALSE;

  run->from = 1;
  run->to = entry->info.frontier;
  memcpy (run->prev, entry->root, sizeof run->prev);
  memcpy (run->head, run->to > 0 ? entry->info.frontier_head : entry->root,
          sizeof run->head);
  return TRUE;
}

/* The chain of @run at @position, which is one of its own (from - 1 to to). */
static gboolean
find_in_run (AhadiVault *vault,
             const AhadiStreamEntry *entry,
             const Run *run,
             guint64 position,
             guint8 head[AHADI_CHAIN_HASH_SIZE],
             gboolean *found,
             GError **error)
{
  if (position == run->to)
    {
      memcpy (head, run->head, AHADI_CHAIN_HASH_SIZE);
      *found = TRUE;
      return TRUE;
    }

  memcpy (head, run->prev, AHADI_CHAIN_HASH_SIZE);
  return ahadi_heads_link (vault, entry, run->from, position, head, found, error);
}

static gboolean
find_covering (AhadiVault *vault,
               const AhadiStreamEntry *entry,
               guint64 position,
               Run *run,
               gboolean *found,
               GError **error)
{
  g_autoptr (AhadiStatement) get =
      ahadi_database_prepare (vault->database, "segment-covering", error);

  if (get == NULL)
    return FALSE;

  ahadi_statement_bind_int (get, 1, entry->info.number);
  ahadi_statement_bind_int (get, 2, position);
  if (!ahadi_statement_next (get, found, error))
    return FALSE;

  return !*found || read_run (get, run, error);
}

gboolean
ahadi_heads_find (AhadiVault *vault,
                  const AhadiStreamEntry *entry,
                  guint64 position,
                  guint8 head[AHADI_CHAIN_HASH_SIZE],
                  gboolean *found,
                  GError **error)
{
  Run run;

  if (position > 0 && position == entry->info.exported && entry->info.own)
    {
      memcpy (head, entry->exported_head, AHADI_CHAIN_HASH_SIZE);
      *found = TRUE;
      return TRUE;
    }

  *found = get_frontier_run (entry, &run) && (position == 0 || position == run.to);
  if (!*found && !find_covering (vault, entry, position, &run, found, error))
    return FALSE;
  if (!*found)
    *found = get_frontier_run (entry, &run) && position <= run.to;

  return !*found || find_in_run (vault, entry, &run, position, head, found, error);
}

static gboolean
compare_run (AhadiVault *vault,
             const AhadiStreamEntry *entry,
             const Run *run,
             const Run *segment,
             gboolean held,
             GError **error)
{
  guint64 position = MIN (run->to, segment->to);
  guint8 theirs[AHADI_CHAIN_HASH_SIZE];
  guint8 ours[AHADI_CHAIN_HASH_SIZE];
  gboolean found;

  if (position + 1 < MAX (run->from, segment->from))
    return TRUE;

  /* Inside the segment, and its operations are still to come. */
  if (!held && position != segment->to && position + 1 != segment->from)
    return TRUE;

  if (position + 1 == segment->from)
    memcpy (theirs, segment->prev, sizeof theirs);
  else if (!find_in_run (vault, entry, segment, position, theirs, &found, error))
    return FALSE;
  else if (!found)
    return TRUE;

  if (!find_in_run (vault, entry, run, position, ours, &found, error))
    return FALSE;
  if (!found || memcmp (ours, theirs, sizeof ours) == 0)
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FORK,
               "cannot merge: after operation %" G_GUINT64_FORMAT
               " the chain is not the one that its author signed before",
               position);
  return FALSE;
}

static gboolean
compare_runs (AhadiVault *vault,
              const AhadiStreamEntry *entry,
              GArray *runs,
              const Run *segment,
              gboolean held,
              GError **error)
{
  for (guint i = 0; i < runs->len; i++)
    if (!compare_run (vault, entry, &g_array_index (runs, Run, i), segment, held, error))
      return FALSE;

  return TRUE;
}

static gboolean
list_meeting (AhadiVault *vault,
              const AhadiStreamEntry *entry,
              const Run *segment,
              GArray *runs,
              GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "segment-meeting", error);
  gboolean row;
  Run run;

  if (list == NULL)
    return FALSE;

  if (get_frontier_run (entry, &run))
    g_array_append_val (runs, run);

  ahadi_statement_bind_int (list, 1, entry->info.number);
  ahadi_statement_bind_int (list, 2, segment->from - 1);
  ahadi_statement_bind_int (list, 3, segment->to);
  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return TRUE;
      if (!read_run (list, &run, error))
        return FALSE;
      g_array_append_val (runs, run);
    }

  return FALSE;
}

gboolean
ahadi_heads_compare (AhadiVault *vault,
                     const AhadiStreamEntry *entry,
                     const AhadiSegment *segment,
                     gboolean held,
                     gboolean *known,
                     GError **error)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));
  Run run = { segment->from, segment->to };

  memcpy (run.prev, segment->prev, sizeof run.prev);
  memcpy (run.head, segment->head, sizeof run.head);
  if (!list_meeting (vault, entry, &run, runs, error) ||
      !compare_runs (vault, entry, runs, &run, held, error))
    return FALSE;

  if (known == NULL)
    return TRUE;

  *known = FALSE;
  for (guint i = 0; i < runs->len; i++)
    {
      const Run *other = &g_array_index (runs, Run, i);

      if (other->from <= run.from && other->to >= run.to)
        *known = TRUE;
    }
  return TRUE;
}

gboolean
ahadi_heads_keep (AhadiVault *vault,
                  const AhadiStreamEntry *entry,
                  const AhadiSegment *segment,
                  GError **error)
{
  g_autoptr (AhadiStatement) insert =
      ahadi_database_prepare (vault->database, "segment-insert", error);

  if (insert == NULL)
    return FALSE;

  ahadi_statement_bind_int (insert, 1, entry->info.number);
  ahadi_statement_bind_int (insert, 2, segment->to);
  ahadi_statement_bind_int (insert, 3, segment->from);
  ahadi_statement_bind_bytes (insert, 4, segment->prev, sizeof segment->prev);
  ahadi_statement_bind_bytes (insert, 5, segment->head, sizeof segment->head);
  ahadi_statement_bind_bytes (insert, 6, segment->head_signature,
                              sizeof segment->head_signature);
  return ahadi_statement_run (insert, error);
}

/* The longest segment that goes on from the frontier without a gap. */
static gboolean
step_onward (AhadiVault *vault, AhadiStreamEntry *entry, gboolean *moved, GError **error)
{
  g_autoptr (AhadiStatement) onward =
      ahadi_database_prepare (vault->database, "segment-onward", error);

  if (onward == NULL)
    return FALSE;

  ahadi_statement_bind_int (onward, 1, entry->info.number);
  ahadi_statement_bind_int (onward, 2, entry->info.frontier);
  if (!ahadi_statement_next (onward, moved, error))
    return FALSE;

  if (*moved)
    {
      entry->info.frontier = sqlite3_column_int64 (onward->stmt, 0);
      ahadi_statement_read_bytes (onward, 1, entry->info.frontier_head,
                                  sizeof entry->info.frontier_head);
    }
  return TRUE;
}

/* What this device wrote itself stands in no segment. */
static gboolean
advance_own (AhadiVault *vault, AhadiStreamEntry *entry, GError **error)
{
  AhadiStreamInfo *info = &entry->info;
  guint64 goal = entry->parked != 0 ? entry->parked - 1 : info->last;
  guint8 head[AHADI_CHAIN_HASH_SIZE];
  gboolean complete;

  if (!info->own || !entry->has_root || info->frontier >= goal)
    return TRUE;

  memcpy (head, info->frontier > 0 ? info->frontier_head : entry->root, sizeof head);
  if (!ahadi_heads_link (vault, entry, info->frontier + 1, goal, head, &complete, error))
    return FALSE;

  if (complete)
    {
      info->frontier = goal;
      memcpy (info->frontier_head, head, sizeof head);
    }
  return TRUE;
}

gboolean
ahadi_heads_advance (AhadiVault *vault, AhadiStreamEntry *entry, GError **error)
{
  AhadiStreamInfo *info = &entry->info;
  guint8 head[AHADI_CHAIN_HASH_SIZE];
  gboolean moved = TRUE;
  gboolean found;

  while (moved && (entry->parked == 0 || info->frontier < entry->parked))
    if (!step_onward (vault, entry, &moved, error))
      return FALSE;

  if (entry->parked == 0 || info->frontier < entry->parked)
    return advance_own (vault, entry, error);

  if (!ahadi_heads_find (vault, entry, entry->parked - 1, head, &found, error))
    return FALSE;
  if (!found)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
                   "cannot tell the chain before operation %" G_GUINT64_FORMAT,
                   entry->parked);
      return FALSE;
    }

  info->frontier = entry->parked - 1;
  memcpy (info->frontier_head, head, sizeof head);
  return TRUE;
}
