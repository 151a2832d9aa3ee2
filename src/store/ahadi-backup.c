/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * backups/<YYYYMMDD>T<HHMMSS>.<mmm>Z/ holds `slots` and `vault-<generation>.db` as of
 * that moment (UTC). It is made as backups/.tmp-<that name> and renamed once verified: a
 * folder whose name is a time is a whole backup.
 */
#include "ahadi-backup.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "ahadi-settings.h"
#include "ahadi-store-error.h"
#include "ahadi-vault-copy.h"
#include "ahadi-vault-files.h"
#include "ahadi-vault-private.h"
#include "ahadi-vault-rekey.h"

#define HALF_MADE ".tmp-"

static char *
backups_folder (AhadiVault *vault)
{
  return g_build_filename (vault->folder, "backups", NULL);
}

/* --- Names ---------------------------------------------------------------- */

static char *
name_of_time (gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (ms / 1000);
  g_autofree char *seconds = g_date_time_format (time, "%Y%m%dT%H%M%S");

  return g_strdup_printf ("%s.%03dZ", seconds, (int) (ms % 1000));
}

/* 0 for a name that is not a backup's. */
static gint64
time_of_name (const char *name)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *again = NULL;
  int parts[7];
  gint64 ms;

  if (sscanf (name, "%4d%2d%2dT%2d%2d%2d.%3dZ", &parts[0], &parts[1], &parts[2],
              &parts[3], &parts[4], &parts[5], &parts[6]) != 7)
    return 0;

  time = g_date_time_new_utc (parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
  if (time == NULL)
    return 0;

  ms = g_date_time_to_unix (time) * 1000 + parts[6];
  again = name_of_time (ms);
  return strcmp (again, name) == 0 ? ms : 0;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first < second ? 1 : first > second ? -1 : 0;
}

/* Times of the whole backups, newest first. */
static GArray *
list_times (const char *backups)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) names = ahadi_folder_list (backups);

  for (guint i = 0; i < names->len; i++)
    {
      gint64 time = time_of_name (names->pdata[i]);

      if (time != 0)
        g_array_append_val (times, time);
    }

  g_array_sort (times, compare_times);
  return times;
}

gint64
ahadi_vault_get_backup_time (AhadiVault *vault)
{
  g_autofree char *backups = backups_folder (vault);
  g_autoptr (GArray) times = list_times (backups);

  return times->len > 0 ? g_array_index (times, gint64, 0) : 0;
}

gint64
ahadi_backup_get_folder_time (const char *folder)
{
  g_autofree char *name = g_path_get_basename (folder);

  return time_of_name (name);
}

char *
ahadi_vault_find_backup (AhadiVault *vault)
{
  gint64 time = ahadi_vault_get_backup_time (vault);
  g_autofree char *name = name_of_time (time);

  return time == 0 ? NULL : g_build_filename (vault->folder, "backups", name, NULL);
}

/* --- Making one ----------------------------------------------------------- */

static gboolean
require_space (AhadiVault *vault, GError **error)
{
  g_autoptr (GError) why = NULL;
  struct stat info = { 0 };

  if (stat (vault->database_path, &info) != 0)
    info.st_size = 0;
  if (ahadi_disk_require (
          vault->folder, MAX (AHADI_VAULT_SPACE_FLOOR, 2 * (guint64) info.st_size), &why))
    return TRUE;

  g_set_error (error, AHADI_STORE_ERROR,
               ahadi_error_is_no_space (why) ? AHADI_STORE_ERROR_NO_SPACE
                                             : AHADI_STORE_ERROR_FAILED,
               "cannot back up: %s", why->message);
  return FALSE;
}

/* What is in @folder reaches the disk before its name does. */
static gboolean
fill (AhadiVault *vault, const char *folder, GError **error)
{
  g_autofree char *name = g_path_get_basename (vault->database_path);
  g_autofree char *unsynced = g_build_filename (folder, "copy", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *slots = g_build_filename (folder, "slots", NULL);
  g_autoptr (GBytes) bytes = ahadi_slots_print (vault->slots);

  return ahadi_folder_make_own (folder, error) &&
         ahadi_vault_copy_database (vault, unsynced, error) &&
         ahadi_file_commit (unsynced, path, error) &&
         ahadi_file_replace (slots, bytes, 0600, error) &&
         ahadi_vault_verify_copy (vault, path, error) &&
         ahadi_folder_sync (folder, error);
}

/* Loses its name before its files, so that a name never stands for half a backup. */
static void
remove_one (const char *backups, const char *name)
{
  g_autofree char *half_name = g_strconcat (HALF_MADE, name, NULL);
  g_autofree char *path = g_build_filename (backups, name, NULL);
  g_autofree char *half = g_build_filename (backups, half_name, NULL);

  if (g_rename (path, half) == 0)
    ahadi_folder_remove_tree (half);
}

static void
prune (const char *backups, guint keep)
{
  g_autoptr (GArray) times = list_times (backups);

  for (guint i = keep; i < times->len; i++)
    {
      g_autofree char *name = name_of_time (g_array_index (times, gint64, i));

      remove_one (backups, name);
    }
}

/* What a backup that was killed left behind, making one or removing one. */
static void
remove_half_made (const char *backups)
{
  g_autoptr (GPtrArray) names = ahadi_folder_list (backups);

  for (guint i = 0; i < names->len; i++)
    if (g_str_has_prefix (names->pdata[i], HALF_MADE))
      {
        g_autofree char *path = g_build_filename (backups, names->pdata[i], NULL);

        ahadi_folder_remove_tree (path);
      }
}

/* Later than the newest one, whatever the clock says. */
static char *
choose_name (AhadiVault *vault)
{
  return name_of_time (
      MAX (ahadi_wall_clock_ms (), ahadi_vault_get_backup_time (vault) + 1));
}

static gboolean
rename_folder (const char *from, const char *to, const char *parent, GError **error)
{
  if (g_rename (from, to) == 0)
    return ahadi_folder_sync (parent, error);

  g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED, "cannot back up: %s",
               g_strerror (errno));
  return FALSE;
}

static gboolean
make_backup (AhadiVault *vault, const char *backups, GError **error)
{
  g_autofree char *name = choose_name (vault);
  g_autofree char *half_name = g_strconcat (HALF_MADE, name, NULL);
  g_autofree char *half = g_build_filename (backups, half_name, NULL);
  g_autofree char *path = g_build_filename (backups, name, NULL);

  if (!ahadi_folder_make_own (backups, error) || !fill (vault, half, error) ||
      !rename_folder (half, path, backups, error))
    {
      ahadi_folder_remove_tree (half);
      return FALSE;
    }

  return TRUE;
}

/* Where content went for good since the last one, older backups have it still: they go as
 * soon as a new one stands. */
static gboolean
prune_after (AhadiVault *vault, const char *backups, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autofree char *forgets = ahadi_settings_get_text (vault, AHADI_VAULT_FORGETS, &why);

  if (why != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }

  prune (backups, forgets != NULL ? 1 : AHADI_BACKUP_KEEP);
  return forgets == NULL ||
         (ahadi_vault_begin_upkeep (vault, error) &&
          ahadi_vault_end (
              vault, ahadi_settings_set_text (vault, AHADI_VAULT_FORGETS, NULL, error),
              error));
}

/* --- After a new key ------------------------------------------------------ */

/* Of the database in it; 0 if there is none. */
static guint32
read_generation (const char *backups, gint64 time)
{
  g_autofree char *name = name_of_time (time);
  g_autofree char *path = g_build_filename (backups, name, NULL);
  g_autoptr (GPtrArray) names = ahadi_folder_list (path);
  guint32 generation = 0;

  for (guint i = 0; i < names->len && generation == 0; i++)
    generation = ahadi_vault_files_read_generation (names->pdata[i]);
  return generation;
}

gboolean
ahadi_backup_is_current (AhadiVault *vault)
{
  g_autofree char *backups = backups_folder (vault);
  gint64 newest = ahadi_vault_get_backup_time (vault);

  return newest != 0 &&
         read_generation (backups, newest) == ahadi_slots_get_generation (vault->slots);
}

void
ahadi_backup_remove_older_keys (AhadiVault *vault)
{
  g_autofree char *backups = backups_folder (vault);
  g_autoptr (GArray) times = list_times (backups);

  for (guint i = 0; i < times->len; i++)
    {
      gint64 time = g_array_index (times, gint64, i);
      g_autofree char *name = name_of_time (time);

      if (read_generation (backups, time) < ahadi_slots_get_generation (vault->slots))
        remove_one (backups, name);
    }
}

/* --- Whether one is needed ------------------------------------------------ */

static gboolean
read_changes (AhadiVault *vault, gint64 *changes, gint64 *backed_up, GError **error)
{
  g_autoptr (AhadiStatement) state =
      ahadi_database_prepare (vault->database, "state-get", error);
  gboolean row;

  if (state == NULL || !ahadi_statement_next (state, &row, error))
    return FALSE;

  *changes = sqlite3_column_int64 (state->stmt, 6);
  *backed_up = sqlite3_column_int64 (state->stmt, 7);
  return TRUE;
}

/* A new passphrase changes no record, but the newest backup should open with it. */
static gboolean
newest_has_slots (AhadiVault *vault, const char *backups)
{
  g_autofree char *name = name_of_time (ahadi_vault_get_backup_time (vault));
  g_autofree char *path = g_build_filename (backups, name, "slots", NULL);
  g_autoptr (GBytes) theirs = ahadi_file_read (path, AHADI_SLOTS_LIMIT, NULL);
  g_autoptr (GBytes) ours = ahadi_slots_print (vault->slots);

  return theirs != NULL && g_bytes_equal (theirs, ours);
}

static gboolean
back_up (AhadiVault *vault, const char *backups, gint64 changes, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (!require_space (vault, error))
    return FALSE;

  if (make_backup (vault, backups, &why) && prune_after (vault, backups, &why))
    {
      /* The backup is there, noted or not; one too many does no harm. */
      if (!ahadi_vault_run_number (vault, "state-set-backed-up", 1, changes, &why))
        g_info ("cannot note that a backup was made: %s", why->message);
      return TRUE;
    }

  if (why->domain == AHADI_STORE_ERROR)
    g_propagate_error (error, g_steal_pointer (&why));
  else
    g_set_error (error, AHADI_STORE_ERROR,
                 ahadi_error_is_no_space (why) ? AHADI_STORE_ERROR_NO_SPACE
                                               : AHADI_STORE_ERROR_FAILED,
                 "cannot back up: %s", why->message);
  return FALSE;
}

gboolean
ahadi_vault_backup (AhadiVault *vault, gboolean *made, GError **error)
{
  g_autofree char *backups = backups_folder (vault);
  gint64 changes;
  gint64 backed_up;
  gboolean needed;

  g_return_val_if_fail (vault->depth == 0, FALSE);

  remove_half_made (backups);
  if (!read_changes (vault, &changes, &backed_up, error))
    return FALSE;

  needed = changes != backed_up || !newest_has_slots (vault, backups);
  if (needed && !back_up (vault, backups, changes, error))
    return FALSE;

  ahadi_vault_rekey_tidy (vault);
  if (made != NULL)
    *made = needed;
  return TRUE;
}
