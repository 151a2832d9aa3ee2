/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ahadi-part-codec.h"
#include "ahadi-staging.h"

G_BEGIN_DECLS

/* Reads a staged part line by line. What it hands out is only proven whole once the end
 * was reached without an error. */
typedef struct _AhadiPartReader AhadiPartReader;

/**
 * ahadi_part_reader_new:
 * @sealed: the age file
 * @identities: (element-type AhadiAgeIdentity): to be tried
 *
 * Returns: (transfer full): %NULL with %AHADI_SYNC_ERROR_NOT_FOR_US if it is sealed for
 * others, %AHADI_SYNC_ERROR_DAMAGED, or @sealed's error.
 */
AhadiPartReader *ahadi_part_reader_new (GInputStream *sealed,
                                        GPtrArray *identities,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ahadi_part_reader_next:
 * @line: (out) (nullable): without its newline, not NUL-terminated, valid until the next
 * call; %NULL at the end
 *
 * Returns: %FALSE with %AHADI_SYNC_ERROR_DAMAGED (the seal or the compression does not
 * hold) or %AHADI_SYNC_ERROR_MALFORMED (rules P1 to P5).
 */
gboolean ahadi_part_reader_next (AhadiPartReader *self,
                                 const char **line,
                                 gsize *size,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ahadi_part_reader_free (AhadiPartReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AhadiPartReader, ahadi_part_reader_free)

G_END_DECLS
