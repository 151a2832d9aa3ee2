/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-receipts.h"

#include <string.h>

#include "ahadi-blob-ack.h"
#include "ahadi-want-codec.h"

/* --- streams --- */

int
ahadi_receipts_compare_streams (gconstpointer a, gconstpointer b)
{
  const AhadiStreamInfo *left = a;
  const AhadiStreamInfo *right = b;

  return ahadi_stream_id_compare (&left->id, &right->id);
}

GArray *
ahadi_receipts_list_streams (AhadiVault *vault, const char *audience, GError **error)
{
  g_autoptr (GArray) all = ahadi_streams_list (vault, FALSE, error);
  g_autoptr (GArray) streams = g_array_new (FALSE, FALSE, sizeof (AhadiStreamInfo));

  if (all == NULL)
    return NULL;

  for (guint i = 0; i < all->len; i++)
    {
      const AhadiStreamInfo *info = &g_array_index (all, AhadiStreamInfo, i);

      if (strcmp (info->id.audience, audience) == 0)
        g_array_append_val (streams, *info);
    }

  g_array_sort (streams, ahadi_receipts_compare_streams);
  return g_steal_pointer (&streams);
}

/* Beyond a fork nothing counts. Where a gap hides the head before it, what is told ends
 * before the gap. */
static gboolean
find_end (AhadiVault *vault, const AhadiStreamInfo *info, AhadiAck *ack, GError **error)
{
  gboolean found;

  ack->seq = info->forked != 0 ? MIN (info->last, info->forked - 1) : info->last;
  if (ack->seq == 0)
    return TRUE;
  if (!ahadi_streams_find_head (vault, info->number, ack->seq, ack->head, &found, error))
    return FALSE;
  if (found)
    return TRUE;

  ack->seq = info->frontier;
  memcpy (ack->head, info->frontier_head, AHADI_CHAIN_HASH_SIZE);
  return TRUE;
}

gboolean
ahadi_receipts_write_held (AhadiVault *vault,
                           const GArray *streams,
                           AhadiPartWriter *part,
                           GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < streams->len; i++)
    {
      const AhadiStreamInfo *info = &g_array_index (streams, AhadiStreamInfo, i);
      AhadiAck ack = { .stream = info->id };

      if (!find_end (vault, info, &ack, error))
        return FALSE;
      if (ack.seq > 0)
        ahadi_ack_print (&ack, lines);
    }

  return ahadi_part_writer_add (part, lines->str, lines->len, error);
}

/* --- what is asked for --- */

static gboolean
print_wants (AhadiVault *vault,
             const AhadiStreamInfo *info,
             guint *room,
             GString *lines,
             GError **error)
{
  g_autoptr (GArray) gaps = ahadi_streams_list_gaps (vault, info->number, error);
  guint n;

  if (gaps == NULL)
    return FALSE;

  n = MIN (gaps->len, 2 * *room);
  for (guint i = 0; i < n; i += 2)
    {
      AhadiWant want = { .stream = info->id,
                         .from = g_array_index (gaps, guint64, i),
                         .to = g_array_index (gaps, guint64, i + 1) };

      ahadi_want_print (&want, lines);
    }

  *room -= n / 2;
  return TRUE;
}

gboolean
ahadi_receipts_write_wants (AhadiVault *vault,
                            const GArray *streams,
                            AhadiPartWriter *part,
                            GError **error)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  guint room = AHADI_WANT_LIMIT;

  for (guint i = 0; i < streams->len; i++)
    {
      if (!print_wants (vault, &g_array_index (streams, AhadiStreamInfo, i), &room, lines,
                        error))
        return FALSE;
    }

  return ahadi_part_writer_add (part, lines->str, lines->len, error);
}

/* --- attached files --- */

static gboolean
list_blobs (AhadiVault *vault,
            AhadiReceiptsFilter filter,
            gpointer data,
            GArray *acks,
            GError **error)
{
  AhadiQuery query = { .kind = AHADI_KIND_ATTACHMENT };
  g_autoptr (GPtrArray) items = ahadi_query_list (vault, &query, error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const AhadiItem *item = items->pdata[i];
      AhadiAudienceClass audience;
      AhadiBlobInfo info;
      AhadiBlobAck ack;

      if (!ahadi_audience_parse (item->audience, &audience, NULL) ||
          !filter (item, audience, data) ||
          !ahadi_attachment_read_blob (item->record, &info))
        continue;
      ack.id = info.id;
      if (!ahadi_blob_list_here (vault, &info, &ack.have, error))
        return FALSE;
      g_array_append_val (acks, ack);
    }

  g_array_sort (acks, ahadi_blob_ack_compare);
  return items != NULL;
}

gboolean
ahadi_receipts_write_blobs (AhadiVault *vault,
                            AhadiReceiptsFilter filter,
                            gpointer data,
                            AhadiPartWriter *part,
                            GError **error)
{
  g_autoptr (GArray) acks = g_array_new (FALSE, FALSE, sizeof (AhadiBlobAck));
  g_autoptr (GString) lines = g_string_new (NULL);

  if (!list_blobs (vault, filter, data, acks, error))
    return FALSE;

  for (guint i = 0; i < acks->len; i++)
    {
      const AhadiBlobAck *ack = &g_array_index (acks, AhadiBlobAck, i);

      /* A file that two records name is told of once (A6). */
      if (i == 0 || ahadi_blob_ack_compare (ack - 1, ack) != 0)
        ahadi_blob_ack_print (ack, lines);
    }

  return ahadi_part_writer_add (part, lines->str, lines->len, error);
}
