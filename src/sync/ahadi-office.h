/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-directory.h"

G_BEGIN_DECLS

/* A text of the Code that travels on the card. */
typedef struct
{
  const char *language;
  GBytes *text;
  gboolean official;
} AhadiCodeText;

/**
 * ahadi_office_found:
 * @org_name: "Amnesty International Kenya"
 *
 * Founds an organisation in the membership office's vault (its identity must be
 * AHADI_ROLE_MEMBERSHIP): draws the root key (one custodian, until `directory draft
 * roots` names others), an org id, and signs directory 1 and list 1 with this vault as
 * the only holder. Nothing is changed by a failure: AHADI_STORE_ERROR_EXISTS if the vault
 * has a card, AHADI_MODEL_ERROR_VALUE if @org_name is not one line of 1 to 200
 * characters, NOT_READY for any other role, MALFORMED for a language that is none (D6) or
 * stands twice (D7).
 */
gboolean ahadi_office_found (AhadiVault *vault,
                             const char *org_name,
                             const AhadiCodeText *texts,
                             gsize n_texts,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
