/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiKeysError:
 * @AHADI_KEYS_ERROR_NAME: a person's name is not one line of 1 to 200 characters
 * @AHADI_KEYS_ERROR_NAME_TAKEN: somebody of that name opens this vault already
 * @AHADI_KEYS_ERROR_HEIR: the same, and it is not the passphrase of who takes over
 * @AHADI_KEYS_ERROR_TAKEN: somebody else's passphrase, which would open as them
 * @AHADI_KEYS_ERROR_UNKNOWN: nobody of that name opens this vault
 * @AHADI_KEYS_ERROR_LAST: the last passphrase is never removed
 * @AHADI_KEYS_ERROR_WEAK: a passphrase is too easy to guess
 * @AHADI_KEYS_ERROR_NUMBERS: not 2 ≤ needed ≤ shares ≤ 16
 * @AHADI_KEYS_ERROR_SHARE_PASSPHRASE: it does not open its share
 * @AHADI_KEYS_ERROR_NO_SHARES: the vault has no custodians (any more)
 * @AHADI_KEYS_ERROR_FOREIGN_SHARE: a share is of another set or vault
 * @AHADI_KEYS_ERROR_SAME_SHARE: a share is there twice
 * @AHADI_KEYS_ERROR_FEW_SHARES: fewer than are needed
 * @AHADI_KEYS_ERROR_WRONG_SHARE: the shares do not fit together
 */
typedef enum
{
  AHADI_KEYS_ERROR_NAME,
  AHADI_KEYS_ERROR_NAME_TAKEN,
  AHADI_KEYS_ERROR_HEIR,
  AHADI_KEYS_ERROR_TAKEN,
  AHADI_KEYS_ERROR_UNKNOWN,
  AHADI_KEYS_ERROR_LAST,
  AHADI_KEYS_ERROR_WEAK,
  AHADI_KEYS_ERROR_NUMBERS,
  AHADI_KEYS_ERROR_SHARE_PASSPHRASE,
  AHADI_KEYS_ERROR_NO_SHARES,
  AHADI_KEYS_ERROR_FOREIGN_SHARE,
  AHADI_KEYS_ERROR_SAME_SHARE,
  AHADI_KEYS_ERROR_FEW_SHARES,
  AHADI_KEYS_ERROR_WRONG_SHARE,
} AhadiKeysError;

#define AHADI_KEYS_ERROR (ahadi_keys_error_quark ())
GQuark ahadi_keys_error_quark (void);

/* Sets @code with "cannot …: …". Returns: %FALSE. */
gboolean ahadi_keys_error_set (GError **error, AhadiKeysError code, const char *message);

G_END_DECLS
