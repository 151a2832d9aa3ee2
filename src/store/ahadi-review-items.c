/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-review-items.h"

#include "ahadi-op-index.h"
#include "ahadi-review-due.h"
#include "ahadi-saver.h"
#include "ahadi-store-error.h"

static AhadiStatement *
prepare_states (AhadiVault *vault, const char *name, gboolean settled, GError **error)
{
  AhadiStatement *statement = ahadi_database_prepare (vault->database, name, error);

  if (statement == NULL)
    return NULL;

  ahadi_statement_bind_int (statement, 1,
                            settled ? AHADI_REVIEW_SETTLED : AHADI_REVIEW_OPEN);
  ahadi_statement_bind_int (statement, 2,
                            settled ? AHADI_REVIEW_SETTLED : AHADI_REVIEW_REOPENED);
  return statement;
}

static AhadiReviewItem *
read_item (AhadiStatement *list)
{
  AhadiReviewItem *item = g_new0 (AhadiReviewItem, 1);

  g_strlcpy (item->audience, (const char *) sqlite3_column_text (list->stmt, 0),
             sizeof item->audience);
  item->kind = sqlite3_column_int (list->stmt, 1);
  ahadi_statement_read_bytes (list, 2, &item->entity, sizeof item->entity);
  item->field = sqlite3_column_int (list->stmt, 3);
  item->state = sqlite3_column_int (list->stmt, 4);
  item->hlc = sqlite3_column_int64 (list->stmt, 5);
  return item;
}

GPtrArray *
ahadi_review_items_list (
    AhadiVault *vault, gboolean settled, guint offset, guint limit, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AhadiStatement) list = NULL;
  gboolean row;

  if (!ahadi_review_due_catch_up (vault, error))
    return NULL;
  list = prepare_states (vault, "review-list", settled, error);
  if (list == NULL)
    return NULL;

  ahadi_statement_bind_int (list, 3, limit > 0 ? (gint64) limit : -1);
  ahadi_statement_bind_int (list, 4, offset);
  while (ahadi_statement_next (list, &row, error))
    {
      if (!row)
        return g_steal_pointer (&items);
      g_ptr_array_add (items, read_item (list));
    }

  return NULL;
}

static gboolean
count (AhadiVault *vault, gboolean settled, guint64 *count, GError **error)
{
  g_autoptr (AhadiStatement) ask = prepare_states (vault, "review-count", settled, error);
  gint64 value;

  if (ask == NULL || !ahadi_statement_get_number (ask, &value, error))
    return FALSE;

  *count = value;
  return TRUE;
}

gboolean
ahadi_review_items_count (AhadiVault *vault, AhadiReviewCounts *counts, GError **error)
{
  return ahadi_review_due_catch_up (vault, error) &&
         count (vault, FALSE, &counts->open, error) &&
         count (vault, TRUE, &counts->settled, error);
}

GPtrArray *
ahadi_review_items_of (AhadiVault *vault,
                       const char *audience,
                       AhadiKind kind,
                       const AhadiId *entity,
                       GError **error)
{
  AhadiStreamTable *streams = ahadi_vault_get_streams (vault, error);
  gint64 number;

  if (streams == NULL || !ahadi_op_index_catch_up (vault, error))
    return NULL;

  number = ahadi_stream_table_find_audience (streams, audience);
  return ahadi_review_due_compute (vault, number, kind, entity, error);
}

/* --- Settling ------------------------------------------------------------- */

/* Of an ordinary field nothing is settled: the later writing stands. */
static AhadiReview *
find_field (GPtrArray *reviews, AhadiKind kind, guint field, GError **error)
{
  gboolean sensitive =
      ahadi_kind_get_info (kind)->fields[field].field_class == AHADI_FIELD_SENSITIVE;

  for (guint i = 0; sensitive && i < reviews->len; i++)
    if (((AhadiReview *) reviews->pdata[i])->field == field)
      return reviews->pdata[i];

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
               "cannot settle: nothing of this field was written apart");
  return NULL;
}

static int
compare_stamps (gconstpointer a, gconstpointer b)
{
  return ahadi_stamp_compare (a, b);
}

static gboolean
takes_back (const AhadiRecord *settlement)
{
  return g_strcmp0 (ahadi_record_get (settlement, AHADI_SETTLEMENT_OUTCOME),
                    AHADI_SETTLEMENT_UNDO) == 0;
}

/* Rising, each once: all that is decided upon, or what the decision that is taken back
 * lets stand. */
static char *
print_cites (const AhadiReview *review, gboolean undoes, const AhadiStamp *written)
{
  g_autoptr (GArray) cites = g_array_new (FALSE, FALSE, sizeof (AhadiStamp));

  if (undoes)
    {
      const AhadiStamp two[] = { review->decided, *written };

      return ahadi_decision_print_cites (two, G_N_ELEMENTS (two));
    }

  for (guint i = 0; i < review->rivals->len; i++)
    g_array_append_val (cites,
                        g_array_index (review->rivals, AhadiRival, i).writing.stamp);
  g_array_append_val (cites, review->standing.stamp);
  g_array_append_val (cites, *written);
  g_array_sort (cites, compare_stamps);
  return ahadi_decision_print_cites ((gconstpointer) cites->data, cites->len);
}

static void
fill (AhadiRecord *settlement, const AhadiRecord *record, guint field, const char *cites)
{
  const AhadiKindInfo *info = ahadi_record_get_info (record);
  g_autofree char *of = ahadi_id_to_string (ahadi_record_get_id (record));

  ahadi_record_set (settlement, AHADI_SETTLEMENT_OF_KIND, info->name);
  ahadi_record_set (settlement, AHADI_SETTLEMENT_OF_ENTITY, of);
  ahadi_record_set (settlement, AHADI_SETTLEMENT_OF_FIELD, info->fields[field].name);
  ahadi_record_set (settlement, AHADI_SETTLEMENT_CITES, cites);
  ahadi_record_set (settlement, AHADI_SETTLEMENT_VALUE, ahadi_record_get (record, field));
}

static gboolean
settle (AhadiVault *vault,
        const char *audience,
        const AhadiRecord *record,
        guint field,
        AhadiRecord *settlement,
        GError **error)
{
  g_autoptr (GPtrArray) reviews =
      ahadi_review_items_of (vault, audience, ahadi_record_get_kind (record),
                             ahadi_record_get_id (record), error);
  const AhadiReview *review = NULL;
  g_autofree char *cites = NULL;
  AhadiStamp written;

  if (reviews != NULL)
    review = find_field (reviews, ahadi_record_get_kind (record), field, error);
  if (review != NULL && takes_back (settlement) && !review->has_before)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                   "cannot take a decision back: there is none");
      return FALSE;
    }
  if (review == NULL ||
      !ahadi_saver_rewrite (vault, audience, record, field, &written, error))
    return FALSE;

  cites = print_cites (review, takes_back (settlement), &written);
  fill (settlement, record, field, cites);
  return ahadi_vault_save (vault, audience, settlement, NULL, error);
}

gboolean
ahadi_review_items_settle (AhadiVault *vault,
                           const char *audience,
                           const AhadiRecord *record,
                           guint field,
                           AhadiRecord *settlement,
                           GError **error)
{
  if (!ahadi_vault_begin (vault, error))
    return FALSE;

  return ahadi_vault_end (
      vault, settle (vault, audience, record, field, settlement, error), error);
}
