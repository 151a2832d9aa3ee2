/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-vault-files.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ahadi-store-error.h"

#define DATABASE_START "vault-"
#define DATABASE_END ".db"

char *
ahadi_vault_files_database (const char *folder, guint32 generation)
{
  g_autofree char *name =
      g_strdup_printf (DATABASE_START "%" G_GUINT32_FORMAT DATABASE_END, generation);

  return g_build_filename (folder, name, NULL);
}

static gboolean
is_database_name (const char *name)
{
  return g_str_has_prefix (name, DATABASE_START) && strstr (name, DATABASE_END) != NULL;
}

/* Paths of the databases with their logs. */
static GPtrArray *
list_databases (const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_database_name (name))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));

  return paths;
}

guint32
ahadi_vault_files_read_generation (const char *name)
{
  g_autofree char *again = NULL;
  guint32 generation = 0;

  if (sscanf (name, DATABASE_START "%" SCNu32, &generation) != 1)
    return 0;

  again = g_strdup_printf (DATABASE_START "%" G_GUINT32_FORMAT DATABASE_END, generation);
  return g_str_has_prefix (name, again) ? generation : 0;
}

void
ahadi_vault_files_remove_databases (const char *folder, guint32 first, guint32 last)
{
  g_autoptr (GPtrArray) paths = list_databases (folder);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autofree char *name = g_path_get_basename (path);
      guint32 generation = ahadi_vault_files_read_generation (name);

      if (generation != 0 && generation >= first && generation <= last)
        g_unlink (path);
    }
}

gboolean
ahadi_vault_files_has_other_database (const char *folder, guint32 generation)
{
  g_autofree char *path = ahadi_vault_files_database (folder, generation);
  g_autofree char *own = g_path_get_basename (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, DATABASE_START) &&
        g_str_has_suffix (name, DATABASE_END) && strcmp (name, own) != 0)
      return TRUE;

  return FALSE;
}

gboolean
ahadi_vault_files_require_space (const char *folder, guint64 needed, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (ahadi_disk_require (folder, needed, &why))
    return TRUE;

  g_set_error_literal (error, AHADI_STORE_ERROR,
                       ahadi_error_is_no_space (why) ? AHADI_STORE_ERROR_NO_SPACE
                                                     : AHADI_STORE_ERROR_FAILED,
                       why->message);
  return FALSE;
}

static void
set_lock_error (GError **error, int code)
{
  static const char action[] = "cannot lock the vault";

  switch (code)
    {
    case EWOULDBLOCK:
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_BUSY,
                   "cannot open the vault: another program has it open");
      break;
    case ENOSPC:
    case EDQUOT:
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NO_SPACE, "%s: %s", action,
                   g_strerror (code));
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, AHADI_BASE_ERROR, (int) ahadi_base_error_from_errno (code),
                   "%s: %s", action, g_strerror (code));
      break;
    default:
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED, "%s: %s", action,
                   g_strerror (code));
      break;
    }
}

int
ahadi_vault_files_lock (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "lock", NULL);
  int fd = -1;
  int saved;

  /* A lock in a folder that can't be written is worth nothing: no database opens there.
   */
  if (access (folder, W_OK | X_OK) == 0)
    fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;

  saved = errno;
  if (fd >= 0)
    close (fd);

  set_lock_error (error, saved);
  return -1;
}

/* Bytes that are slots of no version are damage, like a wrong mac: nobody typed them. */
static AhadiSlots *
parse_slots (GBytes *bytes, GError **error)
{
  GError *why = NULL;
  AhadiSlots *slots =
      ahadi_slots_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &why);

  if (slots == NULL &&
      !g_error_matches (why, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_NEWER))
    why->code = AHADI_CRYPTO_ERROR_CORRUPT;
  if (slots == NULL)
    g_propagate_error (error, why);
  return slots;
}

static AhadiSlots *
open_slots_file (const char *path,
                 AhadiSlotType type,
                 AhadiSecret *secret,
                 GError **error)
{
  g_autoptr (GBytes) bytes = ahadi_file_read (path, AHADI_SLOTS_LIMIT, error);
  g_autoptr (AhadiSlots) slots = NULL;

  if (bytes == NULL)
    return NULL;

  slots = parse_slots (bytes, error);
  if (slots == NULL || !ahadi_slots_open (slots, type, secret, error))
    return NULL;

  return g_steal_pointer (&slots);
}

static char *
slots_path (const char *folder)
{
  return g_build_filename (folder, "slots", NULL);
}

static char *
old_slots_path (const char *folder)
{
  return g_build_filename (folder, "slots.bak", NULL);
}

AhadiSlots *
ahadi_vault_files_open_slots (const char *folder,
                              AhadiSlotType type,
                              AhadiSecret *secret,
                              GError **error)
{
  g_autofree char *path = slots_path (folder);
  g_autofree char *old_path = old_slots_path (folder);
  g_autoptr (GError) why = NULL;
  g_autoptr (AhadiSlots) slots = open_slots_file (path, type, secret, &why);
  g_autoptr (AhadiSlots) old = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (slots != NULL)
    return g_steal_pointer (&slots);

  if (g_file_test (old_path, G_FILE_TEST_EXISTS))
    old = open_slots_file (old_path, type, secret, NULL);

  if (old == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }

  bytes = ahadi_slots_print (old);
  if (!ahadi_file_replace (path, bytes, 0600, error))
    return NULL;

  return g_steal_pointer (&old);
}

/* Kept slots that are there already are those that people know: an earlier change could
 * neither be ended nor taken back. */
static gboolean
keep_old_slots (const char *folder, GError **error)
{
  g_autofree char *path = slots_path (folder);
  g_autofree char *old_path = old_slots_path (folder);
  g_autoptr (GBytes) old = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS) ||
      g_file_test (old_path, G_FILE_TEST_EXISTS))
    return TRUE;

  old = ahadi_file_read (path, AHADI_SLOTS_LIMIT, error);
  return old != NULL && ahadi_file_replace (old_path, old, 0600, error);
}

/* A rename takes no room. If even that fails, the kept slots stay beside the others and
 * either opens. */
static void
put_back_old_slots (const char *folder)
{
  g_autofree char *path = slots_path (folder);
  g_autofree char *old_path = old_slots_path (folder);

  if (g_file_test (old_path, G_FILE_TEST_EXISTS) ? g_rename (old_path, path) != 0
                                                 : g_unlink (path) != 0)
    g_info ("cannot put the old slots back");
  else if (!ahadi_folder_sync (folder, NULL))
    g_debug ("cannot sync the folder after putting old slots back");
}

static gboolean
read_back (const char *path,
           GBytes *written,
           AhadiSlotType type,
           AhadiSecret *secret,
           GError **error)
{
  g_autoptr (GBytes) bytes = ahadi_file_read (path, AHADI_SLOTS_LIMIT, error);
  g_autoptr (AhadiSlots) again = NULL;

  if (bytes == NULL)
    return FALSE;
  if (!g_bytes_equal (bytes, written))
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED,
                           "cannot write key slots: they read back otherwise");
      return FALSE;
    }
  if (secret == NULL)
    return TRUE;

  again = open_slots_file (path, type, secret, error);
  return again != NULL;
}

gboolean
ahadi_vault_files_write_slots (const char *folder,
                               AhadiSlots *slots,
                               AhadiSlotType type,
                               AhadiSecret *secret,
                               GError **error)
{
  g_autofree char *path = slots_path (folder);
  g_autoptr (GBytes) bytes = ahadi_slots_print (slots);
  gboolean written;

  if (!keep_old_slots (folder, error))
    return FALSE;

  written = ahadi_file_replace (path, bytes, 0600, error) &&
            read_back (path, bytes, type, secret, error);
  if (written)
    ahadi_vault_files_drop_old_slots (folder);
  else
    put_back_old_slots (folder);

  return written;
}

/* The old ones, and what a change that was killed was writing: both would still open. */
static gboolean
is_other_slots_name (const char *name)
{
  return strcmp (name, "slots.bak") == 0 ||
         (g_str_has_prefix (name, ".slots") && g_str_has_suffix (name, ".tmp"));
}

void
ahadi_vault_files_drop_old_slots (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean removed = FALSE;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (is_other_slots_name (name) && g_unlink (path) == 0)
        removed = TRUE;
    }

  if (removed && !ahadi_folder_sync (folder, NULL))
    g_debug ("cannot sync the folder after removing old slots");
}

static gboolean
has_backup (const char *folder)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autoptr (GPtrArray) names = ahadi_folder_list (backups);

  for (guint i = 0; i < names->len; i++)
    if (((const char *) names->pdata[i])[0] != '.')
      return TRUE;

  return FALSE;
}

gboolean
ahadi_vault_files_is_leftover (const char *folder)
{
  g_autofree char *path = slots_path (folder);
  g_autofree char *old_path = old_slots_path (folder);

  return !g_file_test (path, G_FILE_TEST_EXISTS) &&
         !g_file_test (old_path, G_FILE_TEST_EXISTS) && !has_backup (folder);
}

gboolean
ahadi_vault_files_move_leftovers (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) paths = list_databases (folder);

  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *new_name =
          g_strdup_printf ("left-%" G_GINT64_FORMAT "-%s", g_get_real_time (), name);
      g_autofree char *new_path = g_build_filename (folder, new_name, NULL);

      if (g_rename (path, new_path) == 0)
        continue;
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_FAILED,
                   "cannot move an old database out of the way: %s", g_strerror (errno));
      return FALSE;
    }

  return TRUE;
}

void
ahadi_vault_files_remove_made (const char *folder)
{
  static const char *const folders[] = { "blobs", "set-aside", "backups" };
  g_autoptr (GPtrArray) paths = list_databases (folder);
  g_autofree char *lock = g_build_filename (folder, "lock", NULL);

  for (guint i = 0; i < paths->len; i++)
    g_unlink (g_ptr_array_index (paths, i));
  g_unlink (lock);

  /* Only if empty. */
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (folder, folders[i], NULL);

      g_rmdir (path);
    }
}

static gboolean
is_folder_name (const char *name)
{
  static const char *const names[] = { "backups", "blobs", "set-aside", "staging", NULL };

  return g_strv_contains (names, name);
}

static gboolean
is_file_name (const char *name)
{
  static const char *const names[] = { "slots", "slots.bak", "lock", "wipe", NULL };

  return g_strv_contains (names, name) || is_database_name (name);
}

static gboolean
check_entry (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gboolean is_folder = is_folder_name (name);
  struct stat info;

  if ((!is_folder && !is_file_name (name)) || lstat (path, &info) != 0 ||
      (is_folder ? S_ISDIR (info.st_mode) : S_ISREG (info.st_mode)))
    return TRUE;

  if (S_ISLNK (info.st_mode))
    g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_LINK,
                 "cannot open the vault: “%s” is a link", path);
  else
    g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_STRANGE,
                 "cannot open the vault: “%s” is not a %s", path,
                 is_folder ? "folder" : "file");
  return FALSE;
}

gboolean
ahadi_vault_files_check_kinds (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (!check_entry (folder, name, error))
      return FALSE;

  return TRUE;
}

char *
ahadi_vault_files_wipe_mark (const char *folder)
{
  return g_build_filename (folder, "wipe", NULL);
}
