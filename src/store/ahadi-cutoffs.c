/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-cutoffs.h"

#include <string.h>

#include "ahadi-line.h"
#include "ahadi-refold.h"
#include "ahadi-review-due.h"

gboolean
ahadi_cutoffs_is_one (AhadiKind kind)
{
  return kind == AHADI_KIND_CUTOFF || kind == AHADI_KIND_BASELINE;
}

gboolean
ahadi_cutoffs_note (AhadiVault *vault,
                    gint64 audience,
                    const AhadiOperation *operation,
                    const AhadiBody *body,
                    AhadiCutoffMark *mark,
                    gboolean *noted,
                    GError **error)
{
  gboolean for_good = operation->kind == AHADI_KIND_BASELINE;
  g_autoptr (AhadiStatement) note = NULL;
  AhadiStreamEnd end;

  *noted = ahadi_stream_end_read (body->values, &end) &&
           (!for_good || (end.has_head && end.last > 0));
  if (!*noted)
    return TRUE;

  note = ahadi_database_prepare (vault->database, for_good ? "base-note" : "cut-note",
                                 error);
  if (note == NULL)
    return FALSE;

  mark->audience = audience;
  mark->device = end.device;
  ahadi_statement_bind_int (note, 1, audience);
  ahadi_statement_bind_bytes (note, 2, &end.device, sizeof end.device);
  ahadi_statement_bind_int (note, 3, end.epoch);
  ahadi_statement_bind_int (note, 4, (gint64) operation->hlc);
  ahadi_statement_bind_bytes (note, 5, &operation->entity, sizeof operation->entity);
  ahadi_statement_bind_int (note, 6, (gint64) end.last);
  ahadi_statement_bind_bytes (note, 7, end.has_head ? end.head : NULL, sizeof end.head);
  return ahadi_statement_run (note, error);
}

/* --- What all of them say of a stream -------------------------------------- */

/* The operation up to which something says that a stream counts. */
typedef struct
{
  gboolean said;
  guint64 last;
  gboolean named;
  guint8 head[AHADI_STREAM_END_HEAD_SIZE];
} End;

typedef struct
{
  End cut;
  End base;
  gboolean cut_off; /* a cutoff is about its device, and perhaps not about its epoch */
} Said;

static void
read_one (AhadiStatement *find, int column, End *end)
{
  end->said = sqlite3_column_type (find->stmt, column) != SQLITE_NULL;
  end->last = (guint64) sqlite3_column_int64 (find->stmt, column);
  end->named = ahadi_statement_read_bytes (find, column + 1, end->head, sizeof end->head);
}

static gboolean
read_said (AhadiVault *vault, const AhadiStreamEntry *entry, Said *said, GError **error)
{
  g_autoptr (AhadiStatement) find =
      ahadi_database_prepare (vault->database, "cut-find", error);
  const AhadiStreamId *id = &entry->info.id;
  gboolean row;

  if (find == NULL)
    return FALSE;

  ahadi_statement_bind_int (find, 1, entry->audience);
  ahadi_statement_bind_bytes (find, 2, &id->device, sizeof id->device);
  ahadi_statement_bind_int (find, 3, id->epoch);
  if (!ahadi_statement_next (find, &row, error))
    return FALSE;

  read_one (find, 0, &said->cut);
  said->cut_off = sqlite3_column_int (find->stmt, 2) != 0;
  read_one (find, 3, &said->base);
  return TRUE;
}

/* @leads: (out): whether what is held leads from what counts for good to the end that was
 * decided. Only then that one may choose a story beyond it. */
static gboolean
goes_through (AhadiVault *vault,
              const AhadiStreamEntry *entry,
              const Said *said,
              gboolean *leads,
              GError **error)
{
  g_autoptr (GArray) line = NULL;
  const guint64 at = said->base.last;

  *leads = FALSE;
  if (!said->cut.named)
    return TRUE;

  line = ahadi_line_trace (vault, entry, said->cut.last, said->cut.head, error);
  for (guint i = 0; line != NULL && i < line->len; i++)
    {
      const AhadiHeadsRun *run = &g_array_index (line, AhadiHeadsRun, i);
      guint8 head[AHADI_CHAIN_HASH_SIZE];
      gboolean found;

      if (run->from > at || run->to < at)
        continue;
      if (!ahadi_heads_find_in_run (vault, entry, run, at, head, &found, error))
        return FALSE;
      *leads = found && memcmp (head, said->base.head, sizeof head) == 0;
    }
  return line != NULL;
}

gboolean
ahadi_cutoffs_hold_base (AhadiVault *vault,
                         const AhadiStreamEntry *entry,
                         gboolean *holds,
                         GError **error)
{
  guint8 head[AHADI_CHAIN_HASH_SIZE];
  Said said;

  *holds = FALSE;
  if (!read_said (vault, entry, &said, error))
    return FALSE;
  if (!said.base.said)
    return TRUE;
  if (!ahadi_heads_find (vault, entry, said.base.last, head, holds, error))
    return FALSE;

  *holds = *holds && memcmp (head, said.base.head, sizeof head) == 0;
  return TRUE;
}

/* Whether the stream goes on behind what counts for good, up to where it was cut off. */
static gboolean
goes_on (AhadiVault *vault,
         const AhadiStreamEntry *entry,
         const Said *said,
         gboolean *on,
         GError **error)
{
  const AhadiStreamInfo *info = &entry->info;

  *on = said->cut.said && (!said->base.said || said->cut.last > said->base.last);
  if (!*on || !said->base.said || info->forked == 0 || info->forked > said->base.last)
    return TRUE;

  return goes_through (vault, entry, said, on, error);
}

/* @end: (out): where the stream ends, if something says so
 * @settled: (out): up to where it counts for good */
static gboolean
find_end (AhadiVault *vault,
          const AhadiStreamEntry *entry,
          End *end,
          guint64 *settled,
          GError **error)
{
  const AhadiStreamInfo *info = &entry->info;
  gboolean on;
  Said said;

  if (!read_said (vault, entry, &said, error) ||
      !goes_on (vault, entry, &said, &on, error))
    return FALSE;

  *end = (End){ .said = said.cut_off };
  *settled = said.base.last;
  if (on)
    *end = said.cut;
  else if (said.base.said &&
           (said.cut_off || (info->forked != 0 && info->forked <= said.base.last)))
    *end = said.base;
  return TRUE;
}

/* A vault's own streams count for itself. */
static guint64
get_beyond (const AhadiStreamEntry *entry, const End *end)
{
  return end->said && !entry->info.own ? end->last + 1 : 0;
}

gboolean
ahadi_cutoffs_find_beyond (AhadiVault *vault,
                           const AhadiStreamEntry *entry,
                           guint64 *beyond,
                           GError **error)
{
  guint64 settled;
  End end;

  if (!find_end (vault, entry, &end, &settled, error))
    return FALSE;

  *beyond = end.said ? end.last + 1 : 0;
  return TRUE;
}

gboolean
ahadi_cutoffs_look (AhadiVault *vault, AhadiStreamEntry *entry, GError **error)
{
  End end;

  if (!find_end (vault, entry, &end, &entry->info.settled, error))
    return FALSE;

  entry->info.beyond = get_beyond (entry, &end);
  return TRUE;
}

gboolean
ahadi_cutoffs_find_head (AhadiVault *vault,
                         const AhadiStreamEntry *entry,
                         guint8 head[AHADI_STREAM_END_HEAD_SIZE],
                         gboolean *named,
                         GError **error)
{
  guint64 settled;
  End end;

  if (!find_end (vault, entry, &end, &settled, error))
    return FALSE;

  *named = end.named;
  memcpy (head, end.head, sizeof end.head);
  return TRUE;
}

gboolean
ahadi_cutoffs_names (AhadiVault *vault,
                     const AhadiStreamEntry *entry,
                     gint64 log,
                     gboolean *names,
                     GError **error)
{
  g_autoptr (GArray) line = NULL;
  guint8 head[AHADI_STREAM_END_HEAD_SIZE];

  if (!ahadi_cutoffs_find_head (vault, entry, head, names, error))
    return FALSE;
  if (!*names)
    return TRUE;

  line = ahadi_line_trace (vault, entry, entry->info.beyond - 1, head, error);
  *names = FALSE;
  for (guint i = 0; line != NULL && i < line->len; i++)
    *names |= g_array_index (line, AhadiHeadsRun, i).log == log;

  return line != NULL;
}

/* Where no head is named, a fork is as ever. */
static gboolean
lay_line (AhadiVault *vault,
          AhadiStreamEntry *entry,
          const End *end,
          gboolean *laid,
          GError **error)
{
  AhadiStreamInfo *info = &entry->info;

  *laid = FALSE;
  info->line = 0;
  return info->forked == 0 || info->own || !end->named ||
         ahadi_line_lay (vault, entry, end->last, end->head, laid, error);
}

/* What is settled now is neither asked nor told any more. */
static gboolean
note_settled (AhadiVault *vault,
              const AhadiStreamEntry *entry,
              guint64 before,
              GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  const AhadiStreamInfo *info = &entry->info;

  return streams != NULL && ahadi_stream_table_update (streams, entry, error) &&
         ahadi_review_due_note_stream (vault, entry->audience, info->number, before + 1,
                                       info->settled, error);
}

/* The lower of two numbers of operations, of which 0 is none. */
static guint64
lower (guint64 a, guint64 b)
{
  return a == 0 || (b != 0 && b < a) ? b : a;
}

gboolean
ahadi_cutoffs_settle (AhadiVault *vault, AhadiStreamEntry *entry, GError **error)
{
  AhadiStreamInfo before = entry->info;
  AhadiStreamInfo *info = &entry->info;
  gboolean laid;
  guint64 from;
  End end;

  if (!find_end (vault, entry, &end, &info->settled, error))
    return FALSE;

  info->beyond = get_beyond (entry, &end);
  if (!lay_line (vault, entry, &end, &laid, error) ||
      (info->settled > before.settled &&
       !note_settled (vault, entry, before.settled, error)))
    return FALSE;
  if (!laid && info->beyond == before.beyond && info->line == before.line)
    return TRUE;

  from = lower (lower (before.beyond, info->beyond), info->forked);
  return ahadi_refold_again (vault, entry, from, error);
}

gboolean
ahadi_cutoffs_apply (AhadiVault *vault, const AhadiCutoffMark *mark, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);

  if (streams == NULL)
    return FALSE;

  for (guint i = 0; i < ahadi_stream_table_get_length (streams); i++)
    {
      AhadiStreamEntry *entry = ahadi_stream_table_get (streams, i);

      if (entry->audience == mark->audience &&
          ahadi_id_equal (&entry->info.id.device, &mark->device) &&
          !ahadi_cutoffs_settle (vault, entry, error))
        return FALSE;
    }

  return TRUE;
}
