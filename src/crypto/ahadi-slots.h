/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-secret.h"
#include "ahadi-slot-cost.h"
#include "base/ahadi-base.h"

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
 * Returns: %NULL with %AHADI_CRYPTO_ERROR_MALFORMED, %AHADI_CRYPTO_ERROR_CORRUPT (costs
 * out of bounds: this program writes none) or %AHADI_CRYPTO_ERROR_NEWER (the magic's
 * version digit is above 1).
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

/* Which slot of @type @secret opens, without opening anything: WRONG_SECRET if none. */
gboolean ahadi_slots_find (AhadiSlots *self,
                           AhadiSlotType type,
                           AhadiSecret *secret,
                           AhadiId *id,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_slots_put:
 * @id: of the slot to replace, or a new random one
 *
 * Needs an open (or new) @self. O(1): the DEK stays. There is one recovery code and one
 * set of custodians: another slot of these types goes. RESOURCE if @cost is not to be
 * written or there are 16 slots already; @self is then as it was.
 */
gboolean ahadi_slots_put (AhadiSlots *self,
                          AhadiSlotType type,
                          const AhadiId *id,
                          AhadiSecret *secret,
                          AhadiSlotCost cost,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same where nobody is named: replaces the slot that opened @self if that is of
 * @type, else the first of @type; adds one if there is none. The slot keeps its id. */
gboolean ahadi_slots_set (AhadiSlots *self,
                          AhadiSlotType type,
                          AhadiSecret *secret,
                          AhadiSlotCost cost,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Not an error if there is no such slot. */
void ahadi_slots_remove (AhadiSlots *self, const AhadiId *id);

guint ahadi_slots_count (AhadiSlots *self);
AhadiSlotType ahadi_slots_get (AhadiSlots *self, guint index, AhadiId *id);

/* The highest cost of a passphrase, for further slots: it was calibrated once. */
AhadiSlotCost ahadi_slots_get_cost (AhadiSlots *self);

/* The slot that opened @self, or the first that was put into a new one. */
const AhadiId *ahadi_slots_get_opened (AhadiSlots *self);

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
