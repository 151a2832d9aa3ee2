/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-recipients.h"
#include "oplog/ahadi-oplog.h"

G_BEGIN_DECLS

/* One sealed container of pieces, as the manifest names it; its recipients are those of
 * the part of its audience. */
typedef struct
{
  AhadiAudienceClass audience;
  guint64 size; /* of the age file */
  guint8 digest[AHADI_HASH_SIZE];
} AhadiManifestBlobs;

/* "blobs/membership.tar.age" */
char *ahadi_blob_list_make_name (AhadiAudienceClass audience);
gboolean ahadi_blob_list_parse_name (const char *name, AhadiAudienceClass *audience)
    G_GNUC_WARN_UNUSED_RESULT;

/* @blobs: (element-type AhadiManifestBlobs) */
json_t *ahadi_blob_list_to_json (const GArray *blobs);

/* Appends to @blobs what "blobs" of @document holds: AHADI_SYNC_ERROR_MALFORMED against
 * rule M8. @last: the last class that may have a container; 0 if none may */
gboolean ahadi_blob_list_from_json (json_t *document,
                                    guint last,
                                    GArray *blobs,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "0123….7": piece 7 of a sealed file. */
char *ahadi_blob_list_make_piece_name (const AhadiId *id, guint piece);
gboolean ahadi_blob_list_parse_piece_name (const char *name,
                                           AhadiId *id,
                                           guint *piece) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
