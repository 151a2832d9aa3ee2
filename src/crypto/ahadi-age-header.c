/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The header of an age v1 file (C2SP age.md), X25519 recipients only. ASCII, LF:
 *
 *   age-encryption.org/v1
 *   -> X25519 <share: base64 of 32 bytes>          a stanza: one or more, and others
 *   <wrapped file key: base64 of 32 bytes>         among them
 *   --- <MAC: base64 of 32 bytes>
 *
 *   share            = X25519 (ephemeral key, base point)
 *   wrapped file key = ChaCha20-Poly1305 (wrap key, nonce 0, file key[16])
 *   wrap key         = HKDF-SHA256 (X25519 (ephemeral key, recipient),
 *                      salt = share ‖ recipient, info = "age-encryption.org/v1/X25519")
 *   MAC              = HMAC-SHA256 (HKDF-SHA256 (file key, no salt, info = "header"),
 *                      all bytes through "---")
 *
 *  1. The first line is the version line, exactly.
 *  2. Base64 is of the standard alphabet, unpadded, and its unused bits are zero.
 *  3. A stanza begins with "-> " and one or more arguments, one blank between them; an
 *     argument is one or more characters 0x21 to 0x7e. The first one is its type.
 *  4. Its body are lines of exactly 64 characters, then a shorter one, maybe empty.
 *  5. There is at least one stanza, and at most 64 (our cap).
 *  6. An X25519 stanza has one argument behind its type: a share of 32 bytes.
 *  7. Its body has exactly 32 bytes: looked at before it is decrypted.
 *  8. A scrypt stanza stands alone.
 *  9. The last line is "--- " and base64 of 32 bytes. The header has at most 64 KiB (our
 *     cap).
 * 10. No shared secret is zero: a share of small order is malformed.
 * 11. One stanza opens under one of the identities; other types are ignored.
 * 12. The MAC holds.
 */
#include "ahadi-age-header.h"

#include <sodium.h>
#include <string.h>

#include "ahadi-base64.h"
#include "ahadi-crypto-error.h"
#include "ahadi-crypto-init.h"
#include "ahadi-kdf.h"

#define VERSION_LINE "age-encryption.org/v1\n"
#define STANZA_PREFIX "-> "
#define MAC_PREFIX "---"
#define X25519 "X25519"
#define COLUMNS 64
#define KEY_SIZE 32
#define WRAPPED_SIZE (AHADI_AGE_FILE_KEY_SIZE + crypto_aead_chacha20poly1305_ietf_ABYTES)

/* 32 bytes, unpadded */
#define KEY_LENGTH 43

G_STATIC_ASSERT (WRAPPED_SIZE == KEY_SIZE);

static void
set_malformed (GError **error, const char *what)
{
  g_set_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
               "cannot open age file: %s", what);
}

static void
stanza_free (gpointer data)
{
  AhadiAgeStanza *self = data;

  g_strfreev (self->arguments);
  g_free (self->body);
  g_free (self);
}

void
ahadi_age_header_free (AhadiAgeHeader *self)
{
  if (!self)
    return;

  g_ptr_array_unref (self->stanzas);
  g_clear_pointer (&self->covered, g_bytes_unref);
  g_free (self);
}

gsize
ahadi_age_header_find_end (const char *text, gsize length)
{
  const char *line = text;
  const char *end = text + length;

  while (line < end)
    {
      const char *line_end = memchr (line, '\n', (gsize) (end - line));

      if (!line_end)
        return 0;
      /* No line before the last begins so: bodies are base64, stanzas begin with "->". */
      if ((gsize) (line_end - line) >= strlen (MAC_PREFIX) &&
          memcmp (line, MAC_PREFIX, strlen (MAC_PREFIX)) == 0)
        return (gsize) (line_end + 1 - text);
      line = line_end + 1;
    }
  return 0;
}

/* What is left to parse. */
typedef struct
{
  const char *next;
  const char *end;
} Cursor;

/* The next line without its LF; FALSE at the end. */
static gboolean
take_line (Cursor *cursor, const char **line, gsize *length)
{
  const char *line_end =
      memchr (cursor->next, '\n', (gsize) (cursor->end - cursor->next));

  if (!line_end)
    return FALSE;
  *line = cursor->next;
  *length = (gsize) (line_end - cursor->next);
  cursor->next = line_end + 1;
  return TRUE;
}

static gboolean
is_next (const Cursor *cursor, const char *prefix)
{
  gsize n = strlen (prefix);

  return (gsize) (cursor->end - cursor->next) >= n &&
         memcmp (cursor->next, prefix, n) == 0;
}

/* Rule 2, for a text of exactly 32 bytes. */
static gboolean
decode_key (const char *text, gsize length, guint8 key[KEY_SIZE])
{
  return ahadi_base64_decode_exactly (AHADI_BASE64_UNPADDED, text, length, key, KEY_SIZE);
}

/* Rule 3. */
static char **
parse_arguments (const char *line, gsize length)
{
  g_autofree char *text = NULL;

  for (gsize i = 0; i < length; i++)
    {
      gboolean lone_blank =
          line[i] == ' ' && i > 0 && i + 1 < length && line[i - 1] != ' ';

      if (!lone_blank && (line[i] < 0x21 || line[i] > 0x7e))
        return NULL;
    }
  if (length == 0)
    return NULL;

  text = g_strndup (line, length);
  return g_strsplit (text, " ", -1);
}

/* Rules 2 and 4. */
static const char *
parse_body (Cursor *cursor, AhadiAgeStanza *stanza)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  const char *line;
  gsize length;

  do
    {
      guint8 bytes[COLUMNS / 4 * 3];
      gsize size;

      if (!take_line (cursor, &line, &length) || length > COLUMNS)
        return "the body of a stanza does not end, or has a long line";
      if (!ahadi_base64_decode (AHADI_BASE64_UNPADDED, line, length, bytes, sizeof bytes,
                                &size))
        return "the body of a stanza is not canonical base64";
      g_byte_array_append (body, bytes, (guint) size);
    }
  while (length == COLUMNS);

  stanza->body_size = body->len;
  stanza->body = g_byte_array_free (g_steal_pointer (&body), FALSE);
  return NULL;
}

/* Rules 6 and 7. */
static const char *
check_x25519 (const AhadiAgeStanza *stanza)
{
  guint8 share[KEY_SIZE];

  if (g_strv_length (stanza->arguments) != 2)
    return "an X25519 stanza does not have two arguments";
  if (!decode_key (stanza->arguments[1], strlen (stanza->arguments[1]), share))
    return "an X25519 share is not canonical base64 of 32 bytes";
  if (stanza->body_size != WRAPPED_SIZE)
    return "the body of an X25519 stanza is not 32 bytes";
  return NULL;
}

static gboolean
is_of_type (const AhadiAgeStanza *stanza, const char *type)
{
  return g_str_equal (stanza->arguments[0], type);
}

static const char *
parse_stanza (Cursor *cursor, AhadiAgeStanza *stanza)
{
  const char *problem;
  const char *line;
  gsize length;

  cursor->next += strlen (STANZA_PREFIX);
  if (!take_line (cursor, &line, &length))
    return "it ends within a stanza";
  stanza->arguments = parse_arguments (line, length);
  if (!stanza->arguments)
    return "the arguments of a stanza are not as they must be";

  problem = parse_body (cursor, stanza);
  if (problem)
    return problem;
  return is_of_type (stanza, X25519) ? check_x25519 (stanza) : NULL;
}

/* Rules 3 to 8. */
static const char *
parse_stanzas (Cursor *cursor, GPtrArray *stanzas)
{
  gboolean has_scrypt = FALSE;

  while (is_next (cursor, STANZA_PREFIX))
    {
      AhadiAgeStanza *stanza = g_new0 (AhadiAgeStanza, 1);
      const char *problem;

      g_ptr_array_add (stanzas, stanza);
      if (stanzas->len > AHADI_AGE_STANZA_LIMIT)
        return "it has more than 64 stanzas";
      problem = parse_stanza (cursor, stanza);
      if (problem)
        return problem;
      has_scrypt = has_scrypt || is_of_type (stanza, "scrypt");
    }

  if (stanzas->len == 0)
    return "it has no stanza";
  if (has_scrypt && stanzas->len > 1)
    return "a scrypt stanza does not stand alone";
  return NULL;
}

/* Returns NULL or what is wrong. */
static const char *
parse_text (const char *text, gsize length, AhadiAgeHeader *header)
{
  Cursor cursor = { text, text + length };
  const gsize mac_prefix = strlen (MAC_PREFIX);
  const char *problem;
  const char *line;
  gsize line_length;

  if (!is_next (&cursor, VERSION_LINE))
    return "it does not begin with the version line of age v1";
  if (length > AHADI_AGE_HEADER_LIMIT)
    return "its header is above 64 KiB";
  cursor.next += strlen (VERSION_LINE);

  problem = parse_stanzas (&cursor, header->stanzas);
  if (problem)
    return problem;

  if (!is_next (&cursor, MAC_PREFIX " "))
    return "there is no MAC behind the stanzas";
  header->covered = g_bytes_new (text, (gsize) (cursor.next - text) + mac_prefix);
  if (!take_line (&cursor, &line, &line_length) ||
      !decode_key (line + mac_prefix + 1, line_length - mac_prefix - 1, header->mac))
    return "the MAC is not canonical base64 of 32 bytes";
  return cursor.next == cursor.end ? NULL : "something follows the MAC";
}

AhadiAgeHeader *
ahadi_age_header_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (AhadiAgeHeader) self = g_new0 (AhadiAgeHeader, 1);
  const char *problem;

  self->stanzas = g_ptr_array_new_with_free_func (stanza_free);
  problem = parse_text (text, length, self);
  if (problem)
    {
      set_malformed (error, problem);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* Wrap key of a stanza, from our half and the other's; FALSE if the shared secret is zero
 * (rule 10). */
static gboolean
derive_wrap_key (const guint8 scalar[KEY_SIZE],
                 const guint8 point[KEY_SIZE],
                 const guint8 share[KEY_SIZE],
                 const guint8 recipient[KEY_SIZE],
                 guint8 wrap_key[KEY_SIZE])
{
  static const char info[] = "age-encryption.org/v1/X25519";
  guint8 shared[crypto_scalarmult_BYTES];
  guint8 salt[2 * KEY_SIZE];
  gboolean usable = crypto_scalarmult (shared, scalar, point) == 0;

  memcpy (salt, share, KEY_SIZE);
  memcpy (salt + KEY_SIZE, recipient, KEY_SIZE);
  if (usable)
    ahadi_hkdf_sha256 (shared, sizeof shared, salt, sizeof salt, info, sizeof info - 1,
                       wrap_key, KEY_SIZE);
  sodium_memzero (shared, sizeof shared);
  return usable;
}

static const guint8 wrap_nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES];

/* FALSE with an error if @stanza is malformed; @opened: whether it is ours. */
static gboolean
try_stanza (const AhadiAgeStanza *stanza,
            AhadiAgeIdentity *identity,
            guint8 file_key[AHADI_AGE_FILE_KEY_SIZE],
            gboolean *opened,
            GError **error)
{
  AhadiAgeRecipient recipient = ahadi_age_identity_get_recipient (identity);
  AhadiSecret *scalar = ahadi_age_identity_get_secret (identity);
  guint8 wrap_key[KEY_SIZE];
  guint8 share[KEY_SIZE];

  if (!decode_key (stanza->arguments[1], strlen (stanza->arguments[1]), share) ||
      !derive_wrap_key (ahadi_secret_get_bytes (scalar), share, share, recipient.bytes,
                        wrap_key))
    {
      set_malformed (error, "an X25519 share is of small order");
      return FALSE;
    }

  *opened = crypto_aead_chacha20poly1305_ietf_decrypt (file_key, NULL, NULL, stanza->body,
                                                       stanza->body_size, NULL, 0,
                                                       wrap_nonce, wrap_key) == 0;
  sodium_memzero (wrap_key, sizeof wrap_key);
  return TRUE;
}

/* Rules 10 and 11. */
static gboolean
find_file_key (const AhadiAgeHeader *self,
               AhadiAgeIdentity *const *identities,
               gsize n_identities,
               guint8 file_key[AHADI_AGE_FILE_KEY_SIZE],
               GError **error)
{
  gboolean opened = FALSE;

  for (guint i = 0; i < self->stanzas->len; i++)
    {
      const AhadiAgeStanza *stanza = g_ptr_array_index (self->stanzas, i);

      for (gsize j = 0; j < n_identities && is_of_type (stanza, X25519); j++)
        {
          if (!try_stanza (stanza, identities[j], file_key, &opened, error))
            return FALSE;
          if (opened)
            return TRUE;
        }
    }

  g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_NO_MATCH,
                       "cannot open age file: it is sealed to other keys");
  return FALSE;
}

static void
compute_mac (const guint8 file_key[AHADI_AGE_FILE_KEY_SIZE],
             gconstpointer covered,
             gsize size,
             guint8 mac[KEY_SIZE])
{
  static const char info[] = "header";
  guint8 key[KEY_SIZE];

  ahadi_hkdf_sha256 (file_key, AHADI_AGE_FILE_KEY_SIZE, NULL, 0, info, sizeof info - 1,
                     key, sizeof key);
  ahadi_hmac_sha256 (key, sizeof key, covered, size, mac);
  sodium_memzero (key, sizeof key);
}

gboolean
ahadi_age_header_open (const AhadiAgeHeader *self,
                       AhadiAgeIdentity *const *identities,
                       gsize n_identities,
                       guint8 file_key[AHADI_AGE_FILE_KEY_SIZE],
                       GError **error)
{
  const void *covered;
  gsize size;
  guint8 mac[KEY_SIZE];

  if (!find_file_key (self, identities, n_identities, file_key, error))
    return FALSE;

  covered = g_bytes_get_data (self->covered, &size);
  compute_mac (file_key, covered, size, mac);
  if (!ahadi_bytes_equal_secret (mac, self->mac, sizeof mac))
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_CORRUPT,
                           "cannot open age file: its header was changed");
      return FALSE;
    }
  return TRUE;
}

static void
append_base64 (GString *text, const guint8 bytes[KEY_SIZE])
{
  g_autofree char *encoded = ahadi_base64_encode (AHADI_BASE64_UNPADDED, bytes, KEY_SIZE);

  g_string_append (text, encoded);
  g_string_append_c (text, '\n');
}

/* FALSE if @recipient is of small order. */
static gboolean
append_stanza (GString *text,
               const guint8 file_key[AHADI_AGE_FILE_KEY_SIZE],
               const AhadiAgeRecipient *recipient)
{
  guint8 ephemeral[KEY_SIZE];
  guint8 share[KEY_SIZE];
  guint8 wrap_key[KEY_SIZE];
  guint8 wrapped[WRAPPED_SIZE];
  gboolean usable;

  ahadi_random_bytes (ephemeral, sizeof ephemeral);
  crypto_scalarmult_base (share, ephemeral);
  usable =
      derive_wrap_key (ephemeral, recipient->bytes, share, recipient->bytes, wrap_key);
  sodium_memzero (ephemeral, sizeof ephemeral);
  if (!usable)
    return FALSE;

  crypto_aead_chacha20poly1305_ietf_encrypt (wrapped, NULL, file_key,
                                             AHADI_AGE_FILE_KEY_SIZE, NULL, 0, NULL,
                                             wrap_nonce, wrap_key);
  sodium_memzero (wrap_key, sizeof wrap_key);
  g_string_append (text, STANZA_PREFIX X25519 " ");
  append_base64 (text, share);
  append_base64 (text, wrapped);
  return TRUE;
}

GString *
ahadi_age_header_print (const guint8 file_key[AHADI_AGE_FILE_KEY_SIZE],
                        const AhadiAgeRecipient *recipients,
                        gsize n_recipients,
                        GError **error)
{
  g_autoptr (GString) text = g_string_sized_new (ahadi_age_header_size (n_recipients));
  guint8 mac[KEY_SIZE];

  if (n_recipients < 1 || n_recipients > AHADI_AGE_STANZA_LIMIT)
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
                           "cannot seal age file: not 1 to 64 recipients");
      return NULL;
    }

  g_string_append (text, VERSION_LINE);
  for (gsize i = 0; i < n_recipients; i++)
    if (!append_stanza (text, file_key, &recipients[i]))
      {
        g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_MALFORMED,
                             "cannot seal age file: a recipient's key is not one");
        return NULL;
      }

  g_string_append (text, MAC_PREFIX);
  compute_mac (file_key, text->str, text->len, mac);
  g_string_append_c (text, ' ');
  append_base64 (text, mac);
  return g_steal_pointer (&text);
}

gsize
ahadi_age_header_size (gsize n_recipients)
{
  const gsize stanza = strlen (STANZA_PREFIX X25519 " ") + 2 * (KEY_LENGTH + 1);

  return strlen (VERSION_LINE) + n_recipients * stanza + strlen (MAC_PREFIX " ") +
         KEY_LENGTH + 1;
}
