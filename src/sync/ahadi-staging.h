/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ahadi-store.h"

G_BEGIN_DECLS

/*
 * The folder `staging/` of a vault, where ciphertext waits between the two passes.
 * Nothing that is not sealed is ever written there. It is emptied when it is opened (a
 * crash may have left something) and when it is closed. One at a time per vault: the
 * vault's own lock sees to that.
 */
typedef struct _AhadiStaging AhadiStaging;

AhadiStaging *ahadi_staging_open (AhadiVault *vault,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One of two more folders, @slot 0 and 1, inside the other: for what is looked at while
 * that one is in use. Likewise emptied when it is opened. */
AhadiStaging *ahadi_staging_open_ahead (AhadiVault *vault,
                                        guint slot,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Removes what is in the folder, then the folder. */
void ahadi_staging_close (AhadiStaging *self);

/* Returns: (transfer full): where a file called @name stands or would stand. */
char *ahadi_staging_get_path (AhadiStaging *self, const char *name);

/* Whether @folder is the staging folder itself, however it is named: nothing that is to
 * stay may go there. */
gboolean ahadi_staging_is_at (AhadiStaging *self, const char *folder);

/* Returns: (transfer full): a new empty file, mode 0600; the system's codes of
 * AHADI_BASE_ERROR. */
GOutputStream *ahadi_staging_create (AhadiStaging *self,
                                     const char *name,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): the file from its start. */
GInputStream *ahadi_staging_read (AhadiStaging *self,
                                  const char *name,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiStaging, ahadi_staging_close)

G_END_DECLS
