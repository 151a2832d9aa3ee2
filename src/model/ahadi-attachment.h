/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-record.h"

G_BEGIN_DECLS

/* A file that belongs to a report, an addendum, a pledge or a member: add-only. The file
 * itself is a blob, sealed to a key of its own that stands here and nowhere else. Same
 * order as the table in ahadi-attachment.c. */
enum
{
  AHADI_ATTACHMENT_OF,         /* entity: what it belongs to */
  AHADI_ATTACHMENT_NAME,       /* required, ≤ 200: the file's, without folders */
  AHADI_ATTACHMENT_TYPE,       /* required: MIME type, told from the bytes */
  AHADI_ATTACHMENT_SIZE,       /* required: bytes of the file as it is kept, in digits */
  AHADI_ATTACHMENT_BLOB,       /* required, 32 hex: names the sealed file */
  AHADI_ATTACHMENT_KEY,        /* required, secret: the age identity that opens it */
  AHADI_ATTACHMENT_CT_SIZE,    /* required: bytes of the sealed file, in digits */
  AHADI_ATTACHMENT_CT_BLAKE2B, /* required, 64 hex: BLAKE2b-256 of the sealed file */
  AHADI_ATTACHMENT_KEPT,       /* ≤ 500: why position, time and camera were left in */
  AHADI_ATTACHMENT_NOTE,       /* ≤ 2000 */
  AHADI_ATTACHMENT_DATE,       /* required */
  AHADI_ATTACHMENT_N_FIELDS
};

/* Bytes of a file: more is said before it is read. */
#define AHADI_ATTACHMENT_LIMIT (G_GUINT64_CONSTANT (100) * 1024 * 1024)

/* Bytes of the sealed file of such a one: 16 for each 64 KiB, and age's header. */
#define AHADI_ATTACHMENT_CT_LIMIT (AHADI_ATTACHMENT_LIMIT + 64 * 1024)

#define AHADI_ATTACHMENT_HASH_SIZE 32

/* Its size: 1 to the limit, in digits without leading zeros; its type: "image/jpeg"; its
 * key and hash: as long as such are. */
void ahadi_attachment_validate (const AhadiRecord *self,
                                const AhadiDate *today,
                                GPtrArray *problems);

/* What a record says of its blob, as numbers. */
typedef struct
{
  AhadiId id;
  guint64 size;
  guint64 ct_size;
  guint8 ct_blake2b[AHADI_ATTACHMENT_HASH_SIZE];
} AhadiBlobInfo;

/* Returns: %FALSE for a record of another laptop that breaks the rules: it has no file.
 */
gboolean ahadi_attachment_read_blob (const AhadiRecord *self,
                                     AhadiBlobInfo *info) G_GNUC_WARN_UNUSED_RESULT;

extern const AhadiKindInfo ahadi_attachment_info;

G_END_DECLS
