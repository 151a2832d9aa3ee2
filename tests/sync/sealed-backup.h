/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forge.h"

G_BEGIN_DECLS

/* A sealed backup taken apart, so that a test can change something and seal it again as
 * whoever holds the vault's key could. */
typedef struct
{
  Forge *outer;
  Forge *inner;
  AhadiAgeIdentity *identity;
} SealedBackup;

/* Writes one of @vault to the stick. Returns: (transfer full): the path. */
char *sealed_backup_write (World *world, AhadiVault *vault, const char *name);

void sealed_backup_open (SealedBackup *self, const char *path, AhadiVault *vault);
/* The same list with the first @old replaced. */
void sealed_backup_edit (SealedBackup *self, const char *old, const char *by);
/* Seals the inner archive again, then writes the whole to the stick. Returns: (transfer
 * full): the path. */
char *sealed_backup_save (SealedBackup *self, World *world);
/* Writes the outer archive as it is. */
char *sealed_backup_save_outer (SealedBackup *self, World *world);
void sealed_backup_clear (SealedBackup *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SealedBackup, sealed_backup_clear)

G_END_DECLS
