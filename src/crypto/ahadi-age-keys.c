/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-age-keys.h"

#include <sodium.h>
#include <string.h>

#include "ahadi-bech32.h"
#include "ahadi-crypto-error.h"

#define RECIPIENT_PREFIX "age"
#define IDENTITY_PREFIX "age-secret-key-"
#define RECIPIENT_LENGTH AHADI_BECH32_LENGTH (sizeof RECIPIENT_PREFIX - 1)
#define IDENTITY_LENGTH AHADI_BECH32_LENGTH (sizeof IDENTITY_PREFIX - 1)

G_STATIC_ASSERT (sizeof (AhadiAgeRecipient) == crypto_scalarmult_BYTES);

struct _AhadiAgeIdentity
{
  gatomicrefcount references;
  AhadiSecret *scalar;
  AhadiAgeRecipient recipient;
};

G_DEFINE_BOXED_TYPE (AhadiAgeIdentity,
                     ahadi_age_identity,
                     ahadi_age_identity_ref,
                     ahadi_age_identity_unref)

/* Takes @scalar. */
static AhadiAgeIdentity *
identity_take (AhadiSecret *scalar)
{
  AhadiAgeIdentity *self = g_new0 (AhadiAgeIdentity, 1);

  g_atomic_ref_count_init (&self->references);
  self->scalar = scalar;
  /* Clamped inside; a multiple of the base point is never the identity. */
  crypto_scalarmult_base (self->recipient.bytes, ahadi_secret_get_bytes (scalar));
  return self;
}

AhadiAgeIdentity *
ahadi_age_identity_new (void)
{
  return identity_take (ahadi_secret_new_random (crypto_scalarmult_SCALARBYTES));
}

AhadiAgeIdentity *
ahadi_age_identity_new_from_secret (AhadiSecret *secret, GError **error)
{
  if (ahadi_secret_get_size (secret) != crypto_scalarmult_SCALARBYTES)
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
                           "cannot read age identity: not 32 bytes");
      return NULL;
    }
  return identity_take (ahadi_secret_ref (secret));
}

AhadiAgeIdentity *
ahadi_age_identity_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (AhadiSecret) scalar = ahadi_secret_new (AHADI_BECH32_SIZE);

  if (!ahadi_bech32_decode (IDENTITY_PREFIX, TRUE, text, length,
                            ahadi_secret_get_bytes (scalar)))
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
                           "cannot read age identity: not an AGE-SECRET-KEY-1 text");
      return NULL;
    }
  return identity_take (g_steal_pointer (&scalar));
}

AhadiAgeIdentity *
ahadi_age_identity_ref (AhadiAgeIdentity *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ahadi_age_identity_unref (AhadiAgeIdentity *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  ahadi_secret_unref (self->scalar);
  g_free (self);
}

AhadiSecret *
ahadi_age_identity_get_secret (AhadiAgeIdentity *self)
{
  return self->scalar;
}

AhadiSecret *
ahadi_age_identity_print (AhadiAgeIdentity *self)
{
  AhadiSecret *text = ahadi_secret_new (IDENTITY_LENGTH + 1);

  ahadi_bech32_encode (IDENTITY_PREFIX, TRUE, ahadi_secret_get_bytes (self->scalar),
                       (char *) ahadi_secret_get_bytes (text));
  return text;
}

AhadiAgeRecipient
ahadi_age_identity_get_recipient (AhadiAgeIdentity *self)
{
  return self->recipient;
}

char *
ahadi_age_recipient_to_string (const AhadiAgeRecipient *self)
{
  char *text = g_malloc (RECIPIENT_LENGTH + 1);

  ahadi_bech32_encode (RECIPIENT_PREFIX, FALSE, self->bytes, text);
  return text;
}

/* X25519 takes a point also above the prime 2^255 - 19, or with its highest bit set, for
 * one below. But whose it is knows another spelling of it, and could open nothing that
 * was sealed to this one: the recipient is part of the salt. */
static gboolean
is_reduced (const AhadiAgeRecipient *self)
{
  static const guint8 prime[crypto_scalarmult_BYTES] =
      "\xed\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
      "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f";

  /* Little-endian (RFC 7748, 5). */
  for (guint i = sizeof prime; i-- > 0;)
    if (self->bytes[i] != prime[i])
      return self->bytes[i] < prime[i];
  return FALSE;
}

gboolean
ahadi_age_recipient_parse (const char *text, AhadiAgeRecipient *recipient, GError **error)
{
  AhadiAgeRecipient parsed;

  if (!ahadi_bech32_decode (RECIPIENT_PREFIX, FALSE, text, strlen (text), parsed.bytes))
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
                           "cannot read age recipient: not an age1 text");
      return FALSE;
    }

  if (!is_reduced (&parsed))
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
                           "cannot read age recipient: not in its one spelling");
      return FALSE;
    }

  *recipient = parsed;
  return TRUE;
}

gboolean
ahadi_age_recipient_is_usable (const AhadiAgeRecipient *self)
{
  /* Clamped to a multiple of eight: zero comes out of points of small order and of no
   * others. */
  static const guint8 scalar[crypto_scalarmult_SCALARBYTES];
  guint8 shared[crypto_scalarmult_BYTES];

  return crypto_scalarmult (shared, scalar, self->bytes) == 0;
}

gboolean
ahadi_age_recipient_equal (const AhadiAgeRecipient *a, const AhadiAgeRecipient *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}
