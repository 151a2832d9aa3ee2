/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-cutoffs.h"

#include "ahadi-line.h"
#include "ahadi-refold.h"

gboolean
ahadi_cutoffs_note (AhadiVault *vault,
                    gint64 audience,
                    const AhadiOperation *operation,
                    const AhadiBody *body,
                    AhadiCutoffMark *mark,
                    gboolean *noted,
                    GError **error)
{
  g_autoptr (AhadiStatement) note = NULL;
  AhadiCutoff cutoff;

  *noted = ahadi_cutoff_read (body->values, &cutoff);
  if (!*noted)
    return TRUE;

  note = ahadi_database_prepare (vault->database, "cut-note", error);
  if (note == NULL)
    return FALSE;

  mark->audience = audience;
  mark->device = cutoff.device;
  ahadi_statement_bind_int (note, 1, audience);
  ahadi_statement_bind_bytes (note, 2, &cutoff.device, sizeof cutoff.device);
  ahadi_statement_bind_int (note, 3, cutoff.epoch);
  ahadi_statement_bind_int (note, 4, (gint64) operation->hlc);
  ahadi_statement_bind_bytes (note, 5, &operation->entity, sizeof operation->entity);
  ahadi_statement_bind_int (note, 6, (gint64) cutoff.last);
  ahadi_statement_bind_bytes (note, 7, cutoff.has_head ? cutoff.head : NULL,
                              sizeof cutoff.head);
  return ahadi_statement_run (note, error);
}

/* @beyond: (out): the first operation of the stream that does not count; 0 for none */
static gboolean
find_beyond (AhadiVault *vault,
             const AhadiStreamEntry *entry,
             guint64 *beyond,
             GError **error)
{
  g_autoptr (AhadiStatement) find =
      ahadi_database_prepare (vault->database, "cut-find", error);
  const AhadiStreamId *id = &entry->info.id;
  gint64 first;

  if (find == NULL)
    return FALSE;

  ahadi_statement_bind_int (find, 1, entry->audience);
  ahadi_statement_bind_bytes (find, 2, &id->device, sizeof id->device);
  ahadi_statement_bind_int (find, 3, id->epoch);
  if (!ahadi_statement_get_number (find, &first, error))
    return FALSE;

  *beyond = entry->info.own ? 0 : (guint64) first;
  return TRUE;
}

gboolean
ahadi_cutoffs_look (AhadiVault *vault, AhadiStreamEntry *entry, GError **error)
{
  return find_beyond (vault, entry, &entry->info.beyond, error);
}

static gboolean
read_head (AhadiStatement *find,
           guint8 head[AHADI_CUTOFF_HEAD_SIZE],
           gboolean *named,
           GError **error)
{
  gboolean row;

  if (!ahadi_statement_next (find, &row, error))
    return FALSE;

  *named = row && ahadi_statement_read_bytes (find, 0, head, AHADI_CUTOFF_HEAD_SIZE);
  return TRUE;
}

gboolean
ahadi_cutoffs_find_head (AhadiVault *vault,
                         const AhadiStreamEntry *entry,
                         guint8 head[AHADI_CUTOFF_HEAD_SIZE],
                         gboolean *named,
                         GError **error)
{
  g_autoptr (AhadiStatement) find =
      ahadi_database_prepare (vault->database, "cut-head", error);
  const AhadiStreamId *id = &entry->info.id;

  if (find == NULL)
    return FALSE;

  ahadi_statement_bind_int (find, 1, entry->audience);
  ahadi_statement_bind_bytes (find, 2, &id->device, sizeof id->device);
  ahadi_statement_bind_int (find, 3, id->epoch);
  return read_head (find, head, named, error);
}

gboolean
ahadi_cutoffs_names (AhadiVault *vault,
                     const AhadiStreamEntry *entry,
                     gint64 log,
                     gboolean *names,
                     GError **error)
{
  g_autoptr (GArray) line = NULL;
  guint8 head[AHADI_CUTOFF_HEAD_SIZE];

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
find_line (AhadiVault *vault, AhadiStreamEntry *entry, gboolean *laid, GError **error)
{
  AhadiStreamInfo *info = &entry->info;
  guint8 head[AHADI_CUTOFF_HEAD_SIZE];
  gboolean named = FALSE;

  *laid = FALSE;
  info->line = 0;
  if (info->forked == 0 || info->own)
    return TRUE;
  if (!ahadi_cutoffs_find_head (vault, entry, head, &named, error))
    return FALSE;

  return !named || ahadi_line_lay (vault, entry, info->beyond - 1, head, laid, error);
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

  if (!find_beyond (vault, entry, &info->beyond, error) ||
      !find_line (vault, entry, &laid, error))
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
