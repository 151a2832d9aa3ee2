/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-review-jobs.h"

/* What a job was asked. */
typedef struct
{
  AhadiReviewPlace place;
  AhadiId device; /* who wrote what is to stand, and when */
  gint64 time;
  char *value;
  char *reason;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->value);
  g_free (self->reason);
  g_free (self);
}

static void
lists_free (gpointer data)
{
  AhadiReviewLists *self = data;

  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->settled, g_ptr_array_unref);
  g_free (self);
}

static gpointer
work_list (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  AhadiReviewLists *lists = g_new0 (AhadiReviewLists, 1);

  lists->open = ahadi_reviews_list (session, FALSE, 0, AHADI_REVIEWS_LISTED, error);
  if (lists->open != NULL)
    lists->settled = ahadi_reviews_list (session, TRUE, 0, AHADI_REVIEWS_LISTED, error);
  if (lists->settled == NULL)
    g_clear_pointer (&lists, lists_free);
  return lists;
}

void
ahadi_review_jobs_list (AhadiKeeper *keeper, gpointer owner, AhadiDone done)
{
  ahadi_keeper_run (keeper, &(AhadiJob){ .work = work_list, .result_free = lists_free },
                    owner, done);
}

static gpointer
work_get (AhadiSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  const AhadiReviewPlace *place = data;

  return ahadi_reviews_of (session, place->kind, &place->id, error);
}

void
ahadi_review_jobs_get (AhadiKeeper *keeper,
                       const AhadiReviewPlace *place,
                       gpointer owner,
                       AhadiDone done)
{
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_get,
                        .data = g_memdup2 (place, sizeof *place),
                        .data_free = g_free,
                        .result_free = (GDestroyNotify) g_ptr_array_unref,
                    },
                    owner, done);
}

/* --- deciding ----------------------------------------------------------------------- */

static gpointer
settle (AhadiSession *session,
        const Asked *asked,
        const AhadiReviewChoice *choice,
        GError **error)
{
  const AhadiReviewPlace *place = &asked->place;

  return ahadi_reviews_settle (session, place->kind, &place->id, place->field, choice,
                               asked->reason, error)
             ? AHADI_WORK_DONE
             : NULL;
}

static gboolean
is_asked (const Asked *asked, const AhadiReviewChange *change)
{
  return change->time == asked->time &&
         ahadi_id_equal (&change->device, &asked->device) &&
         g_strcmp0 (change->value, asked->value) == 0;
}

static AhadiReviewChoice
find_choice (const Asked *asked, const AhadiReviewDetail *detail)
{
  if (is_asked (asked, &detail->standing))
    return (AhadiReviewChoice){ .outcome = AHADI_REVIEW_KEEP };

  for (guint i = 0; i < detail->others->len; i++)
    if (is_asked (asked, &((AhadiReviewOther *) detail->others->pdata[i])->change))
      return (AhadiReviewChoice){ .outcome = AHADI_REVIEW_TAKE, .other = i };
  return (AhadiReviewChoice){ .outcome = AHADI_REVIEW_OTHER, .value = asked->value };
}

static gpointer
work_take (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  const Asked *asked = data;
  const AhadiReviewPlace *place = &asked->place;
  g_autoptr (AhadiReviewDetail) detail =
      ahadi_reviews_get (session, place->kind, &place->id, place->field, error);
  AhadiReviewChoice choice;

  if (detail == NULL)
    return NULL;
  choice = find_choice (asked, detail);
  return settle (session, asked, &choice, error);
}

static gpointer
work_write (AhadiSession *session,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const Asked *asked = data;
  AhadiReviewChoice choice = { .outcome = AHADI_REVIEW_OTHER, .value = asked->value };

  return settle (session, asked, &choice, error);
}

static gpointer
work_undo (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  AhadiReviewChoice choice = { .outcome = AHADI_REVIEW_UNDO };

  return settle (session, data, &choice, error);
}

static void
run (AhadiKeeper *keeper, AhadiWork work, Asked *asked, gpointer owner, AhadiDone done)
{
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work,
                        .data = asked,
                        .data_free = asked_free,
                        .changes = TRUE,
                    },
                    owner, done);
}

static Asked *
ask (const AhadiReviewPlace *place, const char *value, const char *reason)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->place = *place;
  asked->value = g_strdup (value);
  asked->reason = g_strdup (reason);
  return asked;
}

void
ahadi_review_jobs_take (AhadiKeeper *keeper,
                        const AhadiReviewPlace *place,
                        const AhadiReviewChange *change,
                        const char *reason,
                        gpointer owner,
                        AhadiDone done)
{
  Asked *asked = ask (place, change->value, reason);

  asked->device = change->device;
  asked->time = change->time;
  run (keeper, work_take, asked, owner, done);
}

void
ahadi_review_jobs_write (AhadiKeeper *keeper,
                         const AhadiReviewPlace *place,
                         const char *value,
                         const char *reason,
                         gpointer owner,
                         AhadiDone done)
{
  run (keeper, work_write, ask (place, value, reason), owner, done);
}

void
ahadi_review_jobs_undo (AhadiKeeper *keeper,
                        const AhadiReviewPlace *place,
                        const char *reason,
                        gpointer owner,
                        AhadiDone done)
{
  run (keeper, work_undo, ask (place, NULL, reason), owner, done);
}
