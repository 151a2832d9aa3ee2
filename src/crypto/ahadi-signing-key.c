/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ahadi-signing-key.h"

#include <sodium.h>
#include <string.h>

#include "ahadi-base64.h"
#include "ahadi-crypto-error.h"
#include "ahadi-hash.h"
#include "ahadi-signing-key-private.h"

#define NUMBER_SIZE 8
#define SECRET_SIZE (NUMBER_SIZE + crypto_sign_SEEDBYTES)
#define STACK_MESSAGE 512

/* minisign's "Ed" ‖ key number[8] ‖ public key[32] */
#define PUBLIC_SIZE (2 + NUMBER_SIZE + crypto_sign_PUBLICKEYBYTES)
#define PUBLIC_LENGTH 56
#define COMMENT_PREFIX "untrusted comment: "

G_STATIC_ASSERT (sizeof (AhadiVerifyKey) == PUBLIC_SIZE - 2);

struct _AhadiSigningKey
{
  gatomicrefcount references;
  AhadiSecret *secret;   /* key number ‖ seed */
  AhadiSecret *expanded; /* libsodium's seed ‖ public key */
  AhadiVerifyKey verify_key;
};

G_DEFINE_BOXED_TYPE (AhadiSigningKey,
                     ahadi_signing_key,
                     ahadi_signing_key_ref,
                     ahadi_signing_key_unref)

/* Takes @secret. */
static AhadiSigningKey *
signing_key_take (AhadiSecret *secret)
{
  AhadiSigningKey *self = g_new0 (AhadiSigningKey, 1);
  const guint8 *bytes = ahadi_secret_get_bytes (secret);

  g_atomic_ref_count_init (&self->references);
  self->secret = secret;
  self->expanded = ahadi_secret_new (crypto_sign_SECRETKEYBYTES);
  memcpy (self->verify_key.number, bytes, NUMBER_SIZE);
  crypto_sign_seed_keypair (self->verify_key.key, ahadi_secret_get_bytes (self->expanded),
                            bytes + NUMBER_SIZE);
  return self;
}

AhadiSigningKey *
ahadi_signing_key_new (void)
{
  return signing_key_take (ahadi_secret_new_random (SECRET_SIZE));
}

AhadiSigningKey *
ahadi_signing_key_new_from_secret (AhadiSecret *secret, GError **error)
{
  if (ahadi_secret_get_size (secret) != SECRET_SIZE)
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
                           "cannot read signing key: not 40 bytes");
      return NULL;
    }
  return signing_key_take (ahadi_secret_ref (secret));
}

AhadiSigningKey *
ahadi_signing_key_ref (AhadiSigningKey *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
ahadi_signing_key_unref (AhadiSigningKey *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  ahadi_secret_unref (self->secret);
  ahadi_secret_unref (self->expanded);
  g_free (self);
}

AhadiSecret *
ahadi_signing_key_get_secret (AhadiSigningKey *self)
{
  return self->secret;
}

const AhadiVerifyKey *
ahadi_signing_key_get_verify_key (AhadiSigningKey *self)
{
  return &self->verify_key;
}

void
ahadi_signing_key_sign_raw (AhadiSigningKey *self,
                            gconstpointer bytes,
                            gsize size,
                            guint8 signature[AHADI_SIGNATURE_SIZE])
{
  crypto_sign_detached (signature, NULL, bytes, size,
                        ahadi_secret_get_bytes (self->expanded));
}

gboolean
ahadi_verify_key_check_raw (const AhadiVerifyKey *self,
                            gconstpointer bytes,
                            gsize size,
                            const guint8 signature[AHADI_SIGNATURE_SIZE])
{
  return crypto_sign_verify_detached (signature, bytes, size, self->key) == 0;
}

/* domain ‖ 0x00 ‖ bytes, in @small if it fits, else in a new buffer that the caller
 * frees. */
static guint8 *
join_message (const char *domain,
              gconstpointer bytes,
              gsize size,
              guint8 small[STACK_MESSAGE],
              gsize *message_size)
{
  gsize domain_size = strlen (domain) + 1;
  guint8 *message;

  g_assert (size <= G_MAXSIZE - domain_size);
  *message_size = domain_size + size;
  message = *message_size <= STACK_MESSAGE ? small : g_malloc (*message_size);
  memcpy (message, domain, domain_size);
  if (size > 0)
    memcpy (message + domain_size, bytes, size);
  return message;
}

static void
free_message (guint8 *message, const guint8 *small, gsize size)
{
  sodium_memzero (message, size);
  if (message != small)
    g_free (message);
}

void
ahadi_signing_key_sign (AhadiSigningKey *self,
                        const char *domain,
                        gconstpointer bytes,
                        gsize size,
                        guint8 signature[AHADI_SIGNATURE_SIZE])
{
  guint8 small[STACK_MESSAGE];
  gsize message_size;
  guint8 *message = join_message (domain, bytes, size, small, &message_size);

  ahadi_signing_key_sign_raw (self, message, message_size, signature);
  free_message (message, small, message_size);
}

gboolean
ahadi_verify_key_check (const AhadiVerifyKey *self,
                        const char *domain,
                        gconstpointer bytes,
                        gsize size,
                        const guint8 signature[AHADI_SIGNATURE_SIZE])
{
  guint8 small[STACK_MESSAGE];
  gsize message_size;
  guint8 *message = join_message (domain, bytes, size, small, &message_size);
  gboolean valid = ahadi_verify_key_check_raw (self, message, message_size, signature);

  free_message (message, small, message_size);
  return valid;
}

gboolean
ahadi_verify_key_equal (const AhadiVerifyKey *a, const AhadiVerifyKey *b)
{
  return memcmp (a->number, b->number, sizeof a->number) == 0 &&
         memcmp (a->key, b->key, sizeof a->key) == 0;
}

void
ahadi_verify_key_derive_id (const AhadiVerifyKey *self, guint8 id[16])
{
  static const char domain[] = "ahadi-device-v1";
  g_autoptr (AhadiHash) hash = ahadi_hash_new (AHADI_HASH_SIZE);
  guint8 digest[AHADI_HASH_SIZE];

  ahadi_hash_update (hash, domain, sizeof domain - 1);
  ahadi_hash_update (hash, self->key, sizeof self->key);
  ahadi_hash_finish (hash, digest);
  memcpy (id, digest, 16);
}

char *
ahadi_verify_key_to_string (const AhadiVerifyKey *self)
{
  guint8 bytes[PUBLIC_SIZE] = { 'E', 'd' };

  memcpy (bytes + 2, self->number, NUMBER_SIZE);
  memcpy (bytes + 2 + NUMBER_SIZE, self->key, sizeof self->key);
  return ahadi_base64_encode (AHADI_BASE64_PADDED, bytes, sizeof bytes);
}

static gboolean
parse_public (const char *text, gsize length, AhadiVerifyKey *key)
{
  guint8 bytes[PUBLIC_SIZE];

  if (!ahadi_base64_decode_exactly (AHADI_BASE64_PADDED, text, length, bytes,
                                    sizeof bytes) ||
      bytes[0] != 'E' || bytes[1] != 'd')
    return FALSE;

  memcpy (key->number, bytes + 2, NUMBER_SIZE);
  memcpy (key->key, bytes + 2 + NUMBER_SIZE, sizeof key->key);
  return TRUE;
}

gboolean
ahadi_verify_key_parse (const char *text, AhadiVerifyKey *key, GError **error)
{
  if (!parse_public (text, strlen (text), key))
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
                           "cannot read public key: not a minisign public key");
      return FALSE;
    }
  return TRUE;
}

char *
ahadi_verify_key_to_file_text (const AhadiVerifyKey *self, const char *comment)
{
  g_autofree char *text = ahadi_verify_key_to_string (self);

  g_assert (!strpbrk (comment, "\r\n"));
  return g_strconcat (COMMENT_PREFIX, comment, "\n", text, "\n", NULL);
}

gboolean
ahadi_verify_key_parse_file_text (const char *text,
                                  gsize length,
                                  AhadiVerifyKey *key,
                                  GError **error)
{
  const gsize prefix = sizeof COMMENT_PREFIX - 1;
  const char *end = memchr (text, '\n', length);

  if (!end || (gsize) (end - text) < prefix ||
      memcmp (text, COMMENT_PREFIX, prefix) != 0 ||
      length != (gsize) (end - text) + 1 + PUBLIC_LENGTH + 1 ||
      text[length - 1] != '\n' || !parse_public (end + 1, PUBLIC_LENGTH, key))
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
                           "cannot read public key file: not a minisign public key");
      return FALSE;
    }
  return TRUE;
}
