/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-state-line.h"

#include <string.h>

#include "ahadi-receipts.h"

/* What waits here counts there perhaps, where it arrives later. */
static gboolean
find_waiting (AhadiVault *vault, const char *audience, gboolean *waits, GError **error)
{
  g_autoptr (GArray) streams = ahadi_receipts_list_streams (vault, audience, error);

  *waits = FALSE;
  for (guint i = 0; streams != NULL && i < streams->len; i++)
    {
      AhadiAhead ahead;

      if (!ahadi_streams_find_ahead (
              vault, g_array_index (streams, AhadiStreamInfo, i).number, &ahead, error))
        return FALSE;
      *waits |= ahead.first != 0;
    }
  return streams != NULL;
}

gboolean
ahadi_state_line_write (AhadiVault *vault,
                        const char *audience,
                        AhadiPartWriter *part,
                        GError **error)
{
  g_autofree char *digest = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean waits;

  if (!find_waiting (vault, audience, &waits, error))
    return FALSE;
  if (waits)
    return TRUE;

  digest = ahadi_query_digest (vault, audience, error);
  if (digest == NULL)
    return FALSE;

  ahadi_state_print (digest, line);
  return ahadi_part_writer_add (part, line->str, line->len, error);
}

/* @told: (out): whether just what is held here was told. Of a fork not everything is. */
static gboolean
find_told (AhadiVault *vault,
           const AhadiPartSummary *summary,
           const AhadiStreamInfo *info,
           gboolean *told,
           GError **error)
{
  const AhadiAck *ack = ahadi_part_summary_find_ack (summary, &info->id);
  guint8 head[AHADI_CHAIN_HASH_SIZE];

  *told = info->forked == 0 && info->frontier == info->last && ack != NULL &&
          ack->seq == info->last;
  if (!*told)
    return TRUE;
  if (!ahadi_streams_find_head (vault, info->number, info->last, head, told, error))
    return FALSE;

  *told = *told && memcmp (ack->head, head, sizeof head) == 0;
  return TRUE;
}

/* @same: (out): whether this vault holds what was told, and nothing else */
static gboolean
holds_the_same (AhadiVault *vault,
                const char *audience,
                const AhadiPartSummary *summary,
                gboolean *same,
                GError **error)
{
  g_autoptr (GArray) streams = ahadi_receipts_list_streams (vault, audience, error);
  guint held = 0;

  *same = summary->wants->len == 0 && summary->forks->len == 0;
  for (guint i = 0; streams != NULL && i < streams->len; i++)
    {
      const AhadiStreamInfo *info = &g_array_index (streams, AhadiStreamInfo, i);

      gboolean told;

      if (info->last == 0)
        continue;
      held++;
      if (!find_told (vault, summary, info, &told, error))
        return FALSE;
      *same &= told;
    }

  *same &= held == summary->acks->len;
  return streams != NULL;
}

gboolean
ahadi_state_line_judge (AhadiVault *vault,
                        const char *audience,
                        const AhadiPartSummary *summary,
                        AhadiStateVerdict *verdict,
                        GError **error)
{
  g_autofree char *digest = NULL;
  gboolean same;

  *verdict = AHADI_STATE_UNTOLD;
  if (summary->state == NULL)
    return TRUE;
  if (!holds_the_same (vault, audience, summary, &same, error))
    return FALSE;

  *verdict = AHADI_STATE_APART;
  if (!same)
    return TRUE;

  digest = ahadi_query_digest (vault, audience, error);
  if (digest != NULL)
    *verdict =
        strcmp (digest, summary->state) == 0 ? AHADI_STATE_SAME : AHADI_STATE_OTHER;
  return digest != NULL;
}
