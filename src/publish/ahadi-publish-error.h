/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiPublishError:
 * @AHADI_PUBLISH_ERROR_ADDRESS: the address can't be understood
 * @AHADI_PUBLISH_ERROR_PASSWORD: a password stands in it, where others can read it
 * @AHADI_PUBLISH_ERROR_UNVERIFIED: it would be reached without checking who answers
 * @AHADI_PUBLISH_ERROR_UNREACHABLE: nobody answers, or who answers can't prove who it is
 * @AHADI_PUBLISH_ERROR_DENIED: the server does not let this user in, or do that
 * @AHADI_PUBLISH_ERROR_OLD: the server is older than PostgreSQL 15, or its database is
 *   not of UTF-8
 * @AHADI_PUBLISH_ERROR_READ_ONLY: the server or the session only reads
 * @AHADI_PUBLISH_ERROR_FOREIGN: the schema is another organisation's, or somebody else's
 * @AHADI_PUBLISH_ERROR_NEWER: it was made by a newer program
 * @AHADI_PUBLISH_ERROR_BUSY: somebody else is publishing into it
 * @AHADI_PUBLISH_ERROR_NO_SPACE: the server's disk is full
 * @AHADI_PUBLISH_ERROR_LOST: the connection broke; what was committed stays
 * @AHADI_PUBLISH_ERROR_EMPTY: nothing was published there yet
 * @AHADI_PUBLISH_ERROR_FAILED: anything else the server said
 * @AHADI_PUBLISH_ERROR_NOT_BUILT: this program was built without libpq
 * @AHADI_PUBLISH_ERROR_NOT_OFFICE: the vault is no office's
 */
typedef enum
{
  AHADI_PUBLISH_ERROR_ADDRESS,
  AHADI_PUBLISH_ERROR_PASSWORD,
  AHADI_PUBLISH_ERROR_UNVERIFIED,
  AHADI_PUBLISH_ERROR_UNREACHABLE,
  AHADI_PUBLISH_ERROR_DENIED,
  AHADI_PUBLISH_ERROR_OLD,
  AHADI_PUBLISH_ERROR_READ_ONLY,
  AHADI_PUBLISH_ERROR_FOREIGN,
  AHADI_PUBLISH_ERROR_NEWER,
  AHADI_PUBLISH_ERROR_BUSY,
  AHADI_PUBLISH_ERROR_NO_SPACE,
  AHADI_PUBLISH_ERROR_LOST,
  AHADI_PUBLISH_ERROR_EMPTY,
  AHADI_PUBLISH_ERROR_FAILED,
  AHADI_PUBLISH_ERROR_NOT_BUILT,
  AHADI_PUBLISH_ERROR_NOT_OFFICE,
} AhadiPublishError;

#define AHADI_PUBLISH_ERROR (ahadi_publish_error_quark ())
GQuark ahadi_publish_error_quark (void);

G_END_DECLS
