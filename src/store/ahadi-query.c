/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-query.h"

#include <stdlib.h>
#include <string.h>

#include "ahadi-heard.h"
#include "ahadi-lists.h"
#include "ahadi-posting-table.h"
#include "ahadi-rows.h"
#include "ahadi-sealed-ops.h"
#include "ahadi-search-text.h"
#include "ahadi-store-error.h"
#include "ahadi-text-index.h"

/* Parameters of the list statements: see the head of sql/member.sql. */
enum
{
  LIMIT = 1,
  OFFSET,
  NEWEST_FIRST,
  BELONGS_TO,
  MATCH,
  ONLY_HERE,
  FIRST_WORD,
};

/* The count of a whole kind: of no statement. */
#define ALL_COUNT "all"

/* --- Items ---------------------------------------------------------------- */

AhadiItem *
ahadi_item_copy (const AhadiItem *self)
{
  AhadiItem *copy = g_new (AhadiItem, 1);

  *copy = *self;
  ahadi_record_ref (copy->record);
  return copy;
}

void
ahadi_item_free (AhadiItem *self)
{
  if (self == NULL)
    return;

  ahadi_record_unref (self->record);
  g_free (self);
}

static AhadiDelivery
judge_delivery (AhadiStreamTable *streams, const AhadiStoredRow *stored)
{
  const AhadiStreamEntry *entry;

  if (stored->own_seq == 0)
    return AHADI_DELIVERY_NONE;

  entry = ahadi_stream_table_by_number (streams, stored->own_stream);
  if (entry == NULL)
    return AHADI_DELIVERY_NONE;
  if (stored->own_seq <= entry->info.acked)
    return AHADI_DELIVERY_RECEIVED;
  if (stored->own_seq <= entry->info.exported)
    return AHADI_DELIVERY_EXPORTED;
  return AHADI_DELIVERY_ONLY_HERE;
}

static AhadiItem *
load_item (
    AhadiVault *vault, gint64 audience, AhadiKind kind, const AhadiId *id, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  g_auto (AhadiStoredRow) stored = { 0 };
  AhadiItem *item;

  if (streams == NULL || !ahadi_rows_load (vault, audience, kind, id, &stored, error))
    return NULL;

  if (!stored.exists)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                   "there is no such record");
      return NULL;
    }

  if (!ahadi_heard_take (vault, audience, &stored.row, error))
    return NULL;

  item = g_new0 (AhadiItem, 1);
  item->record = ahadi_row_to_record (&stored.row);
  item->newest = *ahadi_row_get_newest (&stored.row);
  item->delivery = judge_delivery (streams, &stored);
  g_strlcpy (item->audience, ahadi_stream_table_get_audience (streams, audience),
             sizeof item->audience);
  return item;
}

AhadiItem *
ahadi_query_get (AhadiVault *vault, AhadiKind kind, const AhadiId *id, GError **error)
{
  gint64 audience;

  if (!ahadi_rows_find (vault, kind, id, &audience, error))
    return NULL;

  return load_item (vault, audience, kind, id, error);
}

/* --- Lists ---------------------------------------------------------------- */

/* How a query is answered: the statement's name, NULL if nothing can match, and what is
 * bound to it. */
typedef struct
{
  gboolean searching;
  const char *list;
  const char *count;
  AhadiSearchTerms terms;
  char *found; /* rows that have the tokens: a JSON array; NULL until it is asked for */
  char of[AHADI_ID_TEXT_SIZE];
} Plan;

static void
plan_clear (Plan *plan)
{
  ahadi_search_terms_clear (&plan->terms);
  g_clear_pointer (&plan->found, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static void
choose (Plan *plan, const char *list, const char *count)
{
  plan->list = list;
  plan->count = count;
}

/* An empty search is no search; one in a kind that is not searched finds nothing. */
static void
make_plan (const AhadiQuery *query, Plan *plan)
{
  plan->searching =
      query->search != NULL && ahadi_search_terms_make (query->search, &plan->terms);
  if (query->of != NULL)
    ahadi_id_print (query->of, plan->of);

  if (plan->searching && ahadi_search_text_get_fields (query->kind) != 0)
    choose (plan, "search-list", "search-count");
  else if (plan->searching)
    choose (plan, NULL, NULL);
  else if (query->of != NULL)
    choose (plan, "of-list", "of-count");
  else if (query->only_here)
    choose (plan, "here-list", "here-count");
  else
    choose (plan, query->sort == AHADI_SORT_NEWEST ? "all-newest" : "all-name",
            ALL_COUNT);
}

static char *
name_statement (const AhadiQuery *query, const char *name)
{
  return g_strdup_printf ("%s-%s", ahadi_kind_get_info (query->kind)->name, name);
}

/* A kind that belongs to nothing has no statement for it: nothing matches. */
static gboolean
has_statement (AhadiVault *vault, const AhadiQuery *query, const char *name)
{
  g_autofree char *full = name != NULL ? name_statement (query, name) : NULL;

  return full != NULL && ahadi_database_has_statement (vault->database, full);
}

static AhadiStatement *
prepare (AhadiVault *vault, const AhadiQuery *query, const char *name, GError **error)
{
  return ahadi_database_prepare_for (
      vault->database, ahadi_kind_get_info (query->kind)->name, name, error);
}

static void
bind (AhadiStatement *statement, const AhadiQuery *query, const Plan *plan)
{
  int n = sqlite3_bind_parameter_count (statement->stmt);

  if (n >= LIMIT)
    ahadi_statement_bind_int (statement, LIMIT,
                              query->limit > 0 ? (gint64) query->limit : -1);
  if (n >= OFFSET)
    ahadi_statement_bind_int (statement, OFFSET, query->offset);
  if (n >= NEWEST_FIRST)
    ahadi_statement_bind_int (statement, NEWEST_FIRST, query->sort == AHADI_SORT_NEWEST);
  if (n >= BELONGS_TO)
    ahadi_statement_bind_text (statement, BELONGS_TO,
                               query->of != NULL ? plan->of : NULL);
  if (n >= MATCH)
    ahadi_statement_bind_text (statement, MATCH, plan->found);
  if (n >= ONLY_HERE)
    ahadi_statement_bind_int (statement, ONLY_HERE, query->only_here);
  for (int i = 0; i < AHADI_SEARCH_MAX_WORDS && FIRST_WORD + i <= n; i++)
    ahadi_statement_bind_text (statement, FIRST_WORD + i, plan->terms.words[i]);
}

static gboolean
find_docs (AhadiVault *vault, const AhadiQuery *query, Plan *plan, GError **error)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (GArray) docs = NULL;

  if (!plan->searching)
    return TRUE;

  docs = ahadi_posting_table_find (vault->database, ahadi_kind_get_info (query->kind),
                                   plan->terms.tokens, plan->terms.n_tokens, error);
  if (docs == NULL)
    return FALSE;

  for (guint i = 0; i < docs->len; i++)
    g_string_append_printf (json, "%s%" G_GUINT32_FORMAT, i > 0 ? "," : "",
                            g_array_index (docs, guint32, i));
  g_string_append_c (json, ']');
  plan->found = g_string_free (g_steal_pointer (&json), FALSE);
  return TRUE;
}

static gboolean
read_page (AhadiVault *vault,
           AhadiKind kind,
           AhadiStatement *list,
           GPtrArray *items,
           GError **error)
{
  gboolean row;

  while (ahadi_statement_next (list, &row, error))
    {
      AhadiItem *item;
      AhadiId id;

      if (!row)
        return TRUE;
      if (!ahadi_statement_read_bytes (list, 1, &id, sizeof id))
        memset (&id, 0, sizeof id);
      item = load_item (vault, sqlite3_column_int64 (list->stmt, 0), kind, &id, error);
      if (item == NULL)
        return FALSE;
      g_ptr_array_add (items, item);
    }

  return FALSE;
}

/* Lists by name that nothing but a search narrows: of ahadi-lists.h. */
static gboolean
is_by_name (const AhadiQuery *query)
{
  return ahadi_search_text_has_names (query->kind) && query->sort == AHADI_SORT_NAME &&
         query->of == NULL && !query->only_here;
}

static AhadiItem *
load_doc (AhadiVault *vault, AhadiKind kind, guint32 doc, GError **error)
{
  g_autoptr (AhadiStatement) get = ahadi_database_prepare_for (
      vault->database, ahadi_kind_get_info (kind)->name, "by-doc", error);
  gint64 audience;
  AhadiId id = { { 0 } };
  gboolean row;

  if (get == NULL)
    return NULL;

  ahadi_statement_bind_int (get, 1, doc);
  if (!ahadi_statement_next (get, &row, error))
    return NULL;

  audience = row ? sqlite3_column_int64 (get->stmt, 0) : 0;
  if (row && !ahadi_statement_read_bytes (get, 1, &id, sizeof id))
    audience = 0;
  return load_item (vault, audience, kind, &id, error);
}

static gboolean
list_by_name (AhadiVault *vault,
              const AhadiQuery *query,
              const Plan *plan,
              GPtrArray *items,
              GError **error)
{
  const AhadiSearchTerms *terms = plan->searching ? &plan->terms : NULL;
  g_autoptr (GArray) docs = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (!ahadi_lists_read_page (vault->lists, query->kind, query->search, terms,
                              query->offset, query->limit, docs, error))
    return FALSE;

  for (guint i = 0; i < docs->len; i++)
    {
      AhadiItem *item =
          load_doc (vault, query->kind, g_array_index (docs, guint32, i), error);

      if (item == NULL)
        return FALSE;
      g_ptr_array_add (items, item);
    }

  return TRUE;
}

static gboolean
list_by_statement (AhadiVault *vault,
                   const AhadiQuery *query,
                   Plan *plan,
                   GPtrArray *items,
                   GError **error)
{
  g_autoptr (AhadiStatement) list = NULL;

  if (!has_statement (vault, query, plan->list))
    return TRUE;

  list = prepare (vault, query, plan->list, error);
  if (list == NULL || !find_docs (vault, query, plan, error))
    return FALSE;

  bind (list, query, plan);
  return read_page (vault, query->kind, list, items, error);
}

GPtrArray *
ahadi_query_list (AhadiVault *vault, const AhadiQuery *query, GError **error)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_item_free);
  g_auto (Plan) plan = { 0 };
  gboolean ok;

  if (!ahadi_text_index_catch_up (vault, query->kind, error))
    return NULL;

  make_plan (query, &plan);
  ok = is_by_name (query) ? list_by_name (vault, query, &plan, items, error)
                          : list_by_statement (vault, query, &plan, items, error);
  return ok ? g_steal_pointer (&items) : NULL;
}

gboolean
ahadi_query_count (AhadiVault *vault,
                   const AhadiQuery *query,
                   guint64 *count,
                   GError **error)
{
  g_autoptr (AhadiStatement) statement = NULL;
  g_auto (Plan) plan = { 0 };
  gint64 value;

  *count = 0;
  make_plan (query, &plan);
  if (plan.searching && !ahadi_text_index_catch_up (vault, query->kind, error))
    return FALSE;

  if (plan.searching && is_by_name (query))
    return ahadi_lists_count (vault->lists, query->kind, query->search, &plan.terms,
                              count, error);
  if (g_strcmp0 (plan.count, ALL_COUNT) == 0)
    return ahadi_vault_count_rows (vault, query->kind, count, error);
  if (!has_statement (vault, query, plan.count))
    return TRUE;

  statement = prepare (vault, query, plan.count, error);
  if (statement == NULL || !find_docs (vault, query, &plan, error))
    return FALSE;

  bind (statement, query, &plan);
  if (!ahadi_statement_get_number (statement, &value, error))
    return FALSE;

  *count = value;
  return TRUE;
}

/* --- Deliveries, audiences, digest ---------------------------------------- */

static gboolean
count_kind (AhadiVault *vault,
            const AhadiKindInfo *info,
            AhadiDeliveryCounts *counts,
            GError **error)
{
  g_autoptr (AhadiStatement) list =
      ahadi_database_prepare_for (vault->database, info->name, "deliveries", error);
  guint64 *by_state = counts->counts[info->kind];
  gboolean row;

  if (list == NULL)
    return FALSE;

  while (ahadi_statement_next (list, &row, error))
    {
      guint64 all;
      guint64 here;
      guint64 received;

      if (!row)
        return TRUE;
      all = sqlite3_column_int64 (list->stmt, 1);
      here = sqlite3_column_int64 (list->stmt, 2);
      received = sqlite3_column_int64 (list->stmt, 3);
      by_state[AHADI_DELIVERY_ONLY_HERE] += here;
      by_state[AHADI_DELIVERY_RECEIVED] += received;
      by_state[AHADI_DELIVERY_EXPORTED] += all - here - received;
    }

  return FALSE;
}

static gboolean
count_others (AhadiVault *vault,
              const AhadiKindInfo *info,
              AhadiDeliveryCounts *counts,
              GError **error)
{
  AhadiQuery query = { .kind = info->kind };
  guint64 *by_state = counts->counts[info->kind];
  guint64 all;

  if (!ahadi_query_count (vault, &query, &all, error))
    return FALSE;

  by_state[AHADI_DELIVERY_NONE] = all - by_state[AHADI_DELIVERY_ONLY_HERE] -
                                  by_state[AHADI_DELIVERY_EXPORTED] -
                                  by_state[AHADI_DELIVERY_RECEIVED];
  return TRUE;
}

gboolean
ahadi_query_deliveries (AhadiVault *vault, AhadiDeliveryCounts *counts, GError **error)
{
  memset (counts, 0, sizeof *counts);
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    {
      const AhadiKindInfo *info = ahadi_kind_get_info (kind);

      if (!count_kind (vault, info, counts, error) ||
          !count_others (vault, info, counts, error))
        return FALSE;
    }

  return TRUE;
}

/* The digest of an audience in the making, with what is sealed to some of its readers. */
typedef struct
{
  AhadiDigest *digest;
  GArray *sealed; /* AhadiSealedOp, rising */
} Digesting;

static int
compare_to_sealed (gconstpointer key, gconstpointer element)
{
  const AhadiRow *row = key;
  const AhadiSealedOp *op = element;

  if (row->kind != op->kind)
    return row->kind < op->kind ? -1 : 1;

  return ahadi_id_compare (&row->entity, &op->entity);
}

static gboolean
is_sealed (const Digesting *self, const AhadiRow *row)
{
  return self->sealed->len > 0 &&
         bsearch (row, self->sealed->data, self->sealed->len, sizeof (AhadiSealedOp),
                  compare_to_sealed) != NULL;
}

/*
 * Who has a key and who has none hold the same operations, and must come to the same
 * digest: so a record with a sealed operation counts by those operations alone, opened or
 * not, and its row, which not all have, does not.
 */
static gboolean
add_to_digest (AhadiStoredRow *stored, gpointer data, GError **error)
{
  Digesting *self = data;

  if (!is_sealed (self, &stored->row))
    ahadi_digest_add (self->digest, &stored->row);
  return TRUE;
}

static void
add_sealed_to_digest (const Digesting *self)
{
  for (guint i = 0; i < self->sealed->len; i++)
    {
      const AhadiSealedOp *op = &g_array_index (self->sealed, AhadiSealedOp, i);

      ahadi_digest_add_sealed (self->digest, op->kind, &op->entity, &op->stamp, op->hash);
    }
}

char *
ahadi_query_digest (AhadiVault *vault, const char *audience, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  g_autoptr (AhadiDigest) digest = NULL;
  g_autoptr (GArray) sealed = NULL;
  Digesting digesting;
  gint64 number;

  if (streams == NULL)
    return NULL;

  number = ahadi_stream_table_find_audience (streams, audience);
  sealed = ahadi_sealed_ops_list (vault, number, error);
  if (sealed == NULL)
    return NULL;

  digest = ahadi_digest_new (audience);
  digesting = (Digesting){ digest, sealed };
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    if (!ahadi_rows_scan (vault, number, kind, add_to_digest, &digesting, error))
      return NULL;

  add_sealed_to_digest (&digesting);
  return ahadi_digest_finish (digest);
}

static gboolean
has_rows (AhadiVault *vault, gint64 audience, gboolean *any, GError **error)
{
  *any = FALSE;
  for (int kind = 1; kind <= AHADI_KIND_MAX && !*any; kind++)
    {
      g_autoptr (AhadiStatement) ask = ahadi_database_prepare_for (
          vault->database, ahadi_kind_get_info (kind)->name, "any", error);
      gint64 value;

      if (ask == NULL)
        return FALSE;
      ahadi_statement_bind_int (ask, 1, audience);
      if (!ahadi_statement_get_number (ask, &value, error))
        return FALSE;
      *any = value != 0;
    }

  return TRUE;
}

GStrv
ahadi_query_list_audiences (AhadiVault *vault, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (streams == NULL)
    return NULL;

  for (gint64 i = 1; i <= ahadi_stream_table_count_audiences (streams); i++)
    {
      gboolean any;

      if (!has_rows (vault, i, &any, error))
        return NULL;
      if (any)
        g_strv_builder_add (names, ahadi_stream_table_get_audience (streams, i));
    }

  return g_strv_builder_end (names);
}
