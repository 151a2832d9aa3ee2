/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-signing-key.h"

G_BEGIN_DECLS

/* Ed25519 over @bytes with no domain in front, as minisign wants it. Private to crypto:
   whoever could choose such bytes freely could have a key sign something that means
   something elsewhere. */
void ahadi_signing_key_sign_raw (AhadiSigningKey *self,
                                 gconstpointer bytes,
                                 gsize size,
                                 guint8 signature[AHADI_SIGNATURE_SIZE]);
gboolean ahadi_verify_key_check_raw (const AhadiVerifyKey *self,
                                     gconstpointer bytes,
                                     gsize size,
                                     const guint8 signature[AHADI_SIGNATURE_SIZE]);

G_END_DECLS
