/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A .minisig file (https://jedisct1.github.io/minisign/), prehashed form only:
 *
 *   untrusted comment: <text>
 *   <base64 of 74 bytes: "ED" ‖ key number[8] ‖ signature[64]>
 *   trusted comment: <text>
 *   <base64 of 64 bytes: global signature>
 *
 *   signature        = Ed25519 (BLAKE2b-512 (file))
 *   global signature = Ed25519 (signature ‖ trusted text)
 *
 *  1. Exactly these four lines, each ended by LF; nothing after the fourth, no CR.
 *  2. The comments begin with their prefixes. The untrusted text has at most 1024 bytes,
 *     the trusted one 8192.
 *  3. Both are UTF-8 without line separators, invisible format characters, and control
 *     characters other than tab.
 *  4. Base64 is padded and canonical, of exactly 74 and 64 bytes.
 *  5. The algorithm is "ED". The legacy "Ed" signs the file itself: such a signature over
 *     a file of 64 bytes, relabelled, would verify for any file of that digest.
 *  6. The key number is the key's; another one is NO_MATCH, not a bad signature.
 *  7. The signature holds over BLAKE2b-512 of the file.
 *  8. The global signature holds over the first and the trusted text.
 *  9. The trusted text is the one the caller expects, where it expects one.
 */
#include "ahadi-minisign.h"

#include <sodium.h>
#include <string.h>

#include "ahadi-base64.h"
#include "ahadi-crypto-error.h"
#include "ahadi-signing-key-private.h"

#define UNTRUSTED_PREFIX "untrusted comment: "
#define TRUSTED_PREFIX "trusted comment: "
#define UNTRUSTED_LIMIT 1024
#define TRUSTED_LIMIT 8192
#define NUMBER_SIZE 8
#define BLOB_SIZE (2 + NUMBER_SIZE + AHADI_SIGNATURE_SIZE)
#define DIGEST_SIZE 64

static gboolean
is_comment_character (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
      return c == '\t';
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SURROGATE:
      return FALSE;
    default:
      return TRUE;
    }
}

static gboolean
is_comment (const char *text, gsize length, gsize limit)
{
  if (length > limit || !g_utf8_validate (text, (gssize) length, NULL))
    return FALSE;
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    if (!is_comment_character (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static void
digest_file (gconstpointer bytes, gsize size, guint8 digest[DIGEST_SIZE])
{
  crypto_generichash (digest, DIGEST_SIZE, bytes, size, NULL, 0);
}

/* signature ‖ comment, which the global signature covers. */
static guint8 *
join_global (const guint8 signature[AHADI_SIGNATURE_SIZE],
             const char *comment,
             gsize *size)
{
  gsize length = strlen (comment);
  guint8 *joined = g_malloc (AHADI_SIGNATURE_SIZE + length);

  memcpy (joined, signature, AHADI_SIGNATURE_SIZE);
  memcpy (joined + AHADI_SIGNATURE_SIZE, comment, length);
  *size = AHADI_SIGNATURE_SIZE + length;
  return joined;
}

char *
ahadi_minisign_sign (AhadiSigningKey *key,
                     gconstpointer bytes,
                     gsize size,
                     const char *untrusted_comment,
                     const char *trusted_comment)
{
  g_autofree guint8 *global = NULL;
  gsize global_size;
  guint8 digest[DIGEST_SIZE];
  guint8 blob[BLOB_SIZE] = { 'E', 'D' };
  guint8 *signature = blob + 2 + NUMBER_SIZE;
  guint8 global_signature[AHADI_SIGNATURE_SIZE];
  g_autofree char *blob_text = NULL;
  g_autofree char *global_text = NULL;

  g_assert (is_comment (untrusted_comment, strlen (untrusted_comment), UNTRUSTED_LIMIT));
  g_assert (is_comment (trusted_comment, strlen (trusted_comment), TRUSTED_LIMIT));

  digest_file (bytes, size, digest);
  memcpy (blob + 2, ahadi_signing_key_get_verify_key (key)->number, NUMBER_SIZE);
  ahadi_signing_key_sign_raw (key, digest, sizeof digest, signature);

  global = join_global (signature, trusted_comment, &global_size);
  ahadi_signing_key_sign_raw (key, global, global_size, global_signature);

  blob_text = ahadi_base64_encode (AHADI_BASE64_PADDED, blob, sizeof blob);
  global_text = ahadi_base64_encode (AHADI_BASE64_PADDED, global_signature,
                                     sizeof global_signature);
  return g_strconcat (UNTRUSTED_PREFIX, untrusted_comment, "\n", blob_text,
                      "\n" TRUSTED_PREFIX, trusted_comment, "\n", global_text, "\n",
                      NULL);
}

/* One line of the file without its LF; @rest moves behind it. FALSE if no LF is left. */
static gboolean
take_line (const char **rest, gsize *rest_length, const char **line, gsize *length)
{
  const char *end = memchr (*rest, '\n', *rest_length);

  if (!end)
    return FALSE;
  *line = *rest;
  *length = (gsize) (end - *rest);
  *rest_length -= *length + 1;
  *rest = end + 1;
  return TRUE;
}

/* Rules 2 and 3; @line then begins after the prefix. */
static gboolean
take_prefix (const char **line, gsize *length, const char *prefix, gsize limit)
{
  gsize n = strlen (prefix);

  if (*length < n || memcmp (*line, prefix, n) != 0)
    return FALSE;
  *line += n;
  *length -= n;
  return is_comment (*line, *length, limit);
}

/* Returns NULL or what is wrong. */
static const char *
parse_lines (const char *text, gsize length, AhadiMinisig *sig)
{
  const char *lines[4];
  gsize lengths[4];
  guint8 blob[BLOB_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (!take_line (&text, &length, &lines[i], &lengths[i]))
      return "fewer than four whole lines";
  if (length > 0)
    return "something follows the fourth line";

  if (!take_prefix (&lines[0], &lengths[0], UNTRUSTED_PREFIX, UNTRUSTED_LIMIT))
    return "the first line is not an untrusted comment";
  if (!ahadi_base64_decode_exactly (AHADI_BASE64_PADDED, lines[1], lengths[1], blob,
                                    sizeof blob))
    return "the second line is not base64 of 74 bytes";
  if (blob[0] == 'E' && blob[1] == 'd')
    return "the legacy algorithm is not accepted";
  if (blob[0] != 'E' || blob[1] != 'D')
    return "the algorithm is unknown";
  if (!take_prefix (&lines[2], &lengths[2], TRUSTED_PREFIX, TRUSTED_LIMIT))
    return "the third line is not a trusted comment";
  if (!ahadi_base64_decode_exactly (AHADI_BASE64_PADDED, lines[3], lengths[3],
                                    sig->global_signature, AHADI_SIGNATURE_SIZE))
    return "the fourth line is not base64 of 64 bytes";

  memcpy (sig->number, blob + 2, NUMBER_SIZE);
  memcpy (sig->signature, blob + 2 + NUMBER_SIZE, AHADI_SIGNATURE_SIZE);
  sig->trusted_comment = g_strndup (lines[2], lengths[2]);
  return NULL;
}

AhadiMinisig *
ahadi_minisig_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (AhadiMinisig) self = g_new0 (AhadiMinisig, 1);
  const char *problem = parse_lines (text, length, self);

  if (problem)
    {
      g_set_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
                   "cannot read signature: %s", problem);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
ahadi_minisig_free (AhadiMinisig *self)
{
  if (!self)
    return;

  g_free (self->trusted_comment);
  g_free (self);
}

static gboolean
check_signatures (const AhadiMinisig *self,
                  const AhadiVerifyKey *key,
                  gconstpointer bytes,
                  gsize size)
{
  g_autofree guint8 *global = NULL;
  gsize global_size;
  guint8 digest[DIGEST_SIZE];

  digest_file (bytes, size, digest);
  global = join_global (self->signature, self->trusted_comment, &global_size);
  return ahadi_verify_key_check_raw (key, digest, sizeof digest, self->signature) &&
         ahadi_verify_key_check_raw (key, global, global_size, self->global_signature);
}

gboolean
ahadi_minisign_check (const AhadiMinisig *self,
                      const AhadiVerifyKey *key,
                      gconstpointer bytes,
                      gsize size,
                      const char *expected_comment,
                      GError **error)
{
  if (memcmp (self->number, key->number, NUMBER_SIZE) != 0)
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_NO_MATCH,
                           "cannot check signature: it was made with another key");
      return FALSE;
    }
  if (!check_signatures (self, key, bytes, size))
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_BAD_SIGNATURE,
                           "cannot accept signature: it does not hold for these bytes");
      return FALSE;
    }
  if (expected_comment && strcmp (self->trusted_comment, expected_comment) != 0)
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_BAD_SIGNATURE,
                           "cannot accept signature: it was made for something else");
      return FALSE;
    }
  return TRUE;
}
