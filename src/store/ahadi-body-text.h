/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-database.h"

G_BEGIN_DECLS

/*
 * Private to store/: the log has bodies packed (oplog/ahadi-packed-body.h), if they came
 * in a bundle, or as they are spelled. Statements read them by the SQL function
 *
 *   body_text (kind, body)
 *
 * which gives the spelling, the very bytes that were signed, as a blob; NULL of NULL.
 */
gboolean ahadi_body_text_register (sqlite3 *handle,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
