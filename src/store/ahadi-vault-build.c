/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-vault-build.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ahadi-store-error.h"
#include "ahadi-vault-files.h"
#include "ahadi-vault.h"

struct _AhadiVaultBuild
{
  char *target;
  char *parent;
  char *workshop; /* holds the lock and the vault under construction */
  char *folder;
  int lock;
};

static AhadiVaultBuild *
new_build (const char *target)
{
  AhadiVaultBuild *self = g_new0 (AhadiVaultBuild, 1);
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;

  self->target = g_canonicalize_filename (target, NULL);
  self->parent = g_path_get_dirname (self->target);
  base = g_path_get_basename (self->target);
  name = g_strconcat (".", base, ".building", NULL);
  self->workshop = g_build_filename (self->parent, name, NULL);
  self->folder = g_build_filename (self->workshop, "vault", NULL);
  self->lock = -1;
  return self;
}

AhadiVaultBuild *
ahadi_vault_build_open (const char *target, GError **error)
{
  g_autoptr (AhadiVaultBuild) self = new_build (target);

  if (!ahadi_folder_make (self->parent, error) ||
      !ahadi_folder_make_own (self->workshop, error))
    return NULL;
  self->lock = ahadi_vault_files_lock (self->workshop, error);
  if (self->lock < 0)
    return NULL;

  ahadi_folder_remove_tree (self->folder);
  return ahadi_folder_make_own (self->folder, error) ? g_steal_pointer (&self) : NULL;
}

void
ahadi_vault_build_close (AhadiVaultBuild *self)
{
  if (self == NULL)
    return;

  /* Without the lock the workshop is somebody else's. */
  if (self->lock >= 0)
    {
      ahadi_folder_remove_tree (self->workshop);
      close (self->lock);
    }
  g_free (self->folder);
  g_free (self->workshop);
  g_free (self->parent);
  g_free (self->target);
  g_free (self);
}

const char *
ahadi_vault_build_get_folder (AhadiVaultBuild *self)
{
  return self->folder;
}

/* --- Installing ----------------------------------------------------------- */

static gboolean
fail (int code, GError **error)
{
  AhadiStoreError meant = AHADI_STORE_ERROR_FAILED;

  if (code == EEXIST || code == ENOTEMPTY)
    meant = AHADI_STORE_ERROR_EXISTS;
  else if (code == ENOSPC || code == EDQUOT)
    meant = AHADI_STORE_ERROR_NO_SPACE;
  g_set_error (error, AHADI_STORE_ERROR, meant, "cannot put the vault in its place: %s",
               g_strerror (code));
  return FALSE;
}

/* "branch-until-20261128T184500Z.ahadivault" beside the target; one that is free. */
static char *
choose_aside (AhadiVaultBuild *self)
{
  static const char ending[] = ".ahadivault";
  g_autofree char *base = g_path_get_basename (self->target);
  g_autoptr (GDateTime) now =
      g_date_time_new_from_unix_utc (ahadi_wall_clock_ms () / 1000);
  g_autofree char *time = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  char *path = NULL;

  if (g_str_has_suffix (base, ending))
    base[strlen (base) - strlen (ending)] = '\0';
  for (guint i = 1; path == NULL || g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *number = i == 1 ? g_strdup ("") : g_strdup_printf ("-%u", i);
      g_autofree char *name = g_strconcat (base, "-until-", time, number, ending, NULL);

      g_free (path);
      path = g_build_filename (self->parent, name, NULL);
    }
  return path;
}

/* An empty folder in the way is no vault: rename() takes its place. */
static gboolean
install_new (AhadiVaultBuild *self, GError **error)
{
  return g_rename (self->folder, self->target) == 0 || fail (errno, error);
}

/* Where the file system can't exchange two names there is a moment in which the vault
 * stands at neither; both are whole beside it. */
static gboolean
swap_in_two_steps (AhadiVaultBuild *self, const char *aside, GError **error)
{
  int code;

  if (g_rename (self->target, aside) != 0)
    return fail (errno, error);
  if (g_rename (self->folder, self->target) == 0)
    return TRUE;

  code = errno;
  if (g_rename (aside, self->target) != 0)
    g_warning ("the vault that was moved aside stays at %s", aside);
  return fail (code, error);
}

/* The new vault waits under the name that the old one is to have, so that one exchange of
 * names puts both where they belong. */
static gboolean
swap (AhadiVaultBuild *self, const char *aside, GError **error)
{
  int code;

  if (g_rename (self->folder, aside) != 0)
    return fail (errno, error);
  if (renameat2 (AT_FDCWD, aside, AT_FDCWD, self->target, RENAME_EXCHANGE) == 0)
    return TRUE;

  code = errno;
  if (g_rename (aside, self->folder) != 0)
    return fail (errno, error);
  return code == EINVAL || code == ENOSYS ? swap_in_two_steps (self, aside, error)
                                          : fail (code, error);
}

/* The old vault stays locked until it is out of the way. */
static gboolean
install_over (AhadiVaultBuild *self, char **aside, GError **error)
{
  g_autofree char *path = choose_aside (self);
  int lock = ahadi_vault_files_lock (self->target, error);
  gboolean done;

  if (lock < 0)
    return FALSE;

  done = swap (self, path, error);
  close (lock);
  if (done)
    *aside = g_steal_pointer (&path);
  return done;
}

static gboolean
is_occupied (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  return dir != NULL && g_dir_read_name (dir) != NULL;
}

gboolean
ahadi_vault_build_install (AhadiVaultBuild *self,
                           gboolean replace,
                           char **aside,
                           GError **error)
{
  gboolean over = replace && is_occupied (self->target);

  *aside = NULL;
  if (!(over ? install_over (self, aside, error) : install_new (self, error)))
    return FALSE;
  return ahadi_folder_sync (self->parent, error);
}
