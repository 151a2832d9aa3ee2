/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/ahadi-store.h"
#include "sync/ahadi-sync.h"

G_BEGIN_DECLS

/*
 * One vault as a program has it: closed, or open. The synchronous functions of app/ take
 * a session; the command line calls them directly. The window never does: it hands an
 * #AhadiWork to ahadi_session_run_async(), which runs it on the session's one worker
 * thread, so that a vault is used by one thread only and the window never waits for a
 * disk, a KDF or crypto.
 */
typedef struct _AhadiSession AhadiSession;

#define AHADI_TYPE_SESSION (ahadi_session_get_type ())
GType ahadi_session_get_type (void);

/* @folder: (nullable): default ahadi_session_default_folder(). */
AhadiSession *ahadi_session_new (const char *folder);
AhadiSession *ahadi_session_ref (AhadiSession *self);
/* The last reference closes the vault, without a backup. */
void ahadi_session_unref (AhadiSession *self);

/* $AHADI_VAULT, else <user data dir>/ahadi/branch.ahadivault. */
char *ahadi_session_default_folder (void);

const char *ahadi_session_get_folder (AhadiSession *self);
gboolean ahadi_session_has_vault (AhadiSession *self); /* on disk */
gboolean ahadi_session_is_open (AhadiSession *self);   /* atomic; any thread */

/**
 * ahadi_session_unlock:
 * @secret: the passphrase, or the recovery code as typed (or its 39 digits)
 *
 * Opens the vault and folds what was parked and has come of age since. Errors: those of
 * ahadi_vault_open() and ahadi_recovery_code_parse(); %AHADI_STORE_ERROR_EXISTS if the
 * session is open already.
 */
gboolean ahadi_session_unlock (AhadiSession *self,
                               AhadiSlotType type,
                               AhadiSecret *secret,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For the other files of app/ only: what a slot wants of a secret as typed. Returns:
 * (transfer full): %NULL with the errors of ahadi_recovery_code_parse(). */
AhadiSecret *ahadi_session_read_secret (AhadiSlotType type,
                                        AhadiSecret *secret,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Backs up (verified), also to the folder for sealed backups if one is due, and closes.
 * The vault is closed in any case; %FALSE tells that the backup failed. */
gboolean ahadi_session_lock (AhadiSession *self,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Closes without a backup, for whoever is about to destroy the vault. */
void ahadi_session_abandon (AhadiSession *self);

/* How its folder was found when it was opened; OWN while it is closed. */
AhadiFolderAccess ahadi_session_get_access (AhadiSession *self);

gboolean ahadi_session_check (AhadiSession *self,
                              AhadiVaultCheck *result,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For the other files of app/ only: the open vault, or %NULL with
 * %AHADI_SYNC_ERROR_NOT_READY ("locked"). */
AhadiVault *ahadi_session_get_vault (AhadiSession *self, GError **error);

/* For ahadi_setup_run() only: @vault (transfer full) was just made in the session's
 * folder. */
void ahadi_session_adopt_vault (AhadiSession *self, AhadiVault *vault);

/* Runs on the worker: returns the result, or %NULL with @error set. */
typedef gpointer (*AhadiWork) (AhadiSession *session,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error);

/**
 * ahadi_session_run_async:
 * @work: what to do
 * @data: (transfer full): for @work, freed with @data_free after it ran, on the worker
 * @result_free: (nullable): frees a result nobody took
 *
 * Works run one after another in the order they were given; one cancelled before its turn
 * does not run. A work that went through counts, also when it was cancelled too late: its
 * result is handed out. @callback runs in the
 * thread-default main context of the caller; its source object is NULL (a session is no
 * GObject).
 */
void ahadi_session_run_async (AhadiSession *self,
                              AhadiWork work,
                              gpointer data,
                              GDestroyNotify data_free,
                              GDestroyNotify result_free,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gpointer ahadi_session_run_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiSession, ahadi_session_unref)

G_END_DECLS
