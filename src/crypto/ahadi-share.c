/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A custodian's share. Integers are big-endian.
 *
 * As a file (.ahadi-share):
 *
 *   offset  size  what
 *        0     7  "AHADIKC"
 *        7     1  "1", the version
 *        8     1  k, how many shares are needed
 *        9     1  n, how many there are
 *       10     1  index, from 1
 *       11     4  set: the first bytes of the id of the vault's custodian slot
 *       15    16  db_uuid of the vault
 *       31     8  passes of Argon2id
 *       39     8  memory of Argon2id in bytes
 *       47    16  salt
 *       63    24  nonce
 *       87    48  XChaCha20-Poly1305 of the value[32]; key = Argon2id (passphrase, salt),
 *                 additional data = "ahadi-share-v1" ‖ bytes 0 to 86
 *
 *  1. The magic is right. A version digit above 1 is NEWER, anything else MALFORMED.
 *  2. The size is exactly 135.
 *  3. 2 ≤ k ≤ n ≤ 16 and 1 ≤ index ≤ n.
 *  4. The cost is within the bounds of key slots: CORRUPT otherwise.
 *  5. The passphrase opens it, with every byte as it was sealed: WRONG_SECRET otherwise.
 *
 * On paper: 38 bytes, two at a time as a number of five digits (00000 to 65535) and a
 * check digit (ahadi-check-digit.h):
 *
 *        0     1  version 1 << 4 | (k - 1)
 *        1     1  (n - 1) << 4 | (index - 1)
 *        2     4  set
 *        6    32  value
 *
 *  6. Digits, blanks, hyphens and dots only.
 *  7. Every whole group ends in its check digit, and is at most 65535 without it.
 *  8. There are exactly 114 digits.
 *  9. The version is 1; above it is NEWER. Rule 3 holds.
 */
#include "ahadi-share.h"

#include <sodium.h>
#include <string.h>

#include "ahadi-check-digit.h"
#include "ahadi-crypto-error.h"
#include "ahadi-crypto-init.h"
#include "base/ahadi-base.h"

#define MAGIC "AHADIKC"
#define MAGIC_SIZE (sizeof MAGIC - 1)
#define VERSION '1'
#define KEY_SIZE crypto_aead_xchacha20poly1305_ietf_KEYBYTES
#define SEALED_SIZE (AHADI_SHARE_VALUE_SIZE + crypto_aead_xchacha20poly1305_ietf_ABYTES)

/* The file is the bytes. */
typedef struct
{
  guint8 magic[MAGIC_SIZE];
  guint8 version;
  guint8 threshold;
  guint8 count;
  guint8 index;
  guint8 set[AHADI_SHARE_SET_SIZE];
  guint8 vault[16];
  guint8 passes[8];
  guint8 memory[8];
  guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES];
  guint8 sealed[SEALED_SIZE];
} File;

G_STATIC_ASSERT (sizeof (File) == AHADI_SHARE_SIZE);
#define BOUND_SIZE G_STRUCT_OFFSET (File, sealed)

#define AAD_DOMAIN "ahadi-share-v1"
#define AAD_DOMAIN_SIZE (sizeof AAD_DOMAIN - 1)
#define AAD_SIZE (AAD_DOMAIN_SIZE + BOUND_SIZE)

#define PAPER_VERSION 1
#define PAPER_SIZE (2 + AHADI_SHARE_SET_SIZE + AHADI_SHARE_VALUE_SIZE)
#define GROUP_DIGITS 5
#define GROUP_LENGTH (GROUP_DIGITS + 1)
#define TYPED_DIGITS (AHADI_SHARE_GROUPS * GROUP_LENGTH)

G_STATIC_ASSERT (PAPER_SIZE == 2 * AHADI_SHARE_GROUPS);

struct _AhadiShare
{
  AhadiShareInfo info;
  AhadiSecret *value;
};

static gboolean
refuse (GError **error, AhadiCryptoError code, const char *what)
{
  g_set_error (error, AHADI_CRYPTO_ERROR, code, "cannot read share: %s", what);
  return FALSE;
}

AhadiShare *
ahadi_share_new (const AhadiShareInfo *info, AhadiSecret *value)
{
  AhadiShare *self = g_new0 (AhadiShare, 1);

  g_assert (ahadi_secret_get_size (value) == AHADI_SHARE_VALUE_SIZE);
  self->info = *info;
  self->value = ahadi_secret_ref (value);
  return self;
}

void
ahadi_share_free (AhadiShare *self)
{
  if (self == NULL)
    return;

  ahadi_secret_unref (self->value);
  g_free (self);
}

const AhadiShareInfo *
ahadi_share_get_info (const AhadiShare *self)
{
  return &self->info;
}

AhadiSecret *
ahadi_share_get_value (const AhadiShare *self)
{
  return self->value;
}

/* Rule 3. */
static gboolean
check_numbers (const AhadiShareInfo *info, GError **error)
{
  return (info->threshold >= 2 && info->threshold <= info->count &&
          info->count <= AHADI_SHARES_LIMIT && info->index >= 1 &&
          info->index <= info->count) ||
         refuse (error, AHADI_CRYPTO_ERROR_MALFORMED, "its numbers are out of bounds");
}

/* --- The file ------------------------------------------------------------- */

static AhadiSlotCost
file_cost (const File *file)
{
  return (AhadiSlotCost){ ahadi_get_u64be (file->passes),
                          ahadi_get_u64be (file->memory) };
}

/* Rules 1 to 4. */
static gboolean
read_file (
    gconstpointer bytes, gsize size, File *file, AhadiShareInfo *info, GError **error)
{
  const guint8 *data = bytes;

  if (size <= MAGIC_SIZE || memcmp (data, MAGIC, MAGIC_SIZE) != 0)
    return refuse (error, AHADI_CRYPTO_ERROR_MALFORMED, "not a share");
  if (data[MAGIC_SIZE] > VERSION && data[MAGIC_SIZE] <= '9')
    return refuse (error, AHADI_CRYPTO_ERROR_NEWER, "written by a newer version");
  if (data[MAGIC_SIZE] != VERSION || size != sizeof *file)
    return refuse (error, AHADI_CRYPTO_ERROR_MALFORMED, "version or length is wrong");

  memcpy (file, data, sizeof *file);
  info->threshold = file->threshold;
  info->count = file->count;
  info->index = file->index;
  memcpy (info->set, file->set, sizeof info->set);
  memcpy (info->vault, file->vault, sizeof info->vault);
  if (!check_numbers (info, error))
    return FALSE;

  return ahadi_slot_cost_is_readable (file_cost (file)) ||
         refuse (error, AHADI_CRYPTO_ERROR_CORRUPT, "its costs are out of bounds");
}

gboolean
ahadi_share_read_info (gconstpointer bytes,
                       gsize size,
                       AhadiShareInfo *info,
                       GError **error)
{
  File file;

  return read_file (bytes, size, &file, info, error);
}

static AhadiSecret *
derive_key (const File *file, AhadiSecret *passphrase, GError **error)
{
  g_autoptr (AhadiSecret) key = ahadi_secret_new (KEY_SIZE);
  AhadiSlotCost cost = file_cost (file);

  if (crypto_pwhash (ahadi_secret_get_bytes (key), KEY_SIZE,
                     (const char *) ahadi_secret_get_bytes (passphrase),
                     ahadi_secret_get_size (passphrase), file->salt, cost.passes,
                     cost.memory, crypto_pwhash_ALG_ARGON2ID13) == 0)
    return g_steal_pointer (&key);

  g_set_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_RESOURCE,
               "cannot derive a key: %" G_GUINT64_FORMAT " MiB of memory are needed",
               cost.memory >> 20);
  return NULL;
}

static void
make_aad (const File *file, guint8 aad[AAD_SIZE])
{
  memcpy (aad, AAD_DOMAIN, AAD_DOMAIN_SIZE);
  memcpy (aad + AAD_DOMAIN_SIZE, file, BOUND_SIZE);
}

AhadiShare *
ahadi_share_open (gconstpointer bytes,
                  gsize size,
                  AhadiSecret *passphrase,
                  GError **error)
{
  g_autoptr (AhadiSecret) value = ahadi_secret_new (AHADI_SHARE_VALUE_SIZE);
  g_autoptr (AhadiSecret) key = NULL;
  AhadiShareInfo info;
  guint8 aad[AAD_SIZE];
  File file;

  if (!read_file (bytes, size, &file, &info, error) ||
      (key = derive_key (&file, passphrase, error)) == NULL)
    return NULL;

  make_aad (&file, aad);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (
          ahadi_secret_get_bytes (value), NULL, NULL, file.sealed, sizeof file.sealed,
          aad, sizeof aad, file.nonce, ahadi_secret_get_bytes (key)) != 0)
    {
      refuse (error, AHADI_CRYPTO_ERROR_WRONG_SECRET, "the passphrase does not open it");
      return NULL;
    }

  return ahadi_share_new (&info, value);
}

static void
fill_head (File *file, const AhadiShareInfo *info, AhadiSlotCost cost)
{
  memcpy (file->magic, MAGIC, MAGIC_SIZE);
  file->version = VERSION;
  file->threshold = info->threshold;
  file->count = info->count;
  file->index = info->index;
  memcpy (file->set, info->set, sizeof file->set);
  memcpy (file->vault, info->vault, sizeof file->vault);
  ahadi_put_u64be (file->passes, cost.passes);
  ahadi_put_u64be (file->memory, cost.memory);
  ahadi_random_bytes (file->salt, sizeof file->salt);
  ahadi_random_bytes (file->nonce, sizeof file->nonce);
}

GBytes *
ahadi_share_seal (const AhadiShare *self,
                  AhadiSecret *passphrase,
                  AhadiSlotCost cost,
                  GError **error)
{
  g_autoptr (AhadiSecret) key = NULL;
  guint8 aad[AAD_SIZE];
  File file;

  if (!ahadi_slot_cost_is_writable (cost))
    {
      g_set_error_literal (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_RESOURCE,
                           "cannot seal share: its costs are out of bounds");
      return NULL;
    }

  fill_head (&file, &self->info, cost);
  key = derive_key (&file, passphrase, error);
  if (key == NULL)
    return NULL;

  make_aad (&file, aad);
  crypto_aead_xchacha20poly1305_ietf_encrypt (
      file.sealed, NULL, ahadi_secret_get_bytes (self->value), AHADI_SHARE_VALUE_SIZE,
      aad, sizeof aad, NULL, file.nonce, ahadi_secret_get_bytes (key));
  return g_bytes_new (&file, sizeof file);
}

/* --- On paper ------------------------------------------------------------- */

static AhadiSecret *
pack (const AhadiShare *self)
{
  AhadiSecret *packed = ahadi_secret_new (PAPER_SIZE);
  guint8 *bytes = ahadi_secret_get_bytes (packed);
  const AhadiShareInfo *info = &self->info;

  bytes[0] = (guint8) (PAPER_VERSION << 4 | (info->threshold - 1));
  bytes[1] = (guint8) ((info->count - 1) << 4 | (info->index - 1));
  memcpy (bytes + 2, info->set, sizeof info->set);
  memcpy (bytes + 2 + sizeof info->set, ahadi_secret_get_bytes (self->value),
          AHADI_SHARE_VALUE_SIZE);
  return packed;
}

/* Five digits of @number and their check digit. */
static void
print_group (guint8 *out, guint number)
{
  guint scale = 10000;
  int check = 0;

  for (guint i = 0; i < GROUP_DIGITS; i++, scale /= 10)
    {
      int digit = (int) (number / scale % 10);

      check = ahadi_check_digit_step (check, digit);
      out[i] = (guint8) ('0' + digit);
    }
  out[GROUP_DIGITS] = (guint8) ('0' + check);
}

AhadiSecret *
ahadi_share_print_digits (const AhadiShare *self)
{
  g_autoptr (AhadiSecret) packed = pack (self);
  AhadiSecret *text = ahadi_secret_new (TYPED_DIGITS + AHADI_SHARE_GROUPS);
  const guint8 *bytes = ahadi_secret_get_bytes (packed);
  guint8 *out = ahadi_secret_get_bytes (text);

  for (guint group = 0; group < AHADI_SHARE_GROUPS; group++)
    {
      guint8 *at = out + group * (GROUP_LENGTH + 1);

      print_group (at, (guint) bytes[2 * group] << 8 | bytes[2 * group + 1]);
      at[GROUP_LENGTH] = group + 1 < AHADI_SHARE_GROUPS ? ' ' : '\0';
    }
  return text;
}

/* What has been read of the digits so far. */
typedef struct
{
  gsize n_digits;
  guint number; /* of this group */
  int check;
  int bad_group;
} Reading;

/* Rule 7 at the end of each group; only the first wrong one is told. */
static void
take_digit (Reading *reading, int digit, guint8 *packed)
{
  gsize group = reading->n_digits / GROUP_LENGTH;
  gsize place = reading->n_digits % GROUP_LENGTH;

  reading->n_digits++;
  if (group >= AHADI_SHARE_GROUPS)
    return;

  if (place == 0)
    reading->number = 0;
  reading->check = ahadi_check_digit_step (place == 0 ? 0 : reading->check, digit);
  if (place < GROUP_DIGITS)
    {
      reading->number = reading->number * 10 + (guint) digit;
      return;
    }

  if ((reading->check != 0 || reading->number > G_MAXUINT16) && reading->bad_group == 0)
    reading->bad_group = (int) group + 1;
  packed[2 * group] = (guint8) (reading->number >> 8);
  packed[2 * group + 1] = (guint8) reading->number;
}

/* Rules 6 to 8. */
static gboolean
read_digits (
    const char *text, gsize length, Reading *reading, guint8 *packed, GError **error)
{
  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isdigit (text[i]))
        take_digit (reading, text[i] - '0', packed);
      else if (text[i] != '-' && text[i] != '.' && !g_ascii_isspace (text[i]))
        return refuse (error, AHADI_CRYPTO_ERROR_MALFORMED,
                       "something other than digits");
    }

  if (reading->bad_group != 0)
    return refuse (error, AHADI_CRYPTO_ERROR_MALFORMED, "a check digit is wrong");
  return reading->n_digits == TYPED_DIGITS ||
         refuse (error, AHADI_CRYPTO_ERROR_MALFORMED, "not 114 digits");
}

/* Rule 9. */
static gboolean
unpack_info (const guint8 *packed, AhadiShareInfo *info, GError **error)
{
  guint version = packed[0] >> 4;

  if (version != PAPER_VERSION)
    return refuse (error,
                   version > PAPER_VERSION ? AHADI_CRYPTO_ERROR_NEWER
                                           : AHADI_CRYPTO_ERROR_MALFORMED,
                   "of another version");

  info->threshold = (guint8) ((packed[0] & 15) + 1);
  info->count = (guint8) ((packed[1] >> 4) + 1);
  info->index = (guint8) ((packed[1] & 15) + 1);
  memcpy (info->set, packed + 2, sizeof info->set);
  return check_numbers (info, error);
}

AhadiShare *
ahadi_share_parse_digits (const char *text, gsize length, int *bad_group, GError **error)
{
  g_autoptr (AhadiSecret) packed = ahadi_secret_new (PAPER_SIZE);
  g_autoptr (AhadiSecret) value = NULL;
  guint8 *bytes = ahadi_secret_get_bytes (packed);
  AhadiShareInfo info = { 0 };
  Reading reading = { 0 };
  gboolean fine = read_digits (text, length, &reading, bytes, error) &&
                  unpack_info (bytes, &info, error);

  if (bad_group != NULL)
    *bad_group = reading.bad_group;
  if (!fine)
    return NULL;

  value = ahadi_secret_new_from (bytes + 2 + sizeof info.set, AHADI_SHARE_VALUE_SIZE);
  return ahadi_share_new (&info, value);
}
