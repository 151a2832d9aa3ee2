/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-cmd-safety.h"

#include <glib/gi18n-lib.h>

#include "ahadi-listing.h"
#include "ahadi-paths.h"
#include "ahadi-prompt.h"
#include "ahadi-watch.h"

const AhadiOption ahadi_cmd_backup_options[] = {
  { "to", "PATH",
    N_ ("a folder, or a file whose name ends in .ahadi-backup; else the folder that is "
        "set with --every") },
  { "every", "DAYS",
    N_ ("from now on go there by itself after so many days, whenever the folder is "
        "there; "
        "0: no more") },
  { "keep", "N", N_ ("with --every: so many of this vault stay there; else 5") },
  { NULL },
};

const AhadiOption ahadi_cmd_restore_options[] = {
  { "replace", NULL, N_ ("move the vault that is there aside, whole") },
  { "recovery-code-file", AHADI_VALUE_FILE,
    N_ ("open with the recovery code in FILE, without the passphrase") },
  { NULL },
};

const AhadiOption ahadi_cmd_drill_options[] = {
  { "recovery-code-file", AHADI_VALUE_FILE,
    N_ ("try the recovery code in FILE, so that it is proved too") },
  { NULL },
};

static json_t *
print_path (const char *path)
{
  return path != NULL ? ahadi_listing_path_to_json (path) : json_null ();
}

void
ahadi_cmd_safety_print (json_t *object, const AhadiSafety *safety)
{
  json_object_set_new (object, "backup_folder", print_path (safety->folder));
  ahadi_json_set_int (object, "backup_every", safety->every);
  ahadi_json_set_int (object, "last_sealed_backup", safety->last_backup);
  json_object_set_new (object, "last_sealed_path", print_path (safety->last_path));
  ahadi_json_set_int (object, "last_drill", safety->last_drill);
  ahadi_json_set_int (object, "failed_drill", safety->failed_drill);
}

/* In the words for backups, except of the command line itself. */
static int
fail (AhadiInvocation *invocation, const char *path, GError *error)
{
  g_autofree char *sentence = ahadi_sentence_for_backup_error (error);

  if (path != NULL)
    ahadi_invocation_blame (invocation, path);
  if (error->domain == AHADI_USAGE_ERROR)
    return ahadi_invocation_fail (invocation, error);
  return ahadi_invocation_fail_as (invocation, sentence, error);
}

/* --- backup --------------------------------------------------------------- */

typedef struct
{
  const char *to;
  gboolean scheduled; /* --every is given */
  guint every;
  guint keep;
} BackupPlan;

static gboolean
read_plan (const AhadiInvocation *invocation, BackupPlan *plan, GError **error)
{
  plan->to = ahadi_invocation_option (invocation, "to");
  plan->scheduled = ahadi_invocation_option (invocation, "every") != NULL;
  if (!ahadi_invocation_number (invocation, "every", 0, AHADI_SAFETY_EVERY_MAX,
                                &plan->every, error) ||
      !ahadi_invocation_number (invocation, "keep", 1, AHADI_SAFETY_KEEP_MAX, &plan->keep,
                                error))
    return FALSE;

  if (plan->keep > 0 && !plan->scheduled)
    return ahadi_usage_error_set (
        error, _ ("--keep goes with --every: only that folder is tidied."));
  if (plan->scheduled && plan->every > 0 &&
      (plan->to == NULL || g_str_has_suffix (plan->to, AHADI_BACKUP_SUFFIX)))
    return ahadi_usage_error_set (error,
                                  _ ("Say with --to which folder --every is for."));
  return TRUE;
}

/* The folder is made now, while its stick is in. */
static gboolean
schedule (AhadiSession *session, const BackupPlan *plan, GError **error)
{
  return !plan->scheduled ||
         ((plan->every == 0 || (ahadi_safety_check_outside (session, plan->to, error) &&
                                ahadi_folder_make (plan->to, error))) &&
          ahadi_safety_set_schedule (session, plan->every > 0 ? plan->to : NULL,
                                     plan->every, plan->keep, error));
}

static void
say_backup (const AhadiInvocation *invocation,
            const char *path,
            const AhadiBackupResult *result)
{
  g_autoptr (json_t) object = json_object ();
  g_autofree char *size = ahadi_words_size (result->size);
  g_autofree char *files = ahadi_sentence_for_backup (result);

  json_object_set_new (object, "path", print_path (path));
  ahadi_json_set_int (object, "size", (gint64) result->size);
  ahadi_json_set_int (object, "time", result->time);
  ahadi_json_set_int (object, "files", result->members);
  ahadi_json_set_int (object, "damaged_files", (gint64) result->files.damaged);
  ahadi_json_set_int (object, "missing_files", (gint64) result->files.missing);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, _ ("Sealed, written and opened again: %s, %s"), path,
                        size);
  ahadi_invocation_say (invocation, "%s",
                        _ ("It opens with the passphrase and the recovery code of today. "
                           "Keep it away from this laptop."));
  if (files != NULL)
    ahadi_invocation_warn (invocation, "%s", files);
}

static int
say_stopped (const AhadiInvocation *invocation)
{
  g_autoptr (json_t) object = json_object ();

  ahadi_json_set_int (object, "every", 0);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (
      invocation, "%s",
      _ ("From now on no backup is made by itself but the one on this laptop."));
  return AHADI_EXIT_FINE;
}

static gboolean
back_up (AhadiInvocation *invocation,
         const char *to,
         AhadiBackupResult *result,
         char **path,
         GError **error)
{
  g_autoptr (AhadiWatch) watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));

  return ahadi_safety_back_up (ahadi_invocation_get_session (invocation), to,
                               ahadi_watch_get_progress (watch), result, path, error);
}

static int
fail_backup (AhadiInvocation *invocation, const BackupPlan *plan, GError *error)
{
  if (plan->to == NULL &&
      g_error_matches (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_NOT_FOUND))
    return ahadi_invocation_fail_as (
        invocation,
        _ ("No folder for backups is set, or it is not there now. Nothing was changed. "
           "Put the stick in, or name a folder with --to."),
        error);
  return fail (invocation, plan->to, error);
}

int
ahadi_cmd_backup (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autofree char *path = NULL;
  AhadiBackupResult result;
  BackupPlan plan = { NULL };
  GError *error = NULL;

  if (!read_plan (invocation, &plan, &error) ||
      !ahadi_invocation_unlock (invocation, &error))
    return ahadi_invocation_fail (invocation, error);
  if (!schedule (session, &plan, &error))
    return fail_backup (invocation, &plan, error);
  if (plan.scheduled && plan.every == 0 && plan.to == NULL)
    return say_stopped (invocation);
  /* The folder that was just set is the known one, and is tidied. */
  if (!back_up (invocation, plan.every > 0 ? NULL : plan.to, &result, &path, &error))
    return fail_backup (invocation, &plan, error);

  say_backup (invocation, path, &result);
  return AHADI_EXIT_FINE;
}

/* --- restore -------------------------------------------------------------- */

/* The recovery code out of its file, or the passphrase. */
static AhadiSecret *
read_secret (AhadiInvocation *invocation, AhadiSlotType *type, GError **error)
{
  gboolean by_code = ahadi_invocation_option (invocation, "recovery-code-file") != NULL;

  *type = by_code ? AHADI_SLOT_RECOVERY_CODE : AHADI_SLOT_PASSPHRASE;
  if (by_code)
    return ahadi_invocation_read_secret (invocation, "recovery-code-file", error);
  if (ahadi_invocation_option (invocation, "passphrase-file") != NULL)
    return ahadi_invocation_read_secret (invocation, "passphrase-file", error);
  return ahadi_prompt_secret (_ ("Passphrase"), "passphrase-file", error);
}

static void
say_restored (const AhadiInvocation *invocation, const AhadiRestoreResult *result)
{
  const char *folder =
      ahadi_session_get_folder (ahadi_invocation_get_session (invocation));
  g_autoptr (json_t) object = json_object ();
  g_autofree char *sentence = ahadi_sentence_for_restore (result);

  json_object_set_new (object, "vault", print_path (folder));
  json_object_set_new (object, "aside", print_path (result->aside));
  ahadi_json_set_int (object, "time", result->time);
  ahadi_json_set_int (object, "operations", (gint64) result->operations);
  ahadi_json_set_int (object, "damaged_files", (gint64) result->files.damaged);
  ahadi_json_set_int (object, "missing_files", (gint64) result->files.missing);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, "%s", sentence);
}

static int
fail_restore (AhadiInvocation *invocation, GError *error)
{
  if (g_error_matches (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS))
    return ahadi_invocation_fail_as (
        invocation,
        _ ("There is a vault already, and it was left as it is. Name another folder with "
           "--vault, or add --replace: then that vault is kept beside the new one."),
        error);
  return fail (invocation, ahadi_invocation_get (invocation, 0), error);
}

/* Before anybody is asked for a passphrase. */
static gboolean
check_free (AhadiInvocation *invocation, GError **error)
{
  if (ahadi_invocation_option (invocation, "replace") != NULL ||
      !ahadi_session_has_vault (ahadi_invocation_get_session (invocation)))
    return TRUE;

  g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_EXISTS,
                       "cannot restore: there is a vault");
  return FALSE;
}

int
ahadi_cmd_restore (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  const char *source = ahadi_invocation_get (invocation, 0);
  g_auto (AhadiRestoreResult) result = { 0 };
  g_autoptr (AhadiSecret) secret = NULL;
  g_autoptr (AhadiWatch) watch = NULL;
  AhadiSlotType type;
  GError *error = NULL;

  if (!check_free (invocation, &error))
    return fail_restore (invocation, error);
  secret = read_secret (invocation, &type, &error);
  if (secret == NULL)
    return ahadi_invocation_fail (invocation, error);

  watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));
  if (!ahadi_safety_restore (session, source, type, secret,
                             ahadi_invocation_option (invocation, "replace") != NULL,
                             ahadi_watch_get_progress (watch), &result, &error))
    {
      ahadi_watch_clear (watch);
      return fail_restore (invocation, error);
    }

  ahadi_watch_clear (watch);
  say_restored (invocation, &result);
  return AHADI_EXIT_FINE;
}

/* --- drill ---------------------------------------------------------------- */

static void
say_drill (const AhadiInvocation *invocation,
           const char *tried,
           const AhadiDrillResult *result)
{
  g_autoptr (json_t) object = json_object ();
  g_autofree char *sentence = ahadi_sentence_for_drill (result);

  json_object_set_new (object, "ok", json_true ());
  json_object_set_new (object, "path", print_path (tried));
  ahadi_json_set_int (object, "time", result->time);
  ahadi_json_set_int (object, "operations", (gint64) result->operations);
  ahadi_json_set_int (object, "rows", (gint64) result->rows);
  ahadi_json_set_int (object, "files", result->files);
  ahadi_json_set_int (object, "since", (gint64) result->since);
  ahadi_invocation_print (invocation, object);
  ahadi_invocation_say (invocation, "%s", sentence);
}

static gboolean
drill (AhadiInvocation *invocation,
       AhadiSlotType type,
       AhadiSecret *secret,
       AhadiDrillResult *result,
       char **tried,
       GError **error)
{
  g_autoptr (AhadiWatch) watch = ahadi_watch_new (ahadi_invocation_is_json (invocation));

  return ahadi_safety_drill (ahadi_invocation_get_session (invocation),
                             ahadi_invocation_get (invocation, 0), type, secret,
                             ahadi_watch_get_progress (watch), result, tried, error);
}

/* The same secret opens the vault and then, typed afresh as it is, its backup. */
int
ahadi_cmd_drill (AhadiInvocation *invocation)
{
  AhadiSession *session = ahadi_invocation_get_session (invocation);
  g_autoptr (AhadiSecret) secret = NULL;
  g_autofree char *tried = NULL;
  AhadiDrillResult result;
  AhadiSlotType type;
  GError *error = NULL;

  secret = read_secret (invocation, &type, &error);
  if (secret == NULL || !ahadi_session_unlock (session, type, secret, &error))
    return ahadi_invocation_fail (invocation, error);
  if (!drill (invocation, type, secret, &result, &tried, &error))
    return fail (invocation, tried, error);

  say_drill (invocation, tried, &result);
  return AHADI_EXIT_FINE;
}
