/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-story.h"

#include <string.h>

#include "ahadi-cutoffs.h"
#include "ahadi-line.h"
#include "ahadi-log.h"
#include "ahadi-query.h"
#include "ahadi-sealed-ops.h"
#include "ahadi-store-error.h"

void
ahadi_story_free (AhadiStory *self)
{
  g_ptr_array_unref (self->records);
  g_free (self);
}

/* A story while it is read. */
typedef struct
{
  AhadiVault *vault;
  AhadiStory *story;
  AhadiChain chain;
  guint64 start; /* the first operation that is held of what leads to its end */
  GArray *heads; /* AHADI_CHAIN_HASH_SIZE bytes each: after @start, and so on */
} Telling;

static void
free_telling (gpointer data)
{
  Telling *self = data;

  g_clear_pointer (&self->story, ahadi_story_free);
  g_array_unref (self->heads);
  g_free (self);
}

/* --- Its records ---------------------------------------------------------- */

static AhadiRecord *
load_record (AhadiVault *vault, const AhadiOperation *operation, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AhadiItem) item =
      ahadi_query_get (vault, operation->kind, &operation->entity, &local);

  if (item != NULL)
    return ahadi_record_copy (item->record);
  if (g_error_matches (local, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND))
    return ahadi_record_new (operation->kind, &operation->entity);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Borrowed. */
static AhadiRecord *
find_record (Telling *self, const AhadiOperation *operation, GError **error)
{
  GPtrArray *records = self->story->records;
  AhadiRecord *record;

  for (guint i = 0; i < records->len; i++)
    {
      record = records->pdata[i];
      if (ahadi_record_get_kind (record) == operation->kind &&
          ahadi_id_equal (ahadi_record_get_id (record), &operation->entity))
        return record;
    }

  record = load_record (self->vault, operation, error);
  if (record != NULL)
    g_ptr_array_add (records, record);
  return record;
}

static gboolean
note_record (Telling *self,
             const AhadiOperation *operation,
             const AhadiBody *body,
             GError **error)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (operation->kind);
  AhadiRecord *record = body->fields != 0 ? find_record (self, operation, error) : NULL;

  if (body->fields == 0)
    return TRUE;
  if (record == NULL)
    return FALSE;

  for (guint i = 0; i < info->n_fields; i++)
    if (body->fields >> i & 1)
      ahadi_record_set (record, i, body->values[i]);

  return TRUE;
}

/* --- Its operations ------------------------------------------------------- */

static gboolean
note_change (Telling *self, const AhadiOperation *operation, GError **error)
{
  AhadiStory *story = self->story;
  g_auto (AhadiBody) body = { 0 };
  gboolean closed;

  if (operation->seq < story->from)
    return TRUE;
  if (!ahadi_sealed_ops_read (self->vault, operation, &body, &closed, error))
    return FALSE;
  if (closed)
    return TRUE;

  story->changes++;
  story->last = ahadi_hlc_to_ms (operation->hlc);
  if (story->first == 0)
    story->first = story->last;
  return note_record (self, operation, &body, error);
}

static gboolean
tell_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  Telling *self = data;

  if (!ahadi_chain_link (&self->chain, operation, error))
    return FALSE;

  g_array_append_vals (self->heads, self->chain.head, 1);
  return note_change (self, operation, error);
}

static gboolean
tell (Telling *self, const AhadiStreamEntry *entry, GError **error)
{
  AhadiStory *story = self->story;
  g_autoptr (GArray) line =
      ahadi_line_trace (self->vault, entry, story->to, story->head, error);

  if (line == NULL)
    return FALSE;

  self->start = story->to + 1;
  for (guint i = line->len; i-- > 0;)
    {
      const AhadiHeadsRun *run = &g_array_index (line, AhadiHeadsRun, i);

      self->start = MIN (self->start, run->from);
      ahadi_chain_resume (&self->chain, &entry->info.id, run->from - 1, run->prev);
      if (!ahadi_log_read (self->vault, run->log, run->from, run->to, tell_one, self,
                           error))
        return FALSE;
    }

  story->whole = self->start <= story->from;
  return TRUE;
}

static Telling *
make_telling (AhadiVault *vault,
              const AhadiStreamEntry *entry,
              const AhadiSegment *end,
              GError **error)
{
  Telling *self = g_new0 (Telling, 1);

  self->vault = vault;
  self->heads = g_array_new (FALSE, FALSE, AHADI_CHAIN_HASH_SIZE);
  self->story = g_new0 (AhadiStory, 1);
  self->story->stream = entry->info.id;
  self->story->from = entry->info.forked;
  self->story->to = end->to;
  self->story->records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_record_unref);
  memcpy (self->story->head, end->head, sizeof self->story->head);
  if (tell (self, entry, error))
    return self;

  free_telling (self);
  return NULL;
}

/* --- All of them ---------------------------------------------------------- */

static gboolean
leads_through (const Telling *self, guint64 seq, const guint8 head[AHADI_CHAIN_HASH_SIZE])
{
  if (seq < self->start || seq - self->start >= self->heads->len)
    return FALSE;

  return memcmp (self->heads->data + (seq - self->start) * AHADI_CHAIN_HASH_SIZE, head,
                 AHADI_CHAIN_HASH_SIZE) == 0;
}

/* Another one goes on from its end. */
static gboolean
goes_on (GPtrArray *tellings, const AhadiStory *story)
{
  for (guint i = 0; i < tellings->len; i++)
    {
      const Telling *other = tellings->pdata[i];

      if (other->story != NULL && other->story != story &&
          leads_through (other, story->to, story->head))
        return TRUE;
    }

  return FALSE;
}

static gboolean
find_chosen (AhadiVault *vault,
             const AhadiStreamEntry *entry,
             GPtrArray *tellings,
             GError **error)
{
  const AhadiStreamInfo *info = &entry->info;
  guint8 head[AHADI_CHAIN_HASH_SIZE];
  gboolean named;

  if (info->line == 0 || info->beyond <= info->forked)
    return TRUE;
  if (!ahadi_cutoffs_find_head (vault, entry, head, &named, error))
    return FALSE;

  for (guint i = 0; named && i < tellings->len; i++)
    {
      Telling *telling = tellings->pdata[i];

      telling->story->counts = leads_through (telling, info->beyond - 1, head);
    }
  return TRUE;
}

/* The ends of all segments are told; only the last ones are stories. */
static GPtrArray *
pick (GPtrArray *tellings)
{
  GPtrArray *stories = g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_story_free);

  for (guint i = 0; i < tellings->len; i++)
    {
      Telling *telling = tellings->pdata[i];

      if (!goes_on (tellings, telling->story))
        g_ptr_array_add (stories, telling->story);
    }
  for (guint i = 0; i < tellings->len; i++)
    {
      Telling *telling = tellings->pdata[i];

      if (g_ptr_array_find (stories, telling->story, NULL))
        telling->story = NULL;
    }

  return stories;
}

GPtrArray *
ahadi_story_list (AhadiVault *vault, gint64 number, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  const AhadiStreamEntry *entry =
      streams != NULL ? ahadi_stream_table_by_number (streams, number) : NULL;
  g_autoptr (GPtrArray) tellings = g_ptr_array_new_with_free_func (free_telling);
  g_autoptr (GArray) ends = NULL;

  if (streams == NULL)
    return NULL;
  if (entry == NULL || entry->info.forked == 0)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_story_free);

  ends = ahadi_streams_list_stories (vault, number, error);
  if (ends == NULL)
    return NULL;
  for (guint i = 0; i < ends->len; i++)
    {
      Telling *telling =
          make_telling (vault, entry, &g_array_index (ends, AhadiSegment, i), error);

      if (telling == NULL)
        return NULL;
      g_ptr_array_add (tellings, telling);
    }

  return find_chosen (vault, entry, tellings, error) ? pick (tellings) : NULL;
}
