/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-twin-search.h"

#include "ahadi-store-error.h"
#include "ahadi-twin-source.h"

/* Slots for members and for counts that were looked up: a member is in the slot of its
 * number, whoever comes later takes it over. Powers of two. */
#define PERSON_SLOTS 65536u
#define COUNT_SLOTS 65536u
/* Blocks of more people are left aside; small vaults can afford larger ones. */
#define BLOCK_WORK 2000000
#define BLOCK_MIN 100
#define BLOCK_MAX 1000
/* The model is fitted to at most so many pairs of the sample and others, for each of it.
 */
#define FIT_VECTORS_EACH 100u

typedef struct
{
  gint64 doc;
  AhadiLinkPerson *person; /* NULL: empty */
} Slot;

typedef struct
{
  guint64 value;
  guint32 count; /* plus 1; 0: empty */
} CountSlot;

struct _AhadiTwinSearch
{
  AhadiVault *vault;
  AhadiStatement *find;
  AhadiStatement *get;
  AhadiStatement *count;
  guint n_people;
  guint n_sample;
  gint64 most;
  AhadiLinkModel *model;
  Slot *persons;     /* PERSON_SLOTS */
  CountSlot *counts; /* COUNT_SLOTS */
  GArray *docs;      /* gint64: candidates */
};

/* Counts values for one person. */
typedef struct
{
  AhadiTwinSearch *search;
  guint extra; /* the person is not among those who are counted */
  GError *error;
} Counter;

static guint
count (guint64 value, gpointer data)
{
  Counter *self = data;
  CountSlot *slot = &self->search->counts[value % COUNT_SLOTS];
  gint64 n = 0;

  if (slot->count != 0 && slot->value == value)
    return slot->count - 1 + self->extra;

  ahadi_statement_bind_int (self->search->count, 1, (gint64) value);
  if (self->error == NULL &&
      !ahadi_statement_get_number (self->search->count, &n, &self->error))
    n = 0;
  ahadi_statement_reset (self->search->count);
  *slot = (CountSlot){ value, (guint32) n + 1 };
  return (guint) n + self->extra;
}

static gboolean
rate (AhadiTwinSearch *self, AhadiLinkPerson *person, guint extra, GError **error)
{
  Counter counter = { self, extra, NULL };

  ahadi_link_values_rate (person, self->n_people + extra, count, &counter);
  if (counter.error == NULL)
    return TRUE;

  g_propagate_error (error, counter.error);
  return FALSE;
}

/* Returns: (transfer full) */
static AhadiLinkPerson *
make_person (AhadiTwinSearch *self, const char *source, GError **error)
{
  g_autoptr (AhadiLinkPerson) person = ahadi_twin_source_read (source);

  return rate (self, person, 0, error) ? g_steal_pointer (&person) : NULL;
}

AhadiLinkPerson *
ahadi_twin_search_load (AhadiTwinSearch *self, gint64 doc, GError **error)
{
  g_autofree char *source = NULL;
  gboolean row;

  ahadi_statement_bind_int (self->get, 1, doc);
  if (!ahadi_statement_next (self->get, &row, error))
    return NULL;
  source = row ? ahadi_statement_dup_text (self->get, 0) : NULL;
  ahadi_statement_reset (self->get);
  if (source != NULL)
    return make_person (self, source, error);

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
               "cannot compare: there is no such member");
  return NULL;
}

/* Member @doc; borrowed until another one is asked for. */
static const AhadiLinkPerson *
get_person (AhadiTwinSearch *self, gint64 doc, GError **error)
{
  Slot *slot = &self->persons[doc % PERSON_SLOTS];

  if (slot->person != NULL && slot->doc == doc)
    return slot->person;

  g_clear_pointer (&slot->person, ahadi_link_person_free);
  slot->doc = doc;
  slot->person = ahadi_twin_search_load (self, doc, error);
  return slot->person;
}

/* --- Finding -------------------------------------------------------------- */

/* The members of one block, unless they are too many. */
static gboolean
add_block (AhadiTwinSearch *self, guint64 key, GError **error)
{
  guint before = self->docs->len;
  gboolean row;

  ahadi_statement_bind_int (self->find, 1, (gint64) key);
  ahadi_statement_bind_int (self->find, 2, self->most + 1);
  while (ahadi_statement_next (self->find, &row, error))
    {
      gint64 doc;

      if (!row)
        {
          if (self->docs->len - before > self->most)
            g_array_set_size (self->docs, before);
          ahadi_statement_reset (self->find);
          return TRUE;
        }
      doc = sqlite3_column_int64 (self->find->stmt, 0);
      g_array_append_val (self->docs, doc);
    }

  return FALSE;
}

static int
compare_docs (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static gboolean
find_candidates (AhadiTwinSearch *self, const AhadiLinkPerson *person, GError **error)
{
  guint64 keys[AHADI_LINK_KEYS_MAX];
  guint n = ahadi_link_keys_list (person, keys);

  g_array_set_size (self->docs, 0);
  for (guint i = 0; i < n; i++)
    if (!add_block (self, keys[i], error))
      return FALSE;

  g_array_sort (self->docs, compare_docs);
  return TRUE;
}

/* --- The model ------------------------------------------------------------ */

/* One of the sample, a table's member. */
typedef struct
{
  gint64 doc;
  AhadiLinkPerson *person;
} Sampled;

static void
clear_sampled (gpointer data)
{
  ahadi_link_person_free (((Sampled *) data)->person);
}

/* The first member above @after; its doc is 0 if there is none. */
static gboolean
take_next (AhadiTwinSearch *self, gint64 after, Sampled *sampled, GError **error)
{
  g_autoptr (AhadiStatement) next =
      ahadi_database_prepare (self->vault->database, "twin-after", error);
  gboolean row;

  *sampled = (Sampled){ 0 };
  if (next == NULL)
    return FALSE;

  ahadi_statement_bind_int (next, 1, after);
  if (!ahadi_statement_next (next, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  sampled->doc = sqlite3_column_int64 (next->stmt, 0);
  sampled->person =
      make_person (self, (const char *) sqlite3_column_text (next->stmt, 1), error);
  return sampled->person != NULL;
}

/* Returns: (transfer full) (element-type Sampled) */
static GArray *
take_sample (AhadiTwinSearch *self, GError **error)
{
  g_autoptr (GArray) sample = g_array_new (FALSE, FALSE, sizeof (Sampled));
  gint64 step = MAX (self->vault->twins.indexed / self->n_sample, 1);
  gint64 after = 0;

  g_array_set_clear_func (sample, clear_sampled);
  while (sample->len < self->n_sample)
    {
      Sampled one;

      if (!take_next (self, after, &one, error))
        return NULL;
      if (one.doc == 0)
        break;
      g_array_append_val (sample, one);
      after = MAX (one.doc, after + step);
    }

  return g_steal_pointer (&sample);
}

/* What one of the sample and its candidates give. */
static gboolean
add_vectors (AhadiTwinSearch *self, const Sampled *one, GArray *vectors, GError **error)
{
  gint64 last = one->doc;

  if (!find_candidates (self, one->person, error))
    return FALSE;

  for (guint i = 0; i < self->docs->len; i++)
    {
      gint64 doc = g_array_index (self->docs, gint64, i);
      const AhadiLinkPerson *other;
      AhadiLinkVector vector;

      if (doc == last || doc == one->doc)
        continue;
      last = doc;
      other = get_person (self, doc, error);
      if (other == NULL)
        return FALSE;
      ahadi_link_compare (one->person, other, &vector);
      g_array_append_val (vectors, vector);
    }

  return TRUE;
}

static gboolean
fit (AhadiTwinSearch *self, GArray *sample, GError **error)
{
  g_autoptr (GArray) vectors = g_array_new (FALSE, FALSE, sizeof (AhadiLinkVector));
  guint n = 0;

  for (; n < sample->len && vectors->len < sample->len * FIT_VECTORS_EACH; n++)
    if (!add_vectors (self, &g_array_index (sample, Sampled, n), vectors, error))
      return FALSE;

  ahadi_link_model_fit (self->model, (const AhadiLinkVector *) (void *) vectors->data,
                        vectors->len, (double) n * self->n_people);
  return TRUE;
}

static gboolean
make_model (AhadiTwinSearch *self, GError **error)
{
  g_autoptr (GArray) sample = take_sample (self, error);
  g_autoptr (GPtrArray) persons = g_ptr_array_new ();
  AhadiLinkStrangers strangers;

  for (guint i = 0; sample != NULL && i < sample->len; i++)
    g_ptr_array_add (persons, g_array_index (sample, Sampled, i).person);
  if (sample == NULL)
    return FALSE;

  self->model = ahadi_link_model_new (self->n_people);
  ahadi_link_strangers_measure ((AhadiLinkPerson *const *) (void *) persons->pdata,
                                persons->len, &strangers);
  ahadi_link_model_set_strangers (self->model, &strangers);
  return fit (self, sample, error);
}

static AhadiStatement *
prepare (AhadiTwinSearch *self, const char *name, GError **error)
{
  return ahadi_database_prepare (self->vault->database, name, error);
}

static gboolean
prepare_all (AhadiTwinSearch *self, GError **error)
{
  g_autoptr (AhadiStatement) people = prepare (self, "twin-count", error);
  gint64 n;

  if (people == NULL || !ahadi_statement_get_number (people, &n, error))
    return FALSE;

  self->n_people = (guint) n;
  self->most = CLAMP (BLOCK_WORK / MAX (n, 1), BLOCK_MIN, BLOCK_MAX);
  self->find = prepare (self, "twin-key-find", error);
  self->get = self->find != NULL ? prepare (self, "twin-get", error) : NULL;
  self->count = self->get != NULL ? prepare (self, "twin-value-count", error) : NULL;
  return self->count != NULL;
}

AhadiTwinSearch *
ahadi_twin_search_new (AhadiVault *vault, guint sample, GError **error)
{
  g_autoptr (AhadiTwinSearch) self = g_new0 (AhadiTwinSearch, 1);

  self->vault = vault;
  self->n_sample = sample;
  self->docs = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->persons = g_new0 (Slot, PERSON_SLOTS);
  self->counts = g_new0 (CountSlot, COUNT_SLOTS);
  return prepare_all (self, error) && make_model (self, error) ? g_steal_pointer (&self)
                                                               : NULL;
}

void
ahadi_twin_search_free (AhadiTwinSearch *self)
{
  g_clear_pointer (&self->find, ahadi_statement_release);
  g_clear_pointer (&self->get, ahadi_statement_release);
  g_clear_pointer (&self->count, ahadi_statement_release);
  g_clear_pointer (&self->model, ahadi_link_model_free);
  for (guint i = 0; i < PERSON_SLOTS; i++)
    ahadi_link_person_free (self->persons[i].person);
  g_free (self->persons);
  g_free (self->counts);
  g_array_unref (self->docs);
  g_free (self);
}

const AhadiLinkModel *
ahadi_twin_search_get_model (const AhadiTwinSearch *self)
{
  return self->model;
}

/* --- Weighing ------------------------------------------------------------- */

static float
weigh (AhadiTwinSearch *self,
       const AhadiLinkPerson *a,
       const AhadiLinkPerson *b,
       AhadiLinkVector *vector)
{
  ahadi_link_compare (a, b, vector);
  return ahadi_link_model_weigh (self->model, vector);
}

static gboolean
weigh_candidates (AhadiTwinSearch *self,
                  const AhadiLinkPerson *person,
                  gint64 doc,
                  gint64 below,
                  float least,
                  GArray *found,
                  GError **error)
{
  gint64 last = 0;

  for (guint i = 0; i < self->docs->len; i++)
    {
      AhadiTwinFound one = { g_array_index (self->docs, gint64, i), 0, { { 0 } } };
      const AhadiLinkPerson *other;

      if (one.doc == last || one.doc == doc || one.doc >= below)
        continue;
      last = one.doc;
      other = get_person (self, one.doc, error);
      if (other == NULL)
        return FALSE;
      one.weight = weigh (self, person, other, &one.vector);
      if (one.weight >= least)
        g_array_append_val (found, one);
    }

  return TRUE;
}

gboolean
ahadi_twin_search_find (AhadiTwinSearch *self,
                        const char *source,
                        gint64 doc,
                        gint64 below,
                        float least,
                        GArray *found,
                        GError **error)
{
  g_autoptr (AhadiLinkPerson) person = ahadi_twin_source_read (source);

  g_array_set_size (found, 0);
  return rate (self, person, doc == 0 ? 1 : 0, error) &&
         find_candidates (self, person, error) &&
         weigh_candidates (self, person, doc, below, least, found, error);
}

gboolean
ahadi_twin_search_compare (
    AhadiTwinSearch *self, gint64 a, gint64 b, AhadiTwinFound *found, GError **error)
{
  g_autoptr (AhadiLinkPerson) person = ahadi_twin_search_load (self, a, error);
  const AhadiLinkPerson *other = person != NULL ? get_person (self, b, error) : NULL;

  if (other == NULL)
    return FALSE;

  found->doc = b;
  found->weight = weigh (self, person, other, &found->vector);
  return TRUE;
}
