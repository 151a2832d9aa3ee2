/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-publishing.h"

struct _AhadiPublishing
{
  AhadiDirectory *directory;
  AhadiPublishOffice office; /* borrows from @directory */
  AhadiPublisher *publisher;
};

gboolean
ahadi_publishing_is_possible (void)
{
  return ahadi_publisher_is_built ();
}

/* --- Who publishes -------------------------------------------------------- */

static gboolean
refuse_not_office (GError **error)
{
  g_set_error_literal (error, AHADI_PUBLISH_ERROR, AHADI_PUBLISH_ERROR_NOT_OFFICE,
                       "cannot publish: this vault is no office's, or has no card yet");
  return FALSE;
}

static gboolean
load_identity (AhadiPublishing *self, AhadiVault *vault, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (AhadiIdentity) identity = ahadi_identity_load (vault, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (identity == NULL || !ahadi_role_is_office (ahadi_identity_get_role (identity)))
    return refuse_not_office (error);

  self->office.device = *ahadi_identity_get_device (identity);
  return TRUE;
}

static void
add_branches (AhadiPublishing *self)
{
  GPtrArray *branches = ahadi_directory_get_branches (self->directory);

  for (guint i = 0; i < branches->len; i++)
    {
      const AhadiBranch *branch = branches->pdata[i];
      AhadiPublishBranch one = { branch->id, branch->name };

      g_array_append_val (self->office.branches, one);
    }
}

static void
add_devices (AhadiPublishing *self)
{
  GPtrArray *entries = ahadi_directory_get_entries (self->directory);

  for (guint i = 0; i < entries->len; i++)
    {
      const AhadiDirectoryEntry *entry = entries->pdata[i];
      gboolean revoked = entry->state == AHADI_DEVICE_REVOKED;
      AhadiPublishDevice one = { entry->device, ahadi_role_to_string (entry->role),
                                 entry->branch, revoked ? "revoked" : "active" };

      g_array_append_val (self->office.devices, one);
    }
}

static gboolean
load_lists (AhadiPublishing *self, AhadiVault *vault, GError **error)
{
  g_autoptr (GError) local = NULL;

  self->directory = ahadi_directory_load (vault, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (self->directory == NULL)
    return refuse_not_office (error);

  self->office.org = ahadi_directory_get_org (self->directory);
  self->office.directory_version = ahadi_directory_get_version (self->directory);
  self->office.devices_version = ahadi_directory_get_list_version (self->directory);
  add_branches (self);
  add_devices (self);
  return TRUE;
}

AhadiPublishing *
ahadi_publishing_open (AhadiSession *session,
                       const AhadiPublishTarget *target,
                       GError **error)
{
  AhadiVault *vault = ahadi_session_get_vault (session, error);
  g_autoptr (AhadiPublishing) self = g_new0 (AhadiPublishing, 1);

  self->office.branches = g_array_new (FALSE, FALSE, sizeof (AhadiPublishBranch));
  self->office.devices = g_array_new (FALSE, FALSE, sizeof (AhadiPublishDevice));
  if (vault == NULL || !load_identity (self, vault, error) ||
      !load_lists (self, vault, error))
    return NULL;

  self->publisher = ahadi_publisher_open (vault, &self->office, target, error);
  return self->publisher != NULL ? g_steal_pointer (&self) : NULL;
}

void
ahadi_publishing_close (AhadiPublishing *self)
{
  g_clear_pointer (&self->publisher, ahadi_publisher_close);
  g_clear_pointer (&self->office.branches, g_array_unref);
  g_clear_pointer (&self->office.devices, g_array_unref);
  g_clear_pointer (&self->directory, ahadi_directory_unref);
  g_free (self);
}

gboolean
ahadi_publishing_is_first (AhadiPublishing *self)
{
  return ahadi_publisher_is_first (self->publisher);
}

/* --- Publishing ----------------------------------------------------------- */

static void
on_operations (guint64 done, guint64 total, gpointer data)
{
  const AhadiProgress *progress = data;

  if (progress->func != NULL)
    progress->func (AHADI_STEP_PUBLISH, done, total, progress->data);
}

static AhadiPublishWatch
make_watch (const AhadiProgress *progress)
{
  return (AhadiPublishWatch){ on_operations, (gpointer) progress, progress->cancellable };
}

gboolean
ahadi_publishing_run (AhadiPublishing *self,
                      gboolean rebuild,
                      const AhadiProgress *progress,
                      AhadiPublishResult *result,
                      GError **error)
{
  AhadiPublishWatch watch = make_watch (progress);

  return ahadi_publisher_run (self->publisher, rebuild, &watch, result, error);
}

gboolean
ahadi_publishing_check (AhadiPublishing *self,
                        const AhadiProgress *progress,
                        AhadiPublishCheck *check,
                        GError **error)
{
  AhadiPublishWatch watch = make_watch (progress);

  return ahadi_publisher_check (self->publisher, &watch, check, error);
}
