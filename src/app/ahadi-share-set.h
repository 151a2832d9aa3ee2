/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/*
 * New custodians' shares that were drawn, and hold only once everybody has theirs: until
 * then shares made before open the vault, and whoever stops has changed nothing. What is
 * shared is the secret of a key slot of its own, never an identity. Refcounted (atomic),
 * immutable, in locked memory only.
 */
typedef struct _AhadiShareSet AhadiShareSet;

/**
 * ahadi_share_set_draw:
 * @names: (nullable): @count of them: who gets share 1, 2, …; "" for nobody in particular
 *
 * Returns: (transfer full): NUMBERS or NAME of %AHADI_KEYS_ERROR, or
 *   %AHADI_SYNC_ERROR_NOT_READY.
 */
AhadiShareSet *ahadi_share_set_draw (AhadiSession *session,
                                     guint threshold,
                                     guint count,
                                     const char *const *names,
                                     GError **error);

AhadiShareSet *ahadi_share_set_ref (AhadiShareSet *self);
void ahadi_share_set_unref (AhadiShareSet *self);

guint ahadi_share_set_get_count (AhadiShareSet *self);
const char *ahadi_share_set_get_name (AhadiShareSet *self, guint index); /* from 0 */
const AhadiShareInfo *ahadi_share_set_get_info (AhadiShareSet *self, guint index);

/* Returns: (transfer full): its 19 groups of six digits, parted by blanks, and a NUL. */
AhadiSecret *ahadi_share_set_print (AhadiShareSet *self, guint index);

/* For the other files of app/ only. */
const AhadiShare *ahadi_share_set_get_share (AhadiShareSet *self, guint index);

/**
 * ahadi_share_set_check:
 * @typed: the digits of share @index (from 0) as typed from the paper
 * @bad_group: (out): 1 to 19, the first group that is not as it was drawn; 0 if they are
 *   too few or too many
 */
gboolean ahadi_share_set_check (AhadiShareSet *self,
                                guint index,
                                AhadiSecret *typed,
                                guint *bad_group);

/* From now on these open the vault, and those made before are void. When it fails those
 * still hold. Errors of ahadi_vault_put_secret() and of the store. */
gboolean ahadi_share_set_hold (AhadiShareSet *self,
                               AhadiSession *session,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiShareSet, ahadi_share_set_unref)

G_END_DECLS
