/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-directory-jobs.h"

/* What a job was asked for; each uses what it needs. */
typedef struct
{
  char *path;
  char *name;
  char *value;
  GStrv list;
  guint number;
  AhadiId device;
  AhadiSecret *secret;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *self = data;

  g_free (self->path);
  g_free (self->name);
  g_free (self->value);
  g_strfreev (self->list);
  g_clear_pointer (&self->secret, ahadi_secret_unref);
  g_free (self);
}

static Asked *
asked_new (const char *path, const char *name, const char *value)
{
  Asked *self = g_new0 (Asked, 1);

  self->path = g_strdup (path);
  self->name = g_strdup (name);
  self->value = g_strdup (value);
  return self;
}

static Asked *
asked_for_list (const char *path, const char *const *list)
{
  Asked *self = asked_new (path, NULL, NULL);

  self->list = g_strdupv ((GStrv) list);
  return self;
}

static void
json_free (gpointer data)
{
  json_decref (data);
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
                        .changes = changes,
                    },
                    owner, done);
}

static gpointer
done_if (gboolean ok)
{
  return ok ? AHADI_WORK_DONE : NULL;
}

/* --- the directory --------------------------------------------------------------- */

static gpointer
work_show (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return ahadi_trust_show (session, error);
}

void
ahadi_directory_jobs_show (AhadiKeeper *keeper, gpointer owner, AhadiDone done)
{
  run (keeper, work_show, asked_new (NULL, NULL, NULL), json_free, FALSE, owner, done);
}

static gpointer
work_compare (AhadiSession *session,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Asked *asked = data;

  return ahadi_trust_diff (session, asked->path, error);
}

void
ahadi_directory_jobs_compare (AhadiKeeper *keeper,
                              const char *path,
                              gpointer owner,
                              AhadiDone done)
{
  run (keeper, work_compare, asked_new (path, NULL, NULL), json_free, FALSE, owner, done);
}

/* --- the next one ---------------------------------------------------------------- */

static gpointer
show_if (gboolean ok, AhadiSession *session, GError **error)
{
  return ok ? ahadi_trust_show (session, error) : NULL;
}

static gpointer
work_custodians (AhadiSession *session,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  Asked *asked = data;

  return show_if (ahadi_trust_draft_roots (session, asked->number,
                                           (const char *const *) asked->list, error),
                  session, error);
}

void
ahadi_directory_jobs_set_custodians (AhadiKeeper *keeper,
                                     guint threshold,
                                     const char *const *keys,
                                     gpointer owner,
                                     AhadiDone done)
{
  Asked *asked = asked_for_list (NULL, keys);

  asked->number = threshold;
  run (keeper, work_custodians, asked, json_free, TRUE, owner, done);
}

static gpointer
work_remove_holder (AhadiSession *session,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  Asked *asked = data;

  return show_if (ahadi_trust_draft_remove_holder (session, &asked->device, error),
                  session, error);
}

void
ahadi_directory_jobs_remove_holder (AhadiKeeper *keeper,
                                    const AhadiId *device,
                                    gpointer owner,
                                    AhadiDone done)
{
  Asked *asked = asked_new (NULL, NULL, NULL);

  asked->device = *device;
  run (keeper, work_remove_holder, asked, json_free, TRUE, owner, done);
}

static gpointer
work_set (AhadiSession *session, gpointer data, GCancellable *cancellable, GError **error)
{
  Asked *asked = data;

  return show_if (ahadi_trust_draft_setting (session, asked->name, asked->value, error),
                  session, error);
}

void
ahadi_directory_jobs_set (AhadiKeeper *keeper,
                          const char *name,
                          const char *value,
                          gpointer owner,
                          AhadiDone done)
{
  run (keeper, work_set, asked_new (NULL, name, value), json_free, TRUE, owner, done);
}

static gpointer
work_set_code (AhadiSession *session,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  Asked *asked = data;

  return show_if (ahadi_trust_draft_code (session, asked->name, asked->path,
                                          asked->number != 0, error),
                  session, error);
}

void
ahadi_directory_jobs_set_code (AhadiKeeper *keeper,
                               const char *language,
                               const char *path,
                               gboolean official,
                               gpointer owner,
                               AhadiDone done)
{
  Asked *asked = asked_new (path, language, NULL);

  asked->number = official;
  run (keeper, work_set_code, asked, json_free, TRUE, owner, done);
}

/* --- the draft that waits -------------------------------------------------------- */

static gpointer
work_add_copies (AhadiSession *session,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  Asked *asked = data;
  gboolean ok = TRUE;

  for (guint i = 0; ok && asked->list[i] != NULL; i++)
    ok = ahadi_trust_draft_add_copy (session, asked->list[i], error);
  return show_if (ok, session, error);
}

void
ahadi_directory_jobs_add_copies (AhadiKeeper *keeper,
                                 const char *const *paths,
                                 gpointer owner,
                                 AhadiDone done)
{
  run (keeper, work_add_copies, asked_for_list (NULL, paths), json_free, TRUE, owner,
       done);
}

static gpointer
work_forget (AhadiSession *session,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  return show_if (ahadi_trust_draft_drop (session, error), session, error);
}

void
ahadi_directory_jobs_forget_draft (AhadiKeeper *keeper, gpointer owner, AhadiDone done)
{
  run (keeper, work_forget, asked_new (NULL, NULL, NULL), json_free, TRUE, owner, done);
}

/* The draft in @path, or the one that waits. */
static AhadiProposal *
read_draft (AhadiSession *session, const char *path, GError **error)
{
  GError *local = NULL;
  AhadiProposal *draft = ahadi_trust_read_draft (session, path, &local);

  if (draft == NULL && local == NULL)
    g_set_error_literal (&local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         "cannot read the draft: none waits");
  if (local != NULL)
    g_propagate_error (error, local);
  return draft;
}

static gpointer
work_publish (AhadiSession *session,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  Asked *asked = data;
  g_autoptr (AhadiProposal) draft = read_draft (session, asked->path, error);

  return show_if (draft != NULL && ahadi_trust_publish (session, draft, error), session,
                  error);
}

void
ahadi_directory_jobs_publish (AhadiKeeper *keeper,
                              const char *path,
                              gpointer owner,
                              AhadiDone done)
{
  run (keeper, work_publish, asked_new (path, NULL, NULL), json_free, TRUE, owner, done);
}

static gpointer
work_save (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Asked *asked = data;
  g_autoptr (AhadiProposal) draft = read_draft (session, NULL, error);

  return done_if (draft != NULL && ahadi_trust_write_draft (draft, asked->path, error));
}

void
ahadi_directory_jobs_save (AhadiKeeper *keeper,
                           const char *path,
                           gpointer owner,
                           AhadiDone done)
{
  run (keeper, work_save, asked_new (path, NULL, NULL), NULL, FALSE, owner, done);
}

/* --- a draft in a file ----------------------------------------------------------- */

static gpointer
work_read (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Asked *asked = data;
  g_autoptr (AhadiProposal) draft = ahadi_trust_read_draft (NULL, asked->path, error);

  return draft != NULL ? ahadi_trust_describe (draft) : NULL;
}

void
ahadi_directory_jobs_read (AhadiKeeper *keeper,
                           const char *path,
                           gpointer owner,
                           AhadiDone done)
{
  run (keeper, work_read, asked_new (path, NULL, NULL), json_free, FALSE, owner, done);
}

static gpointer
work_sign (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Asked *asked = data;
  g_autoptr (AhadiProposal) draft = ahadi_trust_read_draft (NULL, asked->path, error);

  return draft != NULL && ahadi_trust_sign (draft, asked->name, asked->secret, error) &&
                 ahadi_trust_write_draft (draft, asked->path, error)
             ? ahadi_trust_describe (draft)
             : NULL;
}

void
ahadi_directory_jobs_sign (AhadiKeeper *keeper,
                           const char *path,
                           const char *key,
                           AhadiSecret *passphrase,
                           gpointer owner,
                           AhadiDone done)
{
  Asked *asked = asked_new (path, key, NULL);

  asked->secret = passphrase;
  run (keeper, work_sign, asked, json_free, FALSE, owner, done);
}

static gboolean
join_copy (AhadiProposal *draft, const char *path, GError **error)
{
  g_autoptr (AhadiProposal) copy = ahadi_trust_read_draft (NULL, path, error);

  return copy != NULL && ahadi_trust_join (draft, copy, error);
}

static gpointer
work_join (AhadiSession *session,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  Asked *asked = data;
  g_autoptr (AhadiProposal) draft = ahadi_trust_read_draft (NULL, asked->path, error);
  gboolean ok = draft != NULL;

  for (guint i = 0; ok && asked->list[i] != NULL; i++)
    ok = join_copy (draft, asked->list[i], error);
  return ok && ahadi_trust_write_draft (draft, asked->path, error)
             ? ahadi_trust_describe (draft)
             : NULL;
}

void
ahadi_directory_jobs_join (AhadiKeeper *keeper,
                           const char *path,
                           const char *const *copies,
                           gpointer owner,
                           AhadiDone done)
{
  run (keeper, work_join, asked_for_list (path, copies), json_free, FALSE, owner, done);
}

/* --- keys ------------------------------------------------------------------------ */

static gpointer
work_read_custodians (AhadiSession *session,
                      gpointer data,
                      GCancellable *cancellable,
                      GError **error)
{
  Asked *asked = data;
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; asked->list[i] != NULL; i++)
    {
      g_autofree char *key = ahadi_trust_read_custodian (asked->list[i], error);

      if (key == NULL)
        return NULL;
      g_strv_builder_add (keys, key);
    }

  return g_strv_builder_end (keys);
}

void
ahadi_directory_jobs_read_custodians (AhadiKeeper *keeper,
                                      const char *const *paths,
                                      gpointer owner,
                                      AhadiDone done)
{
  run (keeper, work_read_custodians, asked_for_list (NULL, paths),
       (GDestroyNotify) g_strfreev, FALSE, owner, done);
}

static gpointer
work_new_custodian (AhadiSession *session,
                    gpointer data,
                    GCancellable *cancellable,
                    GError **error)
{
  Asked *asked = data;
  g_autofree char *public_path = g_strconcat (asked->path, ".pub", NULL);

  return ahadi_trust_new_custodian (asked->path, asked->name, asked->secret, FALSE, error)
             ? ahadi_trust_read_custodian (public_path, error)
             : NULL;
}

void
ahadi_directory_jobs_new_custodian (AhadiKeeper *keeper,
                                    const char *path,
                                    const char *name,
                                    AhadiSecret *passphrase,
                                    gpointer owner,
                                    AhadiDone done)
{
  Asked *asked = asked_new (path, name, NULL);

  asked->secret = passphrase;
  run (keeper, work_new_custodian, asked, g_free, FALSE, owner, done);
}

static gpointer
work_rotate (AhadiSession *session,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  gboolean asks;

  return ahadi_trust_rotate (session, &asks, error) ? GINT_TO_POINTER (asks ? 2 : 1)
                                                    : NULL;
}

void
ahadi_directory_jobs_rotate (AhadiKeeper *keeper, gpointer owner, AhadiDone done)
{
  run (keeper, work_rotate, asked_new (NULL, NULL, NULL), NULL, TRUE, owner, done);
}
