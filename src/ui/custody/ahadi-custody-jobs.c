/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-custody-jobs.h"

static gpointer
work_list_people (AhadiSession *session,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  return ahadi_people_list (session, error);
}

void
ahadi_custody_jobs_list_people (AhadiKeeper *keeper, gpointer owner, AhadiDone done)
{
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_list_people,
                        .result_free = (GDestroyNotify) g_ptr_array_unref,
                    },
                    owner, done);
}

static gpointer
work_load (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return ahadi_custodians_load (session, error);
}

void
ahadi_custody_jobs_load (AhadiKeeper *keeper, gpointer owner, AhadiDone done)
{
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_load,
                        .result_free = (GDestroyNotify) ahadi_custodians_free,
                    },
                    owner, done);
}

typedef struct
{
  guint threshold;
  GStrv names;
} Draw;

static void
draw_free (gpointer data)
{
  Draw *draw = data;

  g_strfreev (draw->names);
  g_free (draw);
}

static gpointer
work_draw (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  const Draw *draw = data;

  return ahadi_share_set_draw (session, draw->threshold, g_strv_length (draw->names),
                               (const char *const *) draw->names, error);
}

void
ahadi_custody_jobs_draw (AhadiKeeper *keeper,
                         guint threshold,
                         const char *const *names,
                         gpointer owner,
                         AhadiDone done)
{
  Draw *draw = g_new0 (Draw, 1);

  draw->threshold = threshold;
  draw->names = g_strdupv ((GStrv) names);
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_draw,
                        .data = draw,
                        .data_free = draw_free,
                        .result_free = (GDestroyNotify) ahadi_share_set_unref,
                    },
                    owner, done);
}

static gpointer
work_hold (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return ahadi_share_set_hold (data, session, error) ? AHADI_WORK_DONE : NULL;
}

void
ahadi_custody_jobs_hold (AhadiKeeper *keeper,
                         AhadiShareSet *set,
                         gpointer owner,
                         AhadiDone done)
{
  ahadi_keeper_run (keeper,
                    &(AhadiJob){
                        .work = work_hold,
                        .data = ahadi_share_set_ref (set),
                        .data_free = (GDestroyNotify) ahadi_share_set_unref,
                        .changes = TRUE,
                    },
                    owner, done);
}

typedef struct
{
  AhadiShareSet *set;
  guint index;
  AhadiSecret *passphrase;
  char *path;
} Seal;

static void
seal_free (gpointer data)
{
  Seal *seal = data;

  ahadi_share_set_unref (seal->set);
  ahadi_secret_unref (seal->passphrase);
  g_free (seal->path);
  g_free (seal);
}

static gpointer
work_seal (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  const Seal *seal = data;

  return ahadi_custody_seal (session, seal->set, seal->index, seal->passphrase,
                             seal->path, error)
             ? AHADI_WORK_DONE
             : NULL;
}

void
ahadi_custody_jobs_seal (AhadiKeeper *keeper,
                         AhadiShareSet *set,
                         guint index,
                         AhadiSecret *passphrase,
                         const char *path,
                         gpointer owner,
                         AhadiDone done)
{
  Seal *seal = g_new0 (Seal, 1);

  seal->set = ahadi_share_set_ref (set);
  seal->index = index;
  seal->passphrase = passphrase;
  seal->path = g_strdup (path);
  ahadi_keeper_run (
      keeper, &(AhadiJob){ .work = work_seal, .data = seal, .data_free = seal_free },
      owner, done);
}
