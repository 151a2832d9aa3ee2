/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "ahadi-age-keys.h"

G_BEGIN_DECLS

#define AHADI_TYPE_AGE_WRITER (ahadi_age_writer_get_type ())
G_DECLARE_FINAL_TYPE (
    AhadiAgeWriter, ahadi_age_writer, AHADI, AGE_WRITER, GFilterOutputStream)

/**
 * ahadi_age_writer_new:
 * @base: where the age file goes; closed with the writer unless close-base-stream is
 * unset
 * @recipients: 1 to 64 recipients
 *
 * Writes the header at once. What is then written is sealed in chunks of 64 KiB; only
 * g_output_stream_close() writes the final chunk: a writer dropped without it leaves a
 * file every reader refuses. Up to 1 MiB waits here, so that a later write or the close
 * tells what @base refuses; @base may be written to from another thread during a write.
 *
 * Returns: (transfer full): a stream, or %NULL with @base's error, or
 * %AHADI_CRYPTO_ERROR_MALFORMED if @recipients are too many or one is not a usable key.
 */
GOutputStream *ahadi_age_writer_new (GOutputStream *base,
                                     const AhadiAgeRecipient *recipients,
                                     gsize n_recipients,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Length of the age file for @n_recipients and @plain_size bytes inside. */
guint64 ahadi_age_sealed_size (gsize n_recipients, guint64 plain_size);

G_END_DECLS
