/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-import-job.h"

/* What was missing of one stream before. */
typedef struct
{
  AhadiStreamId stream;
  GArray *ranges; /* guint64 pairs from,to */
} Before;

static void
before_free (gpointer data)
{
  Before *self = data;

  g_array_unref (self->ranges);
  g_free (self);
}

/* An empty list for a stream that is not known. */
static GArray *
list_gaps (AhadiImportJob *self,
           const AhadiStreamId *stream,
           AhadiStreamInfo *info,
           GError **error)
{
  GError *local = NULL;

  *info = (AhadiStreamInfo){ 0 };
  if (ahadi_streams_find (self->vault, stream, info, &local))
    return ahadi_streams_list_gaps (self->vault, info->number, error);
  if (local == NULL)
    return g_array_new (FALSE, FALSE, sizeof (guint64));

  g_propagate_error (error, local);
  return NULL;
}

static gboolean
note_stream (AhadiImportJob *self, const AhadiStreamId *stream, GError **error)
{
  AhadiStreamInfo info;
  GArray *ranges = list_gaps (self, stream, &info, error);
  Before *before;

  if (ranges == NULL)
    return FALSE;

  before = g_new0 (Before, 1);
  before->stream = *stream;
  before->ranges = ranges;
  g_ptr_array_add (self->gaps, before);
  return TRUE;
}

gboolean
ahadi_import_gaps_note (AhadiImportJob *self, GError **error)
{
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  self->gaps = g_ptr_array_new_with_free_func (before_free);
  for (guint i = 0; i < self->summaries->len; i++)
    {
      const AhadiPartSummary *summary = self->summaries->pdata[i];

      for (guint s = 0; summary != NULL && s < summary->streams->len; s++)
        if (!note_stream (self, &g_array_index (summary->streams, AhadiStreamId, s),
                          error))
          return FALSE;
    }

  return TRUE;
}

/* --- afterwards --- */

static void
add_filled (AhadiImportJob *self, const AhadiStreamInfo *info, guint64 from, guint64 to)
{
  AhadiFilled filled = { .device = info->id.device, .from = from, .to = to };

  /* What would not count is not missing, and has not arrived either. */
  if (info->forked != 0)
    filled.to = MIN (filled.to, info->forked - 1);
  if (info->beyond != 0)
    filled.to = MIN (filled.to, info->beyond - 1);
  if (filled.from <= filled.to)
    g_array_append_val (self->result->filled, filled);
}

/* What of the range @from to @to is in none of @gaps, which rise. */
static void
add_all_filled (AhadiImportJob *self,
                const AhadiStreamInfo *info,
                guint64 from,
                guint64 to,
                const GArray *gaps)
{
  for (guint i = 0; i < gaps->len; i += 2)
    {
      guint64 start = g_array_index (gaps, guint64, i);
      guint64 end = g_array_index (gaps, guint64, i + 1);

      if (end < from || start > to)
        continue;
      add_filled (self, info, from, start - 1);
      from = end + 1;
    }

  add_filled (self, info, from, to);
}

static gboolean
settle_stream (AhadiImportJob *self, const Before *before, GError **error)
{
  AhadiStreamInfo info;
  g_autoptr (GArray) gaps = list_gaps (self, &before->stream, &info, error);

  if (gaps == NULL)
    return FALSE;

  for (guint i = 0; i < before->ranges->len; i += 2)
    add_all_filled (self, &info, g_array_index (before->ranges, guint64, i),
                    g_array_index (before->ranges, guint64, i + 1), gaps);
  for (guint i = 0; i < gaps->len; i += 2)
    self->result->missing +=
        g_array_index (gaps, guint64, i + 1) - g_array_index (gaps, guint64, i) + 1;

  return TRUE;
}

gboolean
ahadi_import_gaps_settle (AhadiImportJob *self, GError **error)
{
  self->result->missing = 0;
  g_array_set_size (self->result->filled, 0);
  for (guint i = 0; i < self->gaps->len; i++)
    if (!settle_stream (self, self->gaps->pdata[i], error))
      return FALSE;

  return TRUE;
}
