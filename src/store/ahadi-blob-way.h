/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-vault.h"
#include "model/ahadi-model.h"

G_BEGIN_DECLS

/*
 * How far a sealed file has travelled. It travels in pieces; a set of them is a number
 * whose lowest bit is the first piece.
 */

/* Bytes of a piece but the last. Eight of them, with their headers, fill 64 MiB of an
 * archive. */
#define AHADI_BLOB_PIECE (8 * 1024 * 1024 - 1024)

/* As many as the largest sealed file has. */
#define AHADI_BLOB_MAX_PIECES 13

/* Pieces of a sealed file of @ct_size bytes: their number, and the set of all. */
guint ahadi_blob_count_pieces (guint64 ct_size);
guint32 ahadi_blob_all_pieces (guint64 ct_size);

/* Bytes of piece @i. */
gsize ahadi_blob_piece_size (guint64 ct_size, guint i);

typedef struct
{
  gboolean is_here; /* the whole file */
  guint pieces;     /* it has */
  guint arrived;    /* of which so many are here, from elsewhere */
  guint32 sent;     /* pieces in bundles that this laptop wrote whole */
  guint32 held;     /* pieces that an office's reply named */
} AhadiBlobState;

/* Zeros for a record that names no file. */
gboolean ahadi_blob_get_state (AhadiVault *vault,
                               const AhadiRecord *attachment,
                               AhadiBlobState *state,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @pieces are in a bundle that was written whole. */
gboolean ahadi_blob_add_sent (AhadiVault *vault,
                              const AhadiId *id,
                              guint32 pieces,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* An office holds @pieces and no others: what was sent besides counts as not sent. */
gboolean ahadi_blob_set_held (AhadiVault *vault,
                              const AhadiId *id,
                              guint32 pieces,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The pieces that are here: all once the file is whole. */
gboolean ahadi_blob_list_here (AhadiVault *vault,
                               const AhadiBlobInfo *info,
                               guint32 *pieces,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
