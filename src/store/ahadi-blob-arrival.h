/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-blob-way.h"

G_BEGIN_DECLS

/*
 * Pieces of a sealed file that come from elsewhere, in any order, again, with gaps. They
 * lie in `blobs/<id>-<device>.part` by whose bundle they came in, so that nobody can
 * spoil what another sends. Once a record names the file and all pieces are here, their
 * hash decides whether it is the file.
 */

/**
 * ahadi_blob_arrival_put:
 * @in: gives the piece's bytes, @size of them
 * @i: which piece, below %AHADI_BLOB_MAX_PIECES
 *
 * Within the caller's transaction: the bytes are on the disk before the piece is noted.
 * Of a file whose attachment is gone the piece is read and not kept.
 * Errors: @in's, the store's, and the system's codes.
 */
typedef gboolean (*AhadiBlobReadFunc) (
    gpointer in, void *buffer, gsize count, gsize *n, GError **error);
gboolean ahadi_blob_arrival_put (AhadiVault *vault,
                                 const AhadiId *id,
                                 const AhadiId *device,
                                 guint i,
                                 AhadiBlobReadFunc read,
                                 gpointer in,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_blob_arrival_settle:
 * @whole: (out): files that are now here
 * @spoilt: (out): files whose pieces were not those of the record: they were dropped, and
 * are asked for again
 *
 * Looks through all that has arrived whole. To be called after the commit.
 */
gboolean ahadi_blob_arrival_settle (AhadiVault *vault,
                                    guint *whole,
                                    guint *spoilt,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
