/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/ahadi-base.h"
#include "crypto/ahadi-crypto.h"

G_BEGIN_DECLS

#define AHADI_ROOT_KEYS_LIMIT 16

/* The custodians at one time: @threshold of the keys speak for the organisation. Keys
 * stand in the order of their printed form. */
typedef struct
{
  guint threshold;
  GArray *keys; /* AhadiVerifyKey */
} AhadiRootSet;

AhadiRootSet *ahadi_root_set_new (guint threshold);
AhadiRootSet *ahadi_root_set_copy (const AhadiRootSet *self);
void ahadi_root_set_free (AhadiRootSet *self);

/* Keeps the order. */
void ahadi_root_set_add (AhadiRootSet *self, const AhadiVerifyKey *key);
gboolean ahadi_root_set_has (const AhadiRootSet *self, const AhadiVerifyKey *key);
/* NULL if no key has @number. */
const AhadiVerifyKey *ahadi_root_set_find (const AhadiRootSet *self,
                                           const guint8 number[8]);
gboolean ahadi_root_set_equal (const AhadiRootSet *a, const AhadiRootSet *b);

/* {"threshold":1,"keys":["…"]} */
json_t *ahadi_root_set_to_json (const AhadiRootSet *self);
char *ahadi_root_set_print (const AhadiRootSet *self);

/* Rules R2 to R4: AHADI_SYNC_ERROR_MALFORMED. @object may have @further members, which
 * are the caller's. */
AhadiRootSet *ahadi_root_set_from_json (json_t *object,
                                        const char *const *further,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiRootSet, ahadi_root_set_free)

G_END_DECLS
