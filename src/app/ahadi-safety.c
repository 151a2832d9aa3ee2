/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-safety.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define DAY ((gint64) 24 * 60 * 60 * 1000)
#define FALLBACK_LABEL "ahadi"

/* --- Settings ------------------------------------------------------------- */

static gboolean
get_number (AhadiVault *vault, const char *name, gint64 *number, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = ahadi_settings_get_text (vault, name, &local);

  *number = 0;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (text != NULL)
    *number = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

static gboolean
set_number (AhadiVault *vault, const char *name, gint64 number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return ahadi_settings_set_text (vault, name, number != 0 ? text : NULL, error);
}

static gboolean
get_text (AhadiVault *vault, const char *name, char **text, GError **error)
{
  g_autoptr (GError) local = NULL;

  *text = ahadi_settings_get_text (vault, name, &local);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
load_settings (AhadiSafety *self, AhadiVault *vault, gint64 *since, GError **error)
{
  gint64 every;
  gint64 keep;
  gint64 secret;

  if (!get_text (vault, "backup-folder", &self->folder, error) ||
      !get_text (vault, "backup-path", &self->last_path, error) ||
      !get_text (vault, "drill-source", &self->drill_source, error) ||
      !get_number (vault, "backup-every", &every, error) ||
      !get_number (vault, "backup-keep", &keep, error) ||
      !get_number (vault, "backup-since", since, error) ||
      !get_number (vault, "backup-last", &self->last_backup, error) ||
      !get_number (vault, "drill-last", &self->last_drill, error) ||
      !get_number (vault, "drill-failed", &self->failed_drill, error) ||
      !get_number (vault, "drill-secret", &secret, error))
    return FALSE;

  self->every = self->folder != NULL ? (guint) every : 0;
  self->keep = keep > 0 ? (guint) keep : AHADI_SAFETY_KEEP;
  self->drill_secret = secret == AHADI_SLOT_RECOVERY_CODE ? AHADI_SLOT_RECOVERY_CODE
                                                          : AHADI_SLOT_PASSPHRASE;
  return TRUE;
}

/* A time to come was written under a wrong clock, and says nothing. */
static gboolean
has_passed (gint64 last, gint64 period, gint64 now)
{
  return last == 0 || last > now + DAY || now - last >= period;
}

static void
judge (AhadiSafety *self, gint64 since)
{
  gint64 now = ahadi_wall_clock_ms ();
  gint64 waited = now - MAX (self->last_backup, since);
  gint64 period = self->every * DAY;

  self->folder_there =
      self->folder != NULL && g_file_test (self->folder, G_FILE_TEST_IS_DIR);
  self->backup_due = self->every > 0 && has_passed (self->last_backup, period, now);
  self->backup_late = self->every > 0 && waited >= 2 * period;
  self->drill_due = self->failed_drill > 0 ||
                    has_passed (self->last_drill, AHADI_SAFETY_DRILL_EVERY * DAY, now);
}

AhadiSafety *
ahadi_safety_load (AhadiSession *session, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiSafety) self = g_new0 (AhadiSafety, 1);
  gint64 since;

  if (vault == NULL || !load_settings (self, vault, &since, error))
    return NULL;

  self->last_local = ahadi_vault_get_backup_time (vault);
  judge (self, since);
  return g_steal_pointer (&self);
}

void
ahadi_safety_free (AhadiSafety *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self->last_path);
  g_free (self->drill_source);
  g_free (self);
}

static gboolean
finish (AhadiVault *vault, gboolean fine, GError **error)
{
  if (fine)
    return ahadi_vault_commit (vault, error);

  ahadi_vault_rollback (vault);
  return FALSE;
}

/* The real path of @path, or of the folder above that is there already. */
static char *
resolve (const char *path)
{
  g_autofree char *place = g_canonicalize_filename (path, NULL);
  char resolved[PATH_MAX];

  while (realpath (place, resolved) == NULL && strcmp (place, "/") != 0)
    {
      char *parent = g_path_get_dirname (place);

      g_free (place);
      place = parent;
    }

  return g_strconcat (strcmp (place, "/") != 0 ? resolved : "", "/", NULL);
}

gboolean
ahadi_safety_check_outside (AhadiSession *session, const char *path, GError **error)
{
  g_autofree char *place = resolve (path);
  g_autofree char *folder = resolve (ahadi_session_get_folder (session));

  if (!g_str_has_prefix (place, folder))
    return TRUE;
  g_set_error (error, AHADI_SYNC_ERROR, AHADI_SYNC_ERROR_NOT_READY,
               "cannot back up to %s: it is inside the vault", path);
  return FALSE;
}

static gboolean
is_scheduled (const AhadiSafety *self, const char *folder, guint every)
{
  return folder != NULL && g_strcmp0 (self->folder, folder) == 0 && self->every == every;
}

gboolean
ahadi_safety_set_schedule (
    AhadiSession *session, const char *folder, guint every, guint keep, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  gboolean on = folder != NULL && every > 0;
  g_autofree char *path = on ? g_canonicalize_filename (folder, NULL) : NULL;
  g_autoptr (AhadiSafety) known = ahadi_safety_load (session, error);
  gint64 since = on ? ahadi_wall_clock_ms () : 0;

  if (known == NULL || (on && !ahadi_safety_check_outside (session, path, error)) ||
      !ahadi_vault_begin (vault, error))
    return FALSE;

  /* What is late stays late while only the number of files changes. */
  return finish (vault,
                 (is_scheduled (known, path, every) ||
                  (ahadi_settings_set_text (vault, "backup-folder", path, error) &&
                   set_number (vault, "backup-every", on ? every : 0, error) &&
                   set_number (vault, "backup-since", since, error))) &&
                     (keep == 0 || set_number (vault, "backup-keep", keep, error)),
                 error);
}

/* --- Backing up ----------------------------------------------------------- */

static char *
choose_path (AhadiVault *vault, const char *folder)
{
  g_autoptr (AhadiIdentity) identity = ahadi_identity_load (vault, NULL);
  const char *label = FALLBACK_LABEL;

  if (identity != NULL && ahadi_identity_get_branch_name (identity) != NULL)
    label = ahadi_identity_get_branch_name (identity);
  else if (identity != NULL)
    label = ahadi_identity_get_label (identity);
  return ahadi_backup_shelf_choose (folder, ahadi_vault_get_uuid (vault), label,
                                    ahadi_wall_clock_ms ());
}

/* A stick that is not in must not become a folder of its name. */
static gboolean
require_folder (const AhadiSafety *safety, GError **error)
{
  if (safety->folder_there)
    return TRUE;

  g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOUND, "cannot back up: %s",
               safety->folder == NULL ? "no folder is set" : "its folder is not there");
  return FALSE;
}

static gboolean
remember (AhadiVault *vault, gint64 time, const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);

  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  return finish (vault,
                 set_number (vault, "backup-last", time, error) &&
                     ahadi_settings_set_text (vault, "backup-path", absolute, error),
                 error);
}

gboolean
ahadi_safety_back_up (AhadiSession *session,
                      const char *to,
                      const AhadiProgress *progress,
                      AhadiBackupResult *result,
                      char **path,
                      GError **error)
{
  g_autoptr (AhadiSafety) safety = ahadi_safety_load (session, error);
  AhadiVault *vault = ahadi_session_get_vault (session, NULL);
  g_autofree char *file = NULL;

  if (safety == NULL || (to == NULL && !require_folder (safety, error)) ||
      (to != NULL && !ahadi_safety_check_outside (session, to, error)))
    return FALSE;

  file = to != NULL && g_str_has_suffix (to, AHADI_BACKUP_SUFFIX)
             ? g_strdup (to)
             : choose_path (vault, to != NULL ? to : safety->folder);
  if (!ahadi_backup_write (vault, file, progress, result, error) ||
      !remember (vault, result->time, file, error))
    return FALSE;

  /* An older one may have the files whole. */
  if (to == NULL && result->files.damaged + result->files.missing == 0)
    ahadi_backup_shelf_prune (safety->folder, ahadi_vault_get_uuid (vault), safety->keep);
  *path = g_steal_pointer (&file);
  return TRUE;
}

gboolean
ahadi_safety_back_up_if_due (AhadiSession *session,
                             const AhadiProgress *progress,
                             gboolean *made,
                             GError **error)
{
  g_autoptr (AhadiSafety) safety = ahadi_safety_load (session, error);
  g_autofree char *path = NULL;
  AhadiBackupResult result;

  *made = FALSE;
  if (safety == NULL)
    return FALSE;
  if (!safety->backup_due || !safety->folder_there)
    return TRUE;

  *made = ahadi_safety_back_up (session, NULL, progress, &result, &path, error);
  return *made;
}

/* --- The drill ------------------------------------------------------------ */

static char *
find_newest (AhadiVault *vault, const AhadiSafety *safety)
{
  if (safety->folder_there)
    {
      g_autoptr (GPtrArray) paths =
          ahadi_backup_shelf_list (safety->folder, ahadi_vault_get_uuid (vault));

      if (paths->len > 0)
        return g_strdup (paths->pdata[0]);
    }

  if (safety->last_path != NULL && g_file_test (safety->last_path, G_FILE_TEST_EXISTS))
    return g_strdup (safety->last_path);
  return ahadi_vault_find_backup (vault);
}

static gboolean
remember_drill (AhadiVault *vault, const char *source, AhadiSlotType type, GError **error)
{
  g_autofree char *name = g_path_get_basename (source);

  if (!ahadi_vault_begin (vault, error))
    return FALSE;
  return finish (vault,
                 set_number (vault, "drill-last", ahadi_wall_clock_ms (), error) &&
                     set_number (vault, "drill-failed", 0, error) &&
                     set_number (vault, "drill-secret", type, error) &&
                     ahadi_settings_set_text (vault, "drill-source", name, error),
                 error);
}

/* What is wrong with the backup, and not with the moment. */
static gboolean
is_fault_of_backup (const GError *error)
{
  if (error->domain == AHADI_STORE_ERROR)
    return error->code == AHADI_STORE_ERROR_CORRUPT ||
           error->code == AHADI_STORE_ERROR_OLD_COPY ||
           error->code == AHADI_STORE_ERROR_FILES;
  return error->domain == AHADI_SYNC_ERROR && error->code != AHADI_SYNC_ERROR_OTHER_ORG &&
         error->code != AHADI_SYNC_ERROR_FOREIGN;
}

static void
remember_failure (AhadiVault *vault, const GError *why)
{
  g_autoptr (GError) error = NULL;

  if (is_fault_of_backup (why) &&
      !set_number (vault, "drill-failed", ahadi_wall_clock_ms (), &error))
    g_info ("cannot note that a drill failed: %s", error->message);
}

static char *
choose_source (AhadiSession *session, const char *source, GError **error)
{
  g_autoptr (AhadiSafety) safety = ahadi_safety_load (session, error);
  char *chosen;

  if (safety == NULL)
    return NULL;

  chosen = source != NULL ? g_strdup (source)
                          : find_newest (ahadi_session_get_vault (session, NULL), safety);
  if (chosen == NULL)
    g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                         "cannot try a backup: there is none yet");
  return chosen;
}

gboolean
ahadi_safety_drill (AhadiSession *session,
                    const char *source,
                    AhadiSlotType type,
                    AhadiSecret *secret,
                    const AhadiProgress *progress,
                    AhadiDrillResult *result,
                    char **tried,
                    GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, NULL);
  g_autoptr (AhadiSecret) key = NULL;
  g_autoptr (GError) why = NULL;

  *tried = choose_source (session, source, error);
  if (*tried == NULL)
    return FALSE;
  key = ahadi_session_read_secret (type, secret, error);
  if (key == NULL)
    return FALSE;

  if (ahadi_drill (vault, *tried, type, key, progress, result, &why))
    return remember_drill (vault, *tried, type, error);

  remember_failure (vault, why);
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

/* --- The way back --------------------------------------------------------- */

gboolean
ahadi_safety_restore (AhadiSession *session,
                      const char *source,
                      AhadiSlotType type,
                      AhadiSecret *secret,
                      gboolean replace,
                      const AhadiProgress *progress,
                      AhadiRestoreResult *result,
                      GError **error)
{
  g_autoptr (AhadiSecret) key = ahadi_session_read_secret (type, secret, error);
  AhadiRestore plan = { source, ahadi_session_get_folder (session), type, key, replace };

  *result = (AhadiRestoreResult){ 0 };
  return key != NULL && ahadi_restore (&plan, progress, result, error);
}
