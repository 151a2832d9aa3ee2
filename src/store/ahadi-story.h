/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-streams.h"

G_BEGIN_DECLS

/**
 * AhadiStory:
 * @stream: whose
 * @from: the first operation at which the stories of that stream part
 * @to: its own last one
 * @head: what the chain is after it: names the story
 * @changes: how many of its operations are held from @from on; without those that are
 *   closed here
 * @first: when the first of them says to have been written, ms; @last: the last one
 * @whole: none of them is missing
 * @counts: an office has chosen it
 * @records: (element-type AhadiRecord): what they say, each record once, as it would
 *   stand; without what is closed here or was erased
 *
 * One of the stories that the author of a stream has signed (FORMAT.md, Y4).
 */
typedef struct
{
  AhadiStreamId stream;
  guint64 from;
  guint64 to;
  guint8 head[AHADI_CHAIN_HASH_SIZE];
  guint64 changes;
  gint64 first;
  gint64 last;
  gboolean whole;
  gboolean counts;
  GPtrArray *records;
} AhadiStory;

void ahadi_story_free (AhadiStory *self);

/* Returns: (transfer full) (element-type AhadiStory): of the stream of that number, each
 * up to its end. Empty if it is not forked. */
GPtrArray *ahadi_story_list (AhadiVault *vault, gint64 number, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiStory, ahadi_story_free)

G_END_DECLS
