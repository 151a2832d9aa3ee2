/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-staging.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "ahadi-io.h"

struct _AhadiStaging
{
  char *folder;
  char *root; /* (nullable): of a folder inside the staging folder, that one */
};

static gboolean
make_folder (const char *folder, GError **error)
{
  if (ahadi_folder_make_own (folder, error))
    return TRUE;

  g_prefix_error (error, "cannot make the staging folder: ");
  return FALSE;
}

static char *
get_root (AhadiVault *vault)
{
  return g_build_filename (ahadi_vault_get_folder (vault), "staging", NULL);
}

/* Takes @folder. */
static AhadiStaging *
open_at (char *folder)
{
  AhadiStaging *self = g_new0 (AhadiStaging, 1);

  ahadi_folder_empty (folder);
  self->folder = folder;
  return self;
}

AhadiStaging *
ahadi_staging_open (AhadiVault *vault, GError **error)
{
  g_autofree char *folder = get_root (vault);

  return make_folder (folder, error) ? open_at (g_steal_pointer (&folder)) : NULL;
}

AhadiStaging *
ahadi_staging_open_ahead (AhadiVault *vault, guint slot, GError **error)
{
  g_autofree char *root = get_root (vault);
  g_autofree char *folder =
      g_build_filename (root, slot == 0 ? "ahead-0" : "ahead-1", NULL);
  AhadiStaging *self;

  if (!make_folder (root, error) || !make_folder (folder, error))
    return NULL;

  self = open_at (g_steal_pointer (&folder));
  self->root = g_steal_pointer (&root);
  return self;
}

void
ahadi_staging_close (AhadiStaging *self)
{
  ahadi_folder_empty (self->folder);
  g_rmdir (self->folder);
  if (self->root != NULL)
    g_rmdir (self->root);
  g_free (self->root);
  g_free (self->folder);
  g_free (self);
}

char *
ahadi_staging_get_path (AhadiStaging *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

gboolean
ahadi_staging_is_at (AhadiStaging *self, const char *folder)
{
  struct stat ours;
  struct stat other;

  return stat (self->folder, &ours) == 0 && stat (folder, &other) == 0 &&
         ours.st_dev == other.st_dev && ours.st_ino == other.st_ino;
}

GOutputStream *
ahadi_staging_create (AhadiStaging *self, const char *name, GError **error)
{
  g_autofree char *path = ahadi_staging_get_path (self, name);

  return ahadi_io_create (path, error);
}

GInputStream *
ahadi_staging_read (AhadiStaging *self, const char *name, GError **error)
{
  g_autofree char *path = ahadi_staging_get_path (self, name);

  return ahadi_io_open (path, error);
}
