/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AhadiOplogError:
 * @AHADI_OPLOG_ERROR_MALFORMED: a line or body does not follow its grammar
 * @AHADI_OPLOG_ERROR_NEWER: a kind, field or version this program does not know
 * @AHADI_OPLOG_ERROR_BROKEN_CHAIN: hashes do not lead from a segment's start to its head
 * @AHADI_OPLOG_ERROR_BAD_SIGNATURE: the head of a segment is not signed by its author
 */
typedef enum
{
  AHADI_OPLOG_ERROR_MALFORMED,
  AHADI_OPLOG_ERROR_NEWER,
  AHADI_OPLOG_ERROR_BROKEN_CHAIN,
  AHADI_OPLOG_ERROR_BAD_SIGNATURE,
} AhadiOplogError;

#define AHADI_OPLOG_ERROR (ahadi_oplog_error_quark ())
GQuark ahadi_oplog_error_quark (void);

G_END_DECLS
