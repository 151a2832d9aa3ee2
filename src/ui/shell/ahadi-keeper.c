/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-keeper.h"

struct _AhadiKeeper
{
  GObject parent_instance;

  /* owned */
  AhadiSession *session;
  AhadiDesk *desk;
  GPtrArray *running; /* GCancellable of jobs that can be cancelled */

  guint generation; /* rises with every lock: answers to older jobs are dropped */
  gboolean open;
};

G_DEFINE_FINAL_TYPE (AhadiKeeper, ahadi_keeper, G_TYPE_OBJECT)

enum
{
  CHANGED,
  FLUSH,
  LOCKED,
  DESK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  AhadiKeeper *keeper; /* owned */
  GWeakRef owner;
  AhadiDone done;
  GDestroyNotify result_free;
  GCancellable *cancellable; /* owned, nullable */
  guint generation;
  gboolean changes;
  gboolean reads_desk; /* its result stays with the keeper */
} Call;

static void
call_free (Call *self)
{
  if (self->cancellable != NULL)
    g_ptr_array_remove (self->keeper->running, self->cancellable);
  g_clear_object (&self->cancellable);
  g_weak_ref_clear (&self->owner);
  g_object_unref (self->keeper);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
on_job_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GError) error = NULL;
  gpointer value = ahadi_session_run_finish (result, &error);
  g_autoptr (GObject) owner = g_weak_ref_get (&call->owner);
  gboolean current = call->generation == call->keeper->generation;

  if (error != NULL)
    g_debug ("%s", error->message);
  if (value != NULL && call->reads_desk && current)
    {
      g_clear_pointer (&call->keeper->desk, ahadi_desk_free);
      call->keeper->desk = value;
      call->keeper->open = TRUE;
      g_signal_emit (call->keeper, signals[DESK], 0);
    }
  if (owner != NULL && call->done != NULL && current)
    call->done (owner, value, error);
  if (value != NULL && call->result_free != NULL && value != call->keeper->desk)
    call->result_free (value);
  if (error == NULL && call->changes && current)
    g_signal_emit (call->keeper, signals[CHANGED], 0);
}

static void
start (AhadiKeeper *self,
       const AhadiJob *job,
       gboolean reads_desk,
       gpointer owner,
       AhadiDone done)
{
  Call *call = g_new0 (Call, 1);

  call->keeper = g_object_ref (self);
  g_weak_ref_init (&call->owner, owner);
  call->done = done;
  call->result_free = job->result_free;
  call->generation = self->generation;
  call->changes = job->changes;
  call->reads_desk = reads_desk;
  if (job->cancellable != NULL)
    {
      call->cancellable = g_object_ref (job->cancellable);
      g_ptr_array_add (self->running, g_object_ref (job->cancellable));
    }
  /* The work looks at its cancellable itself, so that one cut short still tells what was
   * done before. */
  ahadi_session_run_async (self->session, job->work, job->data, job->data_free,
                           job->result_free, NULL, on_job_ended, call);
}

void
ahadi_keeper_run (AhadiKeeper *self, const AhadiJob *job, gpointer owner, AhadiDone done)
{
  start (self, job, FALSE, owner, done);
}

/* --- opening ---------------------------------------------------------------- */

static gpointer
work_desk (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return ahadi_desk_load (session, error);
}

/* What opens the session, as a job that goes on to read the desk. */
typedef struct
{
  AhadiWork work;
  gpointer data;
  GDestroyNotify data_free;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  opening->data_free (opening->data);
  g_free (opening);
}

static gpointer
work_open (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Opening *opening = data;
  AhadiDesk *desk = NULL;

  if (opening->work (session, opening->data, cancellable, error) == NULL)
    return NULL;
  desk = ahadi_desk_load (session, error);
  if (desk == NULL && !ahadi_session_lock (session, NULL))
    g_debug ("no backup of a vault whose desk could not be read");
  return desk;
}

void
ahadi_keeper_open (AhadiKeeper *self, const AhadiJob *job, gpointer owner, AhadiDone done)
{
  Opening *opening = g_new0 (Opening, 1);
  AhadiJob both = {
    .work = work_open,
    .data = opening,
    .data_free = opening_free,
    .result_free = (GDestroyNotify) ahadi_desk_free,
  };

  opening->work = job->work;
  opening->data = job->data;
  opening->data_free = job->data_free;
  start (self, &both, TRUE, owner, done);
}

typedef struct
{
  AhadiSlotType type;
  AhadiSecret *secret;
} Unlock;

static void
unlock_free (gpointer data)
{
  Unlock *unlock = data;

  ahadi_secret_unref (unlock->secret);
  g_free (unlock);
}

static gpointer
work_unlock (AhadiSession *session,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  Unlock *unlock = data;

  return ahadi_session_unlock (session, unlock->type, unlock->secret, error)
             ? AHADI_WORK_DONE
             : NULL;
}

void
ahadi_keeper_unlock (AhadiKeeper *self,
                     AhadiSlotType type,
                     AhadiSecret *secret,
                     gpointer owner,
                     AhadiDone done)
{
  Unlock *unlock = g_new0 (Unlock, 1);

  unlock->type = type;
  unlock->secret = secret;
  ahadi_keeper_open (
      self, &(AhadiJob){ .work = work_unlock, .data = unlock, .data_free = unlock_free },
      owner, done);
}

void
ahadi_keeper_load_desk (AhadiKeeper *self, gpointer owner, AhadiDone done)
{
  AhadiJob job = {
    .work = work_desk,
    .result_free = (GDestroyNotify) ahadi_desk_free,
  };

  start (self, &job, TRUE, owner, done);
}

/* --- locking ---------------------------------------------------------------- */

static gpointer
work_lock (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  if (ahadi_session_is_open (session) && !ahadi_session_lock (session, error))
    return NULL;
  return AHADI_WORK_DONE;
}

static void
on_locked (gpointer owner, gpointer result, const GError *error)
{
  AhadiKeeper *self = owner;

  g_clear_pointer (&self->desk, ahadi_desk_free);
  g_signal_emit (self, signals[LOCKED], 0, error);
}

void
ahadi_keeper_lock (AhadiKeeper *self)
{
  AhadiJob job = { .work = work_lock };

  if (!self->open)
    return;
  g_signal_emit (self, signals[FLUSH], 0);
  /* What an Undo would bring back is personal too. */
  g_object_set_data (G_OBJECT (self), "ahadi-undo", NULL);
  self->open = FALSE;
  self->generation++;
  for (guint i = 0; i < self->running->len; i++)
    g_cancellable_cancel (self->running->pdata[i]);
  start (self, &job, FALSE, self, on_locked);
}

void
ahadi_keeper_touch (AhadiKeeper *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
ahadi_keeper_is_open (AhadiKeeper *self)
{
  return self->open;
}

const AhadiDesk *
ahadi_keeper_get_desk (AhadiKeeper *self)
{
  return self->desk;
}

AhadiSession *
ahadi_keeper_get_session (AhadiKeeper *self)
{
  return self->session;
}

static void
ahadi_keeper_finalize (GObject *object)
{
  AhadiKeeper *self = AHADI_KEEPER (object);

  g_clear_pointer (&self->desk, ahadi_desk_free);
  g_clear_pointer (&self->running, g_ptr_array_unref);
  g_clear_pointer (&self->session, ahadi_session_unref);
  G_OBJECT_CLASS (ahadi_keeper_parent_class)->finalize (object);
}

static void
ahadi_keeper_class_init (AhadiKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->finalize = ahadi_keeper_finalize;

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[FLUSH] = g_signal_new ("flush", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[DESK] =
      g_signal_new ("desk", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOCKED] = g_signal_new ("locked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ahadi_keeper_init (AhadiKeeper *self)
{
  self->running = g_ptr_array_new_with_free_func (g_object_unref);
}

AhadiKeeper *
ahadi_keeper_new (AhadiSession *session)
{
  AhadiKeeper *self = g_object_new (AHADI_TYPE_KEEPER, NULL);

  self->session = ahadi_session_ref (session);
  return self;
}
