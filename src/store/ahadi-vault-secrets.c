/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-store-error.h"
#include "ahadi-vault-files.h"
#include "ahadi-vault-private.h"

AhadiSlots *
ahadi_vault_read_slots (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "slots", NULL);
  g_autoptr (GBytes) bytes = ahadi_file_read (path, AHADI_SLOTS_LIMIT, error);

  return bytes == NULL ? NULL
                       : ahadi_slots_parse (g_bytes_get_data (bytes, NULL),
                                            g_bytes_get_size (bytes), error);
}

AhadiSlots *
ahadi_vault_get_slots (AhadiVault *self)
{
  return self->slots;
}

/* @changed is taken once it is on the disk. */
static gboolean
keep (AhadiVault *self,
      AhadiSlots **changed,
      AhadiSlotType type,
      AhadiSecret *secret,
      GError **error)
{
  AhadiSlots *before = self->slots;

  if (!ahadi_vault_files_write_slots (self->folder, *changed, type, secret, error))
    return FALSE;

  self->slots = g_steal_pointer (changed);
  ahadi_slots_free (before);
  return TRUE;
}

static AhadiSlots *
begin_change (AhadiVault *self, GError **error)
{
  if (!ahadi_vault_files_require_space (self->folder, AHADI_VAULT_SPACE_FLOOR, error))
    return NULL;

  return ahadi_slots_copy (self->slots);
}

gboolean
ahadi_vault_set_secret (AhadiVault *self,
                        AhadiSlotType type,
                        AhadiSecret *secret,
                        AhadiSlotCost cost,
                        GError **error)
{
  g_autoptr (AhadiSlots) changed = begin_change (self, error);

  return changed != NULL && ahadi_slots_set (changed, type, secret, cost, error) &&
         keep (self, &changed, type, secret, error);
}

gboolean
ahadi_vault_put_secret (AhadiVault *self,
                        AhadiSlotType type,
                        const AhadiId *id,
                        AhadiSecret *secret,
                        AhadiSlotCost cost,
                        GError **error)
{
  g_autoptr (AhadiSlots) changed = begin_change (self, error);

  return changed != NULL && ahadi_slots_put (changed, type, id, secret, cost, error) &&
         keep (self, &changed, type, secret, error);
}

gboolean
ahadi_vault_remove_secret (AhadiVault *self, const AhadiId *id, GError **error)
{
  g_autoptr (AhadiSlots) changed = begin_change (self, error);
  guint before = ahadi_slots_count (self->slots);

  if (changed == NULL)
    return FALSE;

  ahadi_slots_remove (changed, id);
  if (ahadi_slots_count (changed) == before)
    {
      g_set_error (error, AHADI_STORE_ERROR, AHADI_STORE_ERROR_NOT_FOUND,
                   "cannot remove a key slot: there is none of this id");
      return FALSE;
    }
  return keep (self, &changed, AHADI_SLOT_PASSPHRASE, NULL, error);
}
