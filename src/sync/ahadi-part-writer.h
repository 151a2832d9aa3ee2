/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-part-codec.h"
#include "ahadi-staging.h"

G_BEGIN_DECLS

/*
 * Writes one part into a staging folder: age{recipients}(gzip(lines) then zeros to the
 * bucket). Only ciphertext reaches the disk.
 */
typedef struct _AhadiPartWriter AhadiPartWriter;

/* @name: of the file in @staging. Writes the first line. Errors: those of the disk. */
AhadiPartWriter *ahadi_part_writer_new (AhadiStaging *staging,
                                        const char *name,
                                        const AhadiPartHeader *header,
                                        const GArray *recipients,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @lines: whole lines, each with its newline. */
gboolean ahadi_part_writer_add (AhadiPartWriter *self,
                                const char *lines,
                                gsize size,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Ends the gzip member, pads, seals and closes. @size and @digest: of the ciphertext.
 * Then only free. */
gboolean ahadi_part_writer_finish (AhadiPartWriter *self,
                                   guint64 *size,
                                   guint8 digest[AHADI_HASH_SIZE],
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ahadi_part_writer_free (AhadiPartWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiPartWriter, ahadi_part_writer_free)

G_END_DECLS
