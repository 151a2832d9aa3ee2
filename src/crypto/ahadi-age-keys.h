/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-secret.h"

G_BEGIN_DECLS

/* X25519 keys of age v1 (C2SP age.md). A recipient is public and a plain value; an
 * identity is a secret. */
typedef struct
{
  guint8 bytes[32];
} AhadiAgeRecipient;

/* Boxed, refcounted, immutable. */
typedef struct _AhadiAgeIdentity AhadiAgeIdentity;

#define AHADI_TYPE_AGE_IDENTITY (ahadi_age_identity_get_type ())
GType ahadi_age_identity_get_type (void);

AhadiAgeIdentity *ahadi_age_identity_new (void);
/* 32 bytes of scalar, e.g. out of the vault. AHADI_CRYPTO_ERROR_MALFORMED for another
 * size. */
AhadiAgeIdentity *ahadi_age_identity_new_from_secret (AhadiSecret *secret, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
/* "AGE-SECRET-KEY-1…" (Bech32, BIP 173, upper case); @text is the caller's to wipe. */
AhadiAgeIdentity *ahadi_age_identity_parse (const char *text,
                                            gsize length,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
AhadiAgeIdentity *ahadi_age_identity_ref (AhadiAgeIdentity *self);
void ahadi_age_identity_unref (AhadiAgeIdentity *self);
AhadiSecret *ahadi_age_identity_get_secret (AhadiAgeIdentity *self); /* borrowed */
/* Returns: (transfer full): "AGE-SECRET-KEY-1…" NUL-terminated, as a secret. */
AhadiSecret *ahadi_age_identity_print (AhadiAgeIdentity *self);
AhadiAgeRecipient ahadi_age_identity_get_recipient (AhadiAgeIdentity *self);

/* "age1…", 62 characters. */
char *ahadi_age_recipient_to_string (const AhadiAgeRecipient *self);
/* AHADI_CRYPTO_ERROR_MALFORMED, also for a point that no identity would print so. */
gboolean ahadi_age_recipient_parse (const char *text,
                                    AhadiAgeRecipient *recipient,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a file can be sealed to it at all: no point of small order. A whole scalar
 * multiplication, so for keys that arrive, not for those that were looked at before. */
gboolean ahadi_age_recipient_is_usable (const AhadiAgeRecipient *self);
gboolean ahadi_age_recipient_equal (const AhadiAgeRecipient *a,
                                    const AhadiAgeRecipient *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiAgeIdentity, ahadi_age_identity_unref)

G_END_DECLS
