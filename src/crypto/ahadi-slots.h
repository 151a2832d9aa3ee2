/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-secret.h"
#include "ahadi-slot-cost.h"

G_BEGIN_DECLS

/*
 * The key-slot file of a vault (FORMATS 7): each slot wraps the same 32-byte data key
 * (DEK) under one secret of a person's. The codec file opens with the layout and the
 * numbered rules.
 */
typedef enum
{
  AHADI_SLOT_PASSPHRASE = 1,
  AHADI_SLOT_RECOVERY_CODE = 2,
  AHADI_SLOT_CUSTODIANS = 3,
} AhadiSlotType;

typedef struct _AhadiSlots AhadiSlots;

/* A new vault's slots: random db_uuid, generation 1, no slot yet. @dek (32 bytes) is
 * random. */
AhadiSlots *ahadi_slots_new (void);

/* For re-keying: the same db_uuid, the next generation, a new random DEK, no slot yet.
 * @previous, which is open, stays as it is. */
AhadiSlots *ahadi_slots_new_generation (AhadiSlots *previous);

/* Returns: (transfer full): a change of the copy leaves @self as it is. */
AhadiSlots *ahadi_slots_copy (AhadiSlots *self);

/**
 * ahadi_slots_parse:
 *
 * Checks form and bounds (2..20 passes, 64 MiB..1 GiB, 1..16 slots); no secret is needed
 * or used yet.
 *
 * Returns: %NULL with %AHADI_CRYPTO_ERROR_MALFORMED, %AHADI_CRYPTO_ERROR_RESOURCE (costs
 * out of bounds) or %AHADI_CRYPTO_ERROR_NEWER (the magic's version digit is above 1).
 */
AhadiSlots *ahadi_slots_parse (gconstpointer bytes,
                               gsize size,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Opens with @secret: tries each slot of @type, then checks the file's MAC. WRONG_SECRET,
 * or CORRUPT if the MAC is off. */
gboolean ahadi_slots_open (AhadiSlots *self,
                           AhadiSlotType type,
                           AhadiSecret *secret,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Needs an open (or new) @self. Adds a slot, or replaces the one of the same type. O(1):
 * the DEK stays. */
gboolean ahadi_slots_set (AhadiSlots *self,
                          AhadiSlotType type,
                          AhadiSecret *secret,
                          AhadiSlotCost cost,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean ahadi_slots_has (AhadiSlots *self, AhadiSlotType type);
gboolean ahadi_slots_is_open (AhadiSlots *self);

/* Needs an open @self. Returns: (transfer full): the file, MAC included. */
GBytes *ahadi_slots_print (AhadiSlots *self);

const guint8 *ahadi_slots_get_uuid (AhadiSlots *self); /* 16 bytes */
guint32 ahadi_slots_get_generation (AhadiSlots *self);

/* Needs an open @self. Returns: (transfer full): HKDF-SHA256 (DEK, info), 32 bytes;
 * "ahadi/sqlcipher/v1" for the database. */
AhadiSecret *ahadi_slots_derive (AhadiSlots *self, const char *info);

void ahadi_slots_free (AhadiSlots *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiSlots, ahadi_slots_free)

G_END_DECLS
