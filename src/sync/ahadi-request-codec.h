/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-enrolment.h"

G_BEGIN_DECLS

/* The inside of a `.ahadi-request`: ustar(request.json, request.json.minisig), FORMAT.md
 * section 8. */
#define AHADI_REQUEST_LIMIT (64 * 1024)

/* The archive for @self, signed by the device itself. */
GBytes *ahadi_request_print (const AhadiEnrolment *self,
                             const AhadiId *org,
                             AhadiSigningKey *key);

/* Parses and checks the device's own signature. @fingerprint of the result is NULL.
 * FOREIGN, DAMAGED, MALFORMED, BAD_SIGNATURE, NEWER. */
AhadiEnrolment *ahadi_request_parse (GBytes *archive,
                                     AhadiId *org,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* 25 digits over organisation, keys, role and branch: what an exchanged request can't
 * keep the same. Slow on purpose. */
char *ahadi_request_make_fingerprint (const AhadiEnrolment *self, const AhadiId *org);

G_END_DECLS
