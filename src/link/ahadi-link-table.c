/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-link-table.h"

#include "ahadi-link-counts.h"
#include "ahadi-link-index.h"
#include "ahadi-link-model.h"
#include "ahadi-link-strangers.h"
#include "ahadi-link-whole.h"
#include "base/ahadi-base.h"

/* Work is cut into so many pieces, however many processors there are. */
#define PIECES 32
/* Comparisons that one block of the largest size may cost in all. Small tables can afford
 * larger blocks. */
#define BLOCK_WORK 2000000u
#define BLOCK_MIN 100u
#define BLOCK_MAX 1000u
/* The model is fitted to what so many people, spread over the table, are compared with,
 * up to so many pairs. */
#define SAMPLE_PEOPLE 8192u
#define SAMPLE_PAIRS 400000u
/* It is told after so many people how far it is. */
#define TICK_PEOPLE 64

struct _AhadiLinkTable
{
  GPtrArray *persons;
  guint second; /* first person of the second table; G_MAXUINT: there is none */
  AhadiLinkIndex *index;
  AhadiLinkModel *model;
  guint n_indexed;
  guint most;
  AhadiLinkTick tick; /* (nullable) */
  gpointer data;
  GThread *caller; /* on whom it is called */
  int n_done;      /* (atomic) people who were looked up */
  guint n_mine;    /* of them by the caller, who tells */
  int stopped;     /* (atomic) */
};

AhadiLinkTable *
ahadi_link_table_new (void)
{
  AhadiLinkTable *self = g_new0 (AhadiLinkTable, 1);

  self->persons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_link_person_free);
  self->second = G_MAXUINT;
  return self;
}

void
ahadi_link_table_free (AhadiLinkTable *self)
{
  g_clear_pointer (&self->index, ahadi_link_index_free);
  g_clear_pointer (&self->model, ahadi_link_model_free);
  g_ptr_array_unref (self->persons);
  g_free (self);
}

void
ahadi_link_table_set_tick (AhadiLinkTable *self, AhadiLinkTick tick, gpointer data)
{
  self->tick = tick;
  self->data = data;
}

void
ahadi_link_table_add (AhadiLinkTable *self, AhadiLinkPerson *person)
{
  g_ptr_array_add (self->persons, person);
}

void
ahadi_link_table_begin_second (AhadiLinkTable *self)
{
  self->second = self->persons->len;
}

guint
ahadi_link_table_get_length (const AhadiLinkTable *self)
{
  return self->persons->len;
}

static gboolean
has_second (const AhadiLinkTable *self)
{
  return self->second != G_MAXUINT;
}

/* Who is looked up: everybody, or the second table. */
static guint
get_first_asked (const AhadiLinkTable *self)
{
  return has_second (self) ? self->second : 0;
}

/* One piece of the people who are looked up. */
typedef struct
{
  AhadiLinkTable *table;
  guint first;
  guint end;
  guint step;
  float least;
  GArray *vectors; /* (nullable): where a sample is taken */
  gsize vectors_most;
  GArray *pairs; /* (nullable): where pairs are found */
  guint n_asked;
} Piece;

/* For a sample, each pair may be met from both sides; else from the later one. */
static void
take_candidate (Piece *self, guint asked, guint other)
{
  const AhadiLinkTable *table = self->table;
  AhadiLinkVector vector;
  float weight;

  if (other == asked || (self->pairs != NULL && other > asked))
    return;

  ahadi_link_compare (table->persons->pdata[other], table->persons->pdata[asked],
                      &vector);
  if (self->vectors != NULL)
    {
      g_array_append_val (self->vectors, vector);
      return;
    }

  weight = ahadi_link_model_weigh (table->model, &vector);
  if (weight >= self->least)
    {
      AhadiLinkPair pair = { other, asked, AHADI_LINK_NOBODY, weight };

      g_array_append_val (self->pairs, pair);
    }
}

/* One more of those who are looked up for good; every processor counts, one tells: after
 * as many of its own, or what it tells would hang on who meets a round number. */
static void
count_asked (AhadiLinkTable *self)
{
  guint done = (guint) g_atomic_int_add (&self->n_done, 1) + 1;

  if (self->tick == NULL || g_thread_self () != self->caller)
    return;
  if (self->n_mine++ % TICK_PEOPLE == 0 &&
      !self->tick (done, self->persons->len - get_first_asked (self), self->data))
    g_atomic_int_set (&self->stopped, 1);
}

static void
work_piece (guint number, gpointer data)
{
  Piece *self = (Piece *) data + number;
  AhadiLinkTable *table = self->table;
  g_autofree guint32 *seen = g_new0 (guint32, MAX (table->n_indexed, 1));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = self->first; i < self->end; i += self->step)
    {
      if (g_atomic_int_get (&table->stopped) != 0 ||
          (self->vectors != NULL && self->vectors->len >= self->vectors_most))
        break;
      self->n_asked++;
      if (self->pairs != NULL)
        count_asked (table);
      ahadi_link_index_find (table->index, table->persons->pdata[i], table->most, seen,
                             i + 1, found);
      for (guint j = 0; j < found->len; j++)
        take_candidate (self, i, g_array_index (found, guint, j));
    }
}

static void
prepare_pieces (AhadiLinkTable *self, Piece pieces[PIECES])
{
  guint first = get_first_asked (self);
  guint64 n = self->persons->len - first;

  for (guint i = 0; i < PIECES; i++)
    pieces[i] = (Piece){ .table = self,
                         .first = first + (guint) (n * i / PIECES),
                         .end = first + (guint) (n * (i + 1) / PIECES),
                         .step = 1 };
}

static void
fit (AhadiLinkTable *self)
{
  g_autoptr (GArray) vectors = g_array_new (FALSE, FALSE, sizeof (AhadiLinkVector));
  guint n_asked = self->persons->len - get_first_asked (self);
  Piece pieces[PIECES];
  double n_pairs = 0;

  prepare_pieces (self, pieces);
  for (guint i = 0; i < PIECES; i++)
    {
      pieces[i].step = MAX (n_asked / SAMPLE_PEOPLE, 1);
      pieces[i].vectors = g_array_new (FALSE, FALSE, sizeof (AhadiLinkVector));
      pieces[i].vectors_most = SAMPLE_PAIRS / PIECES;
    }

  ahadi_crew_run (PIECES, work_piece, pieces);
  for (guint i = 0; i < PIECES; i++)
    {
      g_array_append_vals (vectors, pieces[i].vectors->data, pieces[i].vectors->len);
      n_pairs += (double) pieces[i].n_asked * self->n_indexed;
      g_array_unref (pieces[i].vectors);
    }
  ahadi_link_model_fit (self->model, (const AhadiLinkVector *) (void *) vectors->data,
                        vectors->len, n_pairs);
}

static GArray *
compare_all (AhadiLinkTable *self, float least)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (AhadiLinkPair));
  Piece pieces[PIECES];

  prepare_pieces (self, pieces);
  for (guint i = 0; i < PIECES; i++)
    {
      pieces[i].least = least;
      pieces[i].pairs = g_array_new (FALSE, FALSE, sizeof (AhadiLinkPair));
    }

  ahadi_crew_run (PIECES, work_piece, pieces);
  for (guint i = 0; i < PIECES; i++)
    {
      g_array_append_vals (pairs, pieces[i].pairs->data, pieces[i].pairs->len);
      g_array_unref (pieces[i].pairs);
    }
  return pairs;
}

static void
rate (AhadiLinkTable *self)
{
  g_autoptr (AhadiLinkCounts) counts = ahadi_link_counts_new (self->persons->len);

  for (guint i = 0; i < self->persons->len; i++)
    ahadi_link_counts_add (counts, self->persons->pdata[i]);
  for (guint i = 0; i < self->persons->len; i++)
    ahadi_link_counts_rate (counts, self->persons->pdata[i]);
}

static void
drop_light (GArray *pairs, float least)
{
  guint kept = 0;

  for (guint i = 0; i < pairs->len; i++)
    {
      AhadiLinkPair pair = g_array_index (pairs, AhadiLinkPair, i);

      if (pair.weight >= least)
        g_array_index (pairs, AhadiLinkPair, kept++) = pair;
    }
  g_array_set_size (pairs, kept);
}

/* Across two tables nothing is known of who is in one of them twice. */
static GArray *
find (AhadiLinkTable *self, float least)
{
  gboolean thirds = !has_second (self);
  GArray *pairs =
      compare_all (self, thirds ? MIN (least, AHADI_LINK_THIRDS_LEAST) : least);

  if (thirds)
    {
      ahadi_link_whole_apply (pairs,
                              (AhadiLinkPerson *const *) (void *) self->persons->pdata,
                              self->persons->len, self->model);
      ahadi_link_thirds_apply (pairs, self->persons->len);
      drop_light (pairs, least);
    }
  g_array_sort (pairs, ahadi_link_pair_compare);
  return pairs;
}

GArray *
ahadi_link_table_find (AhadiLinkTable *self, float least)
{
  guint n = self->persons->len;
  AhadiLinkStrangers strangers;
  GArray *pairs;

  self->caller = g_thread_self ();
  self->n_done = 0;
  self->n_mine = 0;
  self->stopped = 0;
  /* On a busy machine others may take every piece: the caller asks once for certain. */
  if (self->tick != NULL && !self->tick (0, n - get_first_asked (self), self->data))
    return NULL;
  g_clear_pointer (&self->index, ahadi_link_index_free);
  g_clear_pointer (&self->model, ahadi_link_model_free);

  rate (self);
  self->n_indexed = has_second (self) ? self->second : n;
  self->most = CLAMP (BLOCK_WORK / MAX (n, 1), BLOCK_MIN, BLOCK_MAX);
  self->index = ahadi_link_index_new (
      (AhadiLinkPerson *const *) (void *) self->persons->pdata, self->n_indexed);
  self->model = ahadi_link_model_new (n);
  ahadi_link_strangers_measure ((AhadiLinkPerson *const *) (void *) self->persons->pdata,
                                n, &strangers);
  ahadi_link_model_set_strangers (self->model, &strangers);
  fit (self);
  pairs = find (self, least);
  if (self->stopped != 0)
    g_clear_pointer (&pairs, g_array_unref);
  return pairs;
}

void
ahadi_link_table_compare (const AhadiLinkTable *self,
                          const AhadiLinkPair *pair,
                          AhadiLinkVector *vector)
{
  ahadi_link_compare (self->persons->pdata[pair->a], self->persons->pdata[pair->b],
                      vector);
}
