/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/ahadi-store.h"

G_BEGIN_DECLS

/*
 * A folder or stick with sealed backups, perhaps of several vaults: names
 * "<label>-<YYYYMMDD>T<HHMMSS>Z.ahadi-backup" (UTC). A file with another name, or of
 * another vault, is nobody's business here: it is neither counted nor removed.
 */

/* Returns: (transfer full): a path in @folder that is free, of @time (ms since 1970) or
 * later than the newest of the vault @uuid, whatever the clock says; of @label are taken
 * letters and digits. */
char *ahadi_backup_shelf_choose (const char *folder,
                                 const guint8 uuid[16],
                                 const char *label,
                                 gint64 time);

/* Returns: (transfer full) (element-type utf8): paths of the backups of the vault @uuid,
 * newest first by their names; none if the folder is not there. */
GPtrArray *ahadi_backup_shelf_list (const char *folder, const guint8 uuid[16]);

/* Removes all but the newest @keep of the vault @uuid. */
void ahadi_backup_shelf_prune (const char *folder, const guint8 uuid[16], guint keep);

G_END_DECLS
