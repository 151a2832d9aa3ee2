/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-attachment-jobs.h"

/* What a job was asked for; each uses what it needs. */
typedef struct
{
  AhadiKind kind;
  AhadiId id;
  char *path;
  AhadiRecord *attachment;
  AhadiMeter *meter;
  GCancellable *cancellable;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->path);
  g_clear_pointer (&self->attachment, ahadi_record_unref);
  g_clear_pointer (&self->meter, ahadi_meter_unref);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/* @attachment: (transfer full) (nullable) */
static Asked *
asked_file (AhadiRecord *attachment,
            const char *path,
            AhadiMeter *meter,
            GCancellable *cancellable)
{
  Asked *self = g_new0 (Asked, 1);

  self->attachment = attachment;
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
                    },
                    owner, done);
}

static gpointer
work_load (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Asked *asked = data;

  return ahadi_attached_load (session, asked->kind, &asked->id, error);
}

void
ahadi_attachment_jobs_load (AhadiKeeper *keeper,
                            AhadiKind kind,
                            const AhadiId *id,
                            gpointer owner,
                            AhadiDone done)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->kind = kind;
  asked->id = *id;
  run (keeper, work_load, asked, (GDestroyNotify) ahadi_attached_free, owner, done);
}

/* --- before it is attached --------------------------------------------------------- */

static void
look_free (gpointer data)
{
  ahadi_attachment_look_clear (data);
  g_free (data);
}

static gpointer
work_look (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Asked *asked = data;
  AhadiAttachmentLook *look = g_new0 (AhadiAttachmentLook, 1);

  if (ahadi_attachments_look (asked->path, look, error))
    return look;

  look_free (look);
  return NULL;
}

void
ahadi_attachment_jobs_look (AhadiKeeper *keeper,
                            const char *path,
                            gpointer owner,
                            AhadiDone done)
{
  run (keeper, work_look, asked_file (NULL, path, NULL, NULL), look_free, owner, done);
}

/* --- in and out -------------------------------------------------------------------- */

static gpointer
work_add (AhadiSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  Asked *asked = data;
  AhadiProgress progress = ahadi_meter_get_progress (asked->meter, asked->cancellable);

  return ahadi_attachments_add (session, asked->attachment, asked->path, NULL, &progress,
                                error)
             ? AHADI_WORK_DONE
             : NULL;
}

void
ahadi_attachment_jobs_add (AhadiKeeper *keeper,
                           AhadiRecord *attachment,
                           const char *path,
                           AhadiMeter *meter,
                           GCancellable *cancellable,
                           gpointer owner,
                           AhadiDone done)
{
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_add,
                        .data = asked_file (attachment, path, meter, cancellable),
                        .data_free = asked_free,
                        .cancellable = cancellable,
                        .changes = TRUE,
                    },
                    owner, done);
}

static gpointer
work_save (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Asked *asked = data;
  AhadiProgress progress = ahadi_meter_get_progress (asked->meter, asked->cancellable);

  return ahadi_attachments_save (session, asked->attachment, asked->path, &progress,
                                 error)
             ? AHADI_WORK_DONE
             : NULL;
}

void
ahadi_attachment_jobs_save (AhadiKeeper *keeper,
                            AhadiRecord *attachment,
                            const char *path,
                            AhadiMeter *meter,
                            GCancellable *cancellable,
                            gpointer owner,
                            AhadiDone done)
{
  run (keeper, work_save,
       asked_file (ahadi_record_ref (attachment), path, meter, cancellable), NULL, owner,
       done);
}

static gpointer
work_take_back (AhadiSession *session,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  return ahadi_erasing_take_back (session, data, error) ? AHADI_WORK_DONE : NULL;
}

void
ahadi_attachment_jobs_take_back (AhadiKeeper *keeper,
                                 const AhadiId *attachment,
                                 gpointer owner,
                                 AhadiDone done)
{
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_take_back,
                        .data = g_memdup2 (attachment, sizeof *attachment),
                        .data_free = g_free,
                        .changes = TRUE,
                    },
                    owner, done);
}

static gpointer
work_draw (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Asked *asked = data;
  g_autoptr (GError) local = NULL;
  GBytes *png = ahadi_attachments_get_thumbnail (session, asked->attachment, &local);

  if (local == NULL)
    return png != NULL ? png : g_bytes_new_static ("", 0);

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

void
ahadi_attachment_jobs_draw (AhadiKeeper *keeper,
                            AhadiRecord *attachment,
                            gpointer owner,
                            AhadiDone done)
{
  run (keeper, work_draw, asked_file (ahadi_record_ref (attachment), NULL, NULL, NULL),
       (GDestroyNotify) g_bytes_unref, owner, done);
}
