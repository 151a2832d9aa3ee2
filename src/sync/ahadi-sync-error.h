/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiSyncError: why a file is refused or set aside; app/ has the sentence for each.
 * @AHADI_SYNC_ERROR_FOREIGN: not a file of ours at all (no age file, or no such members
 * inside)
 * @AHADI_SYNC_ERROR_DAMAGED: cut short, changed or added to since it was sealed
 * @AHADI_SYNC_ERROR_NOT_FOR_US: whole as far as can be seen, but sealed for others
 * @AHADI_SYNC_ERROR_UNKNOWN_DEVICE: whole, but its signer is not in the directory (set
 * aside)
 * @AHADI_SYNC_ERROR_REVOKED: its signer was revoked or refused
 * @AHADI_SYNC_ERROR_BAD_SIGNATURE: a signature was checked and does not hold
 * @AHADI_SYNC_ERROR_OTHER_ORG: another organisation's (other root keys)
 * @AHADI_SYNC_ERROR_OLDER: a directory of a lower version than the one we have
 * @AHADI_SYNC_ERROR_NEWER: a format version this program does not know
 * @AHADI_SYNC_ERROR_MALFORMED: signed by its author, yet against a numbered rule of
 * FORMAT.md
 * @AHADI_SYNC_ERROR_NOT_READY: this vault lacks what the work needs: no card yet, not
 * enrolled, no key of that office
 * @AHADI_SYNC_ERROR_FORK: contradicts what the same device signed before
 * @AHADI_SYNC_ERROR_LAST_HOLDER: of no file: an office would be left without a holder
 */
typedef enum
{
  AHADI_SYNC_ERROR_FOREIGN,
  AHADI_SYNC_ERROR_DAMAGED,
  AHADI_SYNC_ERROR_NOT_FOR_US,
  AHADI_SYNC_ERROR_UNKNOWN_DEVICE,
  AHADI_SYNC_ERROR_REVOKED,
  AHADI_SYNC_ERROR_BAD_SIGNATURE,
  AHADI_SYNC_ERROR_OTHER_ORG,
  AHADI_SYNC_ERROR_OLDER,
  AHADI_SYNC_ERROR_NEWER,
  AHADI_SYNC_ERROR_MALFORMED,
  AHADI_SYNC_ERROR_NOT_READY,
  AHADI_SYNC_ERROR_FORK,
  AHADI_SYNC_ERROR_LAST_HOLDER,
} AhadiSyncError;

#define AHADI_SYNC_ERROR (ahadi_sync_error_quark ())
GQuark ahadi_sync_error_quark (void);

/* The longest number of a rule, "P12", and NUL. */
#define AHADI_RULE_SIZE 4

/**
 * ahadi_sync_error_blame:
 * @error: (nullable): a place with or without an error
 * @domain: only an error of this domain is meant
 * @rule: of FORMAT.md: "P3"
 *
 * Says in the message which rule was broken, unless it says so already: who looked most
 * closely was first.
 */
void ahadi_sync_error_blame (GError **error, GQuark domain, const char *rule);

/**
 * ahadi_sync_error_get_rule:
 * @error: (nullable):
 * @rule: (out): its number, or empty
 *
 * Returns: whether @error says which rule of FORMAT.md was broken.
 */
gboolean ahadi_sync_error_get_rule (const GError *error, char rule[AHADI_RULE_SIZE]);

/* "damaged", "unknown-device" …: the word used in the journal and in --json. */
const char *ahadi_sync_error_to_word (AhadiSyncError code);

G_END_DECLS
