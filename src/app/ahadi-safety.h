/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/*
 * Sealed backups, their schedule, the drill that tries one, and the way back. All of it
 * is kept as settings of the vault: `backup-folder`, `backup-every`, `backup-keep`,
 * `backup-since`, `backup-last`, `backup-path`, `drill-last`, `drill-source`,
 * `drill-secret`, `drill-failed`.
 */
#define AHADI_SAFETY_EVERY 7 /* days */
#define AHADI_SAFETY_EVERY_MAX 365
#define AHADI_SAFETY_KEEP 5 /* files */
#define AHADI_SAFETY_KEEP_MAX 100
#define AHADI_SAFETY_DRILL_EVERY 90 /* days */

/* Times in ms since 1970; 0: never. */
typedef struct
{
  char *folder;               /* (nullable): where sealed backups go by themselves */
  gboolean folder_there;      /* it can be reached now: the stick is in */
  guint every;                /* days; 0: not by themselves */
  guint keep;                 /* so many of this vault stay in that folder */
  gint64 last_backup;         /* the last sealed one that was verified */
  char *last_path;            /* (nullable): where it was written */
  gint64 last_local;          /* the newest in `backups/` */
  gint64 last_drill;          /* the last that went well */
  char *drill_source;         /* (nullable): name of what it opened */
  AhadiSlotType drill_secret; /* which secret it proved */
  gint64 failed_drill;        /* after the last that went well; 0: none */
  gboolean backup_due;
  gboolean backup_late; /* twice the time has passed */
  gboolean drill_due;   /* never, failed, or too long ago */
} AhadiSafety;

AhadiSafety *ahadi_safety_load (AhadiSession *session, GError **error);
void ahadi_safety_free (AhadiSafety *self);

/* NOT_READY of AHADI_SYNC_ERROR if @path is inside the vault: a backup that is burned,
 * stolen and wiped with its vault is none. */
gboolean ahadi_safety_check_outside (AhadiSession *session,
                                     const char *path,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @folder NULL or @every 0: none by themselves any more. @keep 0: as it was.
 * NOT_READY of AHADI_SYNC_ERROR, and nothing changed, if @folder is inside the vault. */
gboolean ahadi_safety_set_schedule (AhadiSession *session,
                                    const char *folder,
                                    guint every,
                                    guint keep,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_safety_back_up:
 * @to: (nullable): a file that ends in %AHADI_BACKUP_SUFFIX, or a folder; %NULL: the
 * known folder, which then keeps the newest few
 * @path: (out) (transfer full): what was written
 *
 * ahadi_backup_write(), and remembers it.
 *
 * Returns: %FALSE with %AHADI_BASE_ERROR_NOT_FOUND if there is no known folder or it
 * can't be reached now, %AHADI_SYNC_ERROR_NOT_READY if @to is inside the vault, or the
 * errors of ahadi_backup_write().
 */
gboolean ahadi_safety_back_up (AhadiSession *session,
                               const char *to,
                               const AhadiProgress *progress,
                               AhadiBackupResult *result,
                               char **path,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same if one is due and the folder can be reached; @made says whether. */
gboolean ahadi_safety_back_up_if_due (AhadiSession *session,
                                      const AhadiProgress *progress,
                                      gboolean *made,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_safety_drill:
 * @source: (nullable): %NULL: the newest sealed backup in the known folder, else the last
 * one written elsewhere if it is there, else the newest in `backups/`
 * @secret: as typed: passphrase, or recovery code
 * @tried: (out) (transfer full): what was opened; set on failure too once it is known
 *
 * ahadi_drill(), and remembers when, which, and with which secret. One that fails is
 * remembered too, unless it is only the secret, the disk or Cancel.
 *
 * Returns: %FALSE with %AHADI_STORE_ERROR_NOT_FOUND if there is no backup, or the errors
 * of ahadi_drill().
 */
gboolean ahadi_safety_drill (AhadiSession *session,
                             const char *source,
                             AhadiSlotType type,
                             AhadiSecret *secret,
                             const AhadiProgress *progress,
                             AhadiDrillResult *result,
                             char **tried,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ahadi_restore() into the folder of @session, which is closed and stays so. @secret: as
 * typed. */
gboolean ahadi_safety_restore (AhadiSession *session,
                               const char *source,
                               AhadiSlotType type,
                               AhadiSecret *secret,
                               gboolean replace,
                               const AhadiProgress *progress,
                               AhadiRestoreResult *result,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiSafety, ahadi_safety_free)

G_END_DECLS
