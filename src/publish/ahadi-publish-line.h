/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/**
 * ahadi_publish_line_append:
 * @stream: number of its stream in the database
 *
 * Private to publish/. Appends one operation as a line for COPY in text format: stream,
 * seq, hlc, kind, entity, body, sealed, body_hash. A sealed body goes as it is, whether a
 * key here opens it or not; a plain one goes without the keys of files.
 *
 * Returns: %FALSE with %AHADI_BASE_ERROR_SYNTAX if such a body is no JSON.
 */
gboolean ahadi_publish_line_append (GString *lines,
                                    gint64 stream,
                                    const AhadiOperation *operation,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
