/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-fold.h"

/*
 * Why any order gives one state: what stands in a field is the greatest (stamp, value) of
 * all that was written to it, or the least for a fact, and picking a greatest is
 * commutative, associative and idempotent. Stamps are unique as long as nobody runs a
 * copied laptop; the value decides between the equal stamps of such a fork, so that
 * replicas agree even before the fork is found.
 */

/* Below 0: the operation was written before what stands. */
static int
compare_writings (const AhadiRow *row,
                  guint field,
                  const AhadiStamp *stamp,
                  const char *value)
{
  int stamps = ahadi_stamp_compare (stamp, &row->stamps[field]);

  return stamps != 0 ? stamps : g_strcmp0 (value, row->values[field]);
}

static gboolean
wins (AhadiFieldClass field_class, const AhadiStamp *standing, int order)
{
  if (ahadi_stamp_is_zero (standing))
    return TRUE;

  return field_class == AHADI_FIELD_FACT ? order < 0 : order > 0;
}

static gboolean
is_same_stream (const AhadiStamp *a, const AhadiStamp *b)
{
  return a->epoch == b->epoch && ahadi_id_equal (&a->device, &b->device);
}

/* The meaning of AhadiFoldOutcome.conflicts, from what a row still knows. */
static gboolean
is_unseen (const AhadiStamp *stamp, const AhadiStamp *base, const AhadiStamp *standing)
{
  if (ahadi_stamp_is_zero (standing) || is_same_stream (stamp, standing))
    return FALSE;
  if (ahadi_stamp_compare (stamp, standing) < 0)
    return TRUE;

  return ahadi_stamp_compare (base, standing) < 0;
}

/* The meaning of AhadiFoldOutcome.unseen. A base that is not below its writing is none: a
 * clock was put right in between. */
static gboolean
is_apart (const AhadiStamp *stamp, const AhadiStamp *base, const AhadiStamp *standing)
{
  return !ahadi_stamp_is_zero (standing) && !is_same_stream (stamp, standing) &&
         (ahadi_stamp_compare (base, standing) != 0 ||
          ahadi_stamp_compare (stamp, standing) < 0);
}

AhadiFoldOutcome
ahadi_fold (AhadiRow *row, const AhadiStamp *stamp, const AhadiBody *body)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (row->kind);
  AhadiFoldOutcome outcome = { 0 };

  for (guint i = 0; i < info->n_fields; i++)
    {
      const guint32 bit = 1u << i;
      const AhadiFieldClass field_class = info->fields[i].field_class;
      int order;

      if ((body->fields & bit) == 0)
        continue;
      order = compare_writings (row, i, stamp, body->values[i]);
      if (order == 0)
        continue;

      if (field_class == AHADI_FIELD_SENSITIVE &&
          is_apart (stamp, &body->bases[i], &row->stamps[i]))
        outcome.unseen |= bit;
      if (field_class == AHADI_FIELD_SENSITIVE &&
          g_strcmp0 (body->values[i], row->values[i]) != 0 &&
          is_unseen (stamp, &body->bases[i], &row->stamps[i]))
        outcome.conflicts |= bit;

      if (wins (field_class, &row->stamps[i], order))
        {
          ahadi_row_set (row, i, body->values[i], stamp);
          outcome.won |= bit;
        }
      else
        outcome.superseded |= bit;
    }

  return outcome;
}

gboolean
ahadi_fold_difference (const AhadiRow *row, const AhadiRecord *record, AhadiBody *body)
{
  const AhadiKindInfo *info = ahadi_kind_get_info (row->kind);

  *body = (AhadiBody){ 0 };
  g_return_val_if_fail (ahadi_record_get_kind (record) == row->kind, FALSE);

  for (guint i = 0; i < info->n_fields; i++)
    {
      const char *value = ahadi_record_get (record, i);
      gboolean written = !ahadi_stamp_is_zero (&row->stamps[i]);

      if (g_strcmp0 (value, row->values[i]) == 0)
        continue;
      if (written && info->fields[i].field_class == AHADI_FIELD_FACT)
        continue;

      body->fields |= 1u << i;
      body->values[i] = g_strdup (value);
      body->bases[i] = row->stamps[i];
    }

  return body->fields != 0;
}
