/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ahadi-import-job.h"
#include "ahadi-receipts.h"
#include "ahadi-state-line.h"

/* --- this device's own streams --- */

/* It was put back, and others have what it lacks: told once, and remembered. @seq: one
 * that they hold and that is not here */
static gboolean
take_roll_back (AhadiImportJob *self,
                const AhadiStreamId *stream,
                guint64 seq,
                const char **refused,
                GError **error)
{
  guint64 lost;

  if (!ahadi_streams_note_elsewhere (self->vault, stream, seq, &lost, error))
    return FALSE;

  self->result->lost += lost;
  if (lost > 0)
    *refused = AHADI_PART_ROLLED_BACK;
  return ahadi_vault_end_epoch (self->vault, stream, error);
}

/* The office has another story, and not ours yet: ours is sent again, so that it sees
 * where they part. */
static gboolean
take_ack_of_other (AhadiImportJob *self,
                   const AhadiStreamInfo *info,
                   const char **refused,
                   GError **error)
{
  *refused = ahadi_sync_error_to_word (AHADI_SYNC_ERROR_FORK);
  return ahadi_streams_send_again (self->vault, info->number, info->acked,
                                   info->acked_head, error) &&
         ahadi_vault_end_epoch (self->vault, &info->id, error);
}

/* @info: (out): zeros if it is not known */
static gboolean
find_stream (AhadiImportJob *self,
             const AhadiStreamId *stream,
             AhadiStreamInfo *info,
             GError **error)
{
  GError *local = NULL;

  *info = (AhadiStreamInfo){ 0 };
  if (!ahadi_streams_find (self->vault, stream, info, &local) && local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  return TRUE;
}

/* Whether what is held here agrees with @ack. Not known (%FALSE for both) beyond what is
 * here, and where a gap hides it. */
static gboolean
compare (AhadiImportJob *self,
         const AhadiStreamInfo *info,
         const AhadiAck *ack,
         gboolean *agrees,
         gboolean *differs,
         GError **error)
{
  guint8 head[AHADI_CHAIN_HASH_SIZE];
  gboolean found = FALSE;

  if (ack->seq <= info->last &&
      !ahadi_streams_find_head (self->vault, info->number, ack->seq, head, &found, error))
    return FALSE;

  *agrees = found && memcmp (head, ack->head, sizeof head) == 0;
  *differs = found && !*agrees;
  return TRUE;
}

/* @refused is set if this one alone can't be taken. Beyond a fork that is known nothing
 * is said again. */
static gboolean
take_ack (AhadiImportJob *self, const AhadiAck *ack, const char **refused, GError **error)
{
  AhadiStreamInfo info;
  gboolean agrees;
  gboolean differs;

  if (!find_stream (self, &ack->stream, &info, error))
    return FALSE;
  if (info.forked != 0 && ack->seq >= info.forked)
    return TRUE;
  if (ack->seq > info.last)
    return take_roll_back (self, &ack->stream, ack->seq, refused, error);
  if (!compare (self, &info, ack, &agrees, &differs, error))
    return FALSE;
  if (differs)
    return take_ack_of_other (self, &info, refused, error);

  /* In a gap of what came back here of our own it tells nothing yet. */
  if (!agrees)
    return TRUE;
  if (!ahadi_streams_set_acked (self->vault, info.number, ack->seq, ack->head, error))
    return FALSE;

  /* What one holder has another may lack: there only sending it settles that. */
  return !self->result->is_reply ||
         ahadi_wants_forget (self->vault, info.number, ack->seq, error);
}

/* What is asked for lies before something that the office holds; if that is not here,
 * this vault was put back (Q4). Beyond a fork it was written again. */
static gboolean
take_want (AhadiImportJob *self,
           const AhadiWant *want,
           const char **refused,
           GError **error)
{
  AhadiStreamInfo info;

  if (!find_stream (self, &want->stream, &info, error))
    return FALSE;
  if (info.forked == 0 && want->to >= info.last &&
      !take_roll_back (self, &want->stream, want->to + 1, refused, error))
    return FALSE;

  return want->from > info.last ||
         ahadi_wants_add (self->vault, info.number, want->from, want->to, error);
}

static gboolean
is_own (AhadiImportJob *self, const AhadiStreamId *stream)
{
  return ahadi_id_equal (&stream->device, ahadi_identity_get_device (self->identity));
}

static void
refuse_alone (AhadiPartResult *result, const char *refused)
{
  if (refused != NULL && result->refused == NULL)
    result->refused = g_strdup (refused);
}

/* Of this device's own streams. Acknowledgements first: what they confirm is not asked
 * for any more. */
static gboolean
take_acks (AhadiImportJob *self, guint part, GError **error)
{
  const AhadiPartSummary *summary = self->summaries->pdata[part];
  AhadiPartResult *result = ahadi_import_job_get_part (self, part);

  for (guint i = 0; i < summary->acks->len; i++)
    {
      const AhadiAck *ack = &g_array_index (summary->acks, AhadiAck, i);
      const char *refused = NULL;

      if (is_own (self, &ack->stream) && !take_ack (self, ack, &refused, error))
        return FALSE;
      refuse_alone (result, refused);
    }
  for (guint i = 0; i < summary->wants->len; i++)
    {
      const AhadiWant *want = &g_array_index (summary->wants, AhadiWant, i);
      const char *refused = NULL;

      if (is_own (self, &want->stream) && !take_want (self, want, &refused, error))
        return FALSE;
      refuse_alone (result, refused);
    }

  return TRUE;
}

/* --- what another holder has --- */

static gboolean
send_own (AhadiImportJob *self,
          const AhadiStreamInfo *info,
          const AhadiAck *ack,
          GError **error)
{
  gboolean agrees = FALSE;
  gboolean differs;

  if (ack != NULL && ack->seq >= info->exported)
    return TRUE;
  if (ack != NULL && !compare (self, info, ack, &agrees, &differs, error))
    return FALSE;

  return ahadi_streams_send_again (self->vault, info->number, agrees ? ack->seq : 0,
                                   agrees ? ack->head : NULL, error);
}

/* What is behind @seq there is not. Stories are handed on whole: they are proof only
 * together. */
static gboolean
hand_on_behind (AhadiImportJob *self,
                const AhadiStreamInfo *info,
                guint64 seq,
                GError **error)
{
  guint64 end = info->forked != 0 ? info->forked - 1 : info->last;

  if (seq >= end)
    return TRUE;

  return ahadi_relay_send_again (self->vault, info->number,
                                 info->forked != 0 ? 1 : seq + 1, AHADI_SEQ_MAX, error);
}

static gboolean
hand_on (AhadiImportJob *self,
         const AhadiStreamInfo *info,
         const AhadiAck *ack,
         GError **error)
{
  gboolean agrees;
  gboolean differs;

  if (ack == NULL)
    return hand_on_behind (self, info, 0, error);
  if (!compare (self, info, ack, &agrees, &differs, error))
    return FALSE;

  differs = differs || (info->forked != 0 && ack->seq >= info->forked);
  return differs
             ? ahadi_relay_send_again (self->vault, info->number, 1, AHADI_SEQ_MAX, error)
             : hand_on_behind (self, info, ack->seq, error);
}

static gboolean
hand_on_wanted (AhadiImportJob *self, const AhadiPartSummary *summary, GError **error)
{
  for (guint i = 0; i < summary->wants->len; i++)
    {
      const AhadiWant *want = &g_array_index (summary->wants, AhadiWant, i);
      AhadiStreamInfo info;

      if (!find_stream (self, &want->stream, &info, error))
        return FALSE;
      if (info.number != 0 && !info.own &&
          !ahadi_relay_send_again (self->vault, info.number, want->from, want->to, error))
        return FALSE;
    }

  return TRUE;
}

/* O7 */
static gboolean
send_what_it_lacks (AhadiImportJob *self, guint part, GError **error)
{
  const AhadiPartSummary *summary = self->summaries->pdata[part];
  const AhadiPartResult *result = ahadi_import_job_get_part (self, part);
  const char *audience = ahadi_audience_class_to_string (result->audience);
  g_autoptr (GArray) streams = ahadi_receipts_list_streams (self->vault, audience, error);

  for (guint i = 0; streams != NULL && i < streams->len; i++)
    {
      const AhadiStreamInfo *info = &g_array_index (streams, AhadiStreamInfo, i);
      const AhadiAck *ack = ahadi_part_summary_find_ack (summary, &info->id);
      gboolean ok = info->own ? send_own (self, info, ack, error)
                              : hand_on (self, info, ack, error);

      if (!ok)
        return FALSE;
    }

  return streams != NULL && hand_on_wanted (self, summary, error);
}

static gboolean
is_wanted (const AhadiPartSummary *summary, const AhadiStreamId *stream)
{
  for (guint i = 0; i < summary->wants->len; i++)
    if (ahadi_stream_id_equal (&g_array_index (summary->wants, AhadiWant, i).stream,
                               stream))
      return TRUE;

  return FALSE;
}

/* What its author holds of each stream, for whoever asks what all have. */
static gboolean
note_reached (AhadiImportJob *self, guint part, GError **error)
{
  const AhadiPartSummary *summary = self->summaries->pdata[part];
  const AhadiPartResult *result = ahadi_import_job_get_part (self, part);
  g_autoptr (GArray) reached = g_array_new (FALSE, FALSE, sizeof (AhadiReached));

  for (guint i = 0; i < summary->acks->len; i++)
    {
      const AhadiAck *ack = &g_array_index (summary->acks, AhadiAck, i);
      AhadiReached one = { .stream = ack->stream, .seq = ack->seq };

      if (is_wanted (summary, &ack->stream))
        continue;
      memcpy (one.head, ack->head, sizeof one.head);
      g_array_append_val (reached, one);
    }

  return ahadi_reached_set (self->vault, &self->verdict.author->device,
                            ahadi_audience_class_to_string (result->audience), reached,
                            error);
}

/* Whether this bundle tells what another holder of an office has of the part. */
static gboolean
is_told (AhadiImportJob *self, guint part)
{
  const AhadiPartResult *result = ahadi_import_job_get_part (self, part);

  return self->result->between &&
         ahadi_role_reads (self->verdict.author->role, result->audience);
}

/* --- both --- */

static gboolean
count_received (AhadiImportJob *self, guint64 *received, GError **error)
{
  AhadiDeliveryCounts counts = { 0 };

  if (!ahadi_query_deliveries (self->vault, &counts, error))
    return FALSE;

  *received = 0;
  for (guint i = 0; i < G_N_ELEMENTS (counts.counts); i++)
    *received += counts.counts[i][AHADI_DELIVERY_RECEIVED];

  return TRUE;
}

/* Operations that the office asks for again, as far as they may be told. */
static gboolean
count_asked (AhadiImportJob *self, guint64 *asked, GError **error)
{
  g_autoptr (GArray) wanted = ahadi_wants_list_shown (self->vault, error);

  *asked = 0;
  for (guint i = 0; wanted != NULL && i < wanted->len; i++)
    *asked += g_array_index (wanted, AhadiWanted, i).operations;

  return wanted != NULL;
}

/* Of several audiences the worst is told. */
static gboolean
judge_state (AhadiImportJob *self, guint part, GError **error)
{
  const AhadiPartResult *result = ahadi_import_job_get_part (self, part);
  AhadiStateVerdict verdict;

  if (!ahadi_state_line_judge (self->vault,
                               ahadi_audience_class_to_string (result->audience),
                               self->summaries->pdata[part], &verdict, error))
    return FALSE;

  self->result->state = MAX (self->result->state, verdict);
  return TRUE;
}

static gboolean
take_parts (AhadiImportJob *self, GError **error)
{
  for (guint i = 0; i < self->summaries->len; i++)
    {
      if (self->summaries->pdata[i] == NULL)
        continue;
      if (!take_acks (self, i, error) ||
          (is_told (self, i) &&
           !(note_reached (self, i, error) && send_what_it_lacks (self, i, error) &&
             judge_state (self, i, error))))
        return FALSE;
    }

  return TRUE;
}

gboolean
ahadi_import_acks_take (AhadiImportJob *self, GError **error)
{
  guint64 before;
  guint64 after;

  if (!self->result->is_reply && !self->result->between)
    return TRUE;
  if (!count_received (self, &before, error) || !take_parts (self, error) ||
      !count_received (self, &after, error) ||
      !count_asked (self, &self->result->asked, error))
    return FALSE;

  self->result->acks = after > before ? after - before : 0;
  return TRUE;
}
