/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-vault-check.h"

#include <string.h>

#include "ahadi-log.h"
#include "ahadi-name-order.h"
#include "ahadi-op-index.h"
#include "ahadi-posting-table.h"
#include "ahadi-replay.h"
#include "ahadi-review-due.h"
#include "ahadi-rows.h"
#include "ahadi-sealed-ops.h"
#include "ahadi-search-text.h"
#include "ahadi-store-error.h"
#include "ahadi-text-index.h"
#include "ahadi-twin-index.h"

/* --- The database as such ------------------------------------------------- */

static gboolean
run_pragma (AhadiDatabase *database, const char *name, GError **error)
{
  g_autoptr (AhadiStatement) check = ahadi_database_prepare (database, name, error);
  const char *complaint;
  gboolean row;

  if (check == NULL || !ahadi_statement_next (check, &row, error))
    return FALSE;

  complaint = row ? (const char *) sqlite3_column_text (check->stmt, 0) : NULL;
  if (complaint == NULL || strcmp (complaint, "ok") == 0)
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_CORRUPT,
               "the database is damaged: %s", complaint);
  return FALSE;
}

gboolean
ahadi_database_check (AhadiDatabase *database, GError **error)
{
  return run_pragma (database, "cipher-integrity", error) &&
         run_pragma (database, "integrity", error);
}

/* --- Chains --------------------------------------------------------------- */

typedef struct
{
  AhadiChain chain;
  gboolean broken;
} Walk;

static gboolean
walk_one (const AhadiOperation *operation, gpointer data, GError **error)
{
  Walk *walk = data;
  guint8 hash[AHADI_HASH_SIZE];

  if (operation->body != NULL)
    {
      ahadi_hash_bytes (operation->body, operation->body_size, hash);
      walk->broken |= memcmp (hash, operation->body_hash, sizeof hash) != 0;
    }

  /* A hole is seen at the end. */
  return operation->seq != walk->chain.seq + 1 ||
         ahadi_chain_link (&walk->chain, operation, error);
}

static gboolean
follow (AhadiVault *vault,
        const AhadiStreamEntry *entry,
        gint64 log,
        guint64 from,
        guint64 to,
        const guint8 *prev,
        const guint8 *head,
        gboolean *broken,
        GError **error)
{
  Walk walk = { .broken = FALSE };

  ahadi_chain_resume (&walk.chain, &entry->info.id, from - 1, prev);
  if (!ahadi_log_read (vault, log, from, to, walk_one, &walk, error))
    return FALSE;

  *broken |= walk.broken || walk.chain.seq != to ||
             memcmp (walk.chain.head, head, sizeof walk.chain.head) != 0;
  return TRUE;
}

/* @name: of the statement that lists segments, and the stream where each one's operations
 * lie */
static gboolean
check_segments (AhadiVault *vault,
                const AhadiStreamEntry *entry,
                const char *name,
                gboolean *broken,
                GError **error)
{
  g_autoptr (AhadiStatement) list = ahadi_database_prepare (vault->database, name, error);
  gboolean row;

  if (list == NULL)
    return FALSE;

  ahadi_statement_bind_int (list, 1, entry->info.number);
  while (ahadi_statement_next (list, &row, error))
    {
      guint8 prev[AHADI_CHAIN_HASH_SIZE];
      guint8 head[AHADI_CHAIN_HASH_SIZE];

      if (!row)
        return TRUE;
      if (!ahadi_statement_read_bytes (list, 2, prev, sizeof prev) ||
          !ahadi_statement_read_bytes (list, 3, head, sizeof head))
        *broken = TRUE;
      else if (!follow (vault, entry, sqlite3_column_int64 (list->stmt, 4),
                        sqlite3_column_int64 (list->stmt, 0),
                        sqlite3_column_int64 (list->stmt, 1), prev, head, broken, error))
        return FALSE;
    }

  return FALSE;
}

static gboolean
check_chains (AhadiVault *vault, AhadiVaultCheck *result, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);

  if (streams == NULL)
    return FALSE;

  for (guint i = 0; i < ahadi_stream_table_get_length (streams); i++)
    {
      const AhadiStreamEntry *entry = ahadi_stream_table_get (streams, i);
      gboolean broken = FALSE;

      if (entry->has_root && entry->info.frontier > 0 &&
          !follow (vault, entry, entry->info.number, 1, entry->info.frontier, entry->root,
                   entry->info.frontier_head, &broken, error))
        return FALSE;
      if (!check_segments (vault, entry, "segment-list", &broken, error) ||
          !check_segments (vault, entry, "story-list", &broken, error))
        return FALSE;
      result->broken_chains += broken ? 1 : 0;
    }

  return TRUE;
}

/* --- state == replay (log) ------------------------------------------------ */

/* The log in the order of entities: the rows of one entity are folded again, then
 * compared. */
typedef struct
{
  AhadiVault *vault;
  AhadiReplay *rows;
  guint64 found;        /* rows of the tables that some operation accounts for */
  guint64 reviews;      /* the same of the table of conflicts */
  guint64 n_operations; /* of the entity so far */
  guint64 tokens[AHADI_KIND_MAX + 1]; /* of the rows, by kind: a sum */
  AhadiVaultCheck *result;
} Replay;

static gboolean
is_same_row (const AhadiStoredRow *a, const AhadiStoredRow *b)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (a->row.kind);

  for (guint i = 0; i < info->n_fields; i++)
    if (g_strcmp0 (a->row.values[i], b->row.values[i]) != 0 ||
        ahadi_stamp_compare (&a->row.stamps[i], &b->row.stamps[i]) != 0)
      return FALSE;

  return a->own_stream == b->own_stream && a->own_seq == b->own_seq;
}

/* Whether the row is found by what stands in it, but for its tokens. */
static gboolean
has_same_words (Replay *replay, const AhadiStoredRow *row, gboolean *same, GError **error)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (row->row.kind);
  g_autofree char *folded = ahadi_search_text_make (info->kind, row->row.values);
  g_autofree char *sort = ahadi_search_text_make_sort (info->kind, row->row.values);
  g_autoptr (AhadiStatement) get = NULL;
  gboolean found;

  *same = TRUE;
  if (folded == NULL)
    return TRUE;

  replay->tokens[info->kind] += ahadi_posting_table_sum_text ((guint32) row->doc, folded);
  get = ahadi_database_prepare_for (replay->vault->database, info->name, "words-get",
                                    error);
  if (get == NULL)
    return FALSE;

  ahadi_statement_bind_int (get, 1, row->doc);
  if (!ahadi_statement_next (get, &found, error))
    return FALSE;

  *same = found &&
          g_strcmp0 (sort, (const char *) sqlite3_column_text (get->stmt, 0)) == 0 &&
          g_strcmp0 (folded, (const char *) sqlite3_column_text (get->stmt, 1)) == 0;
  return TRUE;
}

static gboolean
compare_row (Replay *replay, const AhadiStoredRow *expected, GError **error)
{
  g_auto (AhadiStoredRow) stored = { 0 };
  gboolean same = FALSE;

  if (!ahadi_rows_load (replay->vault, expected->audience, expected->row.kind,
                        &expected->row.entity, &stored, error) ||
      (stored.exists && !has_same_words (replay, &stored, &same, error)))
    return FALSE;

  replay->found += stored.exists ? 1 : 0;
  if (!stored.exists || !same || !is_same_row (expected, &stored))
    replay->result->differing_rows++;
  return TRUE;
}

/* Who is alone competes with nobody. */
static gboolean
compare_reviews (Replay *replay, const AhadiStoredRow *row, GError **error)
{
  guint found = 0;
  gboolean same = TRUE;

  if (replay->n_operations > 1 &&
      !ahadi_review_due_check (replay->vault, row, &found, &same, error))
    return FALSE;

  replay->reviews += found;
  replay->result->differing_rows += same ? 0 : 1;
  return TRUE;
}

static gboolean
compare_entity (Replay *replay, GError **error)
{
  GPtrArray *rows = replay->rows->rows;

  for (guint i = 0; i < rows->len; i++)
    if (!compare_row (replay, g_ptr_array_index (rows, i), error) ||
        !compare_reviews (replay, g_ptr_array_index (rows, i), error))
      return FALSE;

  return TRUE;
}

/* A sealed operation is listed as such, and as opened if it is. */
static gboolean
check_seal (Replay *replay, const AhadiReplayed *folded, GError **error)
{
  gboolean listed;
  gboolean opened;

  if (!folded->sealed && folded->kind != AHADI_KIND_REPORT &&
      folded->kind != AHADI_KIND_ADDENDUM && folded->kind != AHADI_KIND_ATTACHMENT)
    return TRUE;
  if (!ahadi_sealed_ops_is_marked (replay->vault, folded->place, &listed, &opened, error))
    return FALSE;

  if (listed != folded->sealed || opened != (folded->sealed && !folded->closed))
    replay->result->differing_rows++;
  return TRUE;
}

static gboolean
replay_one (Replay *replay, AhadiStatement *read, GError **error)
{
  AhadiReplayed folded;

  if (!ahadi_replay_fold (replay->rows, read, &folded, error))
    return FALSE;

  replay->result->differing_rows += folded.known ? 0 : 1;
  return check_seal (replay, &folded, error);
}

static gboolean
replay_log (Replay *replay, GError **error)
{
  g_autoptr (AhadiStatement) read =
      ahadi_database_prepare (replay->vault->database, "op-replay", error);
  gboolean row;

  if (read == NULL)
    return FALSE;

  while (ahadi_statement_next (read, &row, error))
    {
      AhadiId entity = { { 0 } };

      if (!row)
        return compare_entity (replay, error);
      if (!ahadi_statement_read_bytes (read, 0, &entity, sizeof entity))
        replay->result->differing_rows++;
      if (!ahadi_id_equal (&entity, &replay->rows->entity))
        {
          if (!compare_entity (replay, error))
            return FALSE;
          ahadi_replay_start (replay->rows, &entity);
          replay->n_operations = 0;
        }
      replay->n_operations++;
      if (!replay_one (replay, read, error))
        return FALSE;
    }

  return FALSE;
}

/* Where a row differs its tokens say nothing more. */
static gboolean
check_tokens (Replay *replay, GError **error)
{
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    {
      guint64 sum;

      if (ahadi_search_text_get_fields (kind) == 0)
        continue;
      if (!ahadi_posting_table_sum (replay->vault->database, ahadi_kind_get_info (kind),
                                    &sum, error))
        return FALSE;
      if (sum != replay->tokens[kind] && replay->result->differing_rows == 0)
        replay->result->differing_rows++;
    }

  return TRUE;
}

static gboolean
ask_count (
    AhadiVault *vault, const char *kind, const char *name, guint64 *count, GError **error)
{
  g_autoptr (AhadiStatement) ask =
      kind != NULL ? ahadi_database_prepare_for (vault->database, kind, name, error)
                   : ahadi_database_prepare (vault->database, name, error);
  gint64 value;

  if (ask == NULL || !ahadi_statement_get_number (ask, &value, error))
    return FALSE;

  *count = value;
  return TRUE;
}

static gboolean
check_order (AhadiVault *vault,
             const AhadiKindInfo *info,
             AhadiVaultCheck *result,
             GError **error)
{
  gboolean sound = TRUE;

  if (ahadi_search_text_has_names (info->kind) &&
      !ahadi_name_order_check (vault->database, info, &sound, error))
    return FALSE;

  result->differing_rows += sound ? 0 : 1;
  return TRUE;
}

/* The tables that lists are read from have one entry for each row, no fewer and no more.
 */
static gboolean
count_kind (AhadiVault *vault,
            const AhadiKindInfo *info,
            AhadiVaultCheck *result,
            GError **error)
{
  guint64 rows;
  guint64 counted;
  guint64 words;
  guint64 names;

  if (!ask_count (vault, info->name, "all-count", &rows, error) ||
      !ahadi_vault_count_rows (vault, info->kind, &counted, error) ||
      !check_order (vault, info, result, error))
    return FALSE;

  words = names = rows;
  if (ahadi_search_text_get_fields (info->kind) != 0 &&
      !ask_count (vault, info->name, "words-count", &words, error))
    return FALSE;
  if (ahadi_search_text_has_names (info->kind) &&
      !ask_count (vault, info->name, "name-count", &names, error))
    return FALSE;

  result->rows += rows;
  result->differing_rows += counted > rows ? counted - rows : rows - counted;
  result->differing_rows +=
      (words > rows ? words - rows : 0) + (names > rows ? names - rows : rows - names);
  return TRUE;
}

static gboolean
count_rows (AhadiVault *vault, AhadiVaultCheck *result, GError **error)
{
  guint64 indexed;
  guint64 closed;

  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    if (!count_kind (vault, ahadi_kind_get_info (kind), result, error))
      return FALSE;

  if (!ask_count (vault, NULL, "op-count", &result->operations, error) ||
      !ask_count (vault, NULL, "entity-count", &indexed, error))
    return FALSE;

  /* An operation that its entity does not know would not be replayed. */
  if (indexed < result->operations)
    result->differing_rows += result->operations - indexed;

  /* What is sealed to others is not told of, not even as a number. */
  if (!ahadi_sealed_ops_count_closed (vault, 0, G_MAXINT64, &closed, error))
    return FALSE;
  result->operations -= closed;
  return TRUE;
}

static gboolean
check_rows (AhadiVault *vault, AhadiVaultCheck *result, GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  g_auto (AhadiReplay) rows = { 0 };
  Replay replay = { .vault = vault, .rows = &rows, .result = result };
  guint64 reviews;

  if (streams == NULL)
    return FALSE;

  ahadi_replay_init (&rows, vault, streams);
  if (!count_rows (vault, result, error) || !replay_log (&replay, error))
    return FALSE;

  /* Rows that no operation accounts for. */
  result->differing_rows += result->rows - replay.found;
  if (!ask_count (vault, NULL, "review-count-all", &reviews, error))
    return FALSE;
  result->differing_rows += reviews - replay.reviews;
  return check_tokens (&replay, error);
}

static gboolean
check_twins (AhadiVault *vault, AhadiVaultCheck *result, GError **error)
{
  guint64 differing;

  if (!ahadi_twin_index_check (vault, &differing, error))
    return FALSE;

  result->differing_rows += differing;
  return TRUE;
}

static gboolean
catch_up (AhadiVault *vault, GError **error)
{
  for (int kind = 1; kind <= AHADI_KIND_MAX; kind++)
    if (!ahadi_text_index_catch_up (vault, kind, error))
      return FALSE;

  return ahadi_op_index_catch_up (vault, error) &&
         ahadi_review_due_catch_up (vault, error);
}

gboolean
ahadi_vault_check (AhadiVault *vault, AhadiVaultCheck *result, GError **error)
{
  memset (result, 0, sizeof *result);
  if (!catch_up (vault, error))
    return FALSE;

  /* SQLCipher's check reads the file, so nothing may be left in the log. */
  if (vault->depth == 0)
    sqlite3_wal_checkpoint_v2 (ahadi_database_get_handle (vault->database), NULL,
                               SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

  if (!ahadi_database_check (vault->database, error))
    return FALSE;
  return check_chains (vault, result, error) && check_rows (vault, result, error) &&
         check_twins (vault, result, error) &&
         ahadi_files_check (vault, &result->files, error);
}

gboolean
ahadi_vault_count_operations (AhadiVault *vault, guint64 *count, GError **error)
{
  return ask_count (vault, NULL, "op-count", count, error);
}
