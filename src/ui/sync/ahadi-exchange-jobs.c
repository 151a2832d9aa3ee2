/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-exchange-jobs.h"

typedef struct
{
  GStrv paths; /* the folder alone, for what goes out */
  gboolean flag;
  guint limit;
  AhadiMeter *meter;
  GCancellable *cancellable;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_strfreev (self->paths);
  g_clear_pointer (&self->meter, ahadi_meter_unref);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static Asked *
asked_new (const char *const *paths,
           gboolean flag,
           AhadiMeter *meter,
           GCancellable *cancellable)
{
  Asked *self = g_new0 (Asked, 1);

  self->paths = g_strdupv ((GStrv) paths);
  self->flag = flag;
  self->meter = meter != NULL ? ahadi_meter_ref (meter) : ahadi_meter_new ();
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return self;
}

static void
run (AhadiKeeper *keeper,
     AhadiWork work,
     Asked *asked,
     GDestroyNotify result_free,
     gboolean changes,
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
                        .changes = changes,
                    },
                    owner, done);
}

/* --- export ---------------------------------------------------------------------- */

static void
export_result_free (gpointer data)
{
  ahadi_export_result_clear (data);
  g_free (data);
}

static gpointer
work_export (AhadiSession *session,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  Asked *asked = data;
  AhadiProgress progress = ahadi_meter_get_progress (asked->meter, asked->cancellable);
  AhadiExportResult *result = g_new0 (AhadiExportResult, 1);

  if (!ahadi_exchange_export (session, asked->paths[0], asked->flag, &progress, result,
                              error))
    {
      export_result_free (result);
      return NULL;
    }
  return result;
}

void
ahadi_exchange_jobs_export (AhadiKeeper *keeper,
                            const char *folder,
                            gboolean everything,
                            AhadiMeter *meter,
                            GCancellable *cancellable,
                            gpointer owner,
                            AhadiDone done)
{
  run (keeper, work_export,
       asked_new ((const char *[]){ folder, NULL }, everything, meter, cancellable),
       export_result_free, TRUE, owner, done);
}

/* --- import ---------------------------------------------------------------------- */

static void
imports_free (gpointer data)
{
  AhadiImports *self = data;

  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_pointer (&self->sentences, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static AhadiImports *
imports_new (void)
{
  AhadiImports *self = g_new0 (AhadiImports, 1);

  self->results =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ahadi_import_result_free);
  self->sentences = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
imports_add (AhadiImports *self, AhadiSession *session, AhadiImportResult *result)
{
  g_ptr_array_add (self->results, result);
  g_ptr_array_add (self->sentences, ahadi_exchange_say_import (session, result));
}

/* A cancelled or broken-off row of files still tells what happened to those before. */
static gpointer
work_import (AhadiSession *session,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  Asked *asked = data;
  AhadiProgress progress = ahadi_meter_get_progress (asked->meter, asked->cancellable);
  AhadiImports *imports = imports_new ();
  g_autoptr (AhadiIntake) intake =
      ahadi_intake_new (session, (const char *const *) asked->paths, asked->flag);

  for (guint i = 0; ahadi_intake_peek (intake) != NULL; i++)
    {
      AhadiImportResult *result;

      ahadi_meter_begin_part (asked->meter, i + 1, g_strv_length (asked->paths));
      result = ahadi_intake_next (intake, &progress, &imports->error);
      if (result == NULL)
        break;
      imports_add (imports, session, result);
    }
  return imports;
}

void
ahadi_exchange_jobs_import (AhadiKeeper *keeper,
                            const char *const *paths,
                            gboolean preview,
                            AhadiMeter *meter,
                            GCancellable *cancellable,
                            gpointer owner,
                            AhadiDone done)
{
  run (keeper, work_import, asked_new (paths, preview, meter, cancellable), imports_free,
       !preview, owner, done);
}

/* --- carrying ---------------------------------------------------------------------- */

static gpointer
work_carry (AhadiSession *session,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  Asked *asked = data;
  AhadiImports *imports = imports_new ();
  AhadiImportResult *result;

  for (guint i = 0; asked->paths[i] != NULL && imports->error == NULL; i++)
    if ((result = ahadi_exchange_carry (session, asked->paths[i], &imports->error)) !=
        NULL)
      imports_add (imports, session, result);
  return imports;
}

void
ahadi_exchange_jobs_carry (AhadiKeeper *keeper,
                           const char *const *paths,
                           gpointer owner,
                           AhadiDone done)
{
  run (keeper, work_carry, asked_new (paths, FALSE, NULL, NULL), imports_free, TRUE,
       owner, done);
}

GPtrArray *
ahadi_imports_list_for_others (const AhadiImports *imports)
{
  GPtrArray *paths = g_ptr_array_new ();

  for (guint i = 0; i < imports->results->len; i++)
    {
      const AhadiImportResult *result = imports->results->pdata[i];

      if (g_error_matches (result->reason, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_FOR_US))
        g_ptr_array_add (paths, result->file);
    }
  g_ptr_array_add (paths, NULL);
  return paths;
}

/* --- replies and journal ----------------------------------------------------------- */

static gpointer
work_reply (AhadiSession *session,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  Asked *asked = data;
  AhadiProgress progress = ahadi_meter_get_progress (asked->meter, asked->cancellable);

  return ahadi_exchange_reply (session, asked->paths[0], &progress, error);
}

void
ahadi_exchange_jobs_reply (AhadiKeeper *keeper,
                           const char *folder,
                           AhadiMeter *meter,
                           GCancellable *cancellable,
                           gpointer owner,
                           AhadiDone done)
{
  run (keeper, work_reply,
       asked_new ((const char *[]){ folder, NULL }, FALSE, meter, cancellable),
       (GDestroyNotify) g_ptr_array_unref, TRUE, owner, done);
}

static gpointer
work_journal (AhadiSession *session,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  return ahadi_desk_journal (session, ((Asked *) data)->limit, error);
}

void
ahadi_exchange_jobs_journal (AhadiKeeper *keeper,
                             guint limit,
                             gpointer owner,
                             AhadiDone done)
{
  Asked *asked = asked_new ((const char *[]){ NULL }, FALSE, NULL, NULL);

  asked->limit = limit;
  run (keeper, work_journal, asked, (GDestroyNotify) g_ptr_array_unref, FALSE, owner,
       done);
}
