/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-session.h"

#include <string.h>

#include "ahadi-safety.h"

struct _AhadiSession
{
  gatomicrefcount references;
  char *folder;
  AhadiVault *vault; /* used by one thread at a time: the worker, or a program without one
                      */
  int open;          /* atomic: the same as "vault is there", for every thread */
  GMutex pool_lock;
  GThreadPool *pool; /* one thread; NULL until the first work */
};

/* What travels to the worker. The reference keeps the session until its works are done.
 */
typedef struct
{
  AhadiSession *session;
  AhadiWork work;
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
  GTask *task;
} Job;

G_DEFINE_BOXED_TYPE (AhadiSession, ahadi_session, ahadi_session_ref, ahadi_session_unref)

char *
ahadi_session_default_folder (void)
{
  const char *named = g_getenv ("AHADI_VAULT");

  if (named != NULL && *named != '\0')
    return g_strdup (named);
  return g_build_filename (g_get_user_data_dir (), "ahadi", "branch.ahadivault", NULL);
}

AhadiSession *
ahadi_session_new (const char *folder)
{
  AhadiSession *self = g_new0 (AhadiSession, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->pool_lock);
  self->folder = folder == NULL ? ahadi_session_default_folder () : g_strdup (folder);
  return self;
}

AhadiSession *
ahadi_session_ref (AhadiSession *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
close_vault (AhadiSession *self)
{
  g_atomic_int_set (&self->open, FALSE);
  g_clear_pointer (&self->vault, ahadi_vault_close);
}

void
ahadi_session_unref (AhadiSession *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  /* No work is left, each held a reference; this may be the worker itself, so no waiting.
   */
  if (self->pool != NULL)
    g_thread_pool_free (self->pool, FALSE, FALSE);
  close_vault (self);
  g_mutex_clear (&self->pool_lock);
  g_free (self->folder);
  g_free (self);
}

const char *
ahadi_session_get_folder (AhadiSession *self)
{
  return self->folder;
}

gboolean
ahadi_session_has_vault (AhadiSession *self)
{
  return ahadi_vault_exists (self->folder);
}

gboolean
ahadi_session_is_open (AhadiSession *self)
{
  return g_atomic_int_get (&self->open);
}

void
ahadi_session_adopt_vault (AhadiSession *self, AhadiVault *vault)
{
  g_return_if_fail (self->vault == NULL);

  self->vault = vault;
  g_atomic_int_set (&self->open, TRUE);
}

AhadiVault *
ahadi_session_get_vault (AhadiSession *self, GError **error)
{
  if (self->vault == NULL)
    g_set_error_literal (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
                         "cannot use the vault: it is locked");
  return self->vault;
}

/* The digits a slot wants, out of a recovery code as typed. */
static AhadiSecret *
read_recovery_code (AhadiSecret *secret, GError **error)
{
  const char *text = (const char *) ahadi_secret_get_bytes (secret);
  gsize size = strnlen (text, ahadi_secret_get_size (secret));
  gsize digits = 0;
  int bad_group = 0;

  while (digits < size && g_ascii_isdigit (text[digits]))
    digits++;
  if (digits == size && size == 3 * AHADI_RECOVERY_GROUPS)
    return ahadi_secret_ref (secret);
  return ahadi_recovery_code_parse (text, size, &bad_group, error);
}

AhadiSecret *
ahadi_session_read_secret (AhadiSlotType type, AhadiSecret *secret, GError **error)
{
  return type == AHADI_SLOT_RECOVERY_CODE ? read_recovery_code (secret, error)
                                          : ahadi_secret_ref (secret);
}

/* What is not released now is tried again before each import: no reason to stay locked.
 */
static void
release_parked (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  guint64 released = 0;

  if (!ahadi_applier_release_parked (vault, &released, &error))
    g_info ("cannot release what is parked: %s", error->message);
}

/* A newer program, or a key that came with a backup, may open what was closed. */
static void
open_sealed (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;

  if (!ahadi_applier_open_sealed (vault, NULL, &error) ||
      !ahadi_erase_sealed_tell (vault, &error))
    g_info ("cannot open what is sealed: %s", error->message);
}

/* What a crash left of attachments: files without a record, and files all of whose pieces
 * are here; and pieces that wait for no record any more. None is a reason to stay
 * locked. */
static void
settle_blobs (AhadiVault *vault)
{
  g_autoptr (GError) error = NULL;
  AhadiBlobArrivals arrivals;

  if (!ahadi_blob_sweep (vault, &error) || !ahadi_blob_arrival_sweep (vault, &error) ||
      !ahadi_blob_arrival_settle (vault, &arrivals, &error))
    g_info ("cannot settle sealed files: %s", error->message);
}

gboolean
ahadi_session_unlock (AhadiSession *self,
                      AhadiSlotType type,
                      AhadiSecret *secret,
                      GError **error)
{
  g_autoptr (AhadiSecret) key = NULL;
  AhadiVault *vault;

  if (self->vault != NULL)
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS,
                           "cannot unlock: the vault is open already");
      return FALSE;
    }

  key = ahadi_session_read_secret (type, secret, error);
  if (key == NULL)
    return FALSE;

  vault = ahadi_vault_open (self->folder, type, key, error);
  if (vault == NULL)
    return FALSE;

  release_parked (vault);
  open_sealed (vault);
  settle_blobs (vault);
  ahadi_session_adopt_vault (self, vault);
  return TRUE;
}

/* Both are tried, whatever becomes of the first: its error is the one that is told. */
static gboolean
back_up (AhadiSession *self, GError **error)
{
  gboolean made;
  gboolean sealed = ahadi_safety_back_up_if_due (self, NULL, &made, error);

  return ahadi_vault_backup (self->vault, NULL, sealed ? error : NULL) && sealed;
}

gboolean
ahadi_session_lock (AhadiSession *self, GError **error)
{
  gboolean backed_up;

  if (self->vault == NULL)
    return TRUE;

  backed_up = back_up (self, error);
  close_vault (self);
  return backed_up;
}

void
ahadi_session_abandon (AhadiSession *self)
{
  close_vault (self);
}

AhadiFolderAccess
ahadi_session_get_access (AhadiSession *self)
{
  AhadiVault *vault = ahadi_session_get_vault (self, NULL);

  return vault != NULL ? ahadi_vault_get_access (vault) : AHADI_FOLDER_OWN;
}

gboolean
ahadi_session_check (AhadiSession *self, AhadiVaultCheck *result, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (self, error);

  return vault != NULL && ahadi_vault_check (vault, result, error);
}

/* Everything the job held is let go before its caller hears of the end. */
static GTask *
finish_job (Job *job)
{
  GTask *task = job->task;

  if (job->data_free != NULL)
    job->data_free (job->data);
  ahadi_session_unref (job->session);
  g_free (job);
  return task;
}

static void
run_job (gpointer data, gpointer user_data)
{
  Job *job = data;
  GCancellable *cancellable = g_task_get_cancellable (job->task);
  GDestroyNotify result_free = job->result_free;
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  gpointer result = NULL;

  if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
    result = job->work (job->session, job->data, cancellable, &error);

  task = finish_job (job);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, result_free);
}

/* Exclusive, so that one and the same thread runs every work. */
static GThreadPool *
get_pool (AhadiSession *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->pool_lock);
  g_autoptr (GError) error = NULL;

  if (self->pool == NULL)
    self->pool = g_thread_pool_new (run_job, NULL, 1, TRUE, &error);
  if (self->pool == NULL)
    g_error ("cannot start the session's thread: %s", error->message);
  return self->pool;
}

void
ahadi_session_run_async (AhadiSession *self,
                         AhadiWork work,
                         gpointer data,
                         GDestroyNotify data_free,
                         GDestroyNotify result_free,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->session = ahadi_session_ref (self);
  job->work = work;
  job->data = data;
  job->data_free = data_free;
  job->result_free = result_free;
  job->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, ahadi_session_run_async);
  g_task_set_check_cancellable (job->task, FALSE);

  g_thread_pool_push (get_pool (self), job, NULL);
}

gpointer
ahadi_session_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
