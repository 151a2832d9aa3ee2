/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-twins.h"

#include "ahadi-store-error.h"
#include "ahadi-twin-graph.h"
#include "ahadi-twin-index.h"
#include "ahadi-twin-search.h"
#include "ahadi-twin-source.h"

/* Members that are compared in one transaction. */
#define CHUNK 1000
#define FOUND_MAX 20

gboolean
ahadi_twins_count_behind (AhadiVault *vault, guint64 *count, GError **error)
{
  g_autoptr (AhadiStatement) ask =
      ahadi_database_prepare (vault->database, "twin-behind", error);
  gint64 n;

  if (ask == NULL)
    return FALSE;
  ahadi_statement_bind_int (ask, 1, AHADI_LINK_RULES);
  if (!ahadi_statement_get_number (ask, &n, error))
    return FALSE;

  *count = (guint64) n;
  return TRUE;
}

/* --- Catching up ---------------------------------------------------------- */

typedef struct
{
  AhadiVault *vault;
  AhadiTwinSearch *search;
  GArray *found;   /* AhadiTwinFound */
  GArray *changed; /* gint64: who was compared, and now is in a pair */
  AhadiTwinsTick tick;
  gpointer data;
  guint64 done;
  guint64 total;
} Comparer;

static gboolean
put_pair (Comparer *self, gint64 doc, const AhadiTwinFound *found, GError **error)
{
  g_autoptr (AhadiStatement) put =
      ahadi_database_prepare (self->vault->database, "twin-pair-put", error);

  if (put == NULL)
    return FALSE;

  ahadi_statement_bind_int (put, 1, MIN (doc, found->doc));
  ahadi_statement_bind_int (put, 2, MAX (doc, found->doc));
  sqlite3_bind_double (put->stmt, 3, found->weight);
  return ahadi_statement_run (put, error);
}

static gboolean
compare_one (Comparer *self, gint64 doc, gint64 below, GError **error)
{
  g_autofree char *source = NULL;

  if (!ahadi_twin_index_get_source (self->vault, doc, &source, error))
    return FALSE;
  if (source == NULL)
    return TRUE;
  if (!ahadi_twin_search_find (self->search, source, doc, below, AHADI_LINK_THIRDS_LEAST,
                               self->found, error))
    return FALSE;

  for (guint i = 0; i < self->found->len; i++)
    if (!put_pair (self, doc, &g_array_index (self->found, AhadiTwinFound, i), error))
      return FALSE;
  if (self->found->len > 0)
    g_array_append_val (self->changed, doc);
  return TRUE;
}

/* Docs that statement @name lists. */
static GArray *
list_docs (
    AhadiVault *vault, const char *name, gint64 first, gint64 second, GError **error)
{
  g_autoptr (AhadiStatement) list = ahadi_database_prepare (vault->database, name, error);
  g_autoptr (GArray) docs = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  if (list == NULL)
    return NULL;

  ahadi_statement_bind_int (list, 1, first);
  if (second != 0)
    ahadi_statement_bind_int (list, 2, second);
  while (ahadi_statement_next (list, &row, error))
    {
      gint64 doc;

      if (!row)
        return g_steal_pointer (&docs);
      doc = sqlite3_column_int64 (list->stmt, 0);
      g_array_append_val (docs, doc);
    }

  return NULL;
}

/* Members who changed are compared with everybody, new ones with those before them. */
static gboolean
compare_again (Comparer *self, GArray *docs, GError **error)
{
  for (guint i = 0; i < docs->len; i++)
    {
      gint64 doc = g_array_index (docs, gint64, i);

      if (!compare_one (self, doc, G_MAXINT64, error) ||
          !ahadi_vault_run_number (self->vault, "twin-todo-remove", 1, doc, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
compare_new (Comparer *self, GArray *docs, GError **error)
{
  for (guint i = 0; i < docs->len; i++)
    {
      gint64 doc = g_array_index (docs, gint64, i);

      if (!compare_one (self, doc, doc, error))
        return FALSE;
    }

  return ahadi_twin_index_set_compared (
      self->vault, g_array_index (docs, gint64, docs->len - 1), error);
}

static gboolean
tick_index (gpointer data)
{
  const Comparer *self = data;

  return self->tick == NULL || self->tick (self->done, self->total, self->data);
}

static gboolean
tell (Comparer *self, guint64 more, GError **error)
{
  if (!tick_index (self))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cannot compare: stopped");
      return FALSE;
    }

  self->done += more;
  return TRUE;
}

/* Piece by piece. */
static gboolean
compare_all (Comparer *self, gboolean again, GError **error)
{
  for (;;)
    {
      g_autoptr (GArray) docs =
          again ? list_docs (self->vault, "twin-todo-again", CHUNK, 0, error)
                : list_docs (self->vault, "twin-next", self->vault->twins.compared, CHUNK,
                             error);

      if (docs == NULL || docs->len == 0)
        return docs != NULL;
      if (!tell (self, docs->len, error) ||
          !ahadi_vault_begin_upkeep (self->vault, error) ||
          !ahadi_vault_end (self->vault,
                            again ? compare_again (self, docs, error)
                                  : compare_new (self, docs, error),
                            error))
        return FALSE;
    }
}

static int
compare_changed (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

gboolean
ahadi_twins_catch_up (AhadiVault *vault,
                      AhadiTwinsTick tick,
                      gpointer data,
                      GError **error)
{
  g_autoptr (AhadiTwinSearch) search = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (AhadiTwinFound));
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  Comparer comparer = {
    .vault = vault, .found = found, .changed = changed, .tick = tick, .data = data
  };
  gboolean done;

  if (!ahadi_twins_count_behind (vault, &comparer.total, error))
    return FALSE;
  if (comparer.total == 0)
    return TRUE;
  if (!ahadi_twin_index_catch_up (vault, tick_index, &comparer, error))
    return FALSE;

  search = ahadi_twin_search_new (vault, AHADI_TWIN_SAMPLE_MANY, error);
  if (search == NULL)
    return FALSE;

  comparer.search = search;
  done = compare_all (&comparer, TRUE, error) && compare_all (&comparer, FALSE, error);
  g_array_sort (changed, compare_changed);
  /* Also those that were compared before it was stopped. */
  return ahadi_twin_graph_weigh_again (vault, search, changed, done ? error : NULL) &&
         done;
}

/* --- What was found ------------------------------------------------------- */

/* 0 without an error: it is not here. */
static gboolean
find_doc (AhadiVault *vault, const AhadiId *id, gint64 *doc, GError **error)
{
  g_autoptr (AhadiStatement) find =
      ahadi_database_prepare (vault->database, "twin-doc", error);

  if (find == NULL)
    return FALSE;

  ahadi_statement_bind_bytes (find, 1, id, sizeof *id);
  return ahadi_statement_get_number (find, doc, error);
}

static gboolean
find_id (AhadiVault *vault, gint64 doc, AhadiId *id, GError **error)
{
  g_autoptr (AhadiStatement) find =
      ahadi_database_prepare (vault->database, "twin-id", error);
  gboolean row;

  if (find == NULL)
    return FALSE;

  ahadi_statement_bind_int (find, 1, doc);
  if (!ahadi_statement_next (find, &row, error))
    return FALSE;
  if (row && ahadi_statement_read_bytes (find, 0, id, sizeof *id))
    return TRUE;

  g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
                       "cannot compare: a member that has keys is not there");
  return FALSE;
}

GArray *
ahadi_twins_list (AhadiVault *vault, float least, GError **error)
{
  g_auto (AhadiTwinGraph) graph = { 0 };
  g_autoptr (GArray) twins = g_array_new (FALSE, FALSE, sizeof (AhadiTwinPair));

  if (!ahadi_twin_graph_load (vault, &graph, error))
    return NULL;

  ahadi_link_thirds_apply (graph.pairs, graph.docs->len);
  g_array_sort (graph.pairs, ahadi_link_pair_compare);
  for (guint i = 0; i < graph.pairs->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (graph.pairs, AhadiLinkPair, i);
      AhadiTwinPair twin = { .weight = pair->weight };

      if (pair->weight < least)
        break;
      if (!find_id (vault, g_array_index (graph.docs, gint64, pair->a), &twin.a, error) ||
          !find_id (vault, g_array_index (graph.docs, gint64, pair->b), &twin.b, error))
        return NULL;
      g_array_append_val (twins, twin);
    }
  return g_steal_pointer (&twins);
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const AhadiTwinFound *first = a;
  const AhadiTwinFound *second = b;

  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;
  return first->doc < second->doc ? -1 : first->doc > second->doc;
}

static GArray *
name_found (AhadiVault *vault, GArray *found, GError **error)
{
  g_autoptr (GArray) twins = g_array_new (FALSE, FALSE, sizeof (AhadiTwin));

  g_array_sort (found, compare_found);
  for (guint i = 0; i < MIN (found->len, FOUND_MAX); i++)
    {
      const AhadiTwinFound *one = &g_array_index (found, AhadiTwinFound, i);
      AhadiTwin twin = { { { 0 } }, one->weight, one->vector };

      if (!find_id (vault, one->doc, &twin.id, error))
        return NULL;
      g_array_append_val (twins, twin);
    }

  return g_steal_pointer (&twins);
}

static char *
make_source (const AhadiRecord *member)
{
  const char *values[AHADI_MEMBER_N_FIELDS];

  for (guint i = 0; i < AHADI_MEMBER_N_FIELDS; i++)
    values[i] = ahadi_record_get (member, i);
  return ahadi_twin_source_make (values);
}

GArray *
ahadi_twins_find (AhadiVault *vault,
                  const AhadiRecord *member,
                  float least,
                  GError **error)
{
  const AhadiId *id = ahadi_record_get_id (member);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (AhadiTwinFound));
  g_autofree char *source = make_source (member);
  g_autoptr (AhadiTwinSearch) search = NULL;
  gint64 doc = 0;

  if (!ahadi_twin_index_catch_up (vault, NULL, NULL, error) ||
      (!ahadi_id_is_zero (id) && !find_doc (vault, id, &doc, error)))
    return NULL;

  search = ahadi_twin_search_new (vault, AHADI_TWIN_SAMPLE_FEW, error);
  return search != NULL && ahadi_twin_search_find (search, source, doc, G_MAXINT64, least,
                                                   found, error)
             ? name_found (vault, found, error)
             : NULL;
}

gboolean
ahadi_twins_have (AhadiVault *vault,
                  const AhadiTwinPair *pair,
                  gboolean *have,
                  GError **error)
{
  gint64 a, b;

  if (!find_doc (vault, &pair->a, &a, error) || !find_doc (vault, &pair->b, &b, error))
    return FALSE;

  *have = a != 0 && b != 0;
  return TRUE;
}

static gboolean
compare_pair (AhadiVault *vault,
              AhadiTwinSearch *search,
              const AhadiTwinPair *pair,
              AhadiTwin *twin,
              GError **error)
{
  AhadiTwinFound found;
  gint64 a, b;

  if (!find_doc (vault, &pair->a, &a, error) || !find_doc (vault, &pair->b, &b, error) ||
      !ahadi_twin_search_compare (search, a, b, &found, error))
    return FALSE;

  *twin = (AhadiTwin){ pair->b, found.weight, found.vector };
  return TRUE;
}

gboolean
ahadi_twins_compare (AhadiVault *vault,
                     const AhadiTwinPair *pairs,
                     guint n_pairs,
                     AhadiTwin *twins,
                     GError **error)
{
  g_autoptr (AhadiTwinSearch) search = NULL;

  if (!ahadi_twin_index_catch_up (vault, NULL, NULL, error))
    return FALSE;
  search = ahadi_twin_search_new (vault, AHADI_TWIN_SAMPLE_FEW, error);
  if (search == NULL)
    return FALSE;

  for (guint i = 0; i < n_pairs; i++)
    if (!compare_pair (vault, search, &pairs[i], &twins[i], error))
      return FALSE;
  return TRUE;
}
