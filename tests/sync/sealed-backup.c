/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sealed-backup.h"

#include "sync/ahadi-backup-reader.h"

char *
sealed_backup_write (World *world, AhadiVault *vault, const char *name)
{
  char *path = g_build_filename (world->stick, name, NULL);
  g_autoptr (GError) error = NULL;
  AhadiBackupResult result;

  assert_ok (ahadi_backup_write (vault, path, NULL, &result, &error));
  return path;
}

static GBytes *
unseal (GBytes *sealed, AhadiAgeIdentity *identity)
{
  g_autoptr (GInputStream) in = g_memory_input_stream_new_from_bytes (sealed);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) plain = ahadi_age_reader_new (in, &identity, 1, &error);

  g_assert_no_error (error);
  assert_ok (g_output_stream_splice (out, plain, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                     NULL, &error) >= 0);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

void
sealed_backup_open (SealedBackup *self, const char *path, AhadiVault *vault)
{
  g_autoptr (AhadiSecret) key = ahadi_vault_derive (vault, AHADI_BACKUP_KEY_INFO);
  g_autoptr (GBytes) file = world_read_file (path);
  g_autoptr (GBytes) plain = NULL;

  self->identity = ahadi_backup_identity_new (key);
  self->outer = forge_open_archive (file);
  plain = unseal (forge_find (self->outer, "backup.age")->bytes, self->identity);
  self->inner = forge_open_archive (plain);
}

void
sealed_backup_edit (SealedBackup *self, const char *old, const char *by)
{
  GBytes *document = forge_find (self->inner, AHADI_BACKUP_DOCUMENT)->bytes;
  g_autofree char *text =
      g_strndup (g_bytes_get_data (document, NULL), g_bytes_get_size (document));
  g_autofree char *edited = forge_replace (text, old, by);

  forge_set_text (self->inner, AHADI_BACKUP_DOCUMENT, edited);
}

char *
sealed_backup_save_outer (SealedBackup *self, World *world)
{
  g_autoptr (GBytes) file = forge_to_archive (self->outer);

  return world_write_file (world, "changed.ahadi-backup", file);
}

char *
sealed_backup_save (SealedBackup *self, World *world)
{
  AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (self->identity);
  g_autofree char *text = ahadi_age_recipient_to_string (&recipient);
  const char *const recipients[] = { text, NULL };
  g_autoptr (GBytes) plain = forge_to_archive (self->inner);
  g_autoptr (GBytes) sealed = forge_seal (plain, recipients);

  forge_set (self->outer, "backup.age", sealed);
  return sealed_backup_save_outer (self, world);
}

void
sealed_backup_clear (SealedBackup *self)
{
  g_clear_pointer (&self->inner, forge_free);
  g_clear_pointer (&self->outer, forge_free);
  g_clear_pointer (&self->identity, ahadi_age_identity_unref);
}
