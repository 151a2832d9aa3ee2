/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-stream-sealer.h"

#include <string.h>

#include "ahadi-fork-codec.h"
#include "ahadi-receipts.h"

struct _AhadiStreamSealer
{
  AhadiVault *vault;
  AhadiIdentity *identity;
  AhadiDirectory *directory;
  gboolean everything;
  GArray *streams;    /* AhadiStreamInfo, in the order of segments in a part */
  GPtrArray *relayed; /* beside each: AhadiRelayed of others; NULL for an own one */
  GPtrArray *ranges;  /* beside each: guint64 pairs from,to of an own one that are to be
                         sent; NULL for others */
  GArray *closed;     /* beside each: guint64: how many to be sent are closed here */
  GArray *sealed;     /* AhadiStreamInfo that went into a part */
  guint64 shown;      /* operations that went into a part and are not closed here */
  AhadiTicker ticker;
};

/* What lies beyond a fork counts nowhere: it was written again in a later epoch. */
static guint64
last_to_send (const AhadiStreamInfo *info)
{
  return info->forked != 0 ? MIN (info->last, info->forked - 1) : info->last;
}

static const AhadiStreamInfo *
get_stream (AhadiStreamSealer *self, guint i)
{
  return &g_array_index (self->streams, AhadiStreamInfo, i);
}

static guint64
count_own (const GArray *ranges)
{
  guint64 n = 0;

  for (guint i = 0; i < ranges->len; i += 2)
    n += g_array_index (ranges, guint64, i + 1) + 1 - g_array_index (ranges, guint64, i);

  return n;
}

static guint64
count_to_send (AhadiStreamSealer *self, guint i)
{
  const GArray *relayed = self->relayed->pdata[i];
  guint64 n = 0;

  if (relayed == NULL)
    return count_own (self->ranges->pdata[i]);

  for (guint s = 0; s < relayed->len; s++)
    {
      const AhadiSegment *segment = &g_array_index (relayed, AhadiRelayed, s).segment;

      n += segment->to + 1 - segment->from;
    }
  return n;
}

/* What nobody here may know of is sent, but not told. */
static guint64
count_shown (AhadiStreamSealer *self, guint i)
{
  return count_to_send (self, i) - g_array_index (self->closed, guint64, i);
}

static gboolean
has_reader (AhadiStreamSealer *self, const char *audience)
{
  g_autoptr (GArray) recipients =
      ahadi_directory_list_recipients (self->directory, audience);

  return recipients->len > 0;
}

static guint64
count (AhadiStreamSealer *self, gboolean readable)
{
  guint64 n = 0;

  for (guint i = 0; i < self->streams->len; i++)
    if (has_reader (self, get_stream (self, i)->id.audience) == readable)
      n += count_shown (self, i);

  return n;
}

/* --- which streams --- */

static gboolean
is_meant (const AhadiStreamInfo *info, gboolean relay)
{
  AhadiAudienceClass audience;

  return !relay || (ahadi_audience_parse (info->id.audience, &audience, NULL) &&
                    audience <= AHADI_AUDIENCE_N_OFFICE);
}

static void
free_array (gpointer data)
{
  g_clear_pointer ((GArray **) &data, g_array_unref);
}

/* Behind those before it, or meeting the last of them. */
static void
append_range (GArray *ranges, guint64 from, guint64 to)
{
  guint64 *last =
      ranges->len > 0 ? &g_array_index (ranges, guint64, ranges->len - 1) : NULL;

  if (from > to)
    return;
  if (last != NULL && *last + 1 >= from)
    {
      *last = MAX (*last, to);
      return;
    }

  g_array_append_val (ranges, from);
  g_array_append_val (ranges, to);
}

/* What was asked for and sent before: all else goes in any case. */
static gboolean
append_asked (AhadiStreamSealer *self,
              const AhadiStreamInfo *info,
              GArray *ranges,
              GError **error)
{
  g_autoptr (GArray) asked = ahadi_wants_list (self->vault, info, error);

  for (guint i = 0; asked != NULL && i < asked->len; i += 2)
    append_range (ranges, g_array_index (asked, guint64, i),
                  MIN (g_array_index (asked, guint64, i + 1), info->exported));

  return asked != NULL;
}

/* What comes behind @from, but for what is not here: a vault that was put back may have
 * later operations of its own back, and not yet those before them. */
static gboolean
append_new (AhadiStreamSealer *self,
            const AhadiStreamInfo *info,
            guint64 from,
            GArray *ranges,
            GError **error)
{
  g_autoptr (GArray) gaps = ahadi_streams_list_gaps (self->vault, info->number, error);
  guint64 to = last_to_send (info);

  for (guint i = 0; gaps != NULL && i < gaps->len; i += 2)
    {
      append_range (ranges, from, MIN (to, g_array_index (gaps, guint64, i) - 1));
      from = MAX (from, g_array_index (gaps, guint64, i + 1) + 1);
    }
  append_range (ranges, from, to);
  return gaps != NULL;
}

static GArray *
list_ranges_of (AhadiStreamSealer *self, const AhadiStreamInfo *info, GError **error)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 from = self->everything ? 1 : info->exported + 1;

  if ((!self->everything && !append_asked (self, info, ranges, error)) ||
      !append_new (self, info, from, ranges, error))
    return NULL;

  return g_steal_pointer (&ranges);
}

static gboolean
list_ranges (AhadiStreamSealer *self, GError **error)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      const AhadiStreamInfo *info = get_stream (self, i);
      GArray *ranges = NULL;

      if (info->own && (ranges = list_ranges_of (self, info, error)) == NULL)
        return FALSE;
      g_ptr_array_add (self->ranges, ranges);
    }

  return TRUE;
}

static gboolean
list_relayed (AhadiStreamSealer *self, GError **error)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      const AhadiStreamInfo *info = get_stream (self, i);
      GArray *segments = NULL;

      if (!info->own)
        {
          segments = ahadi_relay_list (self->vault, &info->id, info->number,
                                       self->everything, error);
          if (segments == NULL)
            return FALSE;
        }
      g_ptr_array_add (self->relayed, segments);
    }

  return TRUE;
}

static gboolean
count_closed_of_own (AhadiStreamSealer *self, guint i, guint64 *sum, GError **error)
{
  const GArray *ranges = self->ranges->pdata[i];

  for (guint r = 0; r < ranges->len; r += 2)
    {
      guint64 closed;

      if (!ahadi_streams_count_closed (self->vault, get_stream (self, i)->number,
                                       g_array_index (ranges, guint64, r),
                                       g_array_index (ranges, guint64, r + 1), &closed,
                                       error))
        return FALSE;
      *sum += closed;
    }

  return TRUE;
}

static gboolean
count_closed_of (AhadiStreamSealer *self, guint i, guint64 *sum, GError **error)
{
  const GArray *relayed = self->relayed->pdata[i];

  *sum = 0;
  if (relayed == NULL)
    return count_closed_of_own (self, i, sum, error);

  for (guint s = 0; s < relayed->len; s++)
    {
      guint64 closed;

      if (!ahadi_relay_count_closed (
              self->vault, &g_array_index (relayed, AhadiRelayed, s), &closed, error))
        return FALSE;
      *sum += closed;
    }

  return TRUE;
}

static gboolean
count_closed (AhadiStreamSealer *self, GError **error)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      guint64 closed;

      if (!count_closed_of (self, i, &closed, error))
        return FALSE;
      g_array_append_val (self->closed, closed);
    }

  return TRUE;
}

static gboolean
list_streams (AhadiStreamSealer *self, gboolean relay, GError **error)
{
  g_autoptr (GArray) all = ahadi_streams_list (self->vault, !relay, error);

  if (all == NULL)
    return FALSE;

  for (guint i = 0; i < all->len; i++)
    {
      const AhadiStreamInfo *info = &g_array_index (all, AhadiStreamInfo, i);

      if (is_meant (info, relay))
        g_array_append_val (self->streams, *info);
    }

  g_array_sort (self->streams, ahadi_receipts_compare_streams);
  return list_ranges (self, error) && list_relayed (self, error) &&
         count_closed (self, error);
}

AhadiStreamSealer *
ahadi_stream_sealer_new (AhadiVault *vault,
                         AhadiIdentity *identity,
                         AhadiDirectory *directory,
                         gboolean relay,
                         gboolean everything,
                         const AhadiProgress *progress,
                         GError **error)
{
  g_autoptr (AhadiStreamSealer) self = g_new0 (AhadiStreamSealer, 1);

  self->vault = vault;
  self->identity = identity;
  self->directory = directory;
  self->everything = everything;
  self->streams = g_array_new (FALSE, FALSE, sizeof (AhadiStreamInfo));
  self->relayed = g_ptr_array_new_with_free_func (free_array);
  self->ranges = g_ptr_array_new_with_free_func (free_array);
  self->closed = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->sealed = g_array_new (FALSE, FALSE, sizeof (AhadiStreamInfo));
  if (!list_streams (self, relay, error))
    return NULL;

  ahadi_ticker_init (&self->ticker, progress, AHADI_STEP_SEAL, count (self, TRUE));
  return g_steal_pointer (&self);
}

void
ahadi_stream_sealer_free (AhadiStreamSealer *self)
{
  g_array_unref (self->streams);
  g_ptr_array_unref (self->relayed);
  g_ptr_array_unref (self->ranges);
  g_array_unref (self->closed);
  g_array_unref (self->sealed);
  g_free (self);
}

guint64
ahadi_stream_sealer_count (AhadiStreamSealer *self)
{
  return count (self, TRUE);
}

guint64
ahadi_stream_sealer_count_held_back (AhadiStreamSealer *self)
{
  return count (self, FALSE);
}

guint64
ahadi_stream_sealer_get_sealed (AhadiStreamSealer *self)
{
  return self->shown;
}

/* --- sealing --- */

typedef struct
{
  AhadiPartWriter *part;
  AhadiTicker *ticker;
  GString *line;
} Writing;

static gboolean
write_operation (const AhadiOperation *operation, gpointer data, GError **error)
{
  Writing *writing = data;
  /* Not even progress counts what may be closed here. */
  gboolean is_sealed = operation->body != NULL &&
                       ahadi_sealed_body_is_one (operation->body, operation->body_size);

  g_string_truncate (writing->line, 0);
  ahadi_operation_print (operation, writing->line);
  return ahadi_part_writer_add (writing->part, writing->line->str, writing->line->len,
                                error) &&
         ahadi_ticker_advance (writing->ticker, is_sealed ? 0 : 1, error);
}

static gboolean
make_segment (AhadiStreamSealer *self,
              const AhadiStreamInfo *info,
              const guint64 range[2],
              AhadiSegment *segment,
              GError **error)
{
  AhadiChain chain;

  segment->stream = info->id;
  segment->from = range[0];
  segment->to = range[1];

  if (!ahadi_streams_get_chain (self->vault, info->number, segment->from, &chain, error))
    return FALSE;
  memcpy (segment->prev, chain.head, AHADI_CHAIN_HASH_SIZE);
  if (!ahadi_streams_get_chain (self->vault, info->number, segment->to + 1, &chain,
                                error))
    return FALSE;
  memcpy (segment->head, chain.head, AHADI_CHAIN_HASH_SIZE);

  ahadi_segment_sign (segment, ahadi_directory_get_org (self->directory),
                      ahadi_identity_get_signing_key (self->identity));
  return TRUE;
}

static gboolean
write_segment (AhadiStreamSealer *self,
               gint64 log,
               const AhadiSegment *segment,
               AhadiPartWriter *part,
               GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  Writing writing = { .part = part, .ticker = &self->ticker, .line = line };

  ahadi_segment_print (segment, line);
  return ahadi_part_writer_add (part, line->str, line->len, error) &&
         ahadi_streams_read (self->vault, log, segment->from, segment->to,
                             write_operation, &writing, error);
}

static gboolean
seal_own (AhadiStreamSealer *self, guint i, AhadiPartWriter *part, GError **error)
{
  const AhadiStreamInfo *info = get_stream (self, i);
  const GArray *ranges = self->ranges->pdata[i];

  for (guint r = 0; r < ranges->len; r += 2)
    {
      AhadiSegment segment = { 0 };

      if (!make_segment (self, info, &g_array_index (ranges, guint64, r), &segment,
                         error) ||
          !write_segment (self, info->number, &segment, part, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
seal_relayed (AhadiStreamSealer *self,
              const GArray *segments,
              AhadiPartWriter *part,
              GError **error)
{
  for (guint i = 0; i < segments->len; i++)
    {
      const AhadiRelayed *one = &g_array_index (segments, AhadiRelayed, i);

      if (!write_segment (self, one->log, &one->segment, part, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
seal_stream (AhadiStreamSealer *self, guint i, AhadiPartWriter *part, GError **error)
{
  const AhadiStreamInfo *info = get_stream (self, i);
  const GArray *relayed = self->relayed->pdata[i];

  if (relayed != NULL ? !seal_relayed (self, relayed, part, error)
                      : !seal_own (self, i, part, error))
    return FALSE;

  self->shown += count_shown (self, i);
  g_array_append_val (self->sealed, *info);
  return TRUE;
}

/* The author's own word for it, with the end of the story that is its own. */
static gboolean
write_fork (AhadiStreamSealer *self,
            const AhadiStreamInfo *info,
            AhadiPartWriter *part,
            GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  AhadiSegment end = { .stream = info->id, .from = info->last, .to = info->last };
  AhadiFork fork = { .stream = info->id, .from = info->forked, .to = info->last };
  AhadiChain chain;

  if (!ahadi_streams_get_chain (self->vault, info->number, info->last + 1, &chain, error))
    return FALSE;

  memcpy (end.head, chain.head, sizeof end.head);
  ahadi_segment_sign (&end, ahadi_directory_get_org (self->directory),
                      ahadi_identity_get_signing_key (self->identity));
  memcpy (fork.head, end.head, sizeof fork.head);
  memcpy (fork.head_signature, end.head_signature, sizeof fork.head_signature);
  ahadi_fork_print (&fork, line);
  return ahadi_part_writer_add (part, line->str, line->len, error);
}

gboolean
ahadi_stream_sealer_seal_forks (AhadiStreamSealer *self,
                                const char *audience,
                                AhadiPartWriter *part,
                                GError **error)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      const AhadiStreamInfo *info = get_stream (self, i);

      if (!info->own || info->forked == 0 || info->forked > info->last ||
          strcmp (info->id.audience, audience) != 0)
        continue;
      if (!write_fork (self, info, part, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_stream_sealer_seal (AhadiStreamSealer *self,
                          const char *audience,
                          AhadiPartWriter *part,
                          GError **error)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      if (strcmp (get_stream (self, i)->id.audience, audience) != 0 ||
          count_to_send (self, i) == 0)
        continue;
      if (!seal_stream (self, i, part, error))
        return FALSE;
    }

  return ahadi_ticker_finish (&self->ticker, error);
}

static gboolean
mark_own (AhadiStreamSealer *self, const AhadiStreamInfo *info, GError **error)
{
  return ahadi_streams_set_exported (self->vault, info->number, last_to_send (info),
                                     error) &&
         ahadi_wants_forget (self->vault, info->number, AHADI_SEQ_MAX, error);
}

gboolean
ahadi_stream_sealer_mark (AhadiStreamSealer *self, GError **error)
{
  for (guint i = 0; i < self->sealed->len; i++)
    {
      const AhadiStreamInfo *info = &g_array_index (self->sealed, AhadiStreamInfo, i);

      if (info->own ? !mark_own (self, info, error)
                    : !ahadi_relay_mark (self->vault, info->number, error))
        return FALSE;
    }

  return TRUE;
}
