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

/* Files that a record names. */
typedef struct
{
  guint whole;   /* now here */
  guint spoilt;  /* their pieces were not the record's: dropped, and asked for again */
  guint partial; /* of which some pieces are here */
} AhadiBlobArrivals;

/**
 * ahadi_blob_arrival_settle:
 * @arrivals: (out)
 *
 * Looks through all that has arrived. To be called after the commit.
 */
gboolean ahadi_blob_arrival_settle (AhadiVault *vault,
                                    AhadiBlobArrivals *arrivals,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_blob_arrival_sweep:
 *
 * Removes pieces that came %AHADI_BLOB_ARRIVAL_DAYS ago or before and that no record
 * names: their record is for other readers, or its bundle was lost. Should it come after
 * all, they are asked for again.
 */
#define AHADI_BLOB_ARRIVAL_DAYS 30
gboolean ahadi_blob_arrival_sweep (AhadiVault *vault,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
