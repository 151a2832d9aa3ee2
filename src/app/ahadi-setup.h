/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-session.h"

G_BEGIN_DECLS

/* What the first-run assistant and `vault init` ask. */
typedef struct
{
  AhadiRole role;
  const char *label;       /* what people call this laptop or holder */
  const char *org_name;    /* membership office only: founds the organisation */
  const char *branch_name; /* field roles: a new or known branch of the card */
  GBytes *card; /* (nullable): required for every role but a founding membership office */
  gboolean minimum_cost; /* the lowest allowed Argon2id cost: tests and demo only */
} AhadiSetup;

/**
 * ahadi_setup_run:
 * @session: closed; its folder holds no vault
 * @passphrase: at least AHADI_STRENGTH_FAIR; checked here (AHADI_CRYPTO_ERROR_MALFORMED)
 * @recovery_code: (out) (optional) (transfer full): the printed form (groups of digits),
 *   shown once
 *
 * Makes the vault with passphrase and recovery slot, the identity, and founds the
 * organisation or takes the card. A second replica of the membership office is
 * AHADI_ROLE_MEMBERSHIP with a card. On failure what was made is removed. The session is
 * open afterwards.
 *
 * Returns: %FALSE with %AHADI_SYNC_ERROR_NOT_READY if the card or the organisation's name
 *   is needed and missing, %AHADI_STORE_ERROR_EXISTS, or the errors of
 * ahadi_card_import() and ahadi_vault_create().
 */
gboolean ahadi_setup_run (AhadiSession *session,
                          const AhadiSetup *setup,
                          AhadiSecret *passphrase,
                          AhadiSecret **recovery_code,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
