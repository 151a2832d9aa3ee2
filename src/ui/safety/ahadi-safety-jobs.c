/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "ahadi-safety-jobs.h"

/* What a job was asked for; each uses what it needs. */
typedef struct
{
  char *path;
  guint every;
  guint keep;
  gboolean replace;
  AhadiSlotType type;
  AhadiSecret *secret;
  AhadiMeter *meter;
  GCancellable *cancellable;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->path);
  g_clear_pointer (&self->secret, ahadi_secret_unref);
  g_clear_pointer (&self->meter, ahadi_meter_unref);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static Asked *
asked_new (const char *path, AhadiMeter *meter, GCancellable *cancellable)
{
  Asked *self = g_new0 (Asked, 1);

  self->path = g_strdup (path);
  self->meter = meter != NULL ? ahadi_meter_ref (meter) : ahadi_meter_new ();
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return self;
}

static void
run (AhadiKeeper *keeper,
     AhadiWork work,
     Asked *asked,
     GDestroyNotify result_free,
     gpointer owner,
     AhadiDone done)
{
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work,
                        .data = asked,
                        .data_free = asked_free,
                        .result_free = result_free,
                        .cancellable = asked->cancellable,
                        .changes = TRUE,
                    },
                    owner, done);
}

/* --- backing up ------------------------------------------------------------------ */

/* Returns: (transfer full): what the person reads. */
static char *
describe_backup (const char *path, const AhadiBackupResult *result)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *files = ahadi_sentence_for_backup (result);
  g_autofree char *made = g_strdup_printf (
      _ ("%s was written, read back and opened. A stick can be taken out "
         "safely now. Keep it away from this laptop."),
      name);

  return g_strjoin (" ", made, files, NULL);
}

static gpointer
work_back_up (AhadiSession *session,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Asked *asked = data;
  AhadiProgress progress = ahadi_meter_get_progress (asked->meter, asked->cancellable);
  g_autofree char *path = NULL;
  AhadiBackupResult result;

  return ahadi_safety_back_up (session, asked->path, &progress, &result, &path, error)
             ? describe_backup (path, &result)
             : NULL;
}

void
ahadi_safety_jobs_back_up (AhadiKeeper *keeper,
                           const char *to,
                           AhadiMeter *meter,
                           GCancellable *cancellable,
                           gpointer owner,
                           AhadiDone done)
{
  run (keeper, work_back_up, asked_new (to, meter, cancellable), g_free, owner, done);
}

static gpointer
work_if_due (AhadiSession *session,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  AhadiProgress progress = { .cancellable = cancellable };
  gboolean made;

  return ahadi_safety_back_up_if_due (session, &progress, &made, error)
             ? GINT_TO_POINTER (made ? 2 : 1)
             : NULL;
}

/* Home says it when none could be made for too long. */
static void
on_if_due (gpointer owner, gpointer result, const GError *error)
{
  if (error != NULL)
    g_info ("no backup now: %s", error->message);
}

void
ahadi_safety_jobs_back_up_if_due (AhadiKeeper *keeper, gpointer owner)
{
  ahadi_keeper_run (keeper, &(AhadiJob){ .work = work_if_due }, owner, on_if_due);
}

static gpointer
work_set_schedule (AhadiSession *session,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  Asked *asked = data;

  return ahadi_safety_set_schedule (session, asked->path, asked->every, asked->keep,
                                    error)
             ? AHADI_WORK_DONE
             : NULL;
}

void
ahadi_safety_jobs_set_schedule (AhadiKeeper *keeper,
                                const char *folder,
                                guint every,
                                guint keep,
                                gpointer owner,
                                AhadiDone done)
{
  Asked *asked = asked_new (folder, NULL, NULL);

  asked->every = every;
  asked->keep = keep;
  run (keeper, work_set_schedule, asked, NULL, owner, done);
}

/* --- trying and going back ------------------------------------------------------- */

static Asked *
asked_with (const char *path,
            AhadiSlotType type,
            AhadiSecret *secret,
            AhadiMeter *meter,
            GCancellable *cancellable)
{
  Asked *self = asked_new (path, meter, cancellable);

  self->type = type;
  self->secret = secret;
  return self;
}

static gpointer
work_check (AhadiSession *session,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  AhadiVaultCheck check = { 0 };

  return ahadi_session_check (session, &check, error) ? ahadi_sentence_for_check (&check)
                                                      : NULL;
}

void
ahadi_safety_jobs_check (AhadiKeeper *keeper, gpointer owner, AhadiDone done)
{
  ahadi_keeper_run (keeper, &(AhadiJob){ .work = work_check, .result_free = g_free },
                    owner, done);
}

static gpointer
work_drill (AhadiSession *session,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  Asked *asked = data;
  AhadiProgress progress = ahadi_meter_get_progress (asked->meter, asked->cancellable);
  g_autofree char *tried = NULL;
  AhadiDrillResult result;

  return ahadi_safety_drill (session, NULL, asked->type, asked->secret, &progress,
                             &result, &tried, error)
             ? ahadi_sentence_for_drill (&result)
             : NULL;
}

void
ahadi_safety_jobs_drill (AhadiKeeper *keeper,
                         AhadiSlotType type,
                         AhadiSecret *secret,
                         AhadiMeter *meter,
                         GCancellable *cancellable,
                         gpointer owner,
                         AhadiDone done)
{
  run (keeper, work_drill, asked_with (NULL, type, secret, meter, cancellable), g_free,
       owner, done);
}

static gpointer
work_restore (AhadiSession *session,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Asked *asked = data;
  AhadiProgress progress = ahadi_meter_get_progress (asked->meter, asked->cancellable);
  g_auto (AhadiRestoreResult) result = { 0 };

  return ahadi_safety_restore (session, asked->path, asked->type, asked->secret,
                               asked->replace, &progress, &result, error) &&
                 ahadi_session_unlock (session, asked->type, asked->secret, error)
             ? ahadi_sentence_for_restore (&result)
             : NULL;
}

void
ahadi_safety_jobs_restore (AhadiKeeper *keeper,
                           const char *source,
                           AhadiSlotType type,
                           AhadiSecret *secret,
                           gboolean replace,
                           AhadiMeter *meter,
                           GCancellable *cancellable,
                           gpointer owner,
                           AhadiDone done)
{
  Asked *asked = asked_with (source, type, secret, meter, cancellable);

  asked->replace = replace;
  run (keeper, work_restore, asked, g_free, owner, done);
}
