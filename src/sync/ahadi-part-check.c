/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-part-check.h"

#include <string.h>

#include "ahadi-codec.h"
#include "ahadi-erased-codec.h"
#include "ahadi-error-map.h"
#include "ahadi-part-rights.h"

/* Where the check of one part stands. */
typedef struct
{
  const AhadiPartContext *context;
  const AhadiManifestPart *expected;
  AhadiPartSummary *summary;
  AhadiPartHeader header;
  AhadiId scope;
  gboolean in_segment;
  AhadiSegment segment; /* the last one begun */
  AhadiRole writer;     /* its author's */
  AhadiChain chain;
  AhadiHlc hlc; /* of the operation before, within the segment */
} Check;

AhadiPartSummary *
ahadi_part_summary_new (void)
{
  AhadiPartSummary *self = g_new0 (AhadiPartSummary, 1);

  self->streams = g_array_new (FALSE, FALSE, sizeof (AhadiStreamId));
  self->acks = g_array_new (FALSE, FALSE, sizeof (AhadiAck));
  self->forks = g_array_new (FALSE, FALSE, sizeof (AhadiFork));
  self->wants = g_array_new (FALSE, FALSE, sizeof (AhadiWant));
  self->carried = g_array_new (FALSE, FALSE, sizeof (AhadiId));
  self->blobs = g_array_new (FALSE, FALSE, sizeof (AhadiBlobAck));
  self->erased = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_gone_free);
  return self;
}

void
ahadi_part_summary_free (AhadiPartSummary *self)
{
  g_array_unref (self->streams);
  g_array_unref (self->acks);
  g_array_unref (self->forks);
  g_array_unref (self->wants);
  g_array_unref (self->carried);
  g_array_unref (self->blobs);
  g_ptr_array_unref (self->erased);
  g_free (self->state);
  g_clear_pointer (&self->lines, ahadi_part_lines_free);
  g_free (self);
}

const AhadiAck *
ahadi_part_summary_find_ack (const AhadiPartSummary *self, const AhadiStreamId *stream)
{
  for (guint i = 0; i < self->acks->len; i++)
    {
      const AhadiAck *ack = &g_array_index (self->acks, AhadiAck, i);

      if (ahadi_stream_id_equal (&ack->stream, stream))
        return ack;
    }

  return NULL;
}

/* --- the first line --- */

static gboolean
check_header (Check *self, const char *line, gsize size, GError **error)
{
  const AhadiManifest *manifest = self->context->manifest;
  guint8 hash[AHADI_HASH_SIZE];
  AhadiAudienceClass audience;

  if (line == NULL)
    return ahadi_codec_refuse (error, "P6", "a part is empty");
  if (!ahadi_part_header_parse (line, size, &self->header, error))
    return FALSE;

  if (!ahadi_id_equal (&self->header.bundle, &manifest->bundle) ||
      !ahadi_verify_key_equal (&self->header.signer, &manifest->signer))
    return ahadi_codec_refuse (error, "P7", "a part was made for another bundle");

  if (!ahadi_audience_parse (self->header.audience, &audience, &self->scope) ||
      audience != self->expected->audience)
    return ahadi_codec_refuse (error, "P8",
                               "a part is not for the audience it is named after");

  ahadi_recipients_hash ((const char *const *) self->expected->recipients, hash);
  if (memcmp (hash, self->header.recipients_hash, sizeof hash) != 0)
    return ahadi_codec_refuse (error, "P9",
                               "a part was sealed to other recipients than listed");

  return ahadi_rights_check_part (self->context, self->header.audience, error);
}

/* --- segments --- */

static gboolean
end_segment (Check *self, GError **error)
{
  if (!self->in_segment)
    return TRUE;

  self->in_segment = FALSE;
  if (self->chain.seq != self->segment.to)
    return ahadi_codec_refuse (error, "S4",
                               "a segment has fewer operations than it says");

  return memcmp (self->chain.head, self->segment.head, AHADI_CHAIN_HASH_SIZE) == 0 ||
         ahadi_codec_refuse (error, "S5",
                             "the operations of a segment do not lead to its head");
}

static int
compare_streams (const AhadiStreamId *a, const AhadiStreamId *b)
{
  int order = ahadi_id_compare (&a->device, &b->device);

  if (order != 0)
    return order;

  return a->epoch == b->epoch ? 0 : (a->epoch < b->epoch ? -1 : 1);
}

/* What its author signed at different times may overlap where others hand it on, and even
 * contradict. */
static gboolean
goes_on (Check *self, const AhadiSegment *next)
{
  const AhadiSegment *last = &self->segment;

  if (!ahadi_manifest_is_office_bundle (self->context->manifest))
    return last->to < next->from;
  if (last->from != next->from)
    return last->from < next->from;
  if (last->to != next->to)
    return last->to < next->to;

  return memcmp (last->head, next->head, sizeof last->head) < 0;
}

static gboolean
check_order (Check *self, const AhadiSegment *next, GError **error)
{
  int order;

  if (self->summary->segments == 0)
    return TRUE;

  order = compare_streams (&self->segment.stream, &next->stream);
  return order < 0 || (order == 0 && goes_on (self, next)) ||
         ahadi_codec_refuse (error, "S3", "the segments of a part are not in order");
}

static gboolean
begin_segment (Check *self, const char *line, gsize size, GError **error)
{
  const char *org = ahadi_directory_get_org (self->context->directory);
  const AhadiDirectoryEntry *writer;
  AhadiSegment next;

  if (!end_segment (self, error))
    return FALSE;
  if (!ahadi_segment_parse (line, size, &next, error))
    {
      ahadi_sync_error_blame (error, AHADI_OPLOG_ERROR, "S1");
      return FALSE;
    }
  if (strcmp (next.stream.audience, self->header.audience) != 0)
    return ahadi_codec_refuse (error, "S2",
                               "a segment is of another audience than its part");

  writer = ahadi_rights_find_writer (self->context, &next.stream, error);
  if (writer == NULL || !check_order (self, &next, error))
    return FALSE;
  if (!ahadi_segment_verify (&next, org, &writer->signer, error))
    {
      ahadi_sync_error_blame (error, AHADI_OPLOG_ERROR, "S1");
      return FALSE;
    }

  if (self->summary->segments == 0 ||
      !ahadi_stream_id_equal (&self->segment.stream, &next.stream))
    g_array_append_val (self->summary->streams, next.stream);

  self->segment = next;
  self->writer = writer->role;
  self->in_segment = TRUE;
  self->hlc = 0;
  self->summary->segments++;
  if (self->summary->lines != NULL)
    ahadi_part_lines_add_segment (self->summary->lines, &next);
  ahadi_chain_resume (&self->chain, &next.stream, next.from - 1, next.prev);
  return TRUE;
}

/* --- operations --- */

/* A sealed one is looked at from outside, also where it could be opened: all who hold it
 * must come to the same. Of an erased operation there is only the hash; what an
 * office decides must say what. */
static gboolean
check_body (const AhadiOperation *operation, AhadiBody *body, GError **error)
{
  if (operation->body == NULL)
    return (operation->kind != AHADI_KIND_ERASURE &&
            operation->kind != AHADI_KIND_CUTOFF &&
            operation->kind != AHADI_KIND_BASELINE) ||
           ahadi_codec_refuse (error, "S8", "a decision of an office was erased");
  if (ahadi_sealed_body_is_one (operation->body, operation->body_size))
    return ahadi_sealed_body_check (operation->body, operation->body_size,
                                    operation->kind, error);

  return ahadi_body_parse (operation->body, operation->body_size, operation->kind, body,
                           error);
}

static gboolean
is_closed (Check *self, const AhadiOperation *operation)
{
  GPtrArray *keys = ahadi_identity_get_age_identities (self->context->identity);
  g_auto (AhadiBody) body = { 0 };

  return operation->body != NULL &&
         ahadi_sealed_body_is_one (operation->body, operation->body_size) &&
         !ahadi_sealed_body_open (
             operation->body, operation->body_size, operation->kind, &operation->entity,
             (AhadiAgeIdentity *const *) keys->pdata, keys->len, &body, NULL);
}

static gboolean
check_operation (Check *self, const char *line, gsize size, GError **error)
{
  g_auto (AhadiBody) body = { 0 };
  AhadiOperation operation;

  if (!self->in_segment || self->chain.seq >= self->segment.to)
    return ahadi_codec_refuse (error, "S4", "an operation stands in no segment");
  if (!ahadi_operation_parse (line, size, &operation, error))
    return FALSE;
  if (operation.hlc <= self->hlc)
    return ahadi_codec_refuse (error, "S6", "the times of a stream do not rise");
  if (!ahadi_rights_check_kind (self->expected->audience, operation.kind, self->writer,
                                error) ||
      !check_body (&operation, &body, error))
    return FALSE;
  if (!ahadi_chain_link (&self->chain, &operation, error))
    {
      ahadi_sync_error_blame (error, AHADI_OPLOG_ERROR, "S4");
      return FALSE;
    }

  self->hlc = operation.hlc;
  self->summary->operations++;
  if (self->summary->lines != NULL)
    ahadi_part_lines_add_operation (self->summary->lines, &operation,
                                    body.fields != 0 ? &body : NULL);
  self->summary->closed += is_closed (self, &operation) ? 1 : 0;
  return TRUE;
}

/* --- acknowledgements --- */

static gboolean
check_told_stream (Check *self, const AhadiStreamId *stream, GError **error)
{
  return ahadi_rights_check_ack (self->context, self->header.audience, &self->scope,
                                 stream, error);
}

static gboolean
check_ack (Check *self, const char *line, gsize size, GError **error)
{
  GArray *acks = self->summary->acks;
  AhadiAck ack;

  if (self->summary->erased->len > 0)
    return ahadi_codec_refuse (error, "G2",
                               "an acknowledgement stands behind an erasure");
  if (!ahadi_ack_parse (line, size, &ack, error) ||
      !check_told_stream (self, &ack.stream, error))
    return FALSE;
  if (self->summary->forks->len > 0)
    return ahadi_codec_refuse (error, "Y2", "a fork stands before an acknowledgement");
  if (acks->len > 0 &&
      ahadi_stream_id_compare (&g_array_index (acks, AhadiAck, acks->len - 1).stream,
                               &ack.stream) >= 0)
    return ahadi_codec_refuse (error, "A2", "the acknowledgements are not in order");

  g_array_append_val (acks, ack);
  return TRUE;
}

/* --- what was erased --- */

static gboolean
check_erased (Check *self, const char *line, gsize size, GError **error)
{
  GPtrArray *all = self->summary->erased;
  AhadiGone *one = ahadi_erased_parse (line, size, error);

  if (one == NULL)
    return FALSE;

  g_ptr_array_add (all, one);
  if (all->len > 1 && ahadi_erased_compare (all->pdata[all->len - 2], one) >= 0)
    return ahadi_codec_refuse (error, "G2", "what was erased is not in order");

  return ahadi_rights_check_erased (self->context, one, error);
}

/* --- forks --- */

static gboolean
check_fork_order (Check *self, const AhadiFork *fork, GError **error)
{
  GArray *forks = self->summary->forks;

  if (self->summary->segments > 0)
    return ahadi_codec_refuse (error, "Y2", "a fork stands behind a segment");

  return forks->len == 0 ||
         ahadi_fork_compare (&g_array_index (forks, AhadiFork, forks->len - 1), fork) <
             0 ||
         ahadi_codec_refuse (error, "Y2", "the forks of a part are not in order");
}

static gboolean
check_fork (Check *self, const char *line, gsize size, GError **error)
{
  const char *org = ahadi_directory_get_org (self->context->directory);
  const AhadiDirectoryEntry *writer;
  AhadiFork fork;

  if (!ahadi_fork_parse (line, size, &fork, error) ||
      !check_fork_order (self, &fork, error))
    return FALSE;

  writer = ahadi_rights_find_forked (self->context, self->header.audience, &self->scope,
                                     &fork, error);
  if (writer == NULL || !ahadi_fork_verify (&fork, org, &writer->signer, error))
    return FALSE;

  g_array_append_val (self->summary->forks, fork);
  return TRUE;
}

/* --- what is asked for, and what is safe --- */

static gboolean
check_want (Check *self, const char *line, gsize size, GError **error)
{
  GArray *wants = self->summary->wants;
  AhadiWant want;

  if (!ahadi_want_parse (line, size, &want, error) ||
      !check_told_stream (self, &want.stream, error))
    return FALSE;
  if (wants->len > 0 &&
      !ahadi_want_precedes (&g_array_index (wants, AhadiWant, wants->len - 1), &want))
    return ahadi_codec_refuse (error, "Q2", "what is asked for is not in order");
  if (wants->len == AHADI_WANT_LIMIT)
    return ahadi_codec_refuse (error, "Q3", "too much is asked for at once");

  g_array_append_val (wants, want);
  return TRUE;
}

/* A4: after acknowledgements and forks, rising. */
static gboolean
check_carried (Check *self, const char *line, gsize size, GError **error)
{
  GArray *carried = self->summary->carried;
  AhadiId id;

  if (!ahadi_carried_parse (line, size, &id, error))
    return FALSE;
  if (carried->len > 0 &&
      ahadi_id_compare (&g_array_index (carried, AhadiId, carried->len - 1), &id) >= 0)
    return ahadi_codec_refuse (error, "A4", "carried bundles are not in order");

  g_array_append_val (carried, id);
  return TRUE;
}

/* A6: last of all, rising. */
static gboolean
check_blob_ack (Check *self, const char *line, gsize size, GError **error)
{
  GArray *blobs = self->summary->blobs;
  AhadiBlobAck ack;

  if (!ahadi_blob_ack_parse (line, size, &ack, error))
    return FALSE;
  if (blobs->len > 0 &&
      ahadi_blob_ack_compare (&g_array_index (blobs, AhadiBlobAck, blobs->len - 1),
                              &ack) >= 0)
    return ahadi_codec_refuse (error, "A6", "the files are not in order");

  g_array_append_val (blobs, ack);
  return TRUE;
}

/* A8: of what its office reads, once, behind all that it has and misses. */
static gboolean
check_state (Check *self, const char *line, gsize size, GError **error)
{
  if (!ahadi_role_reads (self->context->author->role, self->expected->audience))
    return ahadi_codec_refuse (error, "A8",
                               "a state is of what its office does not read");
  if (self->summary->state != NULL)
    return ahadi_codec_refuse (error, "A8", "a part tells two states");

  self->summary->state = ahadi_state_parse (line, size, error);
  return self->summary->state != NULL;
}

static gboolean
check_device_line (Check *self, const char *line, gsize size, GError **error)
{
  if (ahadi_erased_is_line (line, size))
    return check_erased (self, line, size, error);
  if (self->summary->erased->len > 0)
    return ahadi_codec_refuse (error, "G2", "something follows what was erased");
  if (ahadi_blob_ack_is_line (line, size))
    return check_blob_ack (self, line, size, error);
  if (self->summary->blobs->len > 0)
    return ahadi_codec_refuse (error, "A6", "something follows the files");
  if (ahadi_carried_is_line (line, size))
    return check_carried (self, line, size, error);
  if (self->summary->carried->len > 0)
    return ahadi_codec_refuse (error, "A4", "something follows the carried bundles");
  if (ahadi_want_is_line (line, size))
    return check_want (self, line, size, error);
  if (self->summary->wants->len > 0)
    return ahadi_codec_refuse (error, "Q2", "something follows what is asked for");
  if (ahadi_fork_is_line (line, size))
    return check_fork (self, line, size, error);

  return check_ack (self, line, size, error);
}

/* What an office has and misses itself. */
static gboolean
is_of_office (const char *line, gsize size)
{
  return ahadi_ack_is_line (line, size) || ahadi_want_is_line (line, size) ||
         ahadi_blob_ack_is_line (line, size) || ahadi_state_is_line (line, size);
}

static gboolean
check_office_line (Check *self, const char *line, gsize size, GError **error)
{
  if (self->summary->segments > 0 && is_of_office (line, size))
    return ahadi_codec_refuse (error, "A7", "what an office has stands behind a segment");
  if (ahadi_state_is_line (line, size))
    return check_state (self, line, size, error);
  if (self->summary->state != NULL)
    return ahadi_codec_refuse (error, "A8", "something follows the state of an office");

  return check_device_line (self, line, size, error);
}

static gboolean
check_line (Check *self, const char *line, gsize size, GError **error)
{
  if (self->expected->audience == AHADI_AUDIENCE_DEVICE)
    return check_device_line (self, line, size, error);
  if (ahadi_manifest_is_office_bundle (self->context->manifest) &&
      (is_of_office (line, size) || ahadi_fork_is_line (line, size)))
    return check_office_line (self, line, size, error);
  if (ahadi_fork_is_line (line, size))
    return check_fork (self, line, size, error);
  if (ahadi_segment_is_line (line, size))
    return begin_segment (self, line, size, error);

  return check_operation (self, line, size, error);
}

static gboolean
check_lines (Check *self, AhadiPartReader *reader, AhadiTicker *ticker, GError **error)
{
  const char *line;
  gsize size;

  if (!ahadi_part_reader_next (reader, &line, &size, error) ||
      !check_header (self, line, size, error))
    return FALSE;

  while (TRUE)
    {
      if (!ahadi_part_reader_next (reader, &line, &size, error))
        return FALSE;
      if (line == NULL)
        return end_segment (self, error);
      if (!check_line (self, line, size, error) ||
          !ahadi_ticker_advance (ticker, 1, error))
        return FALSE;
    }
}

static gboolean
check_opened (AhadiPartReader *reader,
              const AhadiPartContext *context,
              const AhadiManifestPart *expected,
              AhadiPartSummary *summary,
              AhadiTicker *ticker,
              GError **error)
{
  Check self = { .context = context, .expected = expected, .summary = summary };

  if (check_lines (&self, reader, ticker, error))
    return TRUE;

  ahadi_sync_error_blame (error, AHADI_OPLOG_ERROR, "S8");
  ahadi_error_map_input (error, "cannot take a part");
  return FALSE;
}

/* --- the seal --- */

/* P11: as many stanzas as recipients. */
static gboolean
check_stanzas (AhadiStaging *staging,
               const char *file,
               const AhadiManifestPart *expected,
               GError **error)
{
  g_autoptr (GInputStream) in = ahadi_staging_read (staging, file, error);
  int n;

  if (in == NULL)
    return FALSE;

  n = ahadi_age_count_stanzas (in, error);
  if (n < 0)
    {
      ahadi_sync_error_blame (error, AHADI_CRYPTO_ERROR, "P12");
      ahadi_error_map_input (error, "cannot open a part");
      return FALSE;
    }

  return n == (int) g_strv_length (expected->recipients) ||
         ahadi_codec_refuse (error, "P11",
                             "a part is sealed to more or fewer than it names");
}

/* P10: whoever lists us as a reader must have sealed it to us. */
static gboolean
check_closed (GPtrArray *keys, const AhadiManifestPart *expected, GError **error)
{
  for (guint i = 0; i < keys->len; i++)
    {
      AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (keys->pdata[i]);
      g_autofree char *own = ahadi_age_recipient_to_string (&recipient);

      if (g_strv_contains ((const char *const *) expected->recipients, own))
        return ahadi_codec_refuse (error, "P10",
                                   "a part that names us is sealed to others");
    }

  return TRUE;
}

gboolean
ahadi_part_check (AhadiStaging *staging,
                  const char *file,
                  const AhadiPartContext *context,
                  const AhadiManifestPart *expected,
                  AhadiPartSummary *summary,
                  gboolean *opened,
                  AhadiTicker *ticker,
                  GError **error)
{
  GPtrArray *keys = ahadi_identity_get_age_identities (context->identity);
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (AhadiPartReader) reader = NULL;
  GError *local = NULL;

  *opened = FALSE;
  if (!check_stanzas (staging, file, expected, error))
    return FALSE;

  in = ahadi_staging_read (staging, file, error);
  if (in == NULL)
    return FALSE;

  reader = ahadi_part_reader_new (in, keys, &local);
  if (reader != NULL)
    {
      *opened = TRUE;
      return check_opened (reader, context, expected, summary, ticker, error);
    }
  if (g_error_matches (local, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US))
    {
      g_error_free (local);
      return check_closed (keys, expected, error);
    }

  g_propagate_error (error, local);
  return FALSE;
}

/* --- second pass --- */

/* The others were taken from the summary. */
static gboolean
apply_line (AhadiApplier *applier,
            const char *line,
            gsize size,
            gboolean *in_segment,
            GError **error)
{
  AhadiOperation operation;
  AhadiSegment segment;

  if (ahadi_fork_is_line (line, size) || is_of_office (line, size))
    return TRUE;
  if (!ahadi_segment_is_line (line, size))
    return ahadi_operation_parse (line, size, &operation, error) &&
           ahadi_applier_add (applier, &operation, error);

  if (*in_segment && !ahadi_applier_end_segment (applier, error))
    return FALSE;

  *in_segment = TRUE;
  return ahadi_segment_parse (line, size, &segment, error) &&
         ahadi_applier_begin_segment (applier, &segment, error);
}

static gboolean
apply_lines (AhadiPartReader *reader,
             AhadiApplier *applier,
             AhadiTicker *ticker,
             GError **error)
{
  gboolean in_segment = FALSE;
  const char *line;
  gsize size;

  /* The first line was checked. */
  if (!ahadi_part_reader_next (reader, &line, &size, error))
    return FALSE;

  while (TRUE)
    {
      if (!ahadi_part_reader_next (reader, &line, &size, error))
        return FALSE;
      if (line == NULL)
        return !in_segment || ahadi_applier_end_segment (applier, error);
      if (!apply_line (applier, line, size, &in_segment, error) ||
          !ahadi_ticker_advance (ticker, 1, error))
        return FALSE;
    }
}

static gboolean
apply_segment (const AhadiPartLines *lines,
               guint i,
               AhadiApplier *applier,
               AhadiTicker *ticker,
               GError **error)
{
  const AhadiOperation *operations;
  guint n;
  const AhadiSegment *segment = ahadi_part_lines_get (lines, i, &operations, &n);

  if (!ahadi_applier_begin_segment (applier, segment, error) ||
      !ahadi_ticker_advance (ticker, 1, error))
    return FALSE;
  for (guint o = 0; o < n; o++)
    if (!ahadi_applier_add (applier, &operations[o], error) ||
        !ahadi_ticker_advance (ticker, 1, error))
      return FALSE;

  return ahadi_applier_end_segment (applier, error);
}

static gboolean
blame (GError **error)
{
  ahadi_sync_error_blame (error, AHADI_OPLOG_ERROR, "S6");
  ahadi_error_map_input (error, "cannot apply a part");
  if (error != NULL && g_error_matches (*error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_FORK))
    ahadi_sync_error_blame (error, AHADI_SYNC_ERROR, "I10");
  return FALSE;
}

gboolean
ahadi_part_apply (AhadiPartReader *reader,
                  AhadiApplier *applier,
                  AhadiTicker *ticker,
                  GError **error)
{
  return apply_lines (reader, applier, ticker, error) || blame (error);
}

gboolean
ahadi_part_apply_lines (const AhadiPartLines *lines,
                        AhadiApplier *applier,
                        AhadiTicker *ticker,
                        GError **error)
{
  for (guint i = 0; i < ahadi_part_lines_count (lines); i++)
    if (!apply_segment (lines, i, applier, ticker, error))
      return blame (error);

  return TRUE;
}
