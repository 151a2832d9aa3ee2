/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A minisign secret key file (https://jedisct1.github.io/minisign/), encrypted form only:
 *
 *   untrusted comment: <text>
 *   <base64 of 158 bytes>
 *
 *   offset size
 *        0    2  signature algorithm, "Ed"
 *        2    2  key derivation, "Sc": scrypt
 *        4    2  checksum, "B2": BLAKE2b-256
 *        6   32  salt
 *       38    8  opslimit of libsodium's scrypt, little-endian
 *       46    8  memlimit, bytes, little-endian
 *       54  104  what scrypt gives, XOR: key number[8] ‖ seed[32] ‖ public key[32] ‖
 *                checksum[32] of "Ed" ‖ key number ‖ seed ‖ public key
 *
 *  1. Exactly two lines, each ended by LF; the first begins "untrusted comment: ".
 *  2. Base64 is padded and canonical, of exactly 158 bytes.
 *  3. The three algorithms are those above. A key without a passphrase ("\0\0") is
 * refused.
 *  4. opslimit and memlimit are at most minisign's own: 33554432 and 1 GiB.
 *  5. The checksum holds, else the passphrase is wrong.
 *  6. The public key is that of the seed.
 */
#include "ahadi-key-file.h"

#include <sodium.h>
#include <string.h>

#include "ahadi-base64.h"
#include "ahadi-crypto-error.h"
#include "ahadi-hash.h"

#define COMMENT_PREFIX "untrusted comment: "
#define COMMENT COMMENT_PREFIX "minisign encrypted secret key\n"
#define ALGORITHMS "EdScB2"
#define ALGORITHMS_SIZE 6
#define SALT_SIZE 32
#define NUMBER_SIZE 8
#define SEED_SIZE 32
#define CHECK_SIZE 32
#define PLAIN_SIZE (NUMBER_SIZE + SEED_SIZE + 32 + CHECK_SIZE)
#define SALT_AT ALGORITHMS_SIZE
#define OPS_AT (SALT_AT + SALT_SIZE)
#define MEMORY_AT (OPS_AT + 8)
#define PLAIN_AT (MEMORY_AT + 8)
#define FILE_SIZE (PLAIN_AT + PLAIN_SIZE)

#define MOST_OPS crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE
#define MOST_MEMORY crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE
#define LEAST_OPS crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_MIN
#define LEAST_MEMORY crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_MIN

G_STATIC_ASSERT (SALT_SIZE == crypto_pwhash_scryptsalsa208sha256_SALTBYTES);
G_STATIC_ASSERT (FILE_SIZE == 158);

static void
put_le (guint8 *at, guint64 value)
{
  for (int i = 0; i < 8; i++)
    at[i] = (guint8) (value >> (8 * i));
}

static guint64
get_le (const guint8 *at)
{
  guint64 value = 0;

  for (int i = 7; i >= 0; i--)
    value = value << 8 | at[i];
  return value;
}

/* Checksum of "Ed" ‖ what stands before it in @plain. */
static void
make_check (const guint8 *plain, guint8 check[CHECK_SIZE])
{
  g_autoptr (AhadiHash) hash = ahadi_hash_new (CHECK_SIZE);

  ahadi_hash_update (hash, ALGORITHMS, 2);
  ahadi_hash_update (hash, plain, PLAIN_SIZE - CHECK_SIZE);
  ahadi_hash_finish (hash, check);
}

/* XORs @plain with what scrypt makes of @passphrase and the cost and salt in @file. */
static gboolean
mask (guint8 *plain, const guint8 *file, AhadiSecret *passphrase, GError **error)
{
  g_autoptr (AhadiSecret) stream = ahadi_secret_new (PLAIN_SIZE);
  guint8 *bytes = ahadi_secret_get_bytes (stream);

  if (crypto_pwhash_scryptsalsa208sha256 (
          bytes, PLAIN_SIZE, (const char *) ahadi_secret_get_bytes (passphrase),
          ahadi_secret_get_size (passphrase), file + SALT_AT, get_le (file + OPS_AT),
          get_le (file + MEMORY_AT)) != 0)
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_RESOURCE,
                           "cannot use the key file: not enough memory");
      return FALSE;
    }

  for (gsize i = 0; i < PLAIN_SIZE; i++)
    plain[i] ^= bytes[i];
  return TRUE;
}

char *
ahadi_key_file_print (AhadiSigningKey *key,
                      AhadiSecret *passphrase,
                      gboolean minimum_cost,
                      GError **error)
{
  g_autoptr (AhadiSecret) plain = ahadi_secret_new (PLAIN_SIZE);
  guint8 *bytes = ahadi_secret_get_bytes (plain);
  guint8 file[FILE_SIZE] = ALGORITHMS;
  g_autofree char *text = NULL;

  memcpy (bytes, ahadi_secret_get_bytes (ahadi_signing_key_get_secret (key)),
          NUMBER_SIZE + SEED_SIZE);
  memcpy (bytes + NUMBER_SIZE + SEED_SIZE, ahadi_signing_key_get_verify_key (key)->key,
          32);
  make_check (bytes, bytes + PLAIN_SIZE - CHECK_SIZE);

  randombytes_buf (file + SALT_AT, SALT_SIZE);
  put_le (file + OPS_AT, minimum_cost ? LEAST_OPS : MOST_OPS / 4);
  put_le (file + MEMORY_AT, minimum_cost ? LEAST_MEMORY : MOST_MEMORY / 4);
  if (!mask (bytes, file, passphrase, error))
    return NULL;

  memcpy (file + PLAIN_AT, bytes, PLAIN_SIZE);
  text = ahadi_base64_encode (AHADI_BASE64_PADDED, file, sizeof file);
  return g_strconcat (COMMENT, text, "\n", NULL);
}

static gboolean
refuse (GError **error, AhadiCryptoError code, const char *why)
{
  g_set_error (error, AHADI_CRYPTO_ERROR, code, "cannot read the key file: %s", why);
  return FALSE;
}

/* Rules 1 to 4. */
static gboolean
parse_lines (const char *text, gsize length, guint8 file[FILE_SIZE], GError **error)
{
  const gsize prefix = sizeof COMMENT_PREFIX - 1;
  const char *end = memchr (text, '\n', length);
  gsize rest;

  if (end == NULL || (gsize) (end - text) < prefix ||
      memcmp (text, COMMENT_PREFIX, prefix) != 0 || text[length - 1] != '\n')
    return refuse (error, AHADI_CRYPTO_ERROR_MALFORMED, "not a minisign secret key");

  rest = length - (gsize) (end + 1 - text);
  if (rest == 0 || !ahadi_base64_decode_exactly (AHADI_BASE64_PADDED, end + 1, rest - 1,
                                                 file, FILE_SIZE))
    return refuse (error, AHADI_CRYPTO_ERROR_MALFORMED, "not a minisign secret key");
  if (memcmp (file, ALGORITHMS, ALGORITHMS_SIZE) != 0)
    return refuse (error, AHADI_CRYPTO_ERROR_MALFORMED,
                   "it is not encrypted under a passphrase");
  if (get_le (file + OPS_AT) > MOST_OPS || get_le (file + MEMORY_AT) > MOST_MEMORY)
    return refuse (error, AHADI_CRYPTO_ERROR_CORRUPT, "it asks for too much memory");

  return TRUE;
}

AhadiSigningKey *
ahadi_key_file_parse (const char *text,
                      gsize length,
                      AhadiSecret *passphrase,
                      GError **error)
{
  g_autoptr (AhadiSecret) plain = ahadi_secret_new (PLAIN_SIZE);
  guint8 *bytes = ahadi_secret_get_bytes (plain);
  g_autoptr (AhadiSecret) secret = NULL;
  g_autoptr (AhadiSigningKey) key = NULL;
  guint8 check[CHECK_SIZE];
  guint8 file[FILE_SIZE];

  if (!parse_lines (text, length, file, error))
    return NULL;

  memcpy (bytes, file + PLAIN_AT, PLAIN_SIZE);
  if (!mask (bytes, file, passphrase, error))
    return NULL;

  make_check (bytes, check);
  if (sodium_memcmp (check, bytes + PLAIN_SIZE - CHECK_SIZE, CHECK_SIZE) != 0)
    {
      refuse (error, AHADI_CRYPTO_ERROR_WRONG_SECRET, "another passphrase opens it");
      return NULL;
    }

  secret = ahadi_secret_new_from (bytes, NUMBER_SIZE + SEED_SIZE);
  key = ahadi_signing_key_new_from_secret (secret, error);
  if (key != NULL && memcmp (ahadi_signing_key_get_verify_key (key)->key,
                             bytes + NUMBER_SIZE + SEED_SIZE, 32) != 0)
    {
      refuse (error, AHADI_CRYPTO_ERROR_MALFORMED, "its halves are of two keys");
      return NULL;
    }

  return g_steal_pointer (&key);
}
