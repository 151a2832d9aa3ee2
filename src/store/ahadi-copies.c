/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-copies.h"

#include "ahadi-lineage.h"
#include "ahadi-log.h"

#define ALIVE_MS (30 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* When one epoch was written in, ms. */
typedef struct
{
  gint64 first;
  gint64 last;
} Span;

static gboolean
read_time (AhadiVault *vault, gint64 number, guint64 seq, gint64 *time, GError **error)
{
  AhadiHlc hlc;

  if (!ahadi_log_get_hlc (vault, number, seq, &hlc, error))
    return FALSE;

  *time = ahadi_hlc_to_ms (hlc);
  return TRUE;
}

/* Of what counts: a clock that was ahead tells nothing. */
static gboolean
read_span (AhadiVault *vault, const AhadiStreamEntry *entry, Span *span, GError **error)
{
  guint64 last = entry->parked != 0 ? entry->parked - 1 : entry->info.last;

  return read_time (vault, entry->info.number, 1, &span->first, error) &&
         read_time (vault, entry->info.number, last, &span->last, error);
}

static gboolean
is_relative (const AhadiStreamEntry *a, const AhadiStreamEntry *b)
{
  return a->audience == b->audience &&
         ahadi_id_equal (&a->info.id.device, &b->info.id.device);
}

/* Whether both came after one of the same author that goes on from nothing and was forked
 * at its first operation. */
static gboolean
follow_a_fork_at_the_start (AhadiStreamTable *streams,
                            const AhadiStreamEntry *a,
                            const AhadiStreamEntry *b)
{
  gint64 before = MIN (a->info.number, b->info.number);

  for (guint i = 0; i < ahadi_stream_table_get_length (streams); i++)
    {
      const AhadiStreamEntry *other = ahadi_stream_table_get (streams, i);

      if (is_relative (other, a) && other->info.forked == 1 &&
          other->after == AHADI_LINEAGE_NONE && other->info.number < before)
        return TRUE;
    }

  return FALSE;
}

/*
 * Two that go on from nothing are no siblings by that alone: a laptop that is put back to
 * a day before its first operation begins there again, and is one. Only after a fork at
 * the very start they are those who go on from it.
 */
static gboolean
are_siblings (AhadiStreamTable *streams,
              const AhadiStreamEntry *a,
              const AhadiStreamEntry *b)
{
  if (a->after == 0 || a->after != b->after || a->after_seq != b->after_seq)
    return FALSE;

  return a->after != AHADI_LINEAGE_NONE || follow_a_fork_at_the_start (streams, a, b);
}

static gboolean
are_interleaved (const Span *a, const Span *b)
{
  return a->last > b->first && b->last > a->first;
}

static gboolean
is_one_life (AhadiVault *vault,
             AhadiStreamTable *streams,
             const AhadiStreamEntry *a,
             const AhadiStreamEntry *b,
             gboolean *one,
             GError **error)
{
  Span spans[2];

  if (!read_span (vault, a, &spans[0], error) || !read_span (vault, b, &spans[1], error))
    return FALSE;

  *one = ABS (spans[0].last - spans[1].last) > ALIVE_MS ||
         !(are_siblings (streams, a, b) || are_interleaved (&spans[0], &spans[1]));
  return TRUE;
}

/* Of another device, with a first operation, and nothing that was forked. */
static gboolean
is_candidate (const AhadiStreamEntry *entry)
{
  return !entry->info.own && entry->has_root && entry->info.forked == 0;
}

static gboolean
is_listed (const GArray *devices, const AhadiId *device)
{
  for (guint i = 0; i < devices->len; i++)
    if (ahadi_id_equal (&g_array_index (devices, AhadiId, i), device))
      return TRUE;

  return FALSE;
}

/* Against those before it in the table. */
static gboolean
check_entry (AhadiVault *vault,
             AhadiStreamTable *streams,
             guint index,
             GArray *devices,
             GError **error)
{
  const AhadiStreamEntry *entry = ahadi_stream_table_get (streams, index);
  gboolean one = TRUE;

  if (!is_candidate (entry) || is_listed (devices, &entry->info.id.device))
    return TRUE;

  for (guint i = 0; one && i < index; i++)
    {
      const AhadiStreamEntry *other = ahadi_stream_table_get (streams, i);

      if (is_candidate (other) && is_relative (other, entry) &&
          !is_one_life (vault, streams, entry, other, &one, error))
        return FALSE;
    }

  if (!one)
    g_array_append_val (devices, entry->info.id.device);
  return TRUE;
}

GArray *
ahadi_copies_list (AhadiVault *vault, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  g_autoptr (GArray) devices = g_array_new (FALSE, FALSE, sizeof (AhadiId));

  if (streams == NULL)
    return NULL;

  for (guint i = 0; i < ahadi_stream_table_get_length (streams); i++)
    if (!check_entry (vault, streams, i, devices, error))
      return NULL;

  return g_steal_pointer (&devices);
}

/* A stream that was forked at its very first operation is gone on with from what it went
 * on from itself. */
static gboolean
goes_on_from (const AhadiStreamEntry *entry, const AhadiStreamEntry *forked)
{
  if (forked->info.forked > 1)
    return entry->after == forked->info.number &&
           entry->after_seq == forked->info.forked - 1;

  return entry->info.number > forked->info.number && entry->after != 0 &&
         entry->after == forked->after && entry->after_seq == forked->after_seq;
}

gboolean
ahadi_copies_was_continued (AhadiVault *vault,
                            const AhadiStreamInfo *forked,
                            gboolean *continued,
                            GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  const AhadiStreamEntry *entry;

  *continued = FALSE;
  if (streams == NULL)
    return FALSE;

  entry = ahadi_stream_table_by_number (streams, forked->number);
  for (guint i = 0; entry != NULL && i < ahadi_stream_table_get_length (streams); i++)
    {
      const AhadiStreamEntry *other = ahadi_stream_table_get (streams, i);

      if (is_relative (other, entry) && other->info.forked == 0 &&
          goes_on_from (other, entry))
        *continued = TRUE;
    }

  return TRUE;
}
