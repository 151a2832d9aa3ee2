/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-duplicate-jobs.h"

#include "ahadi-record-row.h"

/* What a job was asked. */
typedef struct
{
  AhadiMeter *meter;
  AhadiRecord *record;
  AhadiId member;
  GArray *others; /* AhadiId */
  const char *verdict;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_clear_pointer (&self->meter, ahadi_meter_unref);
  g_clear_pointer (&self->record, ahadi_record_unref);
  g_clear_pointer (&self->others, g_array_unref);
  g_free (self);
}

static gpointer
work_look (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  const Asked *asked = data;
  AhadiProgress progress = ahadi_meter_get_progress (asked->meter, cancellable);

  return ahadi_duplicates_look (session, &progress, error) ? AHADI_WORK_DONE : NULL;
}

void
ahadi_duplicate_jobs_look (AhadiKeeper *keeper,
                           AhadiMeter *meter,
                           GCancellable *cancellable,
                           gpointer owner,
                           AhadiDone done)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->meter = ahadi_meter_ref (meter);
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_look,
                        .data = asked,
                        .data_free = asked_free,
                        .cancellable = cancellable,
                    },
                    owner, done);
}

static gpointer
work_list (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return ahadi_duplicates_list (session, AHADI_DUPLICATES_ALL, 0, AHADI_DUPLICATE_PAGE,
                                error);
}

void
ahadi_duplicate_jobs_list (AhadiKeeper *keeper, gpointer owner, AhadiDone done)
{
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_list,
                        .result_free = (GDestroyNotify) g_ptr_array_unref,
                    },
                    owner, done);
}

static gpointer
work_find (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  const Asked *asked = data;

  return ahadi_duplicates_find (session, asked->record, error);
}

void
ahadi_duplicate_jobs_find (AhadiKeeper *keeper,
                           const AhadiRecord *member,
                           gpointer owner,
                           AhadiDone done)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->record = ahadi_record_copy (member);
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_find,
                        .data = asked,
                        .data_free = asked_free,
                        .result_free = (GDestroyNotify) g_ptr_array_unref,
                    },
                    owner, done);
}

static gpointer
work_decide (AhadiSession *session,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const Asked *asked = data;

  for (guint i = 0; i < asked->others->len; i++)
    if (!ahadi_duplicates_decide (session, &asked->member,
                                  &g_array_index (asked->others, AhadiId, i),
                                  asked->verdict, NULL, NULL, error))
      return NULL;
  return AHADI_WORK_DONE;
}

void
ahadi_duplicate_jobs_decide (AhadiKeeper *keeper,
                             const AhadiId *member,
                             const GArray *others,
                             const char *verdict,
                             gpointer owner,
                             AhadiDone done)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->member = *member;
  asked->others = g_array_new (FALSE, FALSE, sizeof (AhadiId));
  g_array_append_vals (asked->others, others->data, others->len);
  asked->verdict = g_intern_string (verdict);
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_decide,
                        .data = asked,
                        .data_free = asked_free,
                        .changes = TRUE,
                    },
                    owner, done);
}

static gpointer
work_list_others (AhadiSession *session,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  return ahadi_duplicates_list_others (session, data, error);
}

void
ahadi_duplicate_jobs_list_others (AhadiKeeper *keeper,
                                  const AhadiId *member,
                                  gpointer owner,
                                  AhadiDone done)
{
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_list_others,
                        .data = g_memdup2 (member, sizeof *member),
                        .data_free = g_free,
                        .result_free = (GDestroyNotify) g_ptr_array_unref,
                    },
                    owner, done);
}

static gpointer
work_tell_reports (AhadiSession *session,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (AhadiRespondents) respondents = ahadi_respondents_load (session, error);

  return respondents != NULL ? ahadi_respondents_tell (respondents, data) : NULL;
}

void
ahadi_duplicate_jobs_tell_reports (AhadiKeeper *keeper,
                                   const AhadiId *report,
                                   gpointer owner,
                                   AhadiDone done)
{
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_tell_reports,
                        .data = g_memdup2 (report, sizeof *report),
                        .data_free = g_free,
                        .result_free = g_free,
                    },
                    owner, done);
}

char *
ahadi_duplicate_say_member (const AhadiRecord *member)
{
  g_autofree char *title = ahadi_record_title (member);
  g_autofree char *subtitle = ahadi_record_subtitle (member);

  return *subtitle == '\0' ? g_steal_pointer (&title)
                           : g_strdup_printf ("%s · %s", title, subtitle);
}

char *
ahadi_duplicate_say_reasons (const AhadiDuplicate *duplicate)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < duplicate->reasons->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            ahadi_linking_say_reason (duplicate->reasons->pdata[i]));
  return g_string_free (text, FALSE);
}
