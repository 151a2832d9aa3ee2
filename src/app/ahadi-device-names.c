/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-device-names.h"

#include <glib/gi18n-lib.h>

#include "ahadi-words.h"

gboolean
ahadi_device_names_load (AhadiSession *session, AhadiDeviceNames *self, GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiIdentity) identity = NULL;
  g_autoptr (GError) local = NULL;

  *self = (AhadiDeviceNames){ .directory = NULL };
  if (vault == NULL)
    return FALSE;

  identity = ahadi_identity_load (vault, &local);
  if (local == NULL)
    self->directory = ahadi_directory_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }

  if (identity != NULL)
    self->own = *ahadi_identity_get_device (identity);
  return TRUE;
}

void
ahadi_device_names_clear (AhadiDeviceNames *self)
{
  g_clear_pointer (&self->directory, ahadi_directory_unref);
}

static const AhadiDirectoryEntry *
find (const AhadiDeviceNames *self, const AhadiId *device)
{
  return self->directory != NULL ? ahadi_directory_find_device (self->directory, device)
                                 : NULL;
}

char *
ahadi_device_names_get (const AhadiDeviceNames *self, const AhadiId *device)
{
  const AhadiDirectoryEntry *entry = find (self, device);
  const AhadiBranch *branch = NULL;

  if (ahadi_id_equal (device, &self->own))
    return g_strdup (_ ("this laptop"));
  if (entry == NULL)
    return g_strdup (_ ("a laptop that is not enrolled"));

  if (!ahadi_role_is_office (entry->role))
    branch = ahadi_directory_find_branch (self->directory, &entry->branch);
  return g_strdup (branch != NULL ? branch->name : ahadi_words_role (entry->role));
}

const AhadiId *
ahadi_device_names_find_branch (const AhadiDeviceNames *self, const AhadiId *device)
{
  const AhadiDirectoryEntry *entry = find (self, device);

  return entry != NULL && !ahadi_role_is_office (entry->role) ? &entry->branch : NULL;
}
