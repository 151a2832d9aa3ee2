/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to publish/: where a database is, before anything is sent there. */

/**
 * ahadi_publish_address_check:
 * @address: postgresql://… or host=… dbname=…, as libpq reads it
 * @unverified: the person accepts a server that does not prove who it is
 * @mode: (out) (nullable): the sslmode that libpq is to be told; %NULL leaves it to the
 *   address. Borrowed
 *
 * A server that is not on this machine (a Unix socket, localhost, 127.0.0.0/8, ::1) gets
 * names in the clear, so it must prove with a certificate that it is the one meant.
 *
 * Returns: %FALSE with %AHADI_PUBLISH_ERROR_ADDRESS, PASSWORD or UNVERIFIED.
 */
gboolean ahadi_publish_address_check (const char *address,
                                      gboolean unverified,
                                      const char **mode,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @schema can be a schema's name here: a to z, digits and _, at most 40, no digit
 * first, nothing of PostgreSQL's own. */
gboolean ahadi_publish_schema_is_valid (const char *schema);

G_END_DECLS
