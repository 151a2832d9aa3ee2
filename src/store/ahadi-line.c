/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-line.h"

#include <string.h>

#include "ahadi-lineage.h"
#include "ahadi-op-index.h"
#include "ahadi-refold.h"
#include "ahadi-sealed-ops.h"
#include "ahadi-stories.h"

/* --- Tracing -------------------------------------------------------------- */

GArray *
ahadi_line_trace (AhadiVault *vault,
                  const AhadiStreamEntry *entry,
                  guint64 last,
                  const guint8 head[AHADI_CHAIN_HASH_SIZE],
                  GError **error)
{
  g_autoptr (GArray) line = g_array_new (FALSE, FALSE, sizeof (AhadiHeadsRun));
  guint64 position = last;
  guint8 chain[AHADI_CHAIN_HASH_SIZE];

  memcpy (chain, head, sizeof chain);
  while (position > 0)
    {
      AhadiHeadsRun run;

      if (!ahadi_heads_find_leading (vault, entry, position, chain, &run, error))
        return NULL;
      if (run.log == 0)
        break;

      g_array_append_val (line, run);
      position = run.from - 1;
      memcpy (chain, run.prev, sizeof chain);
    }

  return g_steal_pointer (&line);
}

/* --- What stood in the log ------------------------------------------------ */

/* Returns: (element-type AhadiSegment): what stands in the log and reaches the fork. */
static GArray *
list_reaching (AhadiVault *vault, const AhadiStreamEntry *entry, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "segment-reaching", error);
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (AhadiSegment));
  gboolean row;

  if (list == NULL)
    return NULL;

  ahadi_statement_bind_int (list, 1, entry->info.number);
  ahadi_statement_bind_int (list, 2, (gint64) entry->info.forked);
  while (ahadi_statement_next (list, &row, error))
    {
      AhadiSegment segment = { .stream = entry->info.id };

      if (!row)
        return g_steal_pointer (&segments);
      if (!ahadi_log_read_segment (list, &segment, error))
        return NULL;
      g_array_append_val (segments, segment);
    }

  return NULL;
}

/* Zeros are the signature of a piece: the story that it is cut from is held already. */
static gboolean
is_signed (const AhadiSegment *segment)
{
  static const guint8 zeros[sizeof segment->head_signature];

  return memcmp (segment->head_signature, zeros, sizeof zeros) != 0;
}

static gboolean
copy_range (AhadiVault *vault,
            gint64 from_log,
            gint64 to_log,
            guint64 first,
            guint64 last,
            GError **error)
{
  g_autoptr (AhadiStatement) copy =
      ahadi_database_prepare (vault->database, "op-copy", error);

  if (copy == NULL)
    return FALSE;

  ahadi_statement_bind_int (copy, 1, ahadi_log_get_place (from_log, first));
  ahadi_statement_bind_int (copy, 2, ahadi_log_get_place (from_log, last));
  ahadi_statement_bind_int (
      copy, 3, ahadi_log_get_place (to_log, 0) - ahadi_log_get_place (from_log, 0));
  ahadi_statement_bind_int (copy, 4, AHADI_OP_FORKED);
  return ahadi_statement_run (copy, error);
}

static gboolean
make_story (AhadiVault *vault,
            const AhadiStreamEntry *entry,
            const AhadiSegment *segment,
            GError **error)
{
  gint64 number;
  gboolean known;

  if (!is_signed (segment))
    return TRUE;

  return ahadi_stories_begin (vault, entry, segment, &number, &known, error) &&
         (known || copy_range (vault, entry->info.number, ahadi_stories_get_log (number),
                               segment->from, segment->to, error));
}

/* What of @segment lies before the fork stays in the log. */
static gboolean
keep_start (AhadiVault *vault,
            const AhadiStreamEntry *entry,
            const AhadiSegment *segment,
            const guint8 head[AHADI_CHAIN_HASH_SIZE],
            GError **error)
{
  AhadiSegment piece = *segment;

  if (piece.from >= entry->info.forked)
    return TRUE;

  piece.to = entry->info.forked - 1;
  memcpy (piece.head, head, sizeof piece.head);
  memset (piece.head_signature, 0, sizeof piece.head_signature);
  return ahadi_heads_keep (vault, entry, &piece, error);
}

static gboolean
run_range (AhadiVault *vault,
           const char *name,
           const AhadiStreamEntry *entry,
           GError **error)
{
  g_autoptr (AhadiStatement) run = ahadi_database_prepare (vault->database, name, error);
  gint64 stream = entry->info.number;

  if (run == NULL)
    return FALSE;

  ahadi_statement_bind_int (run, 1, ahadi_log_get_place (stream, entry->info.forked));
  ahadi_statement_bind_int (run, 2, ahadi_log_get_place (stream, G_MAXUINT64));
  return ahadi_statement_run (run, error);
}

static gboolean
drop_segments (AhadiVault *vault, const AhadiStreamEntry *entry, GError **error)
{
  g_autoptr (AhadiStatement) drop =
      ahadi_database_prepare (vault->database, "segment-drop", error);

  if (drop == NULL)
    return FALSE;

  ahadi_statement_bind_int (drop, 1, entry->info.number);
  ahadi_statement_bind_int (drop, 2, (gint64) entry->info.forked);
  return ahadi_statement_run (drop, error);
}

static gboolean
drop_from_log (AhadiVault *vault, AhadiStreamEntry *entry, GError **error)
{
  if (!ahadi_op_index_catch_up (vault, error) ||
      !run_range (vault, "entity-drop", entry, error) ||
      !run_range (vault, "sealed-drop", entry, error) ||
      !run_range (vault, "op-remove", entry, error) ||
      !drop_segments (vault, entry, error))
    return FALSE;

  /* The stories may go on from different epochs. */
  if (entry->info.forked == 1)
    {
      entry->has_root = FALSE;
      entry->after = 0;
      entry->after_seq = 0;
    }
  return TRUE;
}

/* All that stands in the log from the fork on is held as stories, whole, and counts no
 * more. */
static gboolean
clear_log (AhadiVault *vault, AhadiStreamEntry *entry, GError **error)
{
  guint64 forked = entry->info.forked;
  g_autoptr (GArray) segments = NULL;
  guint8 head[AHADI_CHAIN_HASH_SIZE];
  gboolean found;

  if (!ahadi_refold_stream (vault, entry, forked, AHADI_OP_FORKED, error) ||
      !ahadi_heads_find (vault, entry, forked - 1, head, &found, error) ||
      (segments = list_reaching (vault, entry, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < segments->len; i++)
    if (!make_story (vault, entry, &g_array_index (segments, AhadiSegment, i), error))
      return FALSE;
  if (!drop_from_log (vault, entry, error))
    return FALSE;
  for (guint i = 0; i < segments->len; i++)
    if (!keep_start (vault, entry, &g_array_index (segments, AhadiSegment, i), head,
                     error))
      return FALSE;

  return TRUE;
}

/* --- Laying it ------------------------------------------------------------ */

typedef struct
{
  AhadiVault *vault;
  gint64 stream;
} Laying;

static gboolean
lay_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  const Laying *laying = data;

  return ahadi_log_insert (laying->vault, laying->stream, operation, AHADI_OP_FORKED,
                           error) &&
         ahadi_sealed_ops_note (laying->vault,
                                ahadi_log_get_place (laying->stream, operation->seq),
                                operation, error);
}

static gboolean
lay_run (AhadiVault *vault,
         AhadiStreamEntry *entry,
         const AhadiHeadsRun *run,
         GError **error)
{
  gint64 stream = entry->info.number;
  guint64 first = MAX (run->from, entry->info.forked);
  AhadiSegment piece = { .stream = entry->info.id, .from = run->from, .to = run->to };
  Laying laying = { vault, stream };

  if (run->to < first)
    return TRUE;

  memcpy (piece.prev, run->prev, sizeof piece.prev);
  memcpy (piece.head, run->head, sizeof piece.head);
  if (!ahadi_log_read (vault, run->log, first, run->to, lay_one, &laying, error) ||
      !ahadi_heads_keep (vault, entry, &piece, error))
    return FALSE;

  if (run->from == 1)
    {
      entry->has_root = TRUE;
      memcpy (entry->root, run->prev, sizeof entry->root);
    }
  return ahadi_op_index_note (vault, ahadi_log_get_place (stream, first),
                              ahadi_log_get_place (stream, run->to), error);
}

static gboolean
find_last (AhadiVault *vault, AhadiStreamEntry *entry, GError **error)
{
  g_autoptr (AhadiStatement) find =
      ahadi_database_prepare (vault->database, "stream-find-last", error);
  gint64 last;

  if (find == NULL)
    return FALSE;

  ahadi_statement_bind_int (find, 1, entry->info.number);
  if (!ahadi_statement_get_number (find, &last, error))
    return FALSE;

  entry->info.last = (guint64) last;
  return TRUE;
}

static gboolean
needs_laying (const GArray *line)
{
  for (guint i = 0; i < line->len; i++)
    if (g_array_index (line, AhadiHeadsRun, i).log < 0)
      return TRUE;

  return FALSE;
}

static gboolean
lay (AhadiVault *vault,
     AhadiStreamEntry *entry,
     guint64 last,
     const guint8 head[AHADI_CHAIN_HASH_SIZE],
     GError **error)
{
  g_autoptr (GArray) line = NULL;

  /* Traced again: all of it lies in stories now, but for what is before the fork. */
  if (!clear_log (vault, entry, error) ||
      (line = ahadi_line_trace (vault, entry, last, head, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < line->len; i++)
    if (!lay_run (vault, entry, &g_array_index (line, AhadiHeadsRun, i), error))
      return FALSE;

  return find_last (vault, entry, error) && ahadi_lineage_trace (vault, entry, error);
}

gboolean
ahadi_line_lay (AhadiVault *vault,
                AhadiStreamEntry *entry,
                guint64 last,
                const guint8 head[AHADI_CHAIN_HASH_SIZE],
                gboolean *laid,
                GError **error)
{
  g_autoptr (GArray) line = ahadi_line_trace (vault, entry, last, head, error);

  g_return_val_if_fail (vault->depth > 0 && entry->info.forked > 0, FALSE);

  if (line == NULL)
    return FALSE;

  *laid = needs_laying (line);
  entry->info.line =
      line->len > 0 ? g_array_index (line, AhadiHeadsRun, line->len - 1).from : 0;
  return !*laid || lay (vault, entry, last, head, error);
}
