/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-reviews.h"

#include "ahadi-device-names.h"
#include "ahadi-routing.h"

/* --- The list ------------------------------------------------------------- */

void
ahadi_review_line_free (AhadiReviewLine *self)
{
  if (self == NULL)
    return;

  ahadi_item_free (self->item);
  g_free (self);
}

static AhadiReviewLine *
make_line (AhadiVault *vault, const AhadiReviewItem *found, GError **error)
{
  g_autoptr (AhadiReviewLine) line = g_new0 (AhadiReviewLine, 1);

  line->item = ahadi_query_get (vault, found->kind, &found->entity, error);
  if (line->item == NULL)
    return NULL;

  line->field = found->field;
  line->state = found->state;
  line->time = ahadi_hlc_to_ms (found->hlc);
  return g_steal_pointer (&line);
}

GPtrArray *
ahadi_reviews_list (
    AhadiSession *session, gboolean settled, guint offset, guint limit, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GPtrArray) lines =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_review_line_free);
  g_autoptr (GPtrArray) found = NULL;

  if (vault == NULL ||
      (found = ahadi_review_items_list (vault, settled, offset, limit, error)) == NULL)
    return NULL;

  for (guint i = 0; i < found->len; i++)
    {
      AhadiReviewLine *line = make_line (vault, found->pdata[i], error);

      if (line == NULL)
        return NULL;
      g_ptr_array_add (lines, line);
    }

  return g_steal_pointer (&lines);
}

gboolean
ahadi_reviews_count (AhadiSession *session, AhadiReviewCounts *counts, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);

  return vault != NULL && ahadi_review_items_count (vault, counts, error);
}

/* --- One ------------------------------------------------------------------ */

static void
clear_change (AhadiReviewChange *self)
{
  g_free (self->value);
  g_free (self->who);
}

static void
free_other (gpointer data)
{
  AhadiReviewOther *other = data;

  clear_change (&other->change);
  g_free (other);
}

void
ahadi_review_detail_free (AhadiReviewDetail *self)
{
  if (self == NULL)
    return;

  clear_change (&self->base);
  clear_change (&self->standing);
  clear_change (&self->decided);
  clear_change (&self->before);
  g_clear_pointer (&self->item, ahadi_item_free);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->settlement, ahadi_record_unref);
  g_free (self);
}

static AhadiReviewChange
tell (const AhadiDeviceNames *names, const AhadiStamp *stamp, const char *value)
{
  return (AhadiReviewChange){ .value = g_strdup (value),
                              .who = ahadi_device_names_get (names, &stamp->device),
                              .device = stamp->device,
                              .time = ahadi_hlc_to_ms (stamp->hlc) };
}

static void
tell_rivals (AhadiReviewDetail *self,
             const AhadiReview *review,
             const AhadiDeviceNames *names)
{
  self->others = g_ptr_array_new_with_free_func (free_other);
  for (guint i = 0; i < review->rivals->len; i++)
    {
      const AhadiRival *rival = &g_array_index (review->rivals, AhadiRival, i);
      AhadiReviewOther *other = g_new0 (AhadiReviewOther, 1);

      other->change = tell (names, &rival->writing.stamp, rival->writing.value);
      other->state = rival->state;
      g_ptr_array_add (self->others, other);
    }
}

static gboolean
tell_decision (AhadiReviewDetail *self,
               AhadiVault *vault,
               const AhadiReview *review,
               const AhadiDeviceNames *names,
               GError **error)
{
  g_autoptr (AhadiItem) item = NULL;

  if (!review->has_decision)
    return TRUE;
  item = ahadi_query_get (vault, AHADI_KIND_SETTLEMENT, &review->decision, error);
  if (item == NULL)
    return FALSE;

  self->settlement = ahadi_record_ref (item->record);
  self->decided = tell (names, &item->newest,
                        ahadi_record_get (item->record, AHADI_SETTLEMENT_VALUE));
  return TRUE;
}

static AhadiReviewDetail *
make_detail (AhadiVault *vault,
             const AhadiItem *item,
             const AhadiReview *review,
             const AhadiDeviceNames *names,
             GError **error)
{
  g_autoptr (AhadiReviewDetail) self = g_new0 (AhadiReviewDetail, 1);

  self->item = ahadi_item_copy (item);
  self->field = review->field;
  self->state = review->state;
  self->has_base = review->has_base;
  if (review->has_base)
    self->base = tell (names, &review->base.stamp, review->base.value);
  self->standing = tell (names, &review->standing.stamp, review->standing.value);
  self->has_before = review->has_before;
  if (review->has_before)
    self->before = tell (names, &review->before.stamp, review->before.value);
  tell_rivals (self, review, names);
  return tell_decision (self, vault, review, names, error) ? g_steal_pointer (&self)
                                                           : NULL;
}

GPtrArray *
ahadi_reviews_of (AhadiSession *session,
                  AhadiKind kind,
                  const AhadiId *id,
                  GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (GPtrArray) details =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_review_detail_free);
  g_auto (AhadiDeviceNames) names = { 0 };
  g_autoptr (AhadiItem) item = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (GError) local = NULL;

  if (vault == NULL || !ahadi_device_names_load (session, &names, error))
    return NULL;
  item = ahadi_query_get (vault, kind, id, &local);
  if (g_error_matches (local, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND))
    return g_steal_pointer (&details);
  if (item != NULL)
    reviews = ahadi_review_items_of (vault, item->audience, kind, id, &local);
  if (reviews == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  for (guint i = 0; i < reviews->len; i++)
    {
      AhadiReviewDetail *detail =
          make_detail (vault, item, reviews->pdata[i], &names, error);

      if (detail == NULL)
        return NULL;
      g_ptr_array_add (details, detail);
    }

  return g_steal_pointer (&details);
}

AhadiReviewDetail *
ahadi_reviews_get (
    AhadiSession *session, AhadiKind kind, const AhadiId *id, guint field, GError **error)
{
  g_autoptr (GPtrArray) all = ahadi_reviews_of (session, kind, id, error);

  if (all == NULL)
    return NULL;

  for (guint i = 0; i < all->len; i++)
    if (((AhadiReviewDetail *) all->pdata[i])->field == field)
      return g_ptr_array_steal_index (all, i);

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
               "cannot show the review: nothing of this field was written apart");
  return NULL;
}

/* --- Settling ------------------------------------------------------------- */

static gboolean
refuse_value (GError **error, const char *why)
{
  g_set_error (error, AHADI_MODEL_ERROR, AHADI_MODEL_ERROR_VALUE, "cannot settle: %s",
               why);
  return FALSE;
}

/* Into the record, as it is to stand. What branches wrote apart may break the rules that
 * bind several fields; that is no reason not to decide. */
static gboolean
choose (AhadiReviewDetail *detail, const AhadiReviewChoice *choice, GError **error)
{
  AhadiRecord *record = detail->item->record;
  const AhadiField *field = &ahadi_record_get_info (record)->fields[detail->field];

  if (choice->outcome == AHADI_REVIEW_TAKE && choice->other >= detail->others->len)
    return refuse_value (error, "there is no such change");
  if (choice->outcome == AHADI_REVIEW_UNDO && !detail->has_before)
    return refuse_value (error, "there is no decision to be taken back");

  if (choice->outcome == AHADI_REVIEW_KEEP)
    ahadi_record_set (record, detail->field, detail->standing.value);
  else if (choice->outcome == AHADI_REVIEW_UNDO)
    ahadi_record_set (record, detail->field, detail->before.value);
  else if (choice->outcome == AHADI_REVIEW_TAKE)
    ahadi_record_set (
        record, detail->field,
        ((AhadiReviewOther *) detail->others->pdata[choice->other])->change.value);
  else if (!ahadi_record_enter (record, detail->field, choice->value, error))
    return FALSE;

  return !field->required || ahadi_record_get (record, detail->field) != NULL ||
         refuse_value (error, "the field must not be empty");
}

static AhadiRecord *
make_settlement (const AhadiReviewChoice *choice, const char *reason, GError **error)
{
  g_autoptr (AhadiRecord) settlement = ahadi_record_new (AHADI_KIND_SETTLEMENT, NULL);
  AhadiDate today = ahadi_date_today ();
  g_autofree char *date = ahadi_date_to_string (&today);

  ahadi_record_set (settlement, AHADI_SETTLEMENT_OUTCOME,
                    ahadi_settlement_outcomes[choice->outcome]);
  ahadi_record_set (settlement, AHADI_SETTLEMENT_DATE, date);
  if (!ahadi_record_enter (settlement, AHADI_SETTLEMENT_REASON, reason, error))
    return NULL;
  if (ahadi_record_get (settlement, AHADI_SETTLEMENT_REASON) == NULL)
    {
      refuse_value (error, "a reason is wanted");
      return NULL;
    }

  return g_steal_pointer (&settlement);
}

/* The branches of those who wrote what was decided upon. */
static GHashTable *
list_branches (const AhadiReviewDetail *detail, const AhadiDeviceNames *names)
{
  GHashTable *branches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i <= detail->others->len; i++)
    {
      const AhadiReviewChange *change =
          i == 0 ? &detail->standing
                 : &((AhadiReviewOther *) detail->others->pdata[i - 1])->change;
      const AhadiId *branch = ahadi_device_names_find_branch (names, &change->device);

      if (branch != NULL)
        g_hash_table_add (branches, ahadi_audience_make (AHADI_AUDIENCE_BRANCH, branch));
    }

  return branches;
}

/* A reply carries what is written for a branch. */
static gboolean
tell_branches (AhadiVault *vault,
               GHashTable *branches,
               const AhadiRecord *settlement,
               GError **error)
{
  const AhadiId new = { { 0 } };
  GHashTableIter iter;
  gpointer audience;

  g_hash_table_iter_init (&iter, branches);
  while (g_hash_table_iter_next (&iter, &audience, NULL))
    {
      g_autoptr (AhadiRecord) copy = ahadi_record_copy (settlement);

      ahadi_record_set_id (copy, &new);
      if (!ahadi_vault_save (vault, audience, copy, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
save (AhadiVault *vault,
      const AhadiReviewDetail *detail,
      GHashTable *branches,
      AhadiRecord *settlement,
      GError **error)
{
  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  if (ahadi_review_items_settle (vault, detail->item->audience, detail->item->record,
                                 detail->field, settlement, error) &&
      tell_branches (vault, branches, settlement, error))
    return ahadi_vault_commit (vault, error);

  ahadi_vault_rollback (vault);
  return FALSE;
}

gboolean
ahadi_reviews_settle (AhadiSession *session,
                      AhadiKind kind,
                      const AhadiId *id,
                      guint field,
                      const AhadiReviewChoice *choice,
                      const char *reason,
                      GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiReviewDetail) detail = NULL;
  g_autoptr (AhadiRecord) settlement = NULL;
  g_autoptr (GHashTable) branches = NULL;
  g_auto (AhadiDeviceNames) names = { 0 };

  if (vault == NULL || !ahadi_device_names_load (session, &names, error) ||
      (detail = ahadi_reviews_get (session, kind, id, field, error)) == NULL ||
      !ahadi_routing_check_office (vault, detail->item->audience, "settle", error) ||
      !choose (detail, choice, error) ||
      (settlement = make_settlement (choice, reason, error)) == NULL)
    return FALSE;

  branches = list_branches (detail, &names);
  return save (vault, detail, branches, settlement, error);
}
