/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-row-cache.h"

#include <string.h>

#include "ahadi-review-due.h"

#define TEXTS_BLOCK (64 * 1024)
#define SLAB_SIZE 64

typedef struct
{
  AhadiId id;
  guint32 audience;
  guint32 kind;
} Key;

typedef struct
{
  Key key; /* first: a cached row is its own key in the hash table */
  AhadiStoredRow stored;
  gboolean dirty;
  AhadiReviewDue due;
} Cached;

/* Records are made with rising ids that start alike (FORMATS 4): where one is not there,
 * those up to the next one that is are not there either. */
typedef struct
{
  Key key;        /* of the family: the last 8 bytes of the id are zero */
  guint64 after;  /* the highest one asked for: between it and before there is none */
  guint64 before; /* 0: not known */
} Family;

struct _AhadiRowCache
{
  AhadiVault *vault;
  GHashTable *rows;
  GHashTable *families;
  GHashTable *touched; /* 64-bit hashes of the records counted already */
  GHashTable *waiting; /* by audience: ahadi_review_due_waits() */
  GPtrArray *slabs;    /* of SLAB_SIZE Cached: too big to be allocated one by one */
  GPtrArray *unused;   /* Cached */
  GStringChunk *texts; /* of the rows */
  gsize texts_size;    /* about; they go together, whatever was written over since */
};

/* Ids of one stream differ in their last bytes. */
static guint64
hash_key_64 (const Key *key)
{
  guint64 a;
  guint64 b;

  memcpy (&a, key->id.bytes, sizeof a);
  memcpy (&b, key->id.bytes + sizeof a, sizeof b);
  a ^= ((guint64) key->audience << 32) | key->kind;
  a = (a ^ (a >> 29)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  b = (b ^ (b >> 31)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  a ^= b;
  return a ^ (a >> 32);
}

static guint
hash_key (gconstpointer key)
{
  return (guint) hash_key_64 (key);
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const Key *first = a;
  const Key *second = b;

  return first->audience == second->audience && first->kind == second->kind &&
         ahadi_id_equal (&first->id, &second->id);
}

static int
compare_cached (gconstpointer a, gconstpointer b)
{
  const Key *first = *(const Key *const *) a;
  const Key *second = *(const Key *const *) b;

  if (first->kind != second->kind)
    return first->kind < second->kind ? -1 : 1;
  if (first->audience != second->audience)
    return first->audience < second->audience ? -1 : 1;
  return ahadi_id_compare (&first->id, &second->id);
}

static void
put_back (AhadiRowCache *self, Cached *cached)
{
  ahadi_stored_row_clear (&cached->stored);
  g_ptr_array_add (self->unused, cached);
}

static Cached *
take_unused (AhadiRowCache *self)
{
  if (self->unused->len == 0)
    {
      Cached *slab = g_new (Cached, SLAB_SIZE);

      g_ptr_array_add (self->slabs, slab);
      for (guint i = 0; i < SLAB_SIZE; i++)
        g_ptr_array_add (self->unused, &slab[i]);
    }

  return g_ptr_array_steal_index_fast (self->unused, self->unused->len - 1);
}

AhadiRowCache *
ahadi_row_cache_new (AhadiVault *vault)
{
  AhadiRowCache *self = g_new0 (AhadiRowCache, 1);

  self->vault = vault;
  self->rows = g_hash_table_new (hash_key, equal_keys);
  self->families = g_hash_table_new_full (hash_key, equal_keys, g_free, NULL);
  self->touched = g_hash_table_new (NULL, NULL);
  self->waiting = g_hash_table_new (NULL, NULL);
  self->slabs = g_ptr_array_new_with_free_func (g_free);
  self->unused = g_ptr_array_new ();
  self->texts = g_string_chunk_new (TEXTS_BLOCK);
  return self;
}

static void
forget_rows (AhadiRowCache *self)
{
  GHashTableIter iter;
  gpointer cached;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &cached, NULL))
    put_back (self, cached);
  g_hash_table_remove_all (self->rows);
  g_string_chunk_clear (self->texts);
  self->texts_size = 0;
}

void
ahadi_row_cache_free (AhadiRowCache *self)
{
  if (self == NULL)
    return;

  forget_rows (self);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->families);
  g_hash_table_unref (self->touched);
  g_hash_table_unref (self->waiting);
  g_ptr_array_unref (self->unused);
  g_ptr_array_unref (self->slabs);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static Family *
find_family (AhadiRowCache *self, const Key *key)
{
  Key family_key = *key;
  Family *family;

  memset (family_key.id.bytes + 8, 0, 8);
  family = g_hash_table_lookup (self->families, &family_key);
  if (family == NULL)
    {
      family = g_new0 (Family, 1);
      family->key = family_key;
      g_hash_table_add (self->families, family);
    }

  return family;
}

/* @is_new: (out): the record is known not to be there. Of ids that fall nothing is known:
 * they follow no order. */
static gboolean
judge_new (AhadiRowCache *self, const Key *key, gboolean *is_new, GError **error)
{
  guint64 counter = ahadi_get_u64be (key->id.bytes + 8);
  Family *family = find_family (self, key);
  AhadiId next;
  gboolean found;

  *is_new = FALSE;
  if (counter <= family->after)
    return TRUE;

  if (counter > family->before)
    {
      if (!ahadi_rows_find_next (self->vault, key->audience, key->kind, &key->id, &next,
                                 &found, error))
        return FALSE;
      family->before = found ? ahadi_get_u64be (next.bytes + 8) : G_MAXUINT64;
    }

  family->after = counter;
  *is_new = counter < family->before;
  return TRUE;
}

static gboolean
load (AhadiRowCache *self, Cached *cached, GError **error)
{
  const Key *key = &cached->key;
  gboolean is_new;

  ahadi_stored_row_start (&cached->stored, key->audience, key->kind, &key->id);
  cached->stored.row.texts = self->texts;
  return judge_new (self, key, &is_new, error) &&
         (is_new || ahadi_rows_read (self->vault, &cached->stored, error));
}

static Cached *
look_up (AhadiRowCache *self,
         gint64 audience,
         AhadiKind kind,
         const AhadiId *id,
         GError **error)
{
  Key key = { *id, audience, kind };
  Cached *cached;

  if ((g_hash_table_size (self->rows) >= AHADI_ROW_CACHE_LIMIT ||
       self->texts_size >= AHADI_ROW_CACHE_TEXTS) &&
      !ahadi_row_cache_flush (self, error))
    return NULL;

  cached = g_hash_table_lookup (self->rows, &key);
  if (cached != NULL)
    return cached;

  cached = take_unused (self);
  cached->key = key;
  cached->dirty = FALSE;
  cached->due = AHADI_REVIEW_DUE_NO;
  if (!load (self, cached, error))
    {
      put_back (self, cached);
      return NULL;
    }

  g_hash_table_add (self->rows, cached);
  return cached;
}

static AhadiTouch
count_touch (AhadiRowCache *self, const Cached *cached, gboolean is_new, gboolean won)
{
  if (!won)
    return AHADI_TOUCH_NONE;

  if (!g_hash_table_add (self->touched,
                         GSIZE_TO_POINTER ((gsize) hash_key_64 (&cached->key))))
    return AHADI_TOUCH_AGAIN;

  return is_new ? AHADI_TOUCH_CREATED : AHADI_TOUCH_CHANGED;
}

/* Of an audience it is asked once: none begins to wait during an import. */
static gboolean
find_waiting (AhadiRowCache *self, gint64 audience, gboolean *waits, GError **error)
{
  gpointer known;

  if (!g_hash_table_lookup_extended (self->waiting, GSIZE_TO_POINTER ((gsize) audience),
                                     NULL, &known))
    {
      if (!ahadi_review_due_waits (self->vault, audience, waits, error))
        return FALSE;
      known = GINT_TO_POINTER (*waits);
      g_hash_table_insert (self->waiting, GSIZE_TO_POINTER ((gsize) audience), known);
    }

  *waits = GPOINTER_TO_INT (known);
  return TRUE;
}

gboolean
ahadi_row_cache_fold (AhadiRowCache *self,
                      const AhadiStreamEntry *entry,
                      const AhadiOperation *operation,
                      const AhadiBody *body,
                      AhadiFoldOutcome *outcome,
                      AhadiTouch *touch,
                      GError **error)
{
  const AhadiStreamId *id = &entry->info.id;
  AhadiStamp stamp = { operation->hlc, id->device, id->epoch };
  Cached *cached =
      look_up (self, entry->audience, operation->kind, &operation->entity, error);
  gboolean waits;

  if (cached == NULL)
    return FALSE;

  *outcome = ahadi_stored_row_fold (&cached->stored, &stamp, body);
  *touch = count_touch (self, cached, !cached->stored.exists, outcome->won != 0);
  if (outcome->won != 0)
    {
      cached->dirty = TRUE;
      self->texts_size += operation->body_size;
    }
  if (!find_waiting (self, entry->audience, &waits, error))
    return FALSE;
  /* A record that is new here is in no list yet: nothing is asked of the many. */
  if (cached->stored.exists || outcome->unseen != 0 || waits ||
      operation->kind == AHADI_KIND_SETTLEMENT)
    cached->due = MAX (cached->due,
                       ahadi_review_due_judge (operation->kind, body->fields, outcome));
  if (entry->info.own)
    {
      ahadi_stored_row_note_own (&cached->stored, entry->info.number, operation->seq);
      cached->dirty = TRUE;
    }

  return TRUE;
}

static gboolean
write_cached (AhadiRowCache *self, Cached *cached, GError **error)
{
  return (!cached->dirty || ahadi_rows_put (self->vault, &cached->stored, error)) &&
         ahadi_review_due_note_row (self->vault, &cached->stored, cached->due, error);
}

gboolean
ahadi_row_cache_flush (AhadiRowCache *self, GError **error)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (((Cached *) key)->dirty || ((Cached *) key)->due != AHADI_REVIEW_DUE_NO)
      g_ptr_array_add (changed, key);

  g_ptr_array_sort (changed, compare_cached);
  for (guint i = 0; i < changed->len; i++)
    if (!write_cached (self, g_ptr_array_index (changed, i), error))
      return FALSE;

  forget_rows (self);
  return TRUE;
}
