/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-body.h"

G_BEGIN_DECLS

/*
 * A body that was read and checked, made small: a bundle's are kept from its check until
 * it is merged, on another thread, so that no body is read twice; and the log of a vault
 * keeps them so, in half of what they take in their one spelling, which comes back byte
 * for byte. That spelling begins with a brace, which this does not:
 *
 *   0   1   1: the first and only version
 *   1  16   salt
 *  17   4   big-endian, bit i: the body sets field i of its kind
 *  21   4   the same: it gives it a value
 *  25   4   the same: it has a base for it
 *  29       by rising field the bases: hlc[8] big-endian, device[16], epoch[4]
 * big-endian; then the values, each with a NUL
 */

/* How many bytes @body takes when packed. */
gsize ahadi_packed_body_measure (const AhadiBody *body);

/* @json: what @body was read from
 * @place: as many bytes as ahadi_packed_body_measure() says */
void ahadi_packed_body_write (const AhadiBody *body, const char *json, gpointer place);

/* Makes @body (out) what was packed; it borrows its values from @place. */
void ahadi_packed_body_open (gpointer place, AhadiBody *body);

/* Whether @bytes are a packed body and not its spelling. */
gboolean ahadi_packed_body_is_one (gconstpointer bytes, gsize size);

/* Returns: (transfer full): what the body was read from; %NULL with
 * %AHADI_OPLOG_ERROR_MALFORMED if @bytes are no packed body of @kind. */
char *ahadi_packed_body_print (gconstpointer bytes,
                               gsize size,
                               AhadiKind kind,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
