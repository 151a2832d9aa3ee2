/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-database.h"

G_BEGIN_DECLS

/*
 * Private to store/: databases of versions 11 to 14 have tables of FTS5 that name a
 * tokenizer of ours. To check such a database, as a backup is before version 15 drops
 * them, and to make them on the way from version 1, there must be one of this name.
 * Nothing is put into them any more.
 */
gboolean ahadi_old_tokenizer_register (sqlite3 *handle,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
