/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-vault-wipe.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ahadi-store-error.h"
#include "ahadi-vault-files.h"

static const char *const folders[] = { "backups", "blobs", "set-aside", "staging" };

static gboolean
is_slots_name (const char *name)
{
  return strcmp (name, "slots") == 0 || strcmp (name, "slots.bak") == 0 ||
         (g_str_has_prefix (name, ".slots") && g_str_has_suffix (name, ".tmp"));
}

/* Also databases that were moved out of the way, and half-written files. */
static gboolean
is_other_name (const char *name)
{
  return ahadi_vault_files_read_generation (name) != 0 || strcmp (name, "rekey") == 0 ||
         (g_str_has_prefix (name, "left-") && strstr (name, "-vault-") != NULL) ||
         ((g_str_has_prefix (name, ".rekey.") || g_str_has_prefix (name, ".wipe.")) &&
          g_str_has_suffix (name, ".tmp"));
}

typedef gboolean (*NameTest) (const char *name);

/* Paths in @folder whose name passes @test. */
static GPtrArray *
list_paths (const char *folder, NameTest test)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = ahadi_folder_list (folder);

  for (guint i = 0; i < names->len; i++)
    if (test (names->pdata[i]))
      g_ptr_array_add (paths, g_build_filename (folder, names->pdata[i], NULL));

  return paths;
}

static gboolean
is_any_name (const char *name)
{
  return TRUE;
}

static gboolean
has_subfolder (const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (folder, folders[i], NULL);

      if (ahadi_folder_is_link (path) || g_file_test (path, G_FILE_TEST_IS_DIR))
        return TRUE;
    }
  return FALSE;
}

/* The vault's own folder may be a link: a person has chosen it. */
static char *
resolve (const char *folder)
{
  char *path = realpath (folder, NULL);

  return path != NULL ? path : g_strdup (folder);
}

gboolean
ahadi_vault_wipe_is_needed (const char *named)
{
  g_autofree char *folder = resolve (named);
  g_autoptr (GPtrArray) slots = list_paths (folder, is_slots_name);
  g_autoptr (GPtrArray) others = list_paths (folder, is_other_name);
  g_autofree char *lock = g_build_filename (folder, "lock", NULL);
  g_autofree char *mark = ahadi_vault_files_wipe_mark (folder);

  return slots->len > 0 || others->len > 0 || g_file_test (mark, G_FILE_TEST_EXISTS) ||
         (g_file_test (lock, G_FILE_TEST_EXISTS) && has_subfolder (folder));
}

/* --- Keys ----------------------------------------------------------------- */

static gboolean
fill_with_noise (int fd, gsize size)
{
  guint8 noise[1024];

  for (gsize at = 0; at < size;)
    {
      gsize part = MIN (sizeof noise, size - at);
      gssize n;

      ahadi_random_bytes (noise, part);
      n = pwrite (fd, noise, part, (off_t) at);
      if (n <= 0 && errno != EINTR)
        return FALSE;
      at += MAX (n, 0);
    }

  return fsync (fd) == 0;
}

/* In place: a new file would leave the old bytes where they are. A link is not followed,
 * only removed. @begun tells that something may have been overwritten. */
static gboolean
overwrite (const char *path, gboolean *begun, GError **error)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat info;
  gboolean fine;

  if (fd < 0 && errno == ELOOP)
    return TRUE;

  *begun |= fd >= 0;
  fine = fd >= 0 && fstat (fd, &info) == 0 &&
         (!S_ISREG (info.st_mode) || fill_with_noise (fd, (gsize) info.st_size));
  if (!fine)
    ahadi_base_error_set_errno (error, errno, "overwrite", path);
  if (fd >= 0)
    close (fd);
  return fine;
}

static gboolean
remove_file (const char *path, GError **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  ahadi_base_error_set_errno (error, errno, "remove", path);
  return FALSE;
}

/* All of one folder are overwritten before the first loses its name. */
static gboolean
destroy_slots (const char *folder, gboolean *begun, GError **error)
{
  g_autoptr (GPtrArray) paths = list_paths (folder, is_slots_name);

  for (guint i = 0; i < paths->len; i++)
    if (!overwrite (paths->pdata[i], begun, error))
      return FALSE;
  for (guint i = 0; i < paths->len; i++)
    if (!remove_file (paths->pdata[i], error))
      return FALSE;

  return paths->len == 0 || ahadi_folder_sync (folder, error);
}

static gboolean
destroy_keys (const char *folder, gboolean *begun, GError **error)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autoptr (GPtrArray) copies = list_paths (backups, is_any_name);

  if (!destroy_slots (folder, begun, error))
    return FALSE;
  for (guint i = 0; i < copies->len; i++)
    if (!destroy_slots (copies->pdata[i], begun, error))
      return FALSE;
  return TRUE;
}

/* --- The rest ------------------------------------------------------------- */

static gboolean
remove_rest (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) paths = list_paths (folder, is_other_name);

  for (guint i = 0; i < paths->len; i++)
    if (!remove_file (paths->pdata[i], error))
      return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (folder, folders[i], NULL);

      ahadi_folder_remove_tree (path);
      if (!ahadi_folder_is_link (path) && !g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      g_set_error (error, AHADI_BASE_ERROR, AHADI_BASE_ERROR_IO,
                   "cannot remove “%s” with all that is in it", path);
      return FALSE;
    }

  return TRUE;
}

/* Without room for the mark the wipe goes on: keys matter more than what is said later.
 */
static void
set_mark (const char *mark)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GError) error = NULL;

  if (!ahadi_file_replace (mark, nothing, 0600, &error))
    g_info ("cannot mark that a wipe has begun: %s", error->message);
}

/* Nobody is told that all is as it was once a key may be gone. */
static void
explain (gboolean begun, const char *mark, GError **error)
{
  if (!begun)
    g_unlink (mark);
  else if (error != NULL && *error != NULL)
    {
      (*error)->domain = AHADI_STORE_ERROR;
      (*error)->code = AHADI_STORE_ERROR_WIPED;
    }
}

gboolean
ahadi_vault_wipe (const char *named, GError **error)
{
  g_autofree char *folder = resolve (named);
  g_autofree char *lock_path = g_build_filename (folder, "lock", NULL);
  g_autofree char *mark = ahadi_vault_files_wipe_mark (folder);
  gboolean begun = g_file_test (mark, G_FILE_TEST_EXISTS);
  gboolean done;
  int lock;

  if (!ahadi_vault_wipe_is_needed (folder))
    {
      g_set_error_literal (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                           "cannot wipe: there is no vault in this folder");
      return FALSE;
    }

  lock = ahadi_vault_files_lock (folder, error);
  if (lock < 0)
    return FALSE;

  set_mark (mark);
  done = destroy_keys (folder, &begun, error) && remove_rest (folder, error) &&
         remove_file (lock_path, error) && remove_file (mark, error) &&
         ahadi_folder_sync (folder, error);
  close (lock);
  if (done)
    g_rmdir (folder);
  else
    explain (begun, mark, error);
  return done;
}
