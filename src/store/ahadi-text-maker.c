/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-text-maker.h"

#include "ahadi-search-text.h"

#define BATCH_ROWS 256
#define N_BATCHES 4
#define TEXTS_BLOCK (32 * 1024)

typedef struct
{
  guint n;
  GStringChunk *texts; /* of the values */
  char *values[BATCH_ROWS][AHADI_KIND_MAX_FIELDS];
  AhadiMadeText made[BATCH_ROWS];
} Batch;

/* Batches go round: filled, then made, then taken. Behind @lock: what both threads write.
 */
struct _AhadiTextMaker
{
  AhadiKind kind;
  guint32 fields;
  AhadiPostings *postings; /* the thread's while something is under way */
  Batch *batches[N_BATCHES];
  guint64 filled;
  guint64 taken;
  gboolean holds; /* what was taken last stays until the next call */

  GThread *thread; /* NULL until it is worth it, or where there is none to be had */
  GMutex lock;
  GCond changed;
  guint64 to_make; /* filled, as the thread knows it */
  guint64 made;
  gsize size;
  gboolean ends;
};

static Batch *
get_batch (AhadiTextMaker *self, guint64 number)
{
  return self->batches[number % N_BATCHES];
}

static void
empty_batch (Batch *batch)
{
  for (guint i = 0; i < batch->n; i++)
    {
      g_clear_pointer (&batch->made[i].sort, g_free);
      g_clear_pointer (&batch->made[i].folded, g_free);
    }
  batch->n = 0;
  g_string_chunk_clear (batch->texts);
}

AhadiTextMaker *
ahadi_text_maker_new (AhadiKind kind)
{
  AhadiTextMaker *self = g_new0 (AhadiTextMaker, 1);

  self->kind = kind;
  self->fields = ahadi_search_text_get_fields (kind);
  self->postings = ahadi_postings_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  return self;
}

static void
end_thread (AhadiTextMaker *self)
{
  g_mutex_lock (&self->lock);
  self->ends = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
}

void
ahadi_text_maker_free (AhadiTextMaker *self)
{
  if (self == NULL)
    return;

  if (self->thread != NULL)
    end_thread (self);
  for (guint i = 0; i < N_BATCHES; i++)
    if (self->batches[i] != NULL)
      {
        empty_batch (self->batches[i]);
        g_string_chunk_free (self->batches[i]->texts);
        g_free (self->batches[i]);
      }
  ahadi_postings_free (self->postings);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* --- making ---------------------------------------------------------------------- */

static void
make (AhadiTextMaker *self, Batch *batch)
{
  for (guint i = 0; i < batch->n; i++)
    {
      AhadiMadeText *made = &batch->made[i];

      made->sort = ahadi_search_text_make_sort (self->kind, batch->values[i]);
      made->folded = ahadi_search_text_make (self->kind, batch->values[i]);
      ahadi_postings_add (self->postings, (guint32) made->doc, made->folded);
    }
}

/* Called, and returns, with @lock held. */
static void
make_next (AhadiTextMaker *self)
{
  Batch *batch = get_batch (self, self->made);
  gsize size;

  g_mutex_unlock (&self->lock);
  make (self, batch);
  size = ahadi_postings_get_size (self->postings);
  g_mutex_lock (&self->lock);

  self->made++;
  self->size = size;
  g_cond_broadcast (&self->changed);
}

static gpointer
run (gpointer data)
{
  AhadiTextMaker *self = data;

  g_mutex_lock (&self->lock);
  while (!self->ends)
    if (self->made < self->to_make)
      make_next (self);
    else
      g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
  return NULL;
}

/* The batch that is being filled is handed over. */
static void
hand_over (AhadiTextMaker *self, gboolean is_full)
{
  if (self->thread == NULL && is_full)
    self->thread = g_thread_try_new ("text-maker", run, self, NULL);

  self->filled++;
  g_mutex_lock (&self->lock);
  self->to_make = self->filled;
  if (self->thread != NULL)
    g_cond_broadcast (&self->changed);
  else
    make_next (self);
  g_mutex_unlock (&self->lock);
}

/* --- rows in, texts out ------------------------------------------------------------ */

static void
let_go (AhadiTextMaker *self)
{
  if (self->holds)
    empty_batch (get_batch (self, self->taken - 1));
  self->holds = FALSE;
}

gboolean
ahadi_text_maker_has_room (AhadiTextMaker *self)
{
  let_go (self);
  return self->filled - self->taken < N_BATCHES;
}

static Batch *
find_batch (AhadiTextMaker *self)
{
  Batch **batch = &self->batches[self->filled % N_BATCHES];

  if (*batch == NULL)
    {
      *batch = g_new0 (Batch, 1);
      (*batch)->texts = g_string_chunk_new (TEXTS_BLOCK);
    }
  return *batch;
}

void
ahadi_text_maker_add (AhadiTextMaker *self, gint64 doc, const char *const *values)
{
  Batch *batch;

  g_return_if_fail (ahadi_text_maker_has_room (self));

  batch = find_batch (self);
  for (guint i = 0; i < AHADI_KIND_MAX_FIELDS; i++)
    batch->values[batch->n][i] = (self->fields >> i & 1) != 0 && values[i] != NULL
                                     ? g_string_chunk_insert (batch->texts, values[i])
                                     : NULL;
  batch->made[batch->n].doc = doc;
  if (++batch->n == BATCH_ROWS)
    hand_over (self, TRUE);
}

const AhadiMadeText *
ahadi_text_maker_take (AhadiTextMaker *self, guint *n)
{
  Batch *batch;

  let_go (self);
  if (self->taken == self->filled)
    {
      if (find_batch (self)->n == 0)
        return NULL;
      hand_over (self, FALSE);
    }

  g_mutex_lock (&self->lock);
  while (self->made == self->taken)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);

  batch = get_batch (self, self->taken++);
  self->holds = TRUE;
  *n = batch->n;
  return batch->made;
}

gsize
ahadi_text_maker_get_size (AhadiTextMaker *self)
{
  gsize size;

  if (self->taken == self->filled)
    return ahadi_postings_get_size (self->postings);

  g_mutex_lock (&self->lock);
  size = self->size;
  g_mutex_unlock (&self->lock);
  return size;
}

AhadiPostings *
ahadi_text_maker_get_postings (AhadiTextMaker *self)
{
  g_assert (self->taken == self->filled);
  return self->postings;
}

void
ahadi_text_maker_reset (AhadiTextMaker *self)
{
  g_assert (self->taken == self->filled);
  ahadi_postings_free (self->postings);
  self->postings = ahadi_postings_new ();
  g_mutex_lock (&self->lock);
  self->size = 0;
  g_mutex_unlock (&self->lock);
}
