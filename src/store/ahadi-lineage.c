/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-lineage.h"

#include <string.h>

#include "ahadi-log.h"

/* The search through one stream. */
typedef struct
{
  AhadiVault *vault;
  const AhadiStreamEntry *successor;
  AhadiChain chain;
  guint64 found; /* seq; 0: none yet */
} Search;

static gboolean
begins_after (AhadiVault *vault, const AhadiStreamEntry *entry, const guint8 *head)
{
  AhadiChain chain;

  ahadi_chain_start (&chain, vault->org, &entry->info.id, head);
  return memcmp (chain.head, entry->root, sizeof entry->root) == 0;
}

static gboolean
try_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  Search *search = data;

  if (search->found != 0)
    return TRUE;
  if (!ahadi_chain_link (&search->chain, operation, error))
    return FALSE;

  if (begins_after (search->vault, search->successor, search->chain.head))
    search->found = search->chain.seq;
  return TRUE;
}

/* Most often it is the last one. */
static gboolean
search_stream (AhadiVault *vault,
               AhadiStreamEntry *entry,
               const AhadiStreamEntry *before,
               GError **error)
{
  const AhadiStreamInfo *info = &before->info;
  Search search = { .vault = vault, .successor = entry };

  if (info->frontier == 0 || !before->has_root)
    return TRUE;

  if (begins_after (vault, entry, info->frontier_head))
    search.found = info->frontier;
  ahadi_chain_resume (&search.chain, &info->id, 0, before->root);
  if (search.found == 0 &&
      !ahadi_log_read (vault, info->number, 1, info->frontier, try_one, &search, error))
    return FALSE;

  if (search.found != 0)
    {
      entry->after = info->number;
      entry->after_seq = search.found;
    }
  return TRUE;
}

static gboolean
is_relative (const AhadiStreamEntry *entry, const AhadiStreamEntry *other)
{
  return other != entry && other->audience == entry->audience &&
         ahadi_id_equal (&other->info.id.device, &entry->info.id.device);
}

gboolean
ahadi_lineage_trace (AhadiVault *vault, AhadiStreamEntry *entry, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);

  if (streams == NULL)
    return FALSE;
  if (!vault->has_author || !entry->has_root || entry->after != 0)
    return TRUE;

  if (begins_after (vault, entry, NULL))
    entry->after = AHADI_LINEAGE_NONE;
  for (guint i = 0; entry->after == 0 && i < ahadi_stream_table_get_length (streams); i++)
    {
      AhadiStreamEntry *other = ahadi_stream_table_get (streams, i);

      if (is_relative (entry, other) && !search_stream (vault, entry, other, error))
        return FALSE;
    }

  return entry->after == 0 || ahadi_stream_table_update (streams, entry, error);
}
