/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-heads.h"

#include <string.h>

#include "ahadi-log.h"
#include "ahadi-store-error.h"

static gboolean
link_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  AhadiChain *chain = data;

  /* A hole ends it: the caller sees that the chain did not get there. */
  return operation->seq != chain->seq + 1 || ahadi_chain_link (chain, operation, error);
}

static gboolean
link_in (AhadiVault *vault,
         const AhadiStreamId *id,
         gint64 log,
         guint64 from,
         guint64 to,
         guint8 head[AHADI_CHAIN_HASH_SIZE],
         gboolean *complete,
         GError **error)
{
  AhadiChain chain;

  ahadi_chain_resume (&chain, id, from - 1, head);
  if (from <= to && !ahadi_log_read (vault, log, from, to, link_one, &chain, error))
    return FALSE;

  *complete = chain.seq == to;
  memcpy (head, chain.head, sizeof chain.head);
  return TRUE;
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
  return link_in (vault, &entry->info.id, entry->info.number, from, to, head, complete,
                  error);
}

static gboolean
read_run (AhadiStatement *list, AhadiHeadsRun *run, GError **error)
{
  run->from = sqlite3_column_int64 (list->stmt, 0);
  run->to = sqlite3_column_int64 (list->stmt, 1);
  run->log = sqlite3_column_int64 (list->stmt, 4);
  if (ahadi_statement_read_bytes (list, 2, run->prev, sizeof run->prev) &&
      ahadi_statement_read_bytes (list, 3, run->head, sizeof run->head))
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
               "cannot read a segment: it is not as this program writes it");
  return FALSE;
}

/* What is held without a gap from the start is a run too, if the start is known. */
static gboolean
get_frontier_run (const AhadiStreamEntry *entry, AhadiHeadsRun *run)
{
  if (!entry->has_root)
    return FALSE;

  run->log = entry->info.number;
  run->from = 1;
  run->to = entry->info.frontier;
  memcpy (run->prev, entry->root, sizeof run->prev);
  memcpy (run->head, run->to > 0 ? entry->info.frontier_head : entry->root,
          sizeof run->head);
  return TRUE;
}

/* The chain of @run at @position, which is one of its own (from - 1 to to). */
gboolean
ahadi_heads_find_in_run (AhadiVault *vault,
                         const AhadiStreamEntry *entry,
                         const AhadiHeadsRun *run,
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
  return link_in (vault, &entry->info.id, run->log, run->from, position, head, found,
                  error);
}

static gboolean
find_covering (AhadiVault *vault,
               const AhadiStreamEntry *entry,
               guint64 position,
               AhadiHeadsRun *run,
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
  AhadiHeadsRun run;

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

  return !*found ||
         ahadi_heads_find_in_run (vault, entry, &run, position, head, found, error);
}

/* --- Comparing ------------------------------------------------------------ */

static gboolean
add_runs (AhadiStatement *list, GArray *runs, GError **error)
{
  gboolean row;
  AhadiHeadsRun run;

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

/* Of the stretches that statement @name knows, those that share a position with @run. */
static gboolean
list_meeting (AhadiVault *vault,
              const AhadiStreamEntry *entry,
              const char *name,
              const AhadiHeadsRun *run,
              GArray *runs,
              GError **error)
{
  g_autoptr (AhadiStatement) list = ahadi_database_prepare (vault->database, name, error);

  if (list == NULL)
    return FALSE;

  ahadi_statement_bind_int (list, 1, entry->info.number);
  ahadi_statement_bind_int (list, 2, run->from - 1);
  ahadi_statement_bind_int (list, 3, run->to);
  return add_runs (list, runs, error);
}

static gboolean
list_told (AhadiVault *vault,
           const AhadiStreamEntry *entry,
           const AhadiHeadsRun *run,
           GArray *runs,
           GError **error)
{
  AhadiHeadsRun frontier;

  if (get_frontier_run (entry, &frontier))
    g_array_append_val (runs, frontier);

  return list_meeting (vault, entry, "segment-meeting", run, runs, error);
}

static AhadiHeadsRun
make_run (const AhadiSegment *segment, gint64 log)
{
  AhadiHeadsRun run = { .log = log, .from = segment->from, .to = segment->to };

  memcpy (run.prev, segment->prev, sizeof run.prev);
  memcpy (run.head, segment->head, sizeof run.head);
  return run;
}

/* @segment's own operations are not at hand: only its two ends are. */
static gboolean
compare_run (AhadiVault *vault,
             const AhadiStreamEntry *entry,
             const AhadiHeadsRun *run,
             const AhadiHeadsRun *segment,
             AhadiHeadsVerdict *verdict,
             GError **error)
{
  guint64 position = MIN (run->to, segment->to);
  const guint8 *theirs = position == segment->to ? segment->head : segment->prev;
  guint8 ours[AHADI_CHAIN_HASH_SIZE];
  gboolean found;

  if (position + 1 < MAX (run->from, segment->from))
    return TRUE;

  if (position != segment->to && position + 1 != segment->from)
    {
      *verdict = MAX (*verdict, AHADI_HEADS_OPEN);
      return TRUE;
    }

  if (!ahadi_heads_find_in_run (vault, entry, run, position, ours, &found, error))
    return FALSE;
  if (found && memcmp (ours, theirs, sizeof ours) != 0)
    *verdict = AHADI_HEADS_DIFFER;
  return TRUE;
}

gboolean
ahadi_heads_compare (AhadiVault *vault,
                     const AhadiStreamEntry *entry,
                     const AhadiSegment *segment,
                     AhadiHeadsVerdict *verdict,
                     GError **error)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (AhadiHeadsRun));
  AhadiHeadsRun run = make_run (segment, entry->info.number);
  gboolean known = FALSE;

  *verdict = AHADI_HEADS_AGREE;
  if (!list_told (vault, entry, &run, runs, error))
    return FALSE;

  for (guint i = 0; i < runs->len; i++)
    {
      const AhadiHeadsRun *other = &g_array_index (runs, AhadiHeadsRun, i);

      known |= other->from <= run.from && other->to >= run.to;
      if (!compare_run (vault, entry, other, &run, verdict, error))
        return FALSE;
    }

  if (known && *verdict != AHADI_HEADS_DIFFER)
    *verdict = AHADI_HEADS_KNOWN;
  return TRUE;
}

/* --- Where two stories part ----------------------------------------------- */

static gboolean
differ_at (AhadiVault *vault,
           const AhadiStreamEntry *entry,
           const AhadiHeadsRun *a,
           const AhadiHeadsRun *b,
           guint64 position,
           gboolean *differ,
           GError **error)
{
  guint8 first[AHADI_CHAIN_HASH_SIZE];
  guint8 second[AHADI_CHAIN_HASH_SIZE];
  gboolean first_found;
  gboolean second_found;

  if (!ahadi_heads_find_in_run (vault, entry, a, position, first, &first_found, error) ||
      !ahadi_heads_find_in_run (vault, entry, b, position, second, &second_found, error))
    return FALSE;

  *differ = first_found && second_found && memcmp (first, second, sizeof first) != 0;
  return TRUE;
}

/* Once two chains differ they differ for ever, so that the first position where they do
 * is found by halving. @seq is lowered to it. */
static gboolean
find_parting (AhadiVault *vault,
              const AhadiStreamEntry *entry,
              const AhadiHeadsRun *a,
              const AhadiHeadsRun *b,
              guint64 *seq,
              GError **error)
{
  guint64 same = MAX (a->from, b->from) - 1;
  guint64 other = MIN (a->to, b->to);
  gboolean differ;

  if (other < same)
    return TRUE;
  if (!differ_at (vault, entry, a, b, other, &differ, error))
    return FALSE;
  if (!differ)
    return TRUE;

  if (!differ_at (vault, entry, a, b, same, &differ, error))
    return FALSE;
  if (differ)
    other = same;
  while (other > same + 1)
    {
      guint64 middle = same + (other - same) / 2;

      if (!differ_at (vault, entry, a, b, middle, &differ, error))
        return FALSE;
      if (differ)
        other = middle;
      else
        same = middle;
    }

  *seq = MIN (*seq, MAX (other, 1));
  return TRUE;
}

static gboolean
find_first_parting (AhadiVault *vault,
                    const AhadiStreamEntry *entry,
                    GArray *runs,
                    const AhadiHeadsRun *run,
                    guint64 *seq,
                    GError **error)
{
  *seq = G_MAXUINT64;
  for (guint i = 0; i < runs->len; i++)
    if (!find_parting (vault, entry, &g_array_index (runs, AhadiHeadsRun, i), run, seq,
                       error))
      return FALSE;

  return TRUE;
}

gboolean
ahadi_heads_part (AhadiVault *vault,
                  const AhadiStreamEntry *entry,
                  const AhadiSegment *segment,
                  gint64 log,
                  guint64 *from_told,
                  guint64 *from_others,
                  GError **error)
{
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (AhadiHeadsRun));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (AhadiHeadsRun));
  AhadiHeadsRun run = make_run (segment, log);

  return list_told (vault, entry, &run, told, error) &&
         list_meeting (vault, entry, "story-meeting", &run, others, error) &&
         find_first_parting (vault, entry, told, &run, from_told, error) &&
         find_first_parting (vault, entry, others, &run, from_others, error);
}

/* --- What leads to a head ------------------------------------------------- */

static gboolean
list_known (AhadiVault *vault,
            const AhadiStreamEntry *entry,
            guint64 position,
            GArray *runs,
            GError **error)
{
  const AhadiHeadsRun at = { .from = position, .to = position };

  return list_told (vault, entry, &at, runs, error) &&
         list_meeting (vault, entry, "story-meeting", &at, runs, error);
}

/* What stands in the log of the stream goes before what is held apart. */
static gboolean
is_better (const AhadiHeadsRun *run, const AhadiHeadsRun *best)
{
  gboolean told = run->log > 0;
  gboolean best_told = best->log > 0;

  return best->log == 0 || (told != best_told ? told : run->from < best->from);
}

gboolean
ahadi_heads_find_leading (AhadiVault *vault,
                          const AhadiStreamEntry *entry,
                          guint64 position,
                          const guint8 head[AHADI_CHAIN_HASH_SIZE],
                          AhadiHeadsRun *best,
                          GError **error)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (AhadiHeadsRun));

  *best = (AhadiHeadsRun){ 0 };
  if (!list_known (vault, entry, position, runs, error))
    return FALSE;

  for (guint i = 0; i < runs->len; i++)
    {
      AhadiHeadsRun *run = &g_array_index (runs, AhadiHeadsRun, i);
      guint8 found[AHADI_CHAIN_HASH_SIZE];
      gboolean known = FALSE;

      if (run->from > position || run->to < position || !is_better (run, best))
        continue;
      if (!ahadi_heads_find_in_run (vault, entry, run, position, found, &known, error))
        return FALSE;
      if (known && memcmp (found, head, sizeof found) == 0)
        *best = *run;
    }

  best->to = position;
  memcpy (best->head, head, sizeof best->head);
  return TRUE;
}

/* --- Keeping -------------------------------------------------------------- */

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
