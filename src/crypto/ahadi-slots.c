/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The key-slot file of a vault. Integers are big-endian.
 *
 *   offset  size  what
 *        0     7  "AHADIKS"
 *        7     1  "1", the version
 *        8    16  db_uuid
 *       24     4  generation, from 1; goes up by one when the data key changes
 *       28     1  n, number of slots
 *       29  121n  the slots
 *  29+121n    32  mac = HMAC-SHA256 (HKDF-SHA256 (DEK, info = "ahadi/slots-mac/v1"),
 *                 all before it)
 *
 * A slot:
 *        0     1  type: 1 passphrase, 2 recovery code, 3 custodians
 *        1    16  id, random
 *       17     8  passes of Argon2id (libsodium's opslimit)
 *       25     8  memory of Argon2id in bytes
 *       33    16  salt
 *       49    24  nonce
 *       73    48  XChaCha20-Poly1305 of DEK[32]; key = Argon2id (secret, salt),
 *                 additional data = "ahadi-slot-v1" ‖ db_uuid ‖ bytes 0 to 72 of the slot
 *
 * Before any secret is used:
 *  1. The magic is right. A version digit above 1 is NEWER, anything else MALFORMED.
 *  2. The generation is not 0.
 *  3. There are 1 to 16 slots, and the size is exactly 61 + 121n.
 *  4. Every type is known.
 *  5. Every cost is within 2 to 20 passes and 64 MiB to 1 GiB: CORRUPT otherwise. So no
 *     file makes us work for hours, and none passes for sealed that is cheap to guess.
 *
 * Then:
 *  6. A slot of the type asked for opens under the secret: WRONG_SECRET otherwise.
 *  7. The mac holds under the DEK found: CORRUPT otherwise.
 */
#include "ahadi-slots.h"

#include <sodium.h>
#include <string.h>

#include "ahadi-crypto-error.h"
#include "ahadi-crypto-init.h"
#include "ahadi-kdf.h"
#include "base/ahadi-base.h"

#define MAGIC "AHADIKS"
#define MAGIC_SIZE (sizeof MAGIC - 1)
#define VERSION '1'
#define UUID_SIZE 16
#define UUID_OFFSET (MAGIC_SIZE + 1)
#define GENERATION_OFFSET (UUID_OFFSET + UUID_SIZE)
#define COUNT_OFFSET (GENERATION_OFFSET + 4)
#define HEAD_SIZE (COUNT_OFFSET + 1)
#define MAC_SIZE 32
#define SLOTS_LIMIT 16
#define DEK_SIZE 32
#define SEALED_SIZE (DEK_SIZE + crypto_aead_xchacha20poly1305_ietf_ABYTES)

/* The slot is the bytes: only bytes, so there is neither padding nor byte order in it. */
typedef struct
{
  guint8 type;
  guint8 id[16];
  guint8 passes[8];
  guint8 memory[8];
  guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES];
  guint8 sealed[SEALED_SIZE];
} Slot;

G_STATIC_ASSERT (sizeof (Slot) == 121);
G_STATIC_ASSERT (sizeof (AhadiId) == sizeof ((Slot *) NULL)->id);
G_STATIC_ASSERT (HEAD_SIZE == 29);
#define BOUND_SIZE G_STRUCT_OFFSET (Slot, sealed)

#define AAD_DOMAIN "ahadi-slot-v1"
#define AAD_DOMAIN_SIZE (sizeof AAD_DOMAIN - 1)
#define AAD_SIZE (AAD_DOMAIN_SIZE + UUID_SIZE + BOUND_SIZE)

struct _AhadiSlots
{
  guint8 uuid[UUID_SIZE];
  guint32 generation;
  guint n_slots;
  Slot slots[SLOTS_LIMIT];

  AhadiSecret *dek; /* NULL while closed */
  AhadiId opened; /* the slot that opened it, or the first of a new one; else all zeros */
  GBytes *file;   /* as parsed, until opened; NULL for a new one */
};

static void
set_error (GError **error, AhadiCryptoError code, const char *what)
{
  g_set_error (error, AHADI_CRYPTO_ERROR, code, "cannot read key slots: %s", what);
}

static AhadiSlotCost
slot_cost (const Slot *slot)
{
  return (AhadiSlotCost){ ahadi_get_u64be (slot->passes),
                          ahadi_get_u64be (slot->memory) };
}

static AhadiSlots *
slots_new_of_generation (guint32 generation)
{
  AhadiSlots *self = g_new0 (AhadiSlots, 1);

  self->generation = generation;
  self->dek = ahadi_secret_new_random (DEK_SIZE);
  return self;
}

AhadiSlots *
ahadi_slots_new (void)
{
  AhadiSlots *self = slots_new_of_generation (1);

  ahadi_random_bytes (self->uuid, UUID_SIZE);
  return self;
}

AhadiSlots *
ahadi_slots_new_generation (AhadiSlots *previous)
{
  AhadiSlots *self;

  g_assert (previous->dek && previous->generation < G_MAXUINT32);
  self = slots_new_of_generation (previous->generation + 1);
  memcpy (self->uuid, previous->uuid, UUID_SIZE);
  return self;
}

AhadiSlots *
ahadi_slots_copy (AhadiSlots *self)
{
  AhadiSlots *copy = g_memdup2 (self, sizeof *self);

  if (copy->dek != NULL)
    ahadi_secret_ref (copy->dek);
  if (copy->file != NULL)
    g_bytes_ref (copy->file);
  return copy;
}

/* Rules 1 to 3. */
static gboolean
check_head (const guint8 *bytes, gsize size, GError **error)
{
  if (size < UUID_OFFSET || memcmp (bytes, MAGIC, MAGIC_SIZE) != 0)
    {
      set_error (error, AHADI_CRYPTO_ERROR_MALFORMED, "not a key-slot file");
      return FALSE;
    }
  if (bytes[MAGIC_SIZE] > VERSION && bytes[MAGIC_SIZE] <= '9')
    {
      set_error (error, AHADI_CRYPTO_ERROR_NEWER, "written by a newer version");
      return FALSE;
    }
  if (bytes[MAGIC_SIZE] != VERSION || size < HEAD_SIZE ||
      ahadi_get_u32be (bytes + GENERATION_OFFSET) == 0 || bytes[COUNT_OFFSET] == 0 ||
      bytes[COUNT_OFFSET] > SLOTS_LIMIT ||
      size != HEAD_SIZE + bytes[COUNT_OFFSET] * sizeof (Slot) + MAC_SIZE)
    {
      set_error (error, AHADI_CRYPTO_ERROR_MALFORMED, "head or length is wrong");
      return FALSE;
    }
  return TRUE;
}

/* Rules 4 and 5. */
static gboolean
check_slot (const Slot *slot, GError **error)
{
  if (slot->type < AHADI_SLOT_PASSPHRASE || slot->type > AHADI_SLOT_CUSTODIANS)
    {
      set_error (error, AHADI_CRYPTO_ERROR_MALFORMED, "a slot of unknown type");
      return FALSE;
    }
  if (!ahadi_slot_cost_is_readable (slot_cost (slot)))
    {
      set_error (error, AHADI_CRYPTO_ERROR_CORRUPT, "costs of a slot are out of bounds");
      return FALSE;
    }
  return TRUE;
}

AhadiSlots *
ahadi_slots_parse (gconstpointer bytes, gsize size, GError **error)
{
  g_autoptr (AhadiSlots) self = g_new0 (AhadiSlots, 1);
  const guint8 *data = bytes;

  if (!check_head (data, size, error))
    return NULL;

  memcpy (self->uuid, data + UUID_OFFSET, UUID_SIZE);
  self->generation = ahadi_get_u32be (data + GENERATION_OFFSET);
  self->n_slots = data[COUNT_OFFSET];
  memcpy (self->slots, data + HEAD_SIZE, self->n_slots * sizeof (Slot));
  for (guint i = 0; i < self->n_slots; i++)
    if (!check_slot (&self->slots[i], error))
      return NULL;

  self->file = g_bytes_new (data, size);
  return g_steal_pointer (&self);
}

static gboolean
derive_kek (const Slot *slot,
            AhadiSecret *secret,
            guint8 kek[crypto_aead_xchacha20poly1305_ietf_KEYBYTES],
            GError **error)
{
  AhadiSlotCost cost = slot_cost (slot);

  if (crypto_pwhash (kek, crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
                     (const char *) ahadi_secret_get_bytes (secret),
                     ahadi_secret_get_size (secret), slot->salt, cost.passes, cost.memory,
                     crypto_pwhash_ALG_ARGON2ID13) != 0)
    {
      g_set_error (error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_RESOURCE,
                   "cannot derive a key: %" G_GUINT64_FORMAT " MiB of memory are needed",
                   cost.memory >> 20);
      return FALSE;
    }
  return TRUE;
}

static void
make_aad (AhadiSlots *self, const Slot *slot, guint8 aad[AAD_SIZE])
{
  memcpy (aad, AAD_DOMAIN, AAD_DOMAIN_SIZE);
  memcpy (aad + AAD_DOMAIN_SIZE, self->uuid, UUID_SIZE);
  memcpy (aad + AAD_DOMAIN_SIZE + UUID_SIZE, slot, BOUND_SIZE);
}

/* @opened: whether @secret is that of @slot; @dek is then its content. */
static gboolean
try_slot (AhadiSlots *self,
          const Slot *slot,
          AhadiSecret *secret,
          AhadiSecret *dek,
          gboolean *opened,
          GError **error)
{
  g_autoptr (AhadiSecret) kek =
      ahadi_secret_new (crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
  guint8 aad[AAD_SIZE];

  if (!derive_kek (slot, secret, ahadi_secret_get_bytes (kek), error))
    return FALSE;

  make_aad (self, slot, aad);
  *opened = crypto_aead_xchacha20poly1305_ietf_decrypt (
                ahadi_secret_get_bytes (dek), NULL, NULL, slot->sealed, SEALED_SIZE, aad,
                sizeof aad, slot->nonce, ahadi_secret_get_bytes (kek)) == 0;
  return TRUE;
}

static void
compute_mac (AhadiSecret *dek, const guint8 *bytes, gsize size, guint8 mac[MAC_SIZE])
{
  static const char info[] = "ahadi/slots-mac/v1";
  guint8 key[32];

  ahadi_hkdf_sha256 (ahadi_secret_get_bytes (dek), DEK_SIZE, NULL, 0, info,
                     sizeof info - 1, key, sizeof key);
  ahadi_hmac_sha256 (key, sizeof key, bytes, size, mac);
  sodium_memzero (key, sizeof key);
}

static gboolean
check_mac (AhadiSlots *self, AhadiSecret *dek)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (self->file, &size);
  guint8 mac[MAC_SIZE];

  compute_mac (dek, bytes, size - MAC_SIZE, mac);
  return ahadi_bytes_equal_secret (mac, bytes + size - MAC_SIZE, MAC_SIZE);
}

static AhadiId
slot_id (const Slot *slot)
{
  AhadiId id;

  memcpy (&id, slot->id, sizeof id);
  return id;
}

/* Returns: the slot of @type that @secret opens, with its content in @dek; or NULL. */
static const Slot *
find_by_secret (AhadiSlots *self,
                AhadiSlotType type,
                AhadiSecret *secret,
                AhadiSecret *dek,
                GError **error)
{
  gboolean opened = FALSE;

  for (guint i = 0; i < self->n_slots; i++)
    {
      const Slot *slot = &self->slots[i];

      if (slot->type == type && !try_slot (self, slot, secret, dek, &opened, error))
        return NULL;
      if (opened)
        return slot;
    }

  set_error (error, AHADI_CRYPTO_ERROR_WRONG_SECRET, "the secret opens none of them");
  return NULL;
}

gboolean
ahadi_slots_open (AhadiSlots *self,
                  AhadiSlotType type,
                  AhadiSecret *secret,
                  GError **error)
{
  g_autoptr (AhadiSecret) dek = ahadi_secret_new (DEK_SIZE);
  const Slot *slot;

  g_assert (self->file);

  slot = find_by_secret (self, type, secret, dek, error);
  if (slot == NULL)
    return FALSE;
  if (!check_mac (self, dek))
    {
      set_error (error, AHADI_CRYPTO_ERROR_CORRUPT, "the file was changed");
      return FALSE;
    }

  g_clear_pointer (&self->dek, ahadi_secret_unref);
  self->dek = g_steal_pointer (&dek);
  self->opened = slot_id (slot);
  return TRUE;
}

gboolean
ahadi_slots_find (AhadiSlots *self,
                  AhadiSlotType type,
                  AhadiSecret *secret,
                  AhadiId *id,
                  GError **error)
{
  g_autoptr (AhadiSecret) dek = ahadi_secret_new (DEK_SIZE);
  const Slot *slot = find_by_secret (self, type, secret, dek, error);

  if (slot == NULL)
    return FALSE;

  *id = slot_id (slot);
  return TRUE;
}

/* The place of the slot @id, or one behind the last. */
static guint
find_by_id (AhadiSlots *self, const AhadiId *id)
{
  guint i = 0;

  while (i < self->n_slots && memcmp (self->slots[i].id, id, sizeof *id) != 0)
    i++;
  return i;
}

/* Recovery code and custodians are one each; people may be several. */
static void
remove_others (AhadiSlots *self, AhadiSlotType type, const AhadiId *id)
{
  guint n = 0;

  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].type != type || memcmp (self->slots[i].id, id, sizeof *id) == 0)
      self->slots[n++] = self->slots[i];
  self->n_slots = n;
}

gboolean
ahadi_slots_put (AhadiSlots *self,
                 AhadiSlotType type,
                 const AhadiId *id,
                 AhadiSecret *secret,
                 AhadiSlotCost cost,
                 GError **error)
{
  g_autoptr (AhadiSecret) kek =
      ahadi_secret_new (crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
  guint place = find_by_id (self, id);
  Slot slot = { .type = (guint8) type };
  guint8 aad[AAD_SIZE];

  g_assert (self->dek);

  if (!ahadi_slot_cost_is_writable (cost) || place == SLOTS_LIMIT)
    {
      g_set_error_literal (
          error, AHADI_CRYPTO_ERROR, AHADI_CRYPTO_ERROR_RESOURCE,
          "cannot make key slot: its costs or the number of slots are out "
          "of bounds");
      return FALSE;
    }

  memcpy (slot.id, id, sizeof slot.id);
  ahadi_random_bytes (slot.salt, sizeof slot.salt);
  ahadi_random_bytes (slot.nonce, sizeof slot.nonce);
  ahadi_put_u64be (slot.passes, cost.passes);
  ahadi_put_u64be (slot.memory, cost.memory);
  if (!derive_kek (&slot, secret, ahadi_secret_get_bytes (kek), error))
    return FALSE;

  make_aad (self, &slot, aad);
  crypto_aead_xchacha20poly1305_ietf_encrypt (
      slot.sealed, NULL, ahadi_secret_get_bytes (self->dek), DEK_SIZE, aad, sizeof aad,
      NULL, slot.nonce, ahadi_secret_get_bytes (kek));
  self->slots[place] = slot;
  self->n_slots = MAX (self->n_slots, place + 1);
  if (type != AHADI_SLOT_PASSPHRASE)
    remove_others (self, type, id);
  if (ahadi_id_is_zero (&self->opened))
    self->opened = *id;
  return TRUE;
}

/* Whose place a secret of @type takes when nobody is named. */
static AhadiId
choose_id (AhadiSlots *self, AhadiSlotType type)
{
  guint opened = find_by_id (self, &self->opened);
  AhadiId id;

  if (opened < self->n_slots && self->slots[opened].type == type)
    return self->opened;
  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].type == type)
      return slot_id (&self->slots[i]);

  ahadi_random_bytes (&id, sizeof id);
  return id;
}

gboolean
ahadi_slots_set (AhadiSlots *self,
                 AhadiSlotType type,
                 AhadiSecret *secret,
                 AhadiSlotCost cost,
                 GError **error)
{
  AhadiId id = choose_id (self, type);

  return ahadi_slots_put (self, type, &id, secret, cost, error);
}

void
ahadi_slots_remove (AhadiSlots *self, const AhadiId *id)
{
  guint place = find_by_id (self, id);

  if (place == self->n_slots)
    return;

  self->n_slots--;
  memmove (&self->slots[place], &self->slots[place + 1],
           (self->n_slots - place) * sizeof (Slot));
}

guint
ahadi_slots_count (AhadiSlots *self)
{
  return self->n_slots;
}

AhadiSlotType
ahadi_slots_get (AhadiSlots *self, guint index, AhadiId *id)
{
  g_assert (index < self->n_slots);

  *id = slot_id (&self->slots[index]);
  return self->slots[index].type;
}

AhadiSlotCost
ahadi_slots_get_cost (AhadiSlots *self)
{
  AhadiSlotCost highest = ahadi_slot_cost_minimum ();

  for (guint i = 0; i < self->n_slots; i++)
    {
      AhadiSlotCost cost = slot_cost (&self->slots[i]);

      if (self->slots[i].type == AHADI_SLOT_PASSPHRASE && cost.memory >= highest.memory &&
          ahadi_slot_cost_is_writable (cost))
        highest = cost;
    }
  return highest;
}

const AhadiId *
ahadi_slots_get_opened (AhadiSlots *self)
{
  return &self->opened;
}

gboolean
ahadi_slots_has (AhadiSlots *self, AhadiSlotType type)
{
  for (guint i = 0; i < self->n_slots; i++)
    if (self->slots[i].type == type)
      return TRUE;
  return FALSE;
}

gboolean
ahadi_slots_is_open (AhadiSlots *self)
{
  return self->dek != NULL;
}

GBytes *
ahadi_slots_print (AhadiSlots *self)
{
  gsize covered = HEAD_SIZE + self->n_slots * sizeof (Slot);
  guint8 *bytes;

  g_assert (self->dek);
  g_assert (self->n_slots > 0);

  bytes = g_malloc (covered + MAC_SIZE);
  memcpy (bytes, MAGIC, MAGIC_SIZE);
  bytes[MAGIC_SIZE] = VERSION;
  memcpy (bytes + UUID_OFFSET, self->uuid, UUID_SIZE);
  ahadi_put_u32be (bytes + GENERATION_OFFSET, self->generation);
  bytes[COUNT_OFFSET] = (guint8) self->n_slots;
  memcpy (bytes + HEAD_SIZE, self->slots, self->n_slots * sizeof (Slot));
  compute_mac (self->dek, bytes, covered, bytes + covered);
  return g_bytes_new_take (bytes, covered + MAC_SIZE);
}

const guint8 *
ahadi_slots_get_uuid (AhadiSlots *self)
{
  return self->uuid;
}

guint32
ahadi_slots_get_generation (AhadiSlots *self)
{
  return self->generation;
}

AhadiSecret *
ahadi_slots_derive (AhadiSlots *self, const char *info)
{
  AhadiSecret *key = ahadi_secret_new (32);

  g_assert (self->dek);

  ahadi_hkdf_sha256 (ahadi_secret_get_bytes (self->dek), DEK_SIZE, NULL, 0, info,
                     strlen (info), ahadi_secret_get_bytes (key), 32);
  return key;
}

void
ahadi_slots_free (AhadiSlots *self)
{
  if (!self)
    return;

  g_clear_pointer (&self->dek, ahadi_secret_unref);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_free (self);
}
