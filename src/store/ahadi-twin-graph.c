/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-twin-graph.h"

static int
compare_docs (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

/* Where @doc stands in @docs; it is there. */
static guint32
find (const GArray *docs, gint64 doc)
{
  guint at = 0;

  return g_array_binary_search ((GArray *) docs, &doc, compare_docs, &at) ? at : 0;
}

static gboolean
has (const GArray *docs, gint64 doc)
{
  return g_array_binary_search ((GArray *) docs, &doc, compare_docs, NULL);
}

static void
sort_once (GArray *docs)
{
  guint kept = 0;

  g_array_sort (docs, compare_docs);
  for (guint i = 0; i < docs->len; i++)
    {
      gint64 doc = g_array_index (docs, gint64, i);

      if (kept == 0 || g_array_index (docs, gint64, kept - 1) != doc)
        g_array_index (docs, gint64, kept++) = doc;
    }
  g_array_set_size (docs, kept);
}

typedef struct
{
  gint64 low;
  gint64 high;
  float weight;
} Row;

/* Returns: (transfer full) (element-type Row) */
static GArray *
read_rows (AhadiVault *vault, GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare (vault->database, "twin-pairs", error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  gboolean row;

  if (list == NULL)
    return NULL;

  while (ahadi_statement_next (list, &row, error))
    {
      Row one;

      if (!row)
        return g_steal_pointer (&rows);
      one = (Row){ sqlite3_column_int64 (list->stmt, 0),
                   sqlite3_column_int64 (list->stmt, 1),
                   (float) sqlite3_column_double (list->stmt, 2) };
      g_array_append_val (rows, one);
    }

  return NULL;
}

gboolean
ahadi_twin_graph_load (AhadiVault *vault, AhadiTwinGraph *graph, GError **error)
{
  g_autoptr (GArray) rows = read_rows (vault, error);

  if (rows == NULL)
    return FALSE;

  graph->docs = g_array_new (FALSE, FALSE, sizeof (gint64));
  graph->pairs = g_array_new (FALSE, FALSE, sizeof (AhadiLinkPair));
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      g_array_append_val (graph->docs, row->low);
      g_array_append_val (graph->docs, row->high);
    }
  sort_once (graph->docs);

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      AhadiLinkPair pair = { find (graph->docs, row->low), find (graph->docs, row->high),
                             AHADI_LINK_NOBODY, row->weight };

      g_array_append_val (graph->pairs, pair);
    }
  return TRUE;
}

void
ahadi_twin_graph_clear (AhadiTwinGraph *graph)
{
  g_clear_pointer (&graph->docs, g_array_unref);
  g_clear_pointer (&graph->pairs, g_array_unref);
}

/* --- Weighing again ------------------------------------------------------- */

static gboolean
is_strong (const AhadiLinkPair *pair)
{
  return pair->weight >= AHADI_LINK_WHOLE_STRONG;
}

typedef enum
{
  NEAR = 1,     /* has changed, or is surely one that has */
  HAS_SAME = 2, /* another member is surely the same person */
  ASKED = 4,    /* in a pair that is weighed again */
} Flag;

static void
set_flags (const AhadiTwinGraph *graph, const GArray *changed, guint8 *flags)
{
  for (guint i = 0; i < graph->docs->len; i++)
    if (has (changed, g_array_index (graph->docs, gint64, i)))
      flags[i] |= NEAR;

  for (guint i = 0; i < graph->pairs->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (graph->pairs, AhadiLinkPair, i);

      if (!is_strong (pair))
        continue;
      if (has (changed, g_array_index (graph->docs, gint64, pair->a)) ||
          has (changed, g_array_index (graph->docs, gint64, pair->b)))
        flags[pair->a] = flags[pair->b] = NEAR | HAS_SAME;
      flags[pair->a] |= HAS_SAME;
      flags[pair->b] |= HAS_SAME;
    }
}

/* Pairs to be weighed again, and the strong ones that have to do with them. */
static GArray *
choose (const AhadiTwinGraph *graph, guint8 *flags)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (AhadiLinkPair));

  for (guint i = 0; i < graph->pairs->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (graph->pairs, AhadiLinkPair, i);
      guint8 both = flags[pair->a] | flags[pair->b];

      if (is_strong (pair) || !(both & NEAR) || !(both & HAS_SAME))
        continue;
      flags[pair->a] |= ASKED;
      flags[pair->b] |= ASKED;
      g_array_append_vals (chosen, pair, 1);
    }
  for (guint i = 0; i < graph->pairs->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (graph->pairs, AhadiLinkPair, i);

      if (is_strong (pair) && (flags[pair->a] | flags[pair->b]) & ASKED)
        g_array_append_vals (chosen, pair, 1);
    }
  return chosen;
}

static gboolean
load_one (AhadiTwinSearch *search,
          const AhadiTwinGraph *graph,
          guint32 number,
          GPtrArray *persons,
          GError **error)
{
  if (persons->pdata[number] == NULL)
    persons->pdata[number] = ahadi_twin_search_load (
        search, g_array_index (graph->docs, gint64, number), error);
  return persons->pdata[number] != NULL;
}

/* Returns: (transfer full) (element-type AhadiLinkPerson): of whom @chosen tell; the
 * others are NULL */
static GPtrArray *
load_persons (AhadiTwinSearch *search,
              const AhadiTwinGraph *graph,
              const GArray *chosen,
              GError **error)
{
  g_autoptr (GPtrArray) persons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_link_person_free);

  g_ptr_array_set_size (persons, (int) graph->docs->len);
  for (guint i = 0; i < chosen->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (chosen, AhadiLinkPair, i);

      if (!load_one (search, graph, pair->a, persons, error) ||
          !load_one (search, graph, pair->b, persons, error))
        return NULL;
    }
  return g_steal_pointer (&persons);
}

static gboolean
put_weights (AhadiVault *vault,
             const AhadiTwinGraph *graph,
             const GArray *pairs,
             GError **error)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      const AhadiLinkPair *pair = &g_array_index (pairs, AhadiLinkPair, i);
      g_autoptr (AhadiStatement) put = NULL;

      if (pair->third != AHADI_LINK_OTHERS)
        continue;
      put = ahadi_database_prepare (vault->database, "twin-pair-put", error);
      if (put == NULL)
        return FALSE;
      ahadi_statement_bind_int (put, 1, g_array_index (graph->docs, gint64, pair->a));
      ahadi_statement_bind_int (put, 2, g_array_index (graph->docs, gint64, pair->b));
      sqlite3_bind_double (put->stmt, 3, pair->weight);
      if (!ahadi_statement_run (put, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ahadi_twin_graph_weigh_again (AhadiVault *vault,
                              AhadiTwinSearch *search,
                              const GArray *changed,
                              GError **error)
{
  g_auto (AhadiTwinGraph) graph = { 0 };
  g_autoptr (GArray) chosen = NULL;
  g_autoptr (GPtrArray) persons = NULL;
  g_autofree guint8 *flags = NULL;

  if (!ahadi_twin_graph_load (vault, &graph, error))
    return FALSE;
  flags = g_new0 (guint8, MAX (graph.docs->len, 1));
  set_flags (&graph, changed, flags);
  chosen = choose (&graph, flags);
  persons = load_persons (search, &graph, chosen, error);
  if (persons == NULL)
    return FALSE;

  ahadi_link_whole_apply (chosen, (AhadiLinkPerson *const *) (void *) persons->pdata,
                          persons->len, ahadi_twin_search_get_model (search));
  return ahadi_vault_begin_upkeep (vault, error) &&
         ahadi_vault_end (vault, put_weights (vault, &graph, chosen, error), error);
}
