/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "oplog/ahadi-oplog.h"
#include "store/ahadi-store.h"

G_BEGIN_DECLS

typedef enum
{
  AHADI_ROLE_COORDINATOR = 1, /* of a branch */
  AHADI_ROLE_CIRCLE = 2,
  AHADI_ROLE_MEMBERSHIP = 3, /* the three offices */
  AHADI_ROLE_EXECUTIVE_DIRECTOR = 4,
  AHADI_ROLE_BOARD_COMMITTEE = 5,
} AhadiRole;

const char *
ahadi_role_to_string (AhadiRole role); /* "coordinator", "circle", "membership",
                                          "executive-director", "board-committee" */
gboolean ahadi_role_parse (const char *text, AhadiRole *role) G_GNUC_WARN_UNUSED_RESULT;
gboolean ahadi_role_is_office (AhadiRole role);

/* Who this vault is: keys, role and branch, kept in the vault's settings. Boxed,
 * refcounted, immutable. */
typedef struct _AhadiIdentity AhadiIdentity;

/**
 * ahadi_identity_create:
 * @role: for good
 * @label: what people call this laptop or holder, e.g. "Achieng's laptop"; travels sealed
 * only
 * @branch: (nullable): for the two field roles: the branch's id out of the card, or %NULL
 * for a new branch
 * @branch_name: (nullable): for the two field roles
 *
 * Draws the device's signing key and age identity and stores them; in one transaction.
 * AHADI_STORE_ERROR_EXISTS if the vault has one, AHADI_MODEL_ERROR_VALUE if a name is not
 * one line of at most 200 characters or a new branch has none.
 */
AhadiIdentity *ahadi_identity_create (AhadiVault *vault,
                                      AhadiRole role,
                                      const char *label,
                                      const AhadiId *branch,
                                      const char *branch_name,
                                      GError **error);

/* NULL without an error while the vault has none. */
AhadiIdentity *ahadi_identity_load (AhadiVault *vault, GError **error);
AhadiIdentity *ahadi_identity_ref (AhadiIdentity *self);
void ahadi_identity_unref (AhadiIdentity *self);

AhadiRole ahadi_identity_get_role (AhadiIdentity *self);
const char *ahadi_identity_get_label (AhadiIdentity *self);
const AhadiId *ahadi_identity_get_device (AhadiIdentity *self);
const AhadiId *ahadi_identity_get_branch (AhadiIdentity *self);   /* zero for an office */
const char *ahadi_identity_get_branch_name (AhadiIdentity *self); /* nullable */
AhadiSigningKey *ahadi_identity_get_signing_key (AhadiIdentity *self);
/* The one that is sealed to from now on. */
AhadiAgeIdentity *ahadi_identity_get_age_identity (AhadiIdentity *self);
/* (element-type AhadiAgeIdentity): borrowed: that one, then those before it, so that what
 * was sealed to them opens still. */
GPtrArray *ahadi_identity_get_age_identities (AhadiIdentity *self);

/**
 * ahadi_identity_rotate:
 *
 * Draws a new age identity in the place of the present one, which is kept. What is sealed
 * to this device changes only once the directory or list names the new recipient: at the
 * membership office through ahadi_proposal_edit_own_recipient(), else through a request
 * (ahadi_enrolment_make()). The signing key is for good: its hash is the device's id, and
 * another one is another device.
 *
 * Returns: (transfer full): the identity from now on; %NULL with
 * %AHADI_STORE_ERROR_NOT_FOUND if the vault has none. Nothing is changed then.
 */
AhadiIdentity *ahadi_identity_rotate (AhadiVault *vault,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiIdentity, ahadi_identity_unref)

G_END_DECLS
