/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiStoreError:
 * @AHADI_STORE_ERROR_BUSY: another process has this vault open for writing
 * @AHADI_STORE_ERROR_NEWER: the vault was made or changed by a newer program; it was not
 * touched
 * @AHADI_STORE_ERROR_EXISTS: there is a vault already
 * @AHADI_STORE_ERROR_NOT_FOUND: no vault, or no such record
 * @AHADI_STORE_ERROR_CORRUPT: the database does not open with its key or fails its
 * integrity check
 * @AHADI_STORE_ERROR_WIPED: the wipe of this vault was begun and is not finished
 * @AHADI_STORE_ERROR_OLD_COPY: slots and database are of different generations: one of
 * them is an old copy
 * @AHADI_STORE_ERROR_STRANGE: a pipe, a device or the like stands where the vault keeps a
 * file or folder of its own; nothing was opened
 * @AHADI_STORE_ERROR_FILES: files beside the database are damaged or missing
 * @AHADI_STORE_ERROR_LIBRARY: the database library is not SQLCipher 4.6.1 as linked, or
 * would write plaintext
 * @AHADI_STORE_ERROR_NO_SPACE: the disk is full; the transaction was rolled back, nothing
 * changed
 * @AHADI_STORE_ERROR_FORK: an operation contradicts one that its author signed before
 * @AHADI_STORE_ERROR_FAILED: anything else; the message has SQLite's words
 */
typedef enum
{
  AHADI_STORE_ERROR_BUSY,
  AHADI_STORE_ERROR_NEWER,
  AHADI_STORE_ERROR_EXISTS,
  AHADI_STORE_ERROR_NOT_FOUND,
  AHADI_STORE_ERROR_CORRUPT,
  AHADI_STORE_ERROR_WIPED,
  AHADI_STORE_ERROR_OLD_COPY,
  AHADI_STORE_ERROR_STRANGE,
  AHADI_STORE_ERROR_FILES,
  AHADI_STORE_ERROR_LIBRARY,
  AHADI_STORE_ERROR_NO_SPACE,
  AHADI_STORE_ERROR_FORK,
  AHADI_STORE_ERROR_FAILED,
} AhadiStoreError;

#define AHADI_STORE_ERROR (ahadi_store_error_quark ())
GQuark ahadi_store_error_quark (void);

G_END_DECLS
